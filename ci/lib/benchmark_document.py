"""Makes a large API document, and times Python's readers of JSON and YAML on it beside ours.

usage: benchmark_document.py TOOL FOLDER
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import yaml

ROUNDS = 7
OPERATIONS = 400
LIMIT_MS = 300


def field(number, depth):
    """One property; some are objects of their own, so that schemas are deep."""
    if depth and number % 4 == 0:
        return {
            "type": "object",
            "description": f"Part {number} at depth {depth}, with what belongs to it",
            "required": ["first"],
            "properties": {
                "first": field(number + 1, depth - 1),
                "second": field(number + 4, depth - 1),
                "third": field(number + 2, depth - 1),
            },
            "additionalProperties": False,
        }
    kinds = [
        {"type": "string", "format": "date-time", "example": "2026-01-02T03:04:05Z"},
        {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[a-z][a-z0-9-]*$"},
        {"type": "integer", "minimum": 0, "maximum": 1000000},
        {"type": "array", "maxItems": 50, "items": {"type": "string", "enum": ["red", "green", "blue"]}},
        {"type": "number", "multipleOf": 0.01, "exclusiveMinimum": 0},
    ]
    return {**kinds[number % 5], "description": f"What the field with the number {number} is good for"}


def schema(number):
    properties = {f"field{index}": field(number + index, 3) for index in range(8)}
    properties["next"] = {"$ref": f"#/components/schemas/Thing{(number + 1) % OPERATIONS}"}
    return {"type": "object", "required": ["field0", "field1"], "properties": properties}


def operation(number):
    reference = {"$ref": f"#/components/schemas/Thing{number}"}
    content = {"application/json": {"schema": reference}}
    return {
        "operationId": f"replaceThing{number}",
        "summary": f"Replaces the thing with the number {number}",
        "tags": [f"group{number % 20}"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}},
        ],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "200": {"description": "replaced", "content": content},
            "404": {"$ref": "#/components/responses/Problem"},
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }


def document():
    problem = {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {f"/v1/things{number}/{{id}}": {"put": operation(number)} for number in range(OPERATIONS)},
        "components": {
            "schemas": {f"Thing{number}": schema(number) for number in range(OPERATIONS)},
            "responses": {"Problem": {"description": "problem", "content": {"application/json": {"schema": problem}}}},
        },
    }


def best(action):
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times) * 1000


def ours(tool, step, path):
    done = subprocess.run([tool, step, str(path)], check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def main():
    tool, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    tree = document()
    as_json, as_yaml = folder / "things.json", folder / "things.yaml"
    as_json.write_text(json.dumps(tree, indent=1))
    # A dumper that writes equal parts as aliases would make it smaller than it is.
    yaml.CSafeDumper.ignore_aliases = lambda *_: True
    as_yaml.write_text(yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False))
    texts = {as_json: as_json.read_text(), as_yaml: as_yaml.read_text()}
    peers = {
        as_json: ("Python's json", best(lambda: json.loads(texts[as_json]))),
        as_yaml: ("PyYAML's CSafeLoader", best(lambda: yaml.load(texts[as_yaml], Loader=yaml.CSafeLoader))),
    }
    slow = False
    print(f"{OPERATIONS} operations; milliseconds of processor time, the best of {ROUNDS} rounds")
    for path, (name, peer) in peers.items():
        read, load, compiled = (ours(tool, step, path) for step in ("read", "load", "compile"))
        slow = slow or load > LIMIT_MS
        print(f"{path.suffix[1:]} {path.stat().st_size / 1e6:.2f} MB: read with places {read:.0f}, {name} {peer:.0f}, ratio {read / peer:.2f}")
        print(f"  with operations {load:.0f} (limit {LIMIT_MS}), with schemas compiled {compiled:.0f}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
