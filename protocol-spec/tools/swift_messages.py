#!/usr/bin/env python3
"""Writes Sources/Telemetry/Generated from protocol-spec/messages.json.

  swift_messages.py           bring the files up to date
  swift_messages.py --check   say which are not, and fail

Enums with their sentences and names, bodies with their coders and the visit of their fields, requests
and replies with what is so for each. Values that have rules of their own (`byHand` in the data) are
written in Sources/Telemetry/Messages, and so is what reads and writes them.
"""
import pathlib
import sys

import spec
import swift_bodies
import swift_enums
import swift_requests

OUTPUT = spec.DIRECTORY.parent / "Sources" / "Telemetry" / "Generated"
HEADER = "// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.\n\n"


def files():
    """The text of every file, by its name."""
    data = spec.load()
    made = {}
    for part in (swift_enums, swift_bodies, swift_requests):
        for name, text in part.files(data).items():
            # Without it the standard library's widening of integers drags in an allocator.
            head = HEADER if text.startswith("public import Quantities") \
                else HEADER + "import Quantities\n\n"
            made[f"{name}.swift"] = head + text
    return made


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    made = files()
    found = {path.name: path.read_text() for path in OUTPUT.glob("*.swift")}
    stale = sorted(name for name in made.keys() | found.keys() if made.get(name) != found.get(name))
    if not arguments:
        OUTPUT.mkdir(exist_ok=True)
        for name in stale:
            path = OUTPUT / name
            if name in made:
                path.write_text(made[name])
            else:
                path.unlink()
    print("out of date: " + ", ".join(stale) if stale else "all files are up to date")
    return 1 if stale and arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
