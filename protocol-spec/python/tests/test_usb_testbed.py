"""A pump in a USB testbed, as pyserial, labgrid, tio and socat meet hardware."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys
from typing import Any, Iterator, Tuple

import pytest
from conftest import fixture_file

from pumplink import Pump

WRAPPER = shutil.which("umockdev-wrapper")
pytestmark = pytest.mark.skipif(
    WRAPPER is None, reason="umockdev-wrapper of Debian's umockdev is not here"
)

#: What the adapter of each kind says it is: vendor, product, and the node it gets.
KINDS = {
    "cp210x": (0x10C4, 0xEA60, "/dev/ttyUSB0"),
    "ftdi": (0x0403, 0x6001, "/dev/ttyUSB0"),
    "cdc-acm": (0x1209, 0x0001, "/dev/ttyACM0"),
}


@pytest.fixture(params=list(KINDS))
def bed(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[Tuple[Pump, str, str]]:
    """A pump at a USB socket, the kind of its adapter, and the testbed's folder."""
    # The kernel has room for 107 bytes in the name of a socket, and pytest's folders are deep.
    root = f"/tmp/bed-{os.getpid()}-{request.param}"
    words = ["--usb-testbed", root, "--usb-adapter", request.param]
    with Pump.start(folder=tmp_path, arguments=words) as pump:
        yield pump, request.param, root
    assert not pathlib.Path(root).exists()


def inside(root: str, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program on the computer that the testbed is."""
    assert WRAPPER is not None
    return subprocess.run(
        [WRAPPER, *words],
        input=given,
        capture_output=True,
        timeout=60,
        env={**os.environ, "UMOCKDEV_DIR": root},
        check=False,
    )


def python(root: str, script: str, *words: str) -> Any:
    """What a script prints there, which is JSON."""
    done = inside(root, sys.executable, "-c", script, *words)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


LIST = """
import json
from serial.tools.list_ports import comports
print(json.dumps([
    [port.device, port.vid, port.pid, port.serial_number, port.product, port.manufacturer]
    for port in comports()
]))
"""

DRIVE = """
import json, sys
import serial
from pumplink import Client
port = serial.serial_for_url("hwgrep://" + sys.argv[1])
name = port.port
port.close()
with Client(name, sys.argv[2]) as programmer:
    print(json.dumps([name, programmer.status().basal_nanograms_per_day]))
"""


def test_pyserial_lists_and_finds_it(bed: Tuple[Pump, str, str]) -> None:
    pytest.importorskip("serial")
    pump, kind, root = bed
    vendor, product, node = KINDS[kind]
    serial = pump.ready["serial"]
    [listed] = python(root, LIST)
    assert listed[:4] == [node, vendor, product, serial]
    assert python(root, DRIVE, serial, pump.card_path) == [node, 100_000]
    # Pulled and plugged in again it is what it was, and its therapy has gone on.
    bench = pump.bench
    assert bench.usb_unplug()["is_plugged"] is False
    assert python(root, LIST) == []
    bench.advance(milliseconds=86_400_000)
    assert bench.usb_plug()["is_plugged"] is True
    assert python(root, LIST) == [listed]
    assert python(root, DRIVE, serial, pump.card_path) == [node, 100_000]


LABGRID = """
import json, sys
from labgrid import Environment
target = Environment(sys.argv[1]).get_target("main")
port = target.get_resource("USBSerialPort")
target.await_resources([port])
print(json.dumps([port.port, port.vendor_id, port.model_id]))
"""


def test_labgrid_matches_it_by_its_serial_number(
    bed: Tuple[Pump, str, str], tmp_path: pathlib.Path
) -> None:
    pytest.importorskip("labgrid")
    pump, kind, root = bed
    vendor, product, node = KINDS[kind]
    place = tmp_path / "usb.yaml"
    match = f"{{ID_SERIAL_SHORT: {pump.ready['serial']}}}"
    place.write_text(
        f"targets: {{main: {{resources: {{USBSerialPort: {{match: {match}, speed: 115200}}}}}}}}\n"
    )
    assert python(root, LABGRID, str(place)) == [node, vendor, product]


def identify() -> bytes:
    """A frame that every pump answers."""
    frames = fixture_file("frames", "good.json")["frames"]
    return next(bytes.fromhex(one["hex"]) for one in frames if one["message"] == "identify")


@pytest.mark.skipif(shutil.which("tio") is None, reason="tio is not here")
def test_tio_lists_it_and_speaks_to_it(bed: Tuple[Pump, str, str]) -> None:
    pump, kind, root = bed
    listed = inside(root, "tio", "-L")
    assert pump.ready["serial"] in listed.stdout.decode(), listed
    # It waits for a line feed, which no frame has to end with; what came is printed all the same.
    words = ["tio", "-r", "--response-timeout", "1000", KINDS[kind][2]]
    assert pump.ready["serial"].encode() in inside(root, *words, given=identify()).stdout


@pytest.mark.skipif(shutil.which("socat") is None, reason="socat is not here")
def test_socat_speaks_to_it(bed: Tuple[Pump, str, str]) -> None:
    pump, kind, root = bed
    words = ["socat", "-t2", "-", f"FILE:{KINDS[kind][2]},rawer"]
    said = inside(root, *words, given=identify())
    assert said.returncode == 0 and pump.ready["serial"].encode() in said.stdout, said
