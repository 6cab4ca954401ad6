"""A pump that lies, forgets, repeats and answers late; and what the client takes from it."""

from __future__ import annotations

import dataclasses
import pathlib
import time
from typing import Any, Callable, List

import pytest

from pumplink import (
    Client,
    Contradiction,
    NoAnswer,
    ReadBackDiffers,
    Result,
)
from pumplink.change import compare
from pumplink.frames import Content, Splitter
from pumplink.messages import Reply, message_bytes, parse_message, replies, requests
from pumplink.messages.enums import (
    Alarms,
    BridgeDecision,
    Drug,
    RefusalCode,
    RequestType,
    SkipReason,
)
from pumplink.play import PlayedPump
from pumplink.play_port import make_card
from pumplink.playing import No
from pumplink.seal import open_frame
from pumplink.transport import Transport


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


HELD_REFILL = replies.Refill(
    token=7,
    expected_nanolitres=2_000_000,
    withdrawn_nanolitres=2_100_000,
    discrepancy_limit_nanolitres=2_000_000,
    volume_nanolitres=18_000_000,
    residual_nanolitres=1_000_000,
    old_drug=Drug.BACLOFEN,
    drug=Drug.BACLOFEN,
    is_rinsed=False,
    old_concentration_micrograms_per_millilitre=2000,
    filled_concentration_micrograms_per_millilitre=1000,
    concentration_micrograms_per_millilitre=1053,
    low_alarm_nanolitres=2_000_000,
    bridge=BridgeDecision.SKIP,
    skip_reason=SkipReason.EMERGENCY,
    bridge_nanolitres=None,
    bridge_flow_nanolitres_per_day=0,
    bridge_seconds=0,
)


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("withdrawn_nanolitres", 21_000_000),
        ("filled_nanolitres", 1_800_000),
        ("drug", Drug.MORPHINE),
        ("concentration_micrograms_per_millilitre", 500),
        ("low_alarm_nanolitres", 200_000),
        ("bridge", BridgeDecision.FLUSHED),
        ("skip_reason", SkipReason.CATHETER_REVISED),
        ("is_rinsed", True),
    ],
)
def test_every_value_of_a_refill_is_compared(value: str, other: Any) -> None:
    sent = requests.StageRefill(
        2_100_000,
        18_000_000,
        Drug.BACLOFEN,
        1000,
        2_000_000,
        BridgeDecision.SKIP,
        SkipReason.EMERGENCY,
    )
    compare(sent, HELD_REFILL)
    with pytest.raises(ReadBackDiffers, match=value):
        compare(dataclasses.replace(sent, **{value: other}), HELD_REFILL)


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
