"""Waiting on slow lines (session.md, "Slow lines"), with a line and a clock of the test's own."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from pumplink import NoAnswer
from pumplink.line import Line
from pumplink.seal import open_frame
from pumplink.transport import Transport


class Script(Transport):
    """Bytes that come at set times; waiting is what makes time pass."""

    name = "script"

    def __init__(self) -> None:
        self.now = 0.0
        #: When, and what, after a writing.
        self.coming: List[Tuple[float, bytes]] = []
        self.sent_at: List[float] = []

    def write(self, data: bytes) -> None:
        self.sent_at.append(self.now)

    def read(self, seconds: float) -> bytes:
        if self.coming and self.coming[0][0] <= self.now + seconds:
            at, data = self.coming.pop(0)
            self.now = max(self.now, at)
            return data
        self.now += seconds
        return b""

    def close(self) -> None:
        return


ANSWER = open_frame(b"an answer of some bytes")


@pytest.fixture
def script() -> Script:
    return Script()


def asking(script: Script) -> Line:
    return Line(script, now=lambda: script.now)


def test_a_request_is_sent_three_times_half_a_second_apart(script: Script) -> None:
    with pytest.raises(NoAnswer):
        asking(script).ask(b"?", lambda content: content)
    assert script.sent_at == [0, 0.5, 1.0]
    assert script.now == 1.5


def test_a_frame_that_is_coming_in_is_waited_for(script: Script) -> None:
    # 100 ms a byte, begun just in time: nothing is sent again while bytes come.
    script.coming = [(0.4 + 0.1 * at, bytes([byte])) for at, byte in enumerate(ANSWER)]
    line = asking(script)
    assert line.ask(b"?", lambda content: content)
    assert script.sent_at == [0]
    assert line.byte_seconds == pytest.approx(0.1)


def test_a_pause_within_a_frame_ends_the_wait(script: Script) -> None:
    script.coming = [(0.4, ANSWER[:5]), (1.8, ANSWER[5:])]
    assert asking(script).ask(b"?", lambda content: content)
    # The pause of 500 ms is over at 0.9 s, and then nothing comes in.
    assert len(script.sent_at) == 3
    assert script.sent_at[1] == pytest.approx(0.9)


def test_the_bytes_of_a_request_are_given_their_time(script: Script) -> None:
    line = asking(script)
    line.byte_seconds = 0.01
    with pytest.raises(NoAnswer):
        line.ask(bytes(100), lambda content: content)
    assert script.sent_at == pytest.approx([0, 1.5, 3.0])


@pytest.mark.parametrize(
    ("latency", "wait"), [(0.2, 0.5), (0.25, 0.5), (0.26, 0.52), (2.0, 4.0), (15.0, 20.0)]
)
def test_a_line_that_answers_late_is_given_twice_that(
    script: Script, latency: float, wait: float
) -> None:
    line = asking(script)
    line.latency_seconds = latency
    assert line.wait_seconds == pytest.approx(wait)


def test_what_the_line_takes_is_learned_from_an_answer(script: Script) -> None:
    script.coming = [(0.3, ANSWER)]
    line = asking(script)
    line.ask(b"?", lambda content: content)
    assert line.latency_seconds == pytest.approx(0.3)
    assert line.wait_seconds == pytest.approx(0.6)


def test_endless_bytes_are_not_waited_for_for_ever(script: Script) -> None:
    script.coming = [(0.01 * at, b"\x07" * 16) for at in range(10_000)]
    with pytest.raises(NoAnswer):
        asking(script).ask(b"?", lambda content: content)
    assert script.now < 4
