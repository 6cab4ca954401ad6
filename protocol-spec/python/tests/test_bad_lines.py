"""A line that loses, repeats and changes; a pump that dies, lies, is late or is unplugged."""

from __future__ import annotations

import pathlib
import time
from typing import Any, Callable, Optional

import pytest

from pumplink import (
    Bench,
    Client,
    LineLost,
    NoAnswer,
    Outcome,
    OutcomeUnknown,
    Pump,
    Result,
    Unsettled,
)
from pumplink.card import Card
from pumplink.messages import Reply, requests
from pumplink.messages.enums import Role
from pumplink.transport import Transport, open_transport


class Cable(Transport):
    """A line to a real pump that a test may pull, and that may lose chosen frames."""

    name = "cable"

    def __init__(self, port: str) -> None:
        self.port = port
        self._line: Optional[Transport] = open_transport(port)
        self.is_pulled = False
        self.loses_answers = False
        self.pull_after_writes: Optional[int] = None

    def write(self, data: bytes) -> None:
        if self.is_pulled or self._line is None:
            raise LineLost("the cable is pulled")
        self._line.write(data)
        if self.pull_after_writes is not None:
            self.pull_after_writes -= 1
            self.is_pulled = self.pull_after_writes <= 0

    def read(self, seconds: float) -> bytes:
        if self.is_pulled or self._line is None:
            raise LineLost("the cable is pulled")
        data = self._line.read(seconds)
        return b"" if self.loses_answers else data

    def close(self) -> None:
        # A client that lets go may come back, as after a reconnect.
        return

    def really_close(self) -> None:
        assert self._line is not None
        self._line.close()


def staged(client: Client, dose: int = 120_000) -> Callable[[], Outcome]:
    """A change that is staged and read back; calling it commits."""
    change = client.change()
    change.stage(requests.StageTherapy(client.therapy().therapy_mode, dose))
    held = change.read_back()
    return lambda: change.commit(held)


def test_a_lost_acknowledgement_is_settled_by_status(pump: Pump) -> None:
    cable = Cable(pump.port)
    client = Client(cable, pump.card_path)
    commit = staged(client)
    session = client.session()
    ask, asked = session.ask, []

    def loses_the_first(request: Any, sendings: int = 3) -> Reply:
        asked.append(request.NAME)
        cable.loses_answers = request.KIND == "order"
        return ask(request, sendings)

    session.ask = loses_the_first  # type: ignore[method-assign]
    outcome = commit()
    assert outcome.result is Result.DONE
    assert outcome.acknowledged is None
    assert "applied last" in outcome.evidence
    # Never sent again: one order, and then nothing but reading.
    assert asked == ["commit", "readStatus"]
    assert client.therapy().therapy_dose_nanograms_per_day == 120_000
    cable.really_close()


def test_an_order_that_never_arrived_is_not_done_once_it_expired(pump: Pump) -> None:
    cable = Cable(pump.port)
    client = Client(cable, pump.card_path)
    commit = staged(client)
    write = cable.write

    def loses_the_first(data: bytes) -> None:
        cable.write = write  # type: ignore[method-assign]

    cable.write = loses_the_first  # type: ignore[method-assign]
    began = time.monotonic()
    outcome = commit()
    # No earlier: until it expired, the pump might have done it after all.
    assert time.monotonic() - began > 1.9
    assert outcome.result is Result.NOT_DONE
    assert outcome.refusal is None
    assert "expiry" in outcome.evidence
    assert client.therapy().therapy_dose_nanograms_per_day == 100_000
    cable.really_close()


def test_unplugged_in_mid_order_is_unknown_until_plugged_in(
    pump: Pump, tmp_path: pathlib.Path
) -> None:
    cable = Cable(pump.port)
    journal = tmp_path / "journal"
    client = Client(cable, pump.card_path, journal=journal)
    commit = staged(client)
    cable.pull_after_writes = 1
    outcome = commit()
    assert outcome.result is Result.UNKNOWN
    with pytest.raises(OutcomeUnknown, match="not known whether"):
        outcome.require_done()
    with pytest.raises(TypeError, match="not its truth"):
        bool(outcome)
    with pytest.raises(Unsettled, match="no other order"):
        client.stop()
    # Another program, later, with the same journal.
    cable.really_close()
    with Client(pump.port, pump.card_path, journal=journal) as later:
        assert later.settle().result is Result.DONE
        assert later.therapy().therapy_dose_nanograms_per_day == 120_000
        assert later.stop().is_done
    assert journal.read_text() == ""


def test_a_pump_that_dies_and_comes_back_tells(tmp_path: pathlib.Path) -> None:
    with Pump.start(folder=tmp_path, seed=2) as pump:
        client = pump.client()
        commit = staged(client)
        pump.bench.crash("after-record", 1, "kill")
        outcome = commit()
        assert outcome.result is Result.UNKNOWN
        pump.process.wait(10)
    with Pump.start(folder=tmp_path, seed=2), client:
        assert client.settle().result is Result.DONE
        assert client.therapy().therapy_dose_nanograms_per_day == 120_000


@pytest.mark.parametrize("point", ["before-record", "torn-record"])
def test_power_cut_before_the_record_is_not_done(
    programmer: Client, bench: Bench, point: str
) -> None:
    commit = staged(programmer)
    bench.crash(point, 1, "cycle")
    outcome = commit()
    assert outcome.result is Result.NOT_DONE
    assert "later session" in outcome.evidence
    assert programmer.therapy().therapy_dose_nanograms_per_day == 100_000


@pytest.mark.parametrize(
    "faults",
    [
        {"loss_ppm": 150_000},
        {"duplicate_ppm": 500_000},
        {"flip_ppm": 1_000},
        {"latency_ms": 300},
        {"baud": 4800},
        {"reorder_ppm": 200_000},
    ],
    ids=str,
)
def test_what_is_told_is_so_on_a_bad_line(
    programmer: Client, bench: Bench, faults: dict[str, int]
) -> None:
    bench.request("link_set", seed=7, **faults)
    try:
        told = programmer.set_steady_dose(120_000).result
    except NoAnswer:
        # Staging or reading gave up: nothing was ordered.
        told = Result.NOT_DONE
    bench.link_clear()
    if told is Result.UNKNOWN:
        told = programmer.settle().result
    held = programmer.therapy().therapy_dose_nanograms_per_day
    assert (told, held) in [(Result.DONE, 120_000), (Result.NOT_DONE, 100_000)]


def test_a_session_that_is_gone_is_opened_anew(programmer: Client, bench: Bench) -> None:
    first = programmer.session().number
    bench.power("cycle")
    assert programmer.status().battery_percent == 100
    assert programmer.session().number != first


def test_silence_is_no_answer_and_takes_three_sendings(pump: Pump, bench: Bench) -> None:
    client = pump.client()
    client.status()
    bench.head("away")
    began = time.monotonic()
    with pytest.raises(NoAnswer, match="asked 3 times"):
        client.status()
    assert 1.4 < time.monotonic() - began < 4


@pytest.mark.parametrize("arrives", [True, False])
def test_a_new_key_waits_on_the_card_until_its_order_is_settled(pump: Pump, arrives: bool) -> None:
    cable = Cable(pump.port)
    client = Client(cable, pump.card_path)
    client.status()
    ask = client.session().ask

    def is_cut(request: Any, sendings: int = 3) -> Reply:
        if request.KIND == "order":
            cable.is_pulled = not arrives
            cable.pull_after_writes = 1
        return ask(request, sendings)

    client.session().ask = is_cut  # type: ignore[method-assign]
    assert client.rotate_key(Role.CLINICIAN, bytes(16)).result is Result.UNKNOWN
    assert Card.read(pump.card_path).pending(Role.CLINICIAN) == bytes(16)
    cable.is_pulled, cable.pull_after_writes = False, None
    # The next order settles the one before it, whatever it was.
    assert client.stop().is_done
    held = Card.read(pump.card_path)
    assert held.pending(Role.CLINICIAN) is None
    assert (held.keys(Role.CLINICIAN) == [bytes(16)]) is arrives
    cable.really_close()
    with pump.client() as later:
        assert later.status().flags.is_stopped
