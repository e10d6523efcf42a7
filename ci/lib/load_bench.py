"""The measurement of ci/load-bench: starts nginx and the target, runs the generators in turn, prints tables, judges the goals."""

import contextlib
import json
import os
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

GENERATOR, TARGET = sys.argv[1:3]
QUICK = "--quick" in sys.argv[3:]
REALTIME = ["chrt", "-f", "5"] if "--realtime" in sys.argv[3:] else []
SECONDS = 2 if QUICK else 3
ROUNDS = 3 if QUICK else 5
CORES = sorted(os.sched_getaffinity(0))
missed = []

CONFIGURATION = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_requests 1000000000; keepalive_timeout 75;
client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d;
scgi_temp_path {folder}/e;
server {{ listen 127.0.0.1:{port}; location / {{ return 200 "hello, world\\n"; }} }} }}
"""


def fail(text):
    print(f"error: {text}", file=sys.stderr)
    sys.exit(2)


def pinned(core, *command):
    return ["taskset", "-c", str(core), *command]


@contextlib.contextmanager
def running(*command, **options):
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGCONT)
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measured(command):
    """What a command printed, and the processor time that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        fail(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def number(pattern, text):
    found = re.search(pattern, text)
    if not found:
        fail(f"no {pattern!r} in what a generator printed: {text[-300:]}")
    return float(found.group(1).replace(",", ""))


def generators(port, connections):
    url = f"http://127.0.0.1:{port}/"
    ours = [GENERATOR, "127.0.0.1", str(port), "/", "--connections", str(connections), "--seconds", str(SECONDS)]
    yield "gatehouse", ours, lambda text: json.loads(text)["completed"]
    yield "wrk", ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}", url], lambda text: number(r"(\d+) requests in", text)
    if shutil.which("h2load"):
        command = ["h2load", "--h1", "-t1", f"-c{connections}", f"-D{SECONDS}", url]
        yield "h2load", command, lambda text: number(r"(\d+) succeeded", text)
    if shutil.which("hey"):
        command = ["hey", "-cpus", "1", "-c", str(connections), "-z", f"{SECONDS}s", url]
        yield "hey", command, lambda text: number(r"\[200\]\s+(\d+)", text)
    if shutil.which("ab"):
        command = ["ab", "-q", "-k", "-c", str(connections), "-t", str(SECONDS), "-n", "100000000", url]
        yield "ab", command, lambda text: number(r"Complete requests:\s+(\d+)", text)


def beside_others():
    with tempfile.TemporaryDirectory(prefix="gatehouse-load-") as folder:
        os.chmod(folder, 0o777)
        port = free_port()
        with open(f"{folder}/nginx.conf", "w") as file:
            file.write(CONFIGURATION.format(folder=folder, port=port))
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        with running(*pinned(CORES[0], nginx, "-p", folder, "-c", f"{folder}/nginx.conf"), stderr=subprocess.DEVNULL) as server:
            time.sleep(1)
            if server.poll() is not None:
                fail("nginx did not start; its package may be broken")
            for connections in (16, 64):
                compare(port, connections)


def compare(port, connections):
    rates, costs = {}, {}
    for _ in range(ROUNDS):
        for name, command, count in generators(port, connections):
            text, processor = measured(pinned(CORES[1], *command))
            requests = count(text)
            rates.setdefault(name, []).append(requests / SECONDS)
            costs.setdefault(name, []).append(processor / requests * 1e6)
    print(f"\n## nginx, {connections} connections, {ROUNDS} rounds of {SECONDS} s in turn, medians\n")
    print(f"{'':10} {'requests/s':>11} {'CPU µs/request':>15} {'rate : wrk':>11} {'CPU : wrk':>10}   CPU : wrk by round")
    for name in rates:
        ratios = [mine / theirs for mine, theirs in zip(costs[name], costs["wrk"], strict=True)]
        faster = statistics.median(mine / theirs for mine, theirs in zip(rates[name], rates["wrk"], strict=True))
        print(
            f"{name:10} {statistics.median(rates[name]):11.0f} {statistics.median(costs[name]):15.2f} {faster:11.2f} "
            f"{statistics.median(ratios):10.2f}   {' '.join(f'{ratio:.2f}' for ratio in ratios)}"
        )
        if name == "gatehouse" and statistics.median(ratios) > 1:
            missed.append(f"with {connections} connections a request takes {statistics.median(ratios):.2f} times wrk's CPU")


def target(*options):
    return running(*REALTIME, *pinned(CORES[0], TARGET, "0", *options), stdout=subprocess.PIPE, text=True)


def load(port, *options):
    return [*REALTIME, *pinned(CORES[1], GENERATOR, "127.0.0.1", str(port), "/", *options)]


def within(what, value, truth, share=0.02):
    off = value / truth - 1
    print(f"{what:28} {value:10.3f} {truth:10.3f} {off * 100:+8.2f} %")
    if abs(off) > share:
        missed.append(f"{what} is {value:.3f} ms and should be {truth:.3f}")


def beside_a_recorder():
    print(f"\n## Latency beside the target's own record, 64 connections, {'quantile':>9} ours ms, target's ms, off\n")
    for name, options in [("closed", []), ("open, Poisson, 800/s", ["--rate", "800"])]:
        with target("delay-us=30000", "spread=0.6") as server:
            port = int(server.stdout.readline())
            text, _ = measured(load(port, "--connections", "64", "--seconds", "8", *options))
            server.send_signal(signal.SIGTERM)
            record = json.loads(server.stdout.readline())
        ours = json.loads(text)
        if ours["failed"] or ours["completed"] != record["count"]:
            missed.append(f"{name}: {ours['completed']} answers counted, the target sent {record['count']}")
        for quantile in ("50", "90", "99"):
            within(f"{name}, p{quantile}", ours["quantiles"][quantile], record[quantile])


def stopped_target():
    print("\n## Uniform arrivals, 1,000/s for 8 s, the target stopped for 1 s: ours ms, the target's record ms, off\n")
    with target("times=1") as server:
        port = int(server.stdout.readline())
        command = load(port, "--connections", "64", "--seconds", "8", "--rate", "1000", "--uniform")
        with running(*command, stdout=subprocess.PIPE, text=True) as generator:
            time.sleep(3)
            began = time.monotonic()
            os.killpg(server.pid, signal.SIGSTOP)
            time.sleep(1)
            os.killpg(server.pid, signal.SIGCONT)
            stopped = (time.monotonic() - began) * 1e3
            text, _ = generator.communicate(timeout=30)
        server.send_signal(signal.SIGTERM)
        sent = sorted(json.loads(server.stdout.readline())["times"])
    ours = json.loads(text)
    print(f"stopped for {stopped:.1f} ms; {ours['completed']} of {ours['due']} answered, {ours['waitedForConnection']} had waited")
    if ours["failed"] or ours["completed"] != ours["due"] or ours.get("shortfall"):
        missed.append(f"the stopped target: {ours['failed']} failed, {ours.get('shortfall')}")
    # The request that was due n ms after the first one was the n-th to be answered: all that waited came in order.
    latencies = sorted(time - number for number, time in enumerate(sent))
    for quantile in (90, 99):
        truth = latencies[max(-(-quantile * len(latencies) // 100) - 1, 0)]
        within(f"p{quantile}", ours["quantiles"][str(quantile)], truth)
        print(f"{'  if it caught up at once':28} {'':10} {stopped - (100 - quantile) * 80:10.3f}")


if len(CORES) < 2:
    fail("two processors are needed, so that target and generator run apart")
print(f"processors {CORES[0]} (target) and {CORES[1]} (generator), load average {os.getloadavg()[0]:.1f}")
beside_others()
beside_a_recorder()
stopped_target()
print()
for text in missed:
    print(f"missed: {text}")
print("missed" if missed else "met: CPU for each request at most wrk's, quantiles within 2 %")
sys.exit(1 if missed else 0)
