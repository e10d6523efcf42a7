"""The measurement of ci/race-power: starts the target, runs bursts, prints tables, judges the goals."""

import argparse
import concurrent.futures
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time

from wilson import wilson

SYNCS = ["barrier", "last-header-byte", "last-byte", "http2-last-frames", "http2-one-write", "freeze"]
WINDOWS = [0, 30, 230, 2000]
STEP_SECONDS = 120


class Target:
    def __init__(self, options, window, kind="check-act"):
        command = ["chrt", "-f", "5"] if options.realtime else []
        command += [options.target, "0", str(window), kind, options.wait]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGCONT)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Numbers:
    """Every burst uses a token that none has used before."""

    def __init__(self):
        self.next = 1

    def take(self, count):
        first, self.next = self.next, self.next + count
        return first


def measure(options, target, sync, count, bursts, first):
    command = ["chrt", "-f", "5"] if options.realtime else []
    command += [
        options.gatehouse, "race", "power", f"http://127.0.0.1:{target.port}", "--sync", sync, "--count", str(count),
        "--bursts", str(bursts), "--first", str(first), "--group", str(target.process.pid),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=STEP_SECONDS)
    if done.returncode != 0:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout)


def naive(bursts, first, count, burst):
    hits = sum(burst(first + number).count(200) > 1 for number in range(bursts))
    lower, upper = wilson(hits, bursts)
    return {"requests": count, "bursts": bursts, "detected": hits, "share": hits / bursts, "lower": lower, "upper": upper}


def curl_burst(port, count):
    def burst(number):
        command = ["xargs", "-P", str(count), "-I{}", "curl", "-s", "-o", os.devnull, "-w", "%{http_code} ", "-XPOST", "-d", "x",
                   f"http://127.0.0.1:{port}/take/{number}"]
        text = "\n".join(str(index) for index in range(count))
        out = subprocess.run(command, input=text, capture_output=True, text=True, timeout=30).stdout
        return [int(word) for word in out.split()]
    return burst


def pool_burst(port, count, pool):
    def one(number):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", f"/take/{number}", body="x")
        status = connection.getresponse().status
        connection.close()
        return status
    return lambda number: list(pool.map(one, [number] * count))


def row(window, name, result):
    spread = (result.get("arrival_spread_us") or {}).get("p50")
    print(
        f"{window:>7} {result['requests']:>3}  {name:<18} {result['detected']:>6}/{result['bursts']:<6} {result['share']:.4f}  "
        f"[{result['lower']:.4f}, {result['upper']:.4f}]  {'-' if spread is None else spread:>8}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gatehouse", required=True)
    parser.add_argument("--target", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--realtime", action="store_true")
    parser.add_argument("--wait", choices=["sleep", "spin"], default="sleep")
    parser.add_argument("--json")
    options = parser.parse_args()
    if options.realtime and os.geteuid() != 0:
        sys.exit("error: --realtime needs root")
    sizes = {2: 100 if options.quick else 1000, 30: 30 if options.quick else 200}
    windows = [30] if options.quick else WINDOWS
    twin_bursts = 500 if options.quick else 10_000
    numbers, results = Numbers(), []
    load = os.getloadavg()[0]
    print(f"load average {load:.1f} on {os.cpu_count()} cores; the window is spent {options.wait}ing"
          f"{'; real-time priority' if options.realtime else ''}")
    print(f"{'window':>7} {'N':>3}  {'release':<18} {'detected':>13} {'share':>6}  {'95 % interval':<16}  {'spread µs':>8}")
    for window in windows:
        for count, bursts in sizes.items():
            for sync in SYNCS:
                # A target of its own: what another way of release made it start is not in the way.
                with Target(options, window) as target:
                    result = measure(options, target, sync, count, bursts, numbers.take(bursts))
                results.append({"window_us": window, "release": sync, **result})
                row(window, sync, result)
            few = max(10, bursts // 10)
            with Target(options, window) as target, concurrent.futures.ThreadPoolExecutor(30) as pool:
                clients = [("thread pool", pool_burst(target.port, count, pool))]
                if shutil.which("curl"):
                    clients.append(("xargs curl", curl_burst(target.port, count)))
                for name, burst in clients:
                    result = naive(few, numbers.take(few), count, burst)
                    results.append({"window_us": window, "release": name, **result})
                    row(window, name, result)
    # What `widen:` does through the proxy's latency: 10 ms more between check and act.
    with Target(options, 10_030) as target:
        widened = measure(options, target, "last-byte", 2, sizes[2], numbers.take(sizes[2]))
        row(10_030, "last-byte", widened)
    alarms = 0
    with Target(options, 30, "atomic") as target:
        started = time.monotonic()
        for sync in ["last-byte", "http2-last-frames", "freeze"]:
            share = twin_bursts // 3 + 1
            result = measure(options, target, sync, 2, share, numbers.take(share))
            results.append({"window_us": 30, "release": sync, "twin": True, **result})
            alarms += result["detected"]
        print(f"atomic twin: {alarms} alarms in {3 * (twin_bursts // 3 + 1)} bursts, {time.monotonic() - started:.0f} s")
    pairs = [r for r in results if r["window_us"] == 30 and r["requests"] == 2 and not r.get("twin") and r["release"] in SYNCS]
    best = max(pairs, key=lambda r: r["share"])
    spreads = [r for r in results if r["requests"] == 30 and (r.get("arrival_spread_us") or {}).get("p50") is not None]
    tightest = min(spreads, key=lambda r: r["arrival_spread_us"]["p50"])
    goals = [
        (f"2 requests, 30 µs: {best['share']:.4f} by {best['release']} (goal 0.95)", best["share"] >= 0.95),
        (f"widened: {widened['share']:.4f} (goal 0.999)", widened["share"] >= 0.999),
        (f"twin: {alarms} alarms (goal 0)", alarms == 0),
        (f"30 requests: median spread {tightest['arrival_spread_us']['p50']} µs by {tightest['release']} at "
         f"{tightest['window_us']} µs (goal 250)", None if options.quick else tightest["arrival_spread_us"]["p50"] <= 250),
    ]
    for text, met in goals:
        print(f"{'too few' if met is None else 'met    ' if met else 'MISSED '} {text}")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"load": load, "wait": options.wait, "realtime": options.realtime, "results": results}, file, indent=1)
    sys.exit(1 if any(met is False for _, met in goals) else 0)


main()
