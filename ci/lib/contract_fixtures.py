"""What ci/contract-fixtures does once there is a program: runs it on every bug and on the twin, and judges the logs."""

import argparse
import fnmatch
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FIXTURE = Path("fixtures/services/shop")
WORK = Path(".build/contract-fixtures")
FAILED, ERRORED = 1, 2
LIVE = set()  # the programs that run now


class Run:
    """One run of `gatehouse check`: its exit code (None when it took too long), its time, and its findings."""

    def __init__(self, options, name, seed, bug=None, document=None):
        self.folder = WORK / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        config = FIXTURE / "gatehouse.yml"
        if document:
            config = edited_fixture(self.folder / "service", document)
        reports = self.folder / "reports"
        command = [options.binary, "check", "--config", str(config), "--gate", "contract", "--seed", str(seed), "--reports", str(reports)]
        environment = {**os.environ, "SHOP_BUGS": bug or ""}
        start = time.monotonic()
        with open(self.folder / "output.log", "w") as output:
            process = subprocess.Popen(
                command + options.arguments, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
            LIVE.add(process)
            try:
                self.code = process.wait(timeout=options.limit)
            except subprocess.TimeoutExpired:
                self.code = None
                stop(process)
            finally:
                LIVE.discard(process)
        self.seconds = time.monotonic() - start
        self.findings = active_findings(reports / "run.jsonl")


def stop(process):
    """Ends the program, which takes its service along; kills both when it does not."""
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def interrupted(number, _):
    """Takes along what it started; each has a process group of its own and hears of no signal otherwise."""
    for process in list(LIVE):
        stop(process)
    os._exit(128 + number)


def edited_fixture(folder, document):
    shutil.copytree(FIXTURE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = subprocess.run([sys.executable, FIXTURE / "service.py", "--document", document], check=True, capture_output=True).stdout
    (folder / "openapi.yaml").write_bytes(text)
    return folder / "gatehouse.yml"


def active_findings(log):
    """The findings of the log that are not suppressed; none where there is no log."""
    if not log.exists():
        return []
    events = (json.loads(line) for line in log.read_text().splitlines() if '"finding"' in line)
    return [event for event in events if event["type"] == "finding" and "active" in event.get("disposition", {"active": {}})]


def judge(run, expected):
    """What to print about a run on a bug: found, missed and why."""
    if run.code is None:
        return "too long"
    if run.code == ERRORED:
        return "errored"
    at_check = [finding for finding in run.findings if finding["check"] in (expected["check"], expected.get("or"))]
    if expected.get("document"):
        return "found" if at_check else "missed"
    # A method that no operation has is the fault of the whole path.
    place = expected["operation"]
    if expected["check"] == "contract/undeclared-method":
        place = place.partition(" ")[2]
    if any(finding.get("subject", "").endswith(place) for finding in at_check):
        return "found"
    if at_check:
        return "elsewhere"
    return "missed" if not run.findings else "as other"


def run_bugs(options, expectations):
    def one(expected):
        name, document = expected["bug"], expected.get("document", False)
        run = Run(options, f"bug-{name}", options.seed, None if document else name, name if document else None)
        return expected, run, judge(run, expected)

    missed = 0
    print(f"{'bug':32} {'check':40} {'operation':52} {'result':10} {'seconds':>7} findings")
    with ThreadPoolExecutor(options.jobs) as pool:
        for expected, run, verdict in pool.map(one, expectations):
            missed += verdict != "found"
            print(
                f"{expected['bug']:32} {expected['check']:40} {expected['operation']:52}"
                f" {verdict:10} {run.seconds:7.1f} {len(run.findings)}",
                flush=True,
            )
    return missed


def run_twin(options):
    def one(seed):
        return seed, Run(options, f"twin-{seed}", seed)

    alarms = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for seed, run in pool.map(one, range(options.seed, options.seed + options.seeds)):
            verdict = "too long" if run.code is None else "clean" if run.code == 0 and not run.findings else f"exit code {run.code}"
            alarms += verdict != "clean"
            print(f"twin, seed {seed:<6} {verdict:12} {run.seconds:7.1f} s, {len(run.findings)} findings", flush=True)
            for finding in run.findings:
                print(f"    {finding['check']}: {finding['message'][:200]}", flush=True)
    return alarms


def main():
    signal.signal(signal.SIGINT, interrupted)
    signal.signal(signal.SIGTERM, interrupted)
    parser = argparse.ArgumentParser()
    for name in ("seeds", "seed", "jobs", "limit"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()

    expectations = json.loads((FIXTURE / "bugs.json").read_text())
    if options.only:
        patterns = options.only
        expectations = [e for e in expectations if any(fnmatch.fnmatchcase(e[key], p) for p in patterns for key in ("bug", "check"))]
        if not expectations and not options.seeds:
            print(f"error: no bug matches {' '.join(patterns)}", file=sys.stderr)
            sys.exit(ERRORED)
    missed = run_bugs(options, expectations)
    alarms = run_twin(options) if options.seeds else 0
    print(
        f"{len(expectations) - missed} of {len(expectations)} bugs found;"
        f" {options.seeds - alarms} of {options.seeds} runs on the twin clean"
    )
    print(f"logs: {WORK}/NAME/output.log and reports/")
    sys.exit(FAILED if missed or alarms else 0)


main()
