"""The measurement of ci/perf-power: runs comparisons in turn over all slowdowns, prints a table, judges the goals."""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys

from wilson import wilson

# Rounds of arithmetic for a request: about 0.4 ms.
WORK = 300_000
CASES = {
    "+0 %": [],
    "+2 %": ["slower=0.02"],
    "+3 %": ["slower=0.03"],
    "+5 %": ["slower=0.05"],
    "+10 %": ["slower=0.10"],
    "+30 %": ["slower=0.30"],
    "tail 1 in 50": ["tail-every=50", f"tail-work={5 * WORK}"],
}
ALWAYS = ["+5 %", "+10 %", "+30 %", "tail 1 in 50"]
RUN_SECONDS = 120


def rank_sum(base, candidate):
    """The one-sided p-value of Mann and Whitney that the candidate is slower, by the normal approximation; ties share their rank."""
    merged = sorted([(value, 0) for value in base] + [(value, 1) for value in candidate])
    ranks, index = 0.0, 0
    while index < len(merged):
        end = index
        while end < len(merged) and merged[end][0] == merged[index][0]:
            end += 1
        shared = (index + end + 1) / 2
        ranks += shared * sum(which for _, which in merged[index:end])
        index = end
    m, n = len(base), len(candidate)
    u = ranks - n * (n + 1) / 2
    z = (u - m * n / 2) / math.sqrt(m * n * (m + n + 1) / 12)
    return 0.5 * math.erfc(z / math.sqrt(2))


def run(options, name, number):
    seed = 1_000 * number + list(CASES).index(name)
    command = [options.compare, options.target, "1", str(seed), f"work={WORK}", "--", f"work={WORK}", *CASES[name]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
    if done.returncode != 0:
        print(f"error: {' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
        sys.exit(2)
    line = json.loads(done.stdout)
    base = [value for unit in line.pop("basePairs") for value in unit]
    candidate = [value for unit in line.pop("candidatePairs") for value in unit]
    line["threshold"] = bool(base) and statistics.fmean(candidate) > 1.05 * statistics.fmean(base)
    line["rankSum"] = bool(base) and rank_sum(base, candidate) < 0.01
    return line


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--compare", required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--hogs", type=int, default=0)
    parser.add_argument("--only", action="append", choices=list(CASES))
    parser.add_argument("--json")
    options = parser.parse_args()
    names = options.only or list(CASES)
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.hogs)]
    results = {name: [] for name in names}
    loads = [os.getloadavg()[0]]
    try:
        for number in range(options.runs):
            for name in names:
                results[name].append(run(options, name, number))
            loads.append(os.getloadavg()[0])
            if options.json:
                with open(options.json, "w") as file:
                    json.dump(results, file, indent=1)
            print(f"round {number + 1} of {options.runs}, load average {loads[-1]:.1f}", file=sys.stderr)
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()
    show(options, results, loads)


def show(options, results, loads):
    processors = len(os.sched_getaffinity(0))
    print(f"{options.hogs} hogs, {processors} processors, load average {min(loads):.1f} to {max(loads):.1f}; shares with Wilson's 95 %\n")
    print(f"{'':13} {'p50 ratio':>9} {'failed':>22} {'passed':>7} {'undecided':>9} {'median s':>8} {'longest':>8} {'mean > 5 %':>11} {'rank sum':>9}")
    missed = []
    for name, lines in results.items():
        if not lines:
            continue
        trials = len(lines)
        counts = {verdict: sum(line["verdict"] == verdict for line in lines) for verdict in ("failed", "passed", "inconclusive")}
        low, high = wilson(counts["failed"], trials)
        ratios = [line["candidate"] / line["base"] for line in lines if line["base"]]
        seconds = sorted(line["seconds"] for line in lines)
        found = f"{counts['failed']}/{trials} ({low * 100:.1f} to {high * 100:.1f} %)"
        print(
            f"{name:13} {statistics.median(ratios) if ratios else 0:9.4f} {found:>22} {counts['passed']:7} {counts['inconclusive']:9} "
            f"{statistics.median(seconds):8.1f} {seconds[-1]:8.1f} {sum(line['threshold'] for line in lines):11} "
            f"{sum(line['rankSum'] for line in lines):9}"
        )
        calls = {}
        for line in lines:
            for quantity, outcome in line["outcomes"].items():
                if outcome == "failed":
                    calls[quantity] = calls.get(quantity, 0) + 1
        if calls:
            print(f"{'':13} called by: {', '.join(f'{quantity} {count}' for quantity, count in sorted(calls.items()))}")
        unmeasured = sum("loadTail" in line.get("reasons", {}) for line in lines)
        if unmeasured:
            print(f"{'':13} the tail under load could not be compared in {unmeasured} of {trials}")
        for line in lines:
            if line.get("problem"):
                print(f"{'':13} {line['problem']}")
        if name == "+0 %" and counts["failed"]:
            missed.append(f"{counts['failed']} of {trials} comparisons of equal services failed")
        if name in ALWAYS and counts["failed"] < trials:
            missed.append(f"{name} was found in {counts['failed']} of {trials} comparisons")
    print()
    for text in missed:
        print(f"missed: {text}")
    print("missed" if missed else "met")
    sys.exit(1 if missed else 0)


main()
