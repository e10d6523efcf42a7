"""Compares our histograms with PyPI's hdrhistogram: what it reads of ours, and what we read of its (compressed) ones."""

import json
import random
import subprocess
import sys

from hdrh.histogram import HdrHistogram

QUANTILES = ["0", "10", "50", "75", "90", "95", "99", "99.9", "99.99", "100"]
problems = []


def compare(name, ours, theirs):
    if ours["count"] != theirs.get_total_count():
        problems.append(f"{name}: count {ours['count']}, theirs {theirs.get_total_count()}")
    for quantile in QUANTILES:
        if float(quantile) == 0:
            continue
        mine, other = ours["quantiles"][quantile], theirs.get_value_at_percentile(float(quantile))
        # Theirs rounds the rank to the nearest whole number, ours up: two neighbouring ranks, one slot apart where values are dense.
        if not theirs.values_are_equivalent(mine, other):
            rank = float(quantile) / 100 * ours["count"]
            if abs(rank - round(rank)) < 1e-6:
                problems.append(f"{name}: quantile {quantile} is {mine}, theirs {other}")


def tool(*arguments, text=""):
    done = subprocess.run([sys.argv[1], *arguments], input=text, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        sys.exit(f"rejected: histogram-samples ended with {done.returncode}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


for sample in tool():
    theirs = HdrHistogram.decode(sample["encoded"])
    compare(f"ours, {sample['name']}", sample, theirs)
    print(f"read by hdrhistogram: {sample['name']}, {sample['count']} values, {len(sample['encoded'])} characters")

generator = random.Random(3)
made = []
for lowest, highest, digits in [(1, 3_600_000_000, 3), (1_000, 60_000_000_000, 2), (1, 10_000, 1), (1_000, 60_000_000_000, 3)]:
    theirs = HdrHistogram(lowest, highest, digits)
    for _ in range(20_000):
        theirs.record_value(min(int(generator.lognormvariate(8, 1)) * lowest, highest - 1))
    made.append((f"theirs, {lowest} to {highest} with {digits} digits", theirs))
corrected = HdrHistogram(1, 3_600_000_000, 3)
# Whole numbers of intervals: of the rest of a division hdrhistogram makes one more value, which HdrHistogram in Java does not.
for value in [1_000, 2_000, 1_000_000, 900]:
    corrected.record_corrected_value(value, 1_000)
made.append(("theirs, corrected", corrected))
encoded = [m.encode() for _, m in made]
texts = [e.decode() if isinstance(e, bytes) else e for e in encoded]
read = tool("decode", text="\n".join(texts) + "\n")
for (name, theirs), ours in zip(made, read, strict=True):
    compare(name, ours, theirs)
    print(f"read by us: {name}, {ours['count']} values")
ours_corrected = next(sample for sample in tool() if sample["name"] == "corrected")
compare("corrected by each", ours_corrected, corrected)

for problem in problems:
    print(f"rejected: {problem}")
print("rejected" if problems else "accepted: counts and quantiles agree")
sys.exit(1 if problems else 0)
