#!/usr/bin/env python3
"""Runs the tests of the dissector, and says at the end what was held to what."""
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


def main(arguments):
    from tools import counts
    loader = unittest.TestLoader()
    names = [f"test_{name}" for name in arguments] \
        or sorted(path.stem for path in HERE.glob("test_*.py"))
    suite = loader.loadTestsFromNames(names)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    if not result.wasSuccessful() or result.skipped or result.testsRun == 0:
        return 1
    version = subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True)
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"wireshark: {told}, {result.testsRun} tests; {version.stdout.splitlines()[0].rstrip('.')}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
