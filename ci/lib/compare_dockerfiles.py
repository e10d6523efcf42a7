"""Generates build files, and compares the images that the guard and dockerfile-parse find mutable in them."""
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile

from dockerfile_parse import DockerfileParser

HEX = "0123456789abcdef"
PINNED = re.compile(r".+@sha256:[0-9a-f]{64}$")


def digest(r):
    return "sha256:" + "".join(r.choice(HEX) for _ in range(64))


def reference(r):
    """An image: with or without registry, port, path, tag and digest, the digest sometimes malformed."""
    name = r.choice(["debian", "alpine", "library/redis", "ghcr.io/owner/app", "registry.example:5000/team/app", "localhost/a", "quay.io/a/b-c_d.e"])
    kind = r.randrange(6)
    if kind == 0:
        return name
    tag = r.choice(["latest", "12", "12-slim", "v1.2.3", "3.20_rc.1"])
    if kind == 1:
        return f"{name}:{tag}"
    if kind == 2:
        return f"{name}@{digest(r)}"
    if kind == 3:
        return f"{name}:{tag}@{digest(r)}"
    if kind == 4:
        return f"{name}@{digest(r)[:-r.randrange(1, 5)]}"
    return f"{name}:{tag}"


def generate(r):
    """A build file in one of the ways in which people write them."""
    lines, arguments, stages = [], [], []
    if r.random() < 0.3:
        lines.append(r.choice(["# FROM commented:1", "#escape=\\", "# a comment", ""]))
    for number in range(r.randrange(3)):
        name = f"BASE{number}"
        value = reference(r)
        written = r.choice([value, f'"{value}"'])
        lines.append(f"{r.choice(['ARG', 'arg'])} {name}={written}")
        arguments.append(name)
    for number in range(r.randrange(1, 5)):
        image = reference(r)
        if arguments and r.random() < 0.4:
            name = r.choice(arguments)
            image = r.choice([f"${name}", f"${{{name}}}"])
        elif stages and r.random() < 0.3:
            image = r.choice(stages)
        elif r.random() < 0.1:
            image = "scratch"
        word = r.choice(["FROM", "from", "From"])
        platform = r.choice(["", "", "--platform=linux/amd64 ", "--platform=$BUILDPLATFORM "])
        blank = r.choice([" ", "  ", "\t", " \\\n    "])
        ending = ""
        if r.random() < 0.5:
            stage = r.choice(["build", "Runtime", "stage-one", "b2"]) + str(number)
            ending = f" {r.choice(['AS', 'as', 'As'])} {stage}"
            stages.append(stage)
        lines.append(f"{word}{blank}{platform}{image}{ending}")
        for _ in range(r.randrange(3)):
            lines.append(r.choice([
                "RUN echo FROM here:1", "RUN apt-get update \\\n && echo done", "COPY . /FROM", 'ENTRYPOINT ["/bin/true"]', "# FROM gone:2",
                "LABEL from=debian:12", "ENV A=debian:12", "WORKDIR /a"]))
    return "\n".join(lines) + "\n"


def theirs(text):
    """What dockerfile-parse says is built on and is no earlier stage, no scratch and no exact digest."""
    parser = DockerfileParser(fileobj=io.BytesIO(text.encode()))
    found, stages = [], set()
    images = iter(parser.parent_images)
    for instruction in parser.structure:
        if instruction["instruction"] != "FROM":
            continue
        image = next(images).strip('"')
        words = instruction["value"].split()
        if image.lower() not in stages and image != "scratch" and not PINNED.match(image):
            found.append(image)
        if len(words) > 2 and words[-2].lower() == "as":
            stages.add(words[-1].lower())
    return sorted(found)


def ours(binary, folder, reports):
    process = subprocess.run(
        [binary, "guard", "--only", "guard/unpinned-image", "--reports", reports, folder], stdout=subprocess.DEVNULL, timeout=600)
    if process.returncode not in (0, 1):
        sys.exit(2)
    found = {}
    with open(os.path.join(reports, "run.jsonl")) as log:
        for line in log:
            event = json.loads(line)
            if event["type"] == "finding":
                found.setdefault(event["location"]["path"], []).append(event["subject"])
    return found


def main():
    binary, count, seed = os.path.abspath(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    r = random.Random(seed)
    texts = {f"d{number}/Dockerfile": generate(r) for number in range(count)}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as reports:
        for path, text in texts.items():
            os.makedirs(os.path.join(folder, os.path.dirname(path)))
            with open(os.path.join(folder, path), "w") as file:
                file.write(text)
        found = ours(binary, folder, reports)
    images = different = 0
    for path, text in texts.items():
        expected = theirs(text)
        images += len(expected)
        actual = sorted(found.get(path, []))
        if actual == expected:
            continue
        different += 1
        if different <= 5:
            print(f"{path}\n  dockerfile-parse: {expected}\n  gatehouse:        {actual}\n" + "\n".join("    " + line for line in text.splitlines()))
    print(f"{count} build files, {images} mutable images by dockerfile-parse: {different} files read otherwise (seed {seed})")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
