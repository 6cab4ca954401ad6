"""Captures in pcapng: written and read again, and held against those of the Swift programs."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import struct
import subprocess
from typing import List

import pytest

from pumplink import Client, Pump, pcapng
from pumplink.__main__ import main
from pumplink.pcapng import Cut, Packet, Writer, read
from pumplink.process import find_program

#: The handheld of this project; else the one beside the pump, as in test_tools.
PROGRAMMER = os.environ.get("PUMPLINK_PROGRAMMER") or shutil.which("programmer")
FRAME = bytes.fromhex("00040101010576ebc12300")


@pytest.fixture
def program() -> str:
    if PROGRAMMER is not None:
        return PROGRAMMER
    beside = pathlib.Path(find_program()).parent / "programmer"
    if not beside.exists():
        pytest.skip("there is no programmer beside PumpFirmwareSim; see PUMPLINK_PROGRAMMER")
    return str(beside)


def until_cut(data: bytes) -> List[Packet]:
    found: List[Packet] = []
    with pytest.raises(Cut):
        for packet in read(data):
            found.append(packet)
    return found


def written(path: pathlib.Path) -> bytes:
    writer = Writer(path, "a line", seen_by="pump")
    writer.add("programmer", FRAME[:4], 1_700_000_000_000_000_001)
    writer.add("programmer", FRAME[4:] + FRAME, 1_700_000_000_000_000_002)
    writer.add("pump", b"\x01\x02", 1_700_000_000_000_000_003)
    writer.close()
    return path.read_bytes()


def test_what_is_written_is_read_again(tmp_path: pathlib.Path) -> None:
    packets = list(read(written(tmp_path / "line")))
    assert [packet.data for packet in packets] == [FRAME, FRAME, b"\x01\x02"]
    assert [packet.sender for packet in packets] == ["programmer", "programmer", "pump"]
    assert {packet.seen_by for packet in packets} == {"pump"}
    assert packets[0].nanoseconds == 1_700_000_000_000_000_002
    # Another section, and nothing is lost of the first.
    assert len(list(read(written(tmp_path / "line")))) == 6


def test_a_file_that_is_cut_anywhere_gives_what_is_whole(tmp_path: pathlib.Path) -> None:
    data = written(tmp_path / "line")
    whole = list(read(data))
    ends, place = [], 0
    while place < len(data):
        place += struct.unpack_from("<I", data, place + 4)[0]
        ends.append(place)
    for length in range(4, len(data)):
        if length in ends:
            assert list(read(data[:length])) == whole[: len(list(read(data[:length])))]
        else:
            found = until_cut(data[:length])
            assert found == whole[: len(found)]


def test_nothing_is_added_to_what_is_no_capture(tmp_path: pathlib.Path) -> None:
    for name, data in [("text", b"12 > 00\n"), ("cut", written(tmp_path / "line")[:-5])]:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ValueError, match="no whole pcapng capture"):
            Writer(tmp_path / name, "a line")
        assert (tmp_path / name).read_bytes() == data


def test_other_orders_units_and_kinds_of_blocks_are_read() -> None:
    def block(kind: int, body: bytes) -> bytes:
        length = struct.pack(">I", len(body) + 12)
        return struct.pack(">I", kind) + length + body + length

    data = block(0x0A0D0D0A, struct.pack(">IHHq", 0x1A2B3C4D, 1, 0, -1))
    data += block(1, struct.pack(">HHI", 1, 0, 0))
    data += block(1, struct.pack(">HHI", 250, 0, 0) + struct.pack(">HHB3xI", 9, 1, 0x8A, 0))
    tapped = struct.pack(">IIBBH", 5, 6, 2, 0, 0) + FRAME
    padded = tapped + bytes(-len(tapped) % 4)
    data += block(6, struct.pack(">IIIII", 0, 0, 9, 0, 0))
    data += block(6, struct.pack(">IIIII", 1, 0, 9, len(tapped), len(tapped)) + padded)
    data += block(0xBAD, bytes(8))
    data += block(2, struct.pack(">HHIIII", 1, 0, 0, 9, len(tapped), len(tapped)) + padded)
    assert list(read(data)) == 2 * [Packet(FRAME, "pump", 5_000_006_000)]


def test_both_programs_read_what_the_other_wrote(
    program: str, pump: Pump, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.pcapng"
    with Client(pump.port, pump.card_path, capture=mine) as client:
        client.status()
    told = subprocess.run(
        [program, "decode", str(mine), "--card", pump.card_path, "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    swift = [row["message"] for row in json.loads(told.stdout)["frames"]]
    assert main(["decode", str(mine), "--card", pump.card_path, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["message"] for row in rows] == swift
    assert "readStatus" in swift or "status" in swift
    packets = list(pcapng.read(mine.read_bytes()))
    assert all(packet.seen_by == "programmer" for packet in packets)
