"""A line that loses, repeats and changes; a pump that dies, lies, is late or is unplugged."""

from __future__ import annotations

import pathlib
import time
from typing import Any, Callable, List, Optional

import pytest

from pumplink import (
    Bench,
    Client,
    Contradiction,
    LineLost,
    NoAnswer,
    Outcome,
    OutcomeUnknown,
    Pump,
    Result,
    Unsettled,
)
from pumplink.frames import Content, Splitter
from pumplink.messages import Reply, message_bytes, parse_message, replies, requests
from pumplink.messages.enums import Alarms, RefusalCode, RequestType
from pumplink.play import PlayedPump
from pumplink.play_port import make_card
from pumplink.playing import No
from pumplink.seal import open_frame
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


class Liar(Transport):
    """A played pump in memory, whose answers a test may twist before they are sealed."""

    name = "liar"

    def __init__(self, pump: PlayedPump) -> None:
        self.pump = pump
        self.waiting: List[bytes] = []
        self.seen = Splitter()
        self.frames = 0

    def write(self, data: bytes) -> None:
        self.frames += sum(isinstance(part, Content) for part in self.seen.feed(data))
        self.waiting += self.pump.handle(data)

    def read(self, seconds: float) -> bytes:
        if not self.waiting:
            time.sleep(min(seconds, 0.02))
            return b""
        return self.waiting.pop(0)

    def close(self) -> None:
        return


@pytest.fixture
def liar(tmp_path: pathlib.Path) -> tuple[Client, Liar]:
    card = make_card(tmp_path / "card")
    line = Liar(PlayedPump(card))
    return Client(line, card), line


def twist(line: Liar, change: Callable[[Reply], Reply]) -> None:
    """Have the pump say something else from now on."""
    does = line.pump.therapy.does
    line.pump.therapy.does = lambda *told: change(does(*told))  # type: ignore[method-assign]


def test_the_played_pump_is_a_pump(liar: tuple[Client, Liar]) -> None:
    client, _ = liar
    assert client.set_steady_dose(130_000).is_done
    assert client.interrogate().last_applied_type is not None
    assert client.stop().is_done
    refused = client.start_bolus(1000, 1000)
    assert refused.refusal is not None
    client.close()


def test_an_answer_to_something_else_is_a_contradiction(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    client.status()
    forecast = client.forecast()
    twist(line, lambda _: forecast)
    with pytest.raises(Contradiction, match="it is forecast, not status"):
        client.status()


def test_an_order_is_never_ended_by_a_contradiction(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    status = client.status()

    def lies(reply: Reply) -> Reply:
        return status if isinstance(reply, replies.Acknowledged) else reply

    twist(line, lies)
    # The lie is no answer; the status that follows tells that it was done.
    assert client.stop().evidence == "a status names it as the order applied last"


def test_a_pump_that_lost_its_memory_leaves_it_unknown(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    client.status()

    def forgets(reply: Reply) -> Reply:
        if isinstance(reply, replies.Status):
            values = {field.attribute: getattr(reply, field.attribute) for field in reply.FIELDS}
            return replies.Status(**{**values, "alarms": Alarms(memory_lost=True)})
        raise AssertionError

    handle = line.pump.handle
    line.pump.handle = lambda data: []  # type: ignore[method-assign]

    def answers_again(data: bytes) -> List[bytes]:
        return handle(data)

    client.session().line.sleep = lambda _: None
    write = line.write

    def first_is_lost(data: bytes) -> None:
        line.write = write  # type: ignore[method-assign]
        line.pump.handle = answers_again  # type: ignore[method-assign]

    line.write = first_is_lost  # type: ignore[method-assign]
    twist(line, forgets)
    outcome = client.stop()
    assert outcome.result is Result.UNKNOWN
    assert "lost its memory" in outcome.evidence


def test_what_was_read_back_is_compared(liar: tuple[Client, Liar]) -> None:
    client, line = liar

    def other(reply: Reply) -> Reply:
        if isinstance(reply, replies.Staged):
            values = {field.attribute: getattr(reply, field.attribute) for field in reply.FIELDS}
            return replies.Staged(**{**values, "therapy_dose_nanograms_per_day": 1_300_000})
        return reply

    twist(line, other)
    with pytest.raises(Exception, match="130000 ng/day was sent, and the pump holds 1300000"):
        client.set_steady_dose(130_000)
    assert client.therapy().therapy_dose_nanograms_per_day == 100_000


def test_answers_in_the_open_end_no_sealed_request(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    client.status()
    forged = replies.Refused(RequestType.STOP, RefusalCode.STOPPED, 0, 0)
    line.waiting.append(open_frame(message_bytes(forged, client.session().last_id + 1)))
    assert client.stop().is_done


def test_a_late_copy_is_no_answer_to_the_next(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    client.status()
    handle = line.pump.handle

    def twice(data: bytes) -> List[bytes]:
        return [frame for frame in handle(data) for _ in range(2)]

    line.pump.handle = twice  # type: ignore[method-assign]
    for _ in range(5):
        assert client.status().battery_percent == 100
    assert client.line.drops["repeated"] >= 4


def test_a_late_answer_is_no_answer_to_the_next(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    client.status()
    handle = line.pump.handle
    late: List[bytes] = []

    def holds_back(data: bytes) -> List[bytes]:
        late[:] = handle(data)
        return []

    line.pump.handle = holds_back  # type: ignore[method-assign]
    with pytest.raises(NoAnswer):
        client.forecast()
    # Genuine, and under a fresh counter; but it answers what is not asked any more.
    line.pump.handle = handle  # type: ignore[method-assign]
    line.waiting += late
    assert client.status().battery_percent == 100


def test_busy_is_asked_again_under_a_new_id(liar: tuple[Client, Liar]) -> None:
    client, line = liar
    client.status()
    times = [0]

    def busy(reply: Reply) -> Reply:
        times[0] += 1
        if times[0] <= 3:
            raise No(RefusalCode.BUSY)
        return reply

    before = client.session().last_id
    twist(line, busy)
    assert client.status().battery_percent == 100
    assert client.session().last_id == before + 4


def test_the_request_ids_run_out_and_another_session_is_opened(
    liar: tuple[Client, Liar],
) -> None:
    client, _ = liar
    client.status()
    session = client.session()
    session.last_id = 65_534
    client.status()
    assert session.last_id == 65_535
    client.status()
    assert client.session().number != session.number
    assert parse_message(message_bytes(requests.ReadStatus(), 65_535), "pump")[0] == 65_535
