"""labgrid with its own coordinator, exporter and client, around a pump of the bench."""

from __future__ import annotations

import contextlib
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
from typing import Iterator, Tuple

import pytest

from pumplink import Bench, Pump

pytest.importorskip("labgrid")
BIN = pathlib.Path(sys.executable).parent
Process = subprocess.Popen[bytes]

SCRIPT = """
import sys
from labgrid import Environment
target = Environment(sys.argv[1]).get_target("main")
strategy = target.get_driver("PumpLinkStrategy")
strategy.transition("off")
assert not strategy.power.get()
strategy.transition("implanted")
programmer = strategy.programmer.client
assert programmer.set_steady_dose(nanograms_per_day=110_000).is_done
assert strategy.power.bench.advance(milliseconds=86_400_000)["body"]["has_pump"]
assert programmer.status().basal_nanograms_per_day == 110_000
strategy.transition("on")
strategy.power.cycle()
assert strategy.power.get()
print("the place works")
"""

DRIVERS = """
    drivers:
      PumpLinkDriver: {}
      PumpLinkPowerDriver: {}
      PumpLinkStrategy: {}
"""


def resource(pump: Pump) -> str:
    return f"{{port: {pump.port}, card: {pump.card_path}, control: {pump.control}}}"


def play(folder: pathlib.Path, environment: str, **more: str) -> None:
    (folder / "env.yaml").write_text(environment)
    (folder / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, str(folder / "script.py"), str(folder / "env.yaml")],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **more},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "the place works\n"


def test_a_place_of_ones_own(pump: Pump, tmp_path: pathlib.Path) -> None:
    play(
        tmp_path,
        f"""
imports: [pumplink.labgrid]
targets:
  main:
    resources:
      PumpLinkPump: {resource(pump)}
{DRIVERS}""",
    )


@contextlib.contextmanager
def lab(folder: pathlib.Path, exporter: str, exported: str) -> Iterator[Tuple[str, Process]]:
    """A coordinator's address, and an exporter that tells it of what the YAML says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (folder / "exporter.yaml").write_text(exported)
    started = []
    with (folder / "labgrid.log").open("wb") as log:
        for words in (
            ["labgrid-coordinator", "-l", address],
            [exporter, "-c", address, "-n", "host", str(folder / "exporter.yaml")],
        ):
            started.append(
                subprocess.Popen([BIN / words[0], *words[1:]], cwd=folder, stdout=log, stderr=log)
            )
            host, port = address.split(":")
            reachable(host, int(port))
        try:
            yield address, started[-1]
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait(10)


def reachable(host: str, port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        with socket.socket() as trial:
            if trial.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the coordinator does not listen")


def client(address: str, folder: pathlib.Path, *words: str) -> str:
    done = subprocess.run(
        [BIN / "labgrid-client", "-x", address, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def make_place(address: str, folder: pathlib.Path, kind: str) -> None:
    for _ in range(200):
        if kind in client(address, folder, "resources"):
            break
        time.sleep(0.1)
    client(address, folder, "-p", "bed", "create")
    client(address, folder, "-p", "bed", "add-match", f"host/bench/{kind}")
    client(address, folder, "-p", "bed", "acquire")


def test_a_remote_place(pump: Pump, tmp_path: pathlib.Path) -> None:
    exported = f"bench:\n  PumpLinkPump: {resource(pump)}\n"
    with lab(tmp_path, "labgrid-exporter", exported) as (address, _):
        make_place(address, tmp_path, "PumpLinkPump")
        play(
            tmp_path,
            f"""
options:
  coordinator_address: "{address}"
imports: [pumplink.labgrid]
targets:
  main:
    resources:
      RemotePlace: {{name: bed}}
{DRIVERS}""",
        )
        client(address, tmp_path, "-p", "bed", "release")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_exporter_that_is_told_to_end_ends_its_pumps(
    tmp_path: pathlib.Path, how: signal.Signals
) -> None:
    exported = f"bench:\n  PumpLinkVirtualPump: {{folder: {tmp_path / 'bed'}}}\n"
    with lab(tmp_path, "pumplink-exporter", exported) as (address, exporter):
        make_place(address, tmp_path, "NetworkPumpLinkPump")
        control = tmp_path / "bed" / "life" / "pump.control"
        assert Bench(control).is_there()
        exporter.send_signal(how)
        assert exporter.wait(20) == 0
        assert not Bench(control).is_there()
        assert list((tmp_path / "bed").iterdir()) == []
