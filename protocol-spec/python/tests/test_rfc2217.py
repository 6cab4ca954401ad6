"""pyserial opens a pump's port over RFC 2217 with no option, and so does this package."""

from __future__ import annotations

import json
import pathlib
import subprocess
import time
from typing import Iterator

import pytest

from pumplink import Bench, Card, Client
from pumplink.process import find_program

serial = pytest.importorskip("serial")


@pytest.fixture(name="port")
def port_fixture(tmp_path: pathlib.Path) -> Iterator[str]:
    """The address of a pump that listens, its files in `tmp_path`."""
    options = {"state": "state", "card": "card", "control": "control"}
    words = [word for name, file in options.items() for word in (f"--{name}", str(tmp_path / file))]
    command = [find_program("PumpFirmwareSim"), "run", "--listen", "rfc2217://127.0.0.1:0", *words]
    with subprocess.Popen(
        [*command, "--json", "--clock", "manual"], stdout=subprocess.PIPE
    ) as pump:
        assert pump.stdout is not None
        yield json.loads(pump.stdout.readline())["port"]
        pump.terminate()


def _until(is_so: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():  # type: ignore[operator]
            return True
        time.sleep(0.01)
    return False


def test_pyserial_opens_it_with_no_option(port: str, tmp_path: pathlib.Path) -> None:
    bench = Bench(tmp_path / "control")
    with serial.serial_for_url(port, baudrate=57600, timeout=1) as line:
        assert line.cts and line.dsr and line.cd and not line.ri
        assert bench.link()["to_pump"]["baud"] == bench.link()["from_pump"]["baud"] == 57600
        line.baudrate = 115200
        assert bench.link()["to_pump"]["baud"] == 115200
        line.dtr, line.rts, line.parity = False, False, serial.PARITY_EVEN
        line.break_condition = True
        line.break_condition = False
        bench.head("away")
        assert _until(lambda: not line.cd)
        bench.head("contact")
        assert _until(lambda: line.cd)
        with pytest.raises(ValueError, match="datasize"):
            line.bytesize = serial.SEVENBITS
    assert _until(lambda: "baud" not in bench.link()["to_pump"])


def test_the_package_reaches_a_pump_by_it(port: str, tmp_path: pathlib.Path) -> None:
    with Client(port, Card.read(tmp_path / "card")) as programmer:
        for dose in (105_000, 110_000):
            programmer.set_steady_dose(dose)
            assert programmer.status().basal_nanograms_per_day == dose
