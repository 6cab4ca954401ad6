"""labgrid with its own coordinator, exporter and client, around a pump of the bench."""

from __future__ import annotations

import os
import pathlib
import socket
import subprocess
import sys
import time
from typing import Iterator

import pytest

from pumplink import Pump

pytest.importorskip("labgrid")
BIN = pathlib.Path(sys.executable).parent

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


@pytest.fixture
def coordinator(pump: Pump, tmp_path: pathlib.Path) -> Iterator[str]:
    """Address of a coordinator to which an exporter tells of the pump."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    exported = tmp_path / "exporter.yaml"
    exported.write_text(f"bench:\n  PumpLinkPump: {resource(pump)}\n")
    started = []
    with (tmp_path / "labgrid.log").open("wb") as log:
        for words in (
            ["labgrid-coordinator", "-l", address],
            ["labgrid-exporter", "-c", address, "-n", "host", str(exported)],
        ):
            started.append(
                subprocess.Popen([BIN / words[0], *words[1:]], cwd=tmp_path, stdout=log, stderr=log)
            )
            host, port = address.split(":")
            reachable(host, int(port))
        yield address
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


def test_a_remote_place(coordinator: str, tmp_path: pathlib.Path) -> None:
    for _ in range(200):
        if "PumpLinkPump" in client(coordinator, tmp_path, "resources"):
            break
        time.sleep(0.1)
    client(coordinator, tmp_path, "-p", "bed", "create")
    client(coordinator, tmp_path, "-p", "bed", "add-match", "host/bench/PumpLinkPump")
    client(coordinator, tmp_path, "-p", "bed", "acquire")
    play(
        tmp_path,
        f"""
options:
  coordinator_address: "{coordinator}"
imports: [pumplink.labgrid]
targets:
  main:
    resources:
      RemotePlace: {{name: bed}}
{DRIVERS}""",
    )
    client(coordinator, tmp_path, "-p", "bed", "release")
