"""What the machine knows of letters, held to Swift's tables of all of Unicode."""

from __future__ import annotations

import os
import pathlib
import platform
import shutil
import string
import subprocess

import pytest
from conftest import HERE, ROOT

SWIFTC = shutil.which("swiftc")
TOOLS = pathlib.Path(os.path.realpath(SWIFTC)).parent if SWIFTC else pathlib.Path()
PLATFORM = f"{platform.machine()}-unknown-linux-gnu"
TABLES = TOOLS.parent / f"lib/swift/embedded/{PLATFORM}/libswiftUnicodeDataTables.a"
MODULES = "Clinic ClinicText Console PumpText BenchText PumpPage PumpPlant PumpWorld Telemetry".split()
MICRO, GREEK = 0xB5, 0x3BC
pytestmark = pytest.mark.skipif(not TABLES.exists(), reason="this Swift has no tables for this machine")


def occurring() -> list[int]:
    """ASCII, and every other letter in what the machine is made of."""
    letters = set(range(128))
    for module in MODULES:
        for source in (ROOT / "Sources" / module).rglob("*.swift"):
            letters |= {ord(letter) for letter in source.read_text(encoding="utf-8")}
    return sorted(letters)


def told(folder: pathlib.Path, of: pathlib.Path) -> dict[int, list[int]]:
    program = folder / of.stem
    subprocess.run([TOOLS / "clang", "-o", program, HERE / "letters.c", of], check=True)
    letters = "\n".join(map(str, occurring()))
    lines = subprocess.run([program], input=letters, capture_output=True, check=True, text=True).stdout
    rows = [list(map(int, line.split())) for line in lines.splitlines()]
    return {row[0]: row[1:] for row in rows}


def test_letters_are_as_in_the_tables(tmp_path: pathlib.Path) -> None:
    ours = told(tmp_path, ROOT / "Sources/PumpPage/wasm/letters.c")
    tables = told(tmp_path, TABLES)
    assert ours.keys() == tables.keys() and len(tables) > 150
    # The properties that tell letters, capitals and spaces from what is none of them.
    asked = tables[ord("G")][0] | tables[ord("g")][0] | tables[ord("\t")][0]
    for sign in {*map(ord, string.punctuation), *(letter for letter in tables if letter > 127)}:
        asked &= ~tables[sign][0] if sign not in (MICRO, GREEK) else -1
    assert bin(asked).count("1") >= 6
    # The micro sign is small as the Greek letter is; neither has a capital here.
    tables[MICRO] = tables[GREEK] = tables[GREEK][:1] + [0, 0, 0] + tables[GREEK][4:]
    for letter, row in tables.items():
        assert ours[letter][0] & asked == row[0] & asked, f"U+{letter:04X}"
        assert ours[letter][1:] == row[1:], f"U+{letter:04X}"
