"""Advancing until something, and what happened, as a bench in Python has them."""

from __future__ import annotations

import pytest

from pumplink import Bench, Client, Pump
from pumplink.errors import BenchError, BenchUncertain, LineLost

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def test_an_advance_ends_at_the_stroke_that_raises_the_alarm(pump: Pump, bench: Bench) -> None:
    bench.withdraw(bench.truth()["reservoir_nl"] - 1_000_000)
    answer = bench.advance(90 * DAY_MS, until="empty")
    assert answer["stop"]["is_reached"] and answer["reservoir_nl"] == 0
    at = answer["stop"]["therapy_time_ms"]
    again = bench.advance(90 * DAY_MS, until="empty")
    assert again["stop"]["therapy_time_ms"] == at and again["strokes"] == answer["strokes"]
    bench.fault("motor", "stall")
    stall = bench.advance(2 * DAY_MS, until="alarm", alarm="motor_stall")
    assert stall["stop"]["is_reached"] and "motor_stall" in stall["pump"]["alarms"]
    late = bench.advance(HOUR_MS, until="alarm", alarm="eri")
    assert not late["stop"]["is_reached"]
    assert late["stop"]["therapy_time_ms"] == stall["stop"]["therapy_time_ms"] + HOUR_MS


def test_a_moment_of_the_clock_and_of_therapy(bench: Bench) -> None:
    # The pump of the sample profile begins at 08:00.
    six = bench.advance(2 * DAY_MS, until="clock", at_s=6 * 3600)
    assert six["stop"] == {
        "is_reached": True, "until": "clock", "therapy_time_ms": 22 * HOUR_MS
    }  # fmt: skip
    there = bench.advance(2 * DAY_MS, until="therapy-time", at_ms=DAY_MS + 7)
    assert there["stop"]["therapy_time_ms"] == DAY_MS + 7
    with pytest.raises(BenchError, match="past"):
        bench.advance(DAY_MS, until="therapy-time", at_ms=DAY_MS)
    with pytest.raises(BenchError, match="at_s"):
        bench.advance(DAY_MS, until="clock")


def test_events_are_told_as_they_happen_until_the_pump_ends(
    pump: Pump, programmer: Client, bench: Bench
) -> None:
    told = bench.follow(timeout=60)
    programmer.set_steady_dose(105_000)
    bench.fault("motor", "stall", milliseconds=HOUR_MS)
    bench.advance(DAY_MS)
    bench.quit()
    events = list(told)
    assert [event["number"] for event in events] == list(range(1, len(events) + 1))
    kinds = [event["entry"]["kind"] for event in events if event["event"] == "log"]
    assert kinds[0] == "switched_on" and "therapy" in kinds and "delivered" in kinds
    names = [event["event"] for event in events if event["event"] != "log"]
    assert names[0] == "power" and names[-1] == "ended"
    assert names.index("fault") < names.index("fault_cleared")


def test_what_happened_is_there_without_following_and_from_a_number_on(bench: Bench) -> None:
    bench.advance(3 * DAY_MS)
    past = bench.events()
    assert [event["event"] for event in past] == ["power", "log", "log", "log", "log"]
    assert bench.events(since=4) == past[3:] and bench.events(since=99) == []


def test_a_pump_that_dies_is_no_pump_that_ends(pump: Pump, bench: Bench) -> None:
    told = bench.follow(timeout=60)
    assert next(told)["event"] == "power"
    bench.crash("after-world", 1, "kill")
    with pytest.raises(BenchUncertain):
        bench.advance(DAY_MS)
    with pytest.raises(LineLost, match="without a word"):
        list(told)
