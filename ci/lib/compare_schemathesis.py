"""What ci/compare-schemathesis does once everything is installed: runs both tools on each service, measures, prints, judges."""

import argparse
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path.cwd()
WORK = ROOT / ".build/compare-schemathesis"
FIXTURE = ROOT / "fixtures/services/shop"
INVENTORY = ROOT / "fixtures/services/inventory"
TOKEN = "Authorization: Bearer fake-owner-token"  # not a secret: of the fixture only
# These wait on purpose, so a tool's time on them says nothing about the tool.
SLEEPING = ["/delay/", "/drip"]
GOAL_CPU, GOAL_WALL = 1 / 10, 1.3
LIMIT = 1800
FAILED = 1


@dataclass
class Service:
    name: str
    command: list
    ready: str
    document: Path
    headers: list
    exclude: list
    port: int = 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def statistics(self):
        with urllib.request.urlopen(self.address + "/__stats", timeout=10) as answer:
            return json.load(answer)


@dataclass
class Measurement:
    tool: str
    requests: int
    client: float
    service: float
    wall: float
    findings: str


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(service):
    service.port = free_port()
    command = [part.replace("{port}", str(service.port)) for part in service.command]
    with open(WORK / f"{service.name}.log", "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=WORK)
    try:
        wait_until_ready(service, process)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(service, process):
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(service.address + service.ready, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"error: {service.name} did not start; see {WORK}/{service.name}.log")


def measured(tool, service, command, directory, findings):
    """Runs a tool on a running service. Its CPU time is that of the process and of all that it waited for."""
    before, usage, start = service.statistics(), resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    log = directory / "output.log"
    with open(log, "w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=directory, start_new_session=True)
        try:
            process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            sys.exit(f"error: {tool} took longer than {LIMIT} s on {service.name}; see {log}")
    wall, spent, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN), service.statistics()
    client = spent.ru_utime + spent.ru_stime - usage.ru_utime - usage.ru_stime
    requests = after["requests"] - before["requests"]
    if not requests:
        print(log.read_text()[-2000:], file=sys.stderr)
        sys.exit(f"error: {tool} made no request to {service.name}; see {log}")
    return Measurement(tool, requests, client, after["cpu"] - before["cpu"], wall, findings(log.read_text()))


def fresh(service, tool):
    directory = WORK / f"{service.name}-{tool}"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def schemathesis(service, options):
    directory = fresh(service, "schemathesis")
    command = [str(ROOT / options.environment / "bin/schemathesis"), "run", str(service.document), "--url", service.address]
    command += ["--max-examples", str(options.examples), "--seed", str(options.seed), "--continue-on-failure", "--no-color"]
    command += ["--suppress-health-check", "all", "--generation-database", "none"]
    for header in service.headers:
        command += ["--header", header]
    if service.exclude:
        command += ["--exclude-path-regex", f"^({'|'.join(service.exclude)})"]

    def findings(output):
        match = re.search(r"found (\d+) unique failure", output)
        return match[1] if match else "0"

    return measured("schemathesis", service, command, directory, findings)


def per_operation(service, requests):
    """The gate's budget is for one operation; the number of them as both tools see it."""
    text = service.document.read_text()
    methods = r"get|put|post|delete|patch|options|head|trace"
    pattern = rf'^      "(?:{methods})": {{' if service.document.suffix == ".json" else rf"^    (?:{methods}):$"
    count = len(re.findall(pattern, text, re.MULTILINE))
    return max(1, round(requests / count))


def gatehouse(service, options, requests):
    """The service runs already, so that its CPU time is not the tool's: what the gate starts is a `sleep`."""
    directory = fresh(service, "gatehouse")
    shutil.copy(service.document, directory / service.document.name)
    name, _, value = service.headers[0].partition(": ") if service.headers else ("", "", "")
    lines = [
        "service:",
        f"  command: [sleep, {LIMIT}s]",
        f'  address: "127.0.0.1:{service.port}"',
        "  ready:",
        f"    path: {service.ready}",
        "contract:",
        f"  document: {service.document.name}",
        *([f"  requests: {per_operation(service, requests)}", f"  random: {per_operation(service, requests)}"] if requests else []),
        *([f"  exclude: {json.dumps(service.exclude)}"] if service.exclude else []),
        *(["identities:", "  owner:", "    headers:", f"      {name}: {value}"] if name else []),
    ]
    (directory / "gatehouse.yml").write_text("\n".join(lines) + "\n")
    command = [
        options.binary,
        "check",
        "--config",
        "gatehouse.yml",
        "--gate",
        "contract",
        "--seed",
        str(options.seed),
        "--reports",
        "reports",
    ]

    def findings(output):
        log = directory / "reports/run.jsonl"
        events = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        active = [e for e in events if e["type"] == "finding" and "active" in e.get("disposition", {"active": {}})]
        return str(len(active)) if events else "none reported"

    return measured("gatehouse", service, command, directory, findings)


def show(service, measurements):
    print(f"\n{service.name}: {service.document.relative_to(ROOT)}")
    print(
        f"  {'tool':14} {'requests':>8} {'req/s':>8} {'client CPU s':>12} {'ms/request':>10} {'service CPU s':>13}"
        f" {'wall s':>8} {'wall/service':>12} findings"
    )
    for m in measurements:
        per_request, ratio = 1000 * m.client / m.requests, m.wall / m.service if m.service else float("inf")
        print(
            f"  {m.tool:14} {m.requests:8} {m.requests / m.wall:8.0f} {m.client:12.2f} {per_request:10.3f}"
            f" {m.service:13.2f} {m.wall:8.2f} {ratio:12.2f} {m.findings}"
        )


def misses(measurements):
    """The goals that the gate missed, in words."""
    by_tool = {m.tool: m for m in measurements}
    ours, theirs = by_tool.get("gatehouse"), by_tool.get("schemathesis")
    if not ours:
        return
    wall = ours.wall / ours.service if ours.service else float("inf")
    if wall > GOAL_WALL:
        yield f"wall time is {wall:.2f} times the service's CPU time, and at most {GOAL_WALL} is the goal"
    if theirs:
        cpu = (ours.client / ours.requests) / (theirs.client / theirs.requests)
        print(f"  client CPU per request: {cpu:.3f} of Schemathesis's; requests: {ours.requests / theirs.requests:.2f} of its number")
        if cpu > GOAL_CPU:
            yield f"client CPU per request is {cpu:.3f} of Schemathesis's, and at most {GOAL_CPU} is the goal"


def services(options):
    python = str(ROOT / options.environment / "bin/python")
    shop = Service(
        "shop",
        [sys.executable, str(FIXTURE / "service.py"), "--port", "{port}", "--stats"],
        "/healthz",
        FIXTURE / "openapi.yaml",
        [TOKEN],
        [],
    )
    inventory = Service(
        "inventory",
        [sys.executable, str(ROOT / "ci/lib/counted_inventory.py"), "--port", "{port}"],
        "/healthz",
        INVENTORY / "openapi.yaml",
        ["Authorization: Bearer fake-alice-token"],  # not a secret: of the fixture only
        [],
    )
    httpbin = Service(
        "httpbin", [python, str(ROOT / "ci/lib/counted_httpbin.py"), "{port}"], "/status/200", WORK / "httpbin.json", [], SLEEPING
    )
    return [service for service in (shop, inventory, httpbin) if service.name in options.service]


def save_document(service):
    """httpbin serves its own OpenAPI 2.0 document. Both tools get it mended: it names a host that is another place, calls
    integers `int`, and does not say that parameters in paths are required, over which Schemathesis gives operations up."""
    with urllib.request.urlopen(service.address + "/spec.json", timeout=10) as answer:
        document = json.load(answer)
    document.pop("host", None)
    document["schemes"] = ["http"]
    for operation in (operation for path in document["paths"].values() for operation in path.values()):
        for parameter in operation.get("parameters", []):
            if parameter.get("type") == "int":
                parameter["type"] = "integer"
            if parameter["in"] == "path":
                parameter["required"] = True
                parameter.setdefault("type", "string")
    service.document.write_text(json.dumps(document, indent=2))


def main():
    parser = argparse.ArgumentParser()
    for name in ("binary", "environment"):
        parser.add_argument(f"--{name}", required=True)
    for name in ("examples", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    for name in ("service", "tool"):
        parser.add_argument(f"--{name}", action="append", required=True)
    options = parser.parse_args()

    WORK.mkdir(parents=True, exist_ok=True)
    missed = []
    for service in services(options):
        measurements = []
        if "schemathesis" in options.tool:
            with running(service):
                if service.name == "httpbin":
                    save_document(service)
                measurements.append(schemathesis(service, options))
        if "gatehouse" in options.tool:
            with running(service):
                if service.name == "httpbin":
                    save_document(service)
                measurements.append(gatehouse(service, options, measurements[0].requests if measurements else None))
        show(service, measurements)
        missed += [f"{service.name}: {miss}" for miss in misses(measurements)]
    for miss in missed:
        print(f"missed: {miss}")
    print(f"logs: {WORK.relative_to(ROOT)}/SERVICE-TOOL/output.log")
    sys.exit(FAILED if missed else 0)


main()
