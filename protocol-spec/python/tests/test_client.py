"""The client against the pump that is not written in Python."""

from __future__ import annotations

import datetime
import functools
import inspect
import json
import pathlib
import socket
import time
from typing import Callable

import pytest
from conftest import FIXTURES

from pumplink import (
    Bench,
    Client,
    LineLost,
    NotAuthenticated,
    Outcome,
    Pump,
    Refused,
    Result,
)
from pumplink.card import Card
from pumplink.messages import requests
from pumplink.messages.enums import (
    ClockReason,
    PlanNumber,
    RefusalCode,
    Role,
    RunningInfusion,
    TemporaryReason,
    Tone,
)
from pumplink.plans import WEEKDAYS

DAY_MS = 86_400_000


def confirmed(order: Callable[..., Outcome]) -> Outcome:
    """An order beyond the largest step, given again with the total that the pump asked for."""
    asked = order().refusal
    assert asked is not None
    assert asked.code == RefusalCode.TOTAL_UNCONFIRMED
    return order(confirmed_nanograms=asked.asked)


def test_a_dose_is_set_delivered_and_reconciled(programmer: Client, bench: Bench) -> None:
    outcome = programmer.set_steady_dose(110_000)
    assert outcome.result is Result.DONE
    assert outcome.acknowledged is not None
    bench.advance(10 * DAY_MS)
    status = programmer.status()
    assert status.basal_nanograms_per_day == 110_000
    # 110 mcg/day of 2000 mcg/mL is 0.055 mL/day.
    assert status.reservoir_nanolitres == 20_000_000 - 550_000
    assert bench.truth()["pumped_nl"] == 550_000
    assert not any(bench.reconcile()["differences"].values())


def test_a_refusal_is_an_outcome_with_code_words_and_numbers(programmer: Client) -> None:
    outcome = programmer.set_steady_dose(150_000_000)
    assert outcome.result is Result.NOT_DONE
    assert outcome.refusal is not None
    assert outcome.refusal.code == RefusalCode.FLOW_ABOVE_MAXIMUM
    assert (outcome.refusal.asked, outcome.refusal.limit) == (75_000_000, 24_000_000)
    assert "Nothing was changed" in str(outcome.refusal)
    with pytest.raises(Refused):
        outcome.require_done()
    assert not programmer.status().flags.has_staged_therapy
    assert programmer.therapy().therapy_dose_nanograms_per_day == 100_000


def test_beyond_the_largest_step_the_total_is_confirmed_by_number(programmer: Client) -> None:
    assert confirmed(functools.partial(programmer.set_steady_dose, 900_000)).is_done


def test_a_schedule_of_days(programmer: Client) -> None:
    plans = {
        PlanNumber.PLAN1: [(0, 100_000), (6 * 60, 120_000), (22 * 60, 110_000)],
        PlanNumber.PLAN2: [(0, 100_000)],
    }
    week = dict.fromkeys(WEEKDAYS[:5], PlanNumber.PLAN1)
    week.update(dict.fromkeys(WEEKDAYS[5:], PlanNumber.PLAN2))
    assert programmer.set_schedule(plans, week).is_done
    plan = programmer.day_plan(PlanNumber.PLAN1)
    assert plan.step2_start_minute == 360
    assert plan.step3_dose_nanograms_per_day == 110_000
    assert plan.step4_start_minute is None


def test_the_orders_of_a_visit(programmer: Client, bench: Bench) -> None:
    done: list[Outcome] = [
        programmer.set_clock(datetime.datetime(2027, 3, 1, 9, 30), ClockReason.CORRECTION),
        programmer.set_low_alarm(3_000_000),
        programmer.silence_alarms(30),
        programmer.set_patient_bolus(5_000, 300_000, 240, 3),
        programmer.request_bolus(),
    ]
    assert programmer.status().flags.running is RunningInfusion.BOLUS
    done += [
        programmer.cancel_bolus(),
        programmer.start_bolus(10_000, 600_000),
        programmer.cancel_bolus(),
        programmer.start_temporary_rate(150_000, 60, TemporaryReason.IMAGING),
        programmer.end_temporary_rate(),
        programmer.stop(),
        programmer.resume(),
        confirmed(programmer.set_minimum_rate),
        confirmed(functools.partial(programmer.set_periodic_bolus, 10_000, 300_000, 360, 60)),
    ]
    assert [outcome.evidence for outcome in done if not outcome.is_done] == []
    programmer.test_alarm(Tone.SINGLE)
    assert programmer.interrogate().low_alarm_nanolitres == 3_000_000
    page = programmer.log_page(1)
    assert page.newest is not None
    assert page.newest > 10


def test_a_refill_is_told_and_true(programmer: Client, bench: Bench) -> None:
    came = bench.withdraw(40_000_000)["came_nl"]
    bench.fill(40_000_000 - 2_000_000, 2000)
    outcome = programmer.refill(came, 38_000_000, 2000, 2_000_000)
    assert outcome.is_done, outcome.evidence
    assert programmer.status().reservoir_nanolitres == bench.truth()["reservoir_nl"]


def test_the_patient_may_what_patients_may(pump: Pump) -> None:
    with pump.client(role=Role.PATIENT) as patient:
        assert patient.status().battery_percent == 100
        outcome = patient.stop()
    assert outcome.refusal is not None
    assert outcome.refusal.code == RefusalCode.ROLE_NOT_ALLOWED


def test_a_key_is_changed_and_the_old_one_opens_nothing(pump: Pump, programmer: Client) -> None:
    old = Card.read(pump.card_path)
    assert programmer.rotate_key(Role.CLINICIAN, bytes(range(16))).is_done
    programmer.close()
    assert programmer.card.pending(Role.CLINICIAN) is not None
    programmer.status()
    assert programmer.card.pending(Role.CLINICIAN) is None
    assert Card.read(pump.card_path).keys(Role.CLINICIAN) == [bytes(range(16))]
    programmer.close()
    with Client(pump.port, old) as other, pytest.raises(NotAuthenticated, match="Nothing was"):
        other.status()


def test_over_tcp(tmp_path: pathlib.Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    listen = ["--listen", f"127.0.0.1:{port}"]
    with Pump.start(folder=tmp_path, seed=1, arguments=listen, link=False) as pump:
        assert pump.port == f"tcp://127.0.0.1:{port}"
        with pump.client() as programmer:
            assert programmer.set_steady_dose(120_000).is_done
        pytest.importorskip("serial")
        with Client(f"socket://127.0.0.1:{port}", pump.card_path) as by_pyserial:
            assert by_pyserial.status().basal_nanograms_per_day == 120_000


def test_every_method_of_the_bench(pump: Pump, bench: Bench, tmp_path: pathlib.Path) -> None:
    copy = str(tmp_path / "copy")
    bench.snapshot(copy)
    bench.advance(DAY_MS)
    assert bench.restore(copy)["therapy_time_s"] == 0
    assert bench.head("away")["head"] == "away"
    bench.head("contact")
    assert bench.power("off")["power"] == "off"
    bench.power("on")
    assert "motor" in str(bench.faults())
    bench.fault("motor", "drift", 1000)
    assert bench.clear("all")["faults"] == []
    assert bench.link_set("to-pump", 3, loss_ppm=10)["to_pump"]["loss_ppm"] == 10
    assert bench.link()["to_pump"]["seed"] == 3
    bench.link_clear()
    bench.crash("after-record", 1, "cycle")
    bench.crash("none")
    bench.withdraw(1_000_000)
    bench.rinse()
    bench.fill(20_000_000, 2000)
    bench.explant()
    bench.inject(1000)
    bench.implant(nanolitres=132_000)
    bench.quit()
    assert pump.process.wait(10) == 0


@pytest.mark.pump(patient="responder:7", profile="adult-40ml")
def test_a_patient_is_examined(bench: Bench) -> None:
    bench.advance(2 * DAY_MS)
    found = bench.patient(days=1)
    assert found["patient"]["name"] == "responder:7"
    assert len(found["diary"]) == 1


@pytest.mark.fault("motor", "stall")
def test_a_mark_makes_the_pump_fail(programmer: Client, bench: Bench) -> None:
    bench.advance(2 * DAY_MS)
    assert programmer.status().alarms.motor_stall


def test_the_emergency_needs_contact_and_no_key(pump: Pump, programmer: Client) -> None:
    assert programmer.emergency_rate().is_done
    assert programmer.status().alarms.emergency_rate
    assert confirmed(programmer.resume).is_done


def test_the_bench_has_every_method_and_parameter_of_the_schema() -> None:
    schema = json.loads(
        (FIXTURES.parent / "protocol-spec" / "json" / "control.schema.json").read_text()
    )["$defs"]
    methods = [name[len("request_") :] for name in schema if name.startswith("request_")]
    assert len(methods) >= 22
    for method in methods:
        told = set(inspect.signature(getattr(Bench, method)).parameters) - {"self"}
        wanted = set(schema.get(f"params_{method}", {}).get("properties", {}))
        # How long a follower waits is no matter of the socket, and a bench is one pump's.
        told -= {"timeout"}
        wanted -= {"pump"}
        # The faults of the line are named as they stand in bench.md.
        assert told == wanted or (method == "link_set" and told <= wanted | {"faults"}), method


def test_the_emergency_without_contact_is_not_done_and_says_so(
    programmer: Client, bench: Bench
) -> None:
    programmer.identify()
    bench.head("near")
    outcome = programmer.emergency_rate()
    assert outcome.result is Result.NOT_DONE
    assert outcome.refusal is not None
    assert outcome.refusal.code == RefusalCode.NO_CONTACT
    assert bench.truth()["pump"]["alarms"] == []


def test_an_emergency_that_may_have_been_heard_is_unknown(
    programmer: Client, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = programmer.line
    write = line.transport.write

    def heard_and_gone(data: bytes) -> None:
        write(data)
        if len(data) < 20 and data[3] == requests.EmergencyRate.TYPE:
            raise LineLost("pulled")

    monkeypatch.setattr(line.transport, "write", heard_and_gone)
    assert programmer.emergency_rate().result is Result.UNKNOWN


def test_a_session_that_idled_is_not_used_for_an_order(pump: Pump) -> None:
    late = [0.0]
    with Client(pump.port, pump.card_path, now=lambda: time.monotonic() + late[0]) as programmer:
        first = programmer.session()
        late[0] = first.idle_seconds - 1
        assert programmer.stop().acknowledged is not None
        assert programmer.session().number != first.number
