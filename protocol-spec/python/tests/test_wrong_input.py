"""Wrong types, values, cards, ports and programs: each is said, and nothing is sent."""

from __future__ import annotations

import datetime
import json
import pathlib
from typing import Any, Callable

import pytest

from pumplink import (
    Bench,
    BenchError,
    CardError,
    Client,
    LineBusy,
    LineLost,
    Pump,
    PumpNotStarted,
    WrongPump,
)
from pumplink.card import Card
from pumplink.messages import requests
from pumplink.messages.enums import (
    PlanNumber,
    Role,
)

DAY_MS = 86_400_000


@pytest.mark.parametrize(
    "wrong",
    [
        lambda c: c.set_steady_dose("110 mcg/day"),
        lambda c: c.set_steady_dose(110.0),
        lambda c: c.set_steady_dose(True),
        lambda c: c.start_bolus(10_000, None),
        lambda c: c.set_steady_dose(110_000, confirmed_nanograms="all"),
        lambda c: c.set_steady_dose(110_000, overrides_soft_limits=1),
        lambda c: c.set_clock(datetime.datetime.now(datetime.timezone.utc)),
        lambda c: c.silence_alarms(1.5),
        lambda c: c.refill(0, 1, 2000, 0, drug="baclofen"),
        lambda c: c.day_plan(1),
        lambda c: c.order(requests.ReadStatus()),
        lambda c: c.ask(requests.Stop(), object),
    ],
)
def test_a_wrong_type_is_said_before_anything_is_sent(
    tmp_path: pathlib.Path, wrong: Callable[[Any], Any]
) -> None:
    card = tmp_path / "card"
    card.touch(0o600)
    card.write_text(
        json.dumps(
            {
                "format": 1,
                "model": "PL-40",
                "serial": "X",
                "keys": {"clinician": "00" * 16, "patient": "11" * 16},
            }
        )
    )
    # There is no pump behind it: whoever sends anything fails with LineLost.
    client = Client(str(tmp_path / "nothing"), card)
    with pytest.raises(TypeError) as caught:
        wrong(client)
    assert len(str(caught.value)) > 10


@pytest.mark.parametrize(
    "wrong",
    [
        lambda c: c.set_steady_dose(-1),
        lambda c: c.set_steady_dose(1 << 32),
        lambda c: c.start_bolus(0, 1000),
        lambda c: c.set_schedule({PlanNumber.PLAN1: []}, {}),
        lambda c: c.rotate_key(Role.PATIENT, b"short"),
        lambda c: c.set_patient_bolus(1000, 1000, 60, 25),
    ],
)
def test_a_wrong_value_is_said_before_anything_is_sent(
    programmer: Client, wrong: Callable[[Any], Any]
) -> None:
    programmer.status()
    before = programmer.session().last_id
    with pytest.raises(ValueError, match=r"\w"):
        wrong(programmer)
    assert programmer.session().last_id == before


def test_a_port_has_one_programmer(pump: Pump, programmer: Client) -> None:
    programmer.status()
    with pump.client() as second, pytest.raises(LineBusy, match="another program"):
        second.status()


def test_the_wrong_card_is_noticed_before_a_key_is_tried(
    programmer: Client, pump: Pump, tmp_path: pathlib.Path
) -> None:
    other = tmp_path / "card"
    other.touch(0o600)
    text = pathlib.Path(pump.card_path).read_text()
    other.write_text(text.replace(programmer.card.serial, "PL40-OTHER"))
    with Client(pump.port, other) as client, pytest.raises(WrongPump, match="PL40-OTHER"):
        client.status()


def test_a_card_that_others_may_read_is_refused(pump: Pump, tmp_path: pathlib.Path) -> None:
    copy = tmp_path / "card"
    copy.write_bytes(pathlib.Path(pump.card_path).read_bytes())
    copy.chmod(0o644)
    with pytest.raises(CardError, match="chmod 600"):
        Card.read(copy)
    copy.chmod(0o600)
    copy.write_text('{"format": 1, "model": "a", "serial": "b", "keys": {"clinician": "zz"}}')
    with pytest.raises(CardError, match="32 hexadecimal digits"):
        Card.read(copy)


def test_no_pump_is_said(tmp_path: pathlib.Path, pump: Pump) -> None:
    with pytest.raises(LineLost, match="cannot be opened"):
        Client(tmp_path / "nothing", pump.card_path).status()
    with pytest.raises(PumpNotStarted, match="which was named as its folder"):
        Pump.start(program=tmp_path)
    with pytest.raises(PumpNotStarted, match="exit code 64"):
        Pump.start(clock="never")
    with pytest.raises(TypeError, match="seed"):
        Pump.start(seed=True)
    with pytest.raises(ValueError, match="HOST:PORT"):
        Client("tcp://127.0.0.1", pump.card_path).status()


def test_the_bench_says_no_by_name(bench: Bench) -> None:
    with pytest.raises(BenchError, match="motor") as caught:
        bench.fault("motor", "leak")
    assert caught.value.code in (-32602, -32001)
    with pytest.raises(BenchError) as unknown:
        bench.request("dance")
    assert unknown.value.code == -32601
    with pytest.raises(TypeError, match="whole number or a word"):
        bench.advance(1.5)  # type: ignore[arg-type]
