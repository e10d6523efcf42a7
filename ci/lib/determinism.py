"""Compares the findings of the runs that ci/determinism made."""

import hashlib
import json
import sys


def findings(folder, name):
    """Each finding as one line, without its place and time in the log."""
    lines = []
    with open(f"{folder}/{name}/run.jsonl", encoding="utf-8") as log:
        for line in log:
            event = json.loads(line)
            if event["type"] == "finding":
                lines.append(json.dumps({k: v for k, v in event.items() if k not in ("n", "t")}, sort_keys=True))
    return sorted(lines)


def main(folder):
    names = ["workers-1", "workers-2", "workers-8", "shards-merged"]
    runs = {name: findings(folder, name) for name in names + ["other-seed"]}
    first = runs[names[0]]
    if not first:
        sys.exit("the gate found nothing, so that nothing was compared")
    failed = False
    for name in names:
        digest = hashlib.sha256("\n".join(runs[name]).encode()).hexdigest()[:16]
        same = runs[name] == first
        failed |= not same
        print(f"{name:14} {len(runs[name]):4} findings  {digest}  {'the same' if same else 'DIFFERENT'}")
    groups = {json.loads(line)["fingerprint"] for line in first}
    others = {json.loads(line)["fingerprint"] for line in runs["other-seed"]}
    share = len(groups & others) / len(groups | others)
    print(f"other seed     {len(others):4} findings  {share:.1%} of the groups are the same")
    failed |= share < 0.98
    sys.exit(1 if failed else 0)


main(sys.argv[1])
