"""Validation and parsing, side by side with jsonschema-rs and Python's json: schema_benchmark.py TOOL ROUNDS

Both sides take turns, ROUNDS times each, and the medians are compared. Times are those of the processor, so that what else the
machine does counts less. Both sides have everything loaded: here a compiled schema and a JSONValue, there a compiled validator and
the Python objects that json.loads made. jsonschema-rs's time includes reaching from Rust into those objects, for they are what a
program that uses it has at hand; its own representation of JSON cannot be handed over from Python.
"""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

import jsonschema_rs

import schema_inputs

LEAST_SECONDS = 0.2


def measure(action):
    """Nanoseconds for one round, as the mean over as many as fit."""
    rounds = 1
    while True:
        start = time.process_time()
        for _ in range(rounds):
            action()
        seconds = time.process_time() - start
        if seconds > LEAST_SECONDS:
            return seconds / rounds * 1e9
        rounds *= 2


def ask(*arguments):
    return float(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)


def compare(label, ours, theirs, rounds):
    """Prints the medians, and returns how many times faster ours is."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    own = statistics.median(pair[0] for pair in pairs)
    other = statistics.median(pair[1] for pair in pairs)
    print(f"{label:<34} gatehouse {own / 1000:9.1f} us   other {other / 1000:9.1f} us   {other / own:6.1f} times as fast")
    return other / own


def write(folder, name, value):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, separators=(",", ":"))
    return path


def main():
    tool, rounds = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        print("validation of a loaded instance, against jsonschema-rs")
        ratios = []
        for name, make in schema_inputs.ALL.items():
            schema, instance = make()
            schema_path, path = write(folder, f"{name}.schema.json", schema), write(folder, f"{name}.json", instance)
            with open(path, encoding="utf-8") as file:
                loaded = json.load(file)
            validator = jsonschema_rs.validator_for(schema)
            if not validator.is_valid(loaded):
                sys.exit(f"the instance of {name} is not valid")
            label = f"  {name} ({os.path.getsize(path)} bytes)"
            ratios.append(
                compare(label, lambda: ask(tool, "validate", schema_path, path), lambda: measure(lambda: validator.is_valid(loaded)), rounds)
            )
        print(f"  geometric mean: {math.exp(statistics.fmean(math.log(ratio) for ratio in ratios)):.1f} times as fast")

        print("parsing, against Python's json")
        large = [make()[1] for make in schema_inputs.ALL.values()] * 104
        for name, instance in [("orders", schema_inputs.orders()[1]), ("large", large)]:
            path = write(folder, f"{name}.text.json", instance)
            with open(path, "rb") as file:
                text = file.read()
            label = f"  {name} ({len(text)} bytes)"
            compare(label, lambda: ask(tool, "parse", path), lambda: measure(lambda: json.loads(text)), rounds)


main()
