"""An exporter's pumps, without a coordinator, and a card on another host, without that host.

`.ci/lab` has both with all of labgrid around them.
"""

from __future__ import annotations

import hashlib
import os
import pathlib
import subprocess
from typing import Any, Iterator

import pytest

from pumplink import Bench, Pump

pytest.importorskip("labgrid")

from labgrid.remote.exporter import BrokenResourceError, exports

from pumplink.labgrid import exporter, reach


@pytest.fixture(autouse=True)
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporter, "LOOK_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """Where a pump is, whoever has it at the end."""
    yield tmp_path
    control = tmp_path / "life" / "pump.control"
    if Bench(control).is_there():
        Bench(control).quit()


def export(kind: str, **params: Any) -> Any:
    entry = {"cls": kind, "params": params, "avail": False}
    made = exports[kind](entry, host="host-a")
    made.poll()
    return made


def virtual(folder: pathlib.Path, **params: Any) -> Any:
    return export("PumpLinkVirtualPump", folder=str(folder), profile="child-20ml", **params)


def test_a_pump_lives_from_acquire_to_release_and_the_next_is_another(folder: pathlib.Path) -> None:
    pump = virtual(folder)
    assert (pump.cls, pump.avail, pump.params["port"]) == ("NetworkPumpLinkPump", True, None)
    serials = []
    for _ in range(2):
        pump.acquire("bed")
        assert pump.params["host"] == "host-a"
        assert pump.extra["model"] == "PL-20"
        serials.append(pump.extra["serial"])
        with Bench(pump.params["control"]) as bench:
            assert bench.truth()["therapy_time_s"] == 0
            bench.advance(3_600_000)
        pump.release()
        assert not (folder / "life").exists()
        assert pump.params["port"] is None
    assert serials[0] != serials[1]


def test_a_pump_that_is_kept_goes_on_where_it_was(folder: pathlib.Path) -> None:
    pump = virtual(folder, keep=True)
    for before in (0, 3600):
        pump.acquire("bed")
        with Bench(pump.params["control"]) as bench:
            assert bench.truth()["therapy_time_s"] == before
            bench.advance(3_600_000)
        pump.release()
        assert not Bench(folder / "life" / "pump.control").is_there()


def test_the_next_exporter_takes_up_a_pump_that_runs(folder: pathlib.Path) -> None:
    lost = virtual(folder)
    lost.acquire("bed")
    with Bench(lost.params["control"]) as bench:
        bench.advance(3_600_000)
    following = virtual(folder)
    assert following.params["port"] == lost.params["port"]
    following.acquire("bed")
    with Bench(following.params["control"]) as bench:
        assert bench.truth()["therapy_time_s"] == 3600
    following.release()
    assert not (folder / "life").exists()


def test_no_resource_takes_the_folder_of_anothers_pump(folder: pathlib.Path) -> None:
    one, other = virtual(folder), virtual(folder)
    one.acquire("bed")
    with pytest.raises(BrokenResourceError, match="give each resource a folder of its own"):
        other.acquire("another bed")
    assert Bench(one.params["control"]).is_there()
    one.release()


def test_a_pump_that_ended_by_itself_is_away_until_the_release(folder: pathlib.Path) -> None:
    pump = virtual(folder)
    pump.acquire("bed")
    pump._pump.kill()
    for _ in range(3):
        pump.poll()
        assert not pump.avail
    assert (folder / "life" / "pump.err").exists()
    pump.release()
    pump.poll()
    assert pump.avail
    pump.acquire("bed")
    assert Bench(pump.params["control"]).is_there()
    pump.release()


def test_a_pump_that_cannot_be_started_says_why(folder: pathlib.Path) -> None:
    pump = export("PumpLinkVirtualPump", folder=str(folder), profile="no-such-profile")
    with pytest.raises(BrokenResourceError, match="no-such-profile"):
        pump.acquire("bed")
    pump.poll()
    assert not pump.avail
    assert "no-such-profile" in pump.extra["broken"]


def test_a_pump_that_runs_is_there_while_its_bench_is(tmp_path: pathlib.Path) -> None:
    with Pump.start(link=False, arguments=["--listen", "127.0.0.1:0"]) as running:
        where = {"port": running.port, "card": running.card_path, "control": running.control}
        pump = export("PumpLinkPump", **where)
        assert pump.avail
        assert f"tcp://127.0.0.1:{pump.params['port']}" == running.port
    pump.poll()
    assert not pump.avail


def test_a_path_is_no_port_for_another_host(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ValueError, match="of no use to another host: let the pump listen"):
        export("PumpLinkPump", port=str(tmp_path / "pump"), card="pump.card")


def test_a_card_is_written_whole_or_not_at_all(tmp_path: pathlib.Path) -> None:
    card = tmp_path / "a card's file"
    card.write_bytes(b"old")

    def write(text: bytes, whole: bytes) -> int:
        told = [str(card), hashlib.sha256(whole).hexdigest()]
        words = ["sh", "-c", reach.WRITE_CARD, "sh", *told]
        return subprocess.run(words, input=text, check=False).returncode

    assert write(b"ne", whole=b"new") != 0
    assert (card.read_bytes(), os.listdir(tmp_path)) == (b"old", [card.name])
    assert write(b"new", whole=b"new") == 0
    assert (card.read_bytes(), os.listdir(tmp_path)) == (b"new", [card.name])
    assert card.stat().st_mode & 0o777 == 0o600
