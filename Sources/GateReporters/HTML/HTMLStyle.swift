/// The style sheet of the page, for light and dark.
enum HTMLStyle {
  static let sheet: HTML = """

    :root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --faint: #59636e; --line: #d1d9e0; --shade: #f4f6f8;
      --good: #1a7f37; --bad: #c1121f; --odd: #8a5a00; --calm: #0a58ca; }
    @media (prefers-color-scheme: dark) { :root { --paper: #10141a; --ink: #e6eaef; --faint: #9aa6b2; --line: #333c47; --shade: #1a2029;
      --good: #4ac26b; --bad: #ff7b72; --odd: #e3b341; --calm: #79b8ff; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
    main { max-width: 1100px; margin: 0 auto; padding: 16px; }
    header { border-left: 8px solid var(--faint); background: var(--shade); padding: 12px 16px; }
    header.passed { border-color: var(--good); } header.failed, header.errored { border-color: var(--bad); }
    header.inconclusive { border-color: var(--odd); }
    h1 { margin: 0; font-size: 26px; } header p { margin: 4px 0 0; }
    h2 { margin: 28px 0 8px; font-size: 20px; } h3 { margin: 12px 0 4px; font-size: 14px; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 8px 0; }
    dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: 4px 10px; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    thead th { color: var(--faint); font-weight: 600; white-space: nowrap; } tbody th { font-weight: 600; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } td.none { color: var(--faint); }
    td.passed { color: var(--good); } td.failed, td.errored { color: var(--bad); font-weight: 600; } td.inconclusive { color: var(--odd); }
    svg.bar { display: block; width: 140px; height: 10px; margin-top: 7px; }
    svg .passed { fill: var(--good); } svg .failed, svg .errored { fill: var(--bad); } svg .inconclusive { fill: var(--odd); }
    svg .skipped { fill: var(--line); }
    svg.chart { width: 100%; max-width: 600px; } svg text { fill: var(--ink); font-size: 12px; } svg .latency { fill: var(--calm); }
    svg .axis { stroke: var(--faint); } svg .interval { fill: var(--odd); } svg .estimate { fill: var(--ink); }
    figure { margin: 12px 0; } figcaption { font-weight: 600; }
    details.check { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; padding: 0 12px; }
    details.check > summary { padding: 8px 0; font-weight: 600; } summary { cursor: pointer; overflow-wrap: anywhere; }
    details.finding { border-top: 1px solid var(--line); padding: 6px 0 6px 8px; content-visibility: auto; contain-intrinsic-size: auto 36px; }
    .badge, .count { border: 1px solid currentColor; border-radius: 10px; padding: 0 8px; font-size: 12px; }
    .badge.error { color: var(--bad); } .badge.warning { color: var(--odd); } .badge.note { color: var(--calm); }
    .badge.accepted, .place, .count, .remedy { color: var(--faint); }
    code, pre, .place { font-family: ui-monospace, monospace; font-size: 13px; }
    pre { background: var(--shade); padding: 8px 12px; overflow: auto; max-height: 480px; margin: 0; }
    .filter { margin: 8px 0; } .filter label { margin-right: 12px; white-space: nowrap; }
    body:has(#show-error:not(:checked)) .finding.error, body:has(#show-warning:not(:checked)) .finding.warning,
    body:has(#show-note:not(:checked)) .finding.note, body:has(#show-accepted:not(:checked)) .finding.accepted { display: none; }
    @media print { details.finding { content-visibility: visible; } .filter { display: none; } }

    """
}
