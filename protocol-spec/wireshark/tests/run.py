#!/usr/bin/env python3
"""Runs the tests of the dissector, and says at the end what was held to what.

run.py              all of them, as many files at a time as there are processors
run.py NAME …       those of test_NAME.py …
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


def one(name):
    """Runs one file of tests, in a process of its own; its counts are the last line."""
    from tools import counts

    suite = unittest.TestLoader().loadTestsFromName(name)
    result = unittest.TextTestRunner(stream=sys.stderr).run(suite)
    print(json.dumps(counts | {"tests": result.testsRun}))
    return 0 if result.wasSuccessful() and not result.skipped and result.testsRun > 0 else 1


def process(name):
    command = [sys.executable, __file__, "--one", name]
    return name, subprocess.run(command, capture_output=True, text=True, check=False)


def main(arguments):
    if arguments[:1] == ["--one"]:
        return one(arguments[1])
    names = [f"test_{name}" for name in arguments] or sorted(
        path.stem for path in HERE.glob("test_*.py")
    )
    totals, failed = {}, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, result in pool.map(process, names):
            if result.returncode != 0:
                failed.append(name)
                print(f"{name}:\n{result.stderr}", file=sys.stderr)
                continue
            for what, count in json.loads(result.stdout.splitlines()[-1]).items():
                totals[what] = totals.get(what, 0) + count
    if failed:
        print(f"wireshark: failed: {', '.join(failed)}", file=sys.stderr)
        return 1
    version = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True)
    told = ", ".join(f"{count} {what}" for what, count in totals.items())
    print(f"wireshark: {told}; {version.stdout.splitlines()[0].rstrip('.')}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
