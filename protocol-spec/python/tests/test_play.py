"""The played pump, held to the tables of session.md, frame by frame; time is passed in."""

from __future__ import annotations

import dataclasses
import pathlib
from typing import List, Optional

import pytest

from pumplink.card import Card
from pumplink.frames import unframe
from pumplink.messages import Reply, Request, message_bytes, parse_message, replies, requests
from pumplink.messages.enums import InfusionMode, PlanNumber, RefusalCode, Role, Source
from pumplink.messages.numbers import SCHEMA_HASH
from pumplink.play import PlayedPump
from pumplink.play_port import make_card
from pumplink.seal import Agreed, Receiver, Sender, derive, envelope, open_frame

STEADY = requests.StageTherapy(InfusionMode.SIMPLE_CONTINUOUS, 110_000)


class Hand:
    """A programmer that may do what none should."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.now = 1000.0
        self.card: Card = make_card(folder / "card")
        self.pump = PlayedPump(self.card, lambda: self.now)
        self.last_id = 0

    def in_the_open(self, request: Request, request_id: int = 1) -> Reply:
        (frame,) = self.pump.handle(open_frame(message_bytes(request, request_id)))
        plain, _ = envelope(unframe(frame[1:-1]))
        assert plain is not None
        told, reply = parse_message(plain, "programmer")
        assert told in (request_id, 0)
        assert isinstance(reply, Reply)
        return reply

    def open(self, role: Role = Role.CLINICIAN) -> replies.SessionOpened:
        nonce = bytes(range(16))
        offer = self.in_the_open(requests.OpenSession(role, SCHEMA_HASH, nonce))
        assert isinstance(offer, replies.SessionOffered)
        (key,) = self.card.keys(role)
        agreed = Agreed(role, SCHEMA_HASH, self.card.serial, offer.session, nonce, offer.pump_nonce)
        keys = derive(key, agreed)
        self.sender = Sender(keys.up, offer.session)
        self.receiver = Receiver(keys.down, offer.session)
        opened = self.ask(requests.ConfirmSession(), 1)
        assert isinstance(opened, replies.SessionOpened)
        return opened

    def send(self, request: Request, request_id: Optional[int] = None) -> List[bytes]:
        """The frames that answer a request."""
        self.last_id = self.last_id + 1 if request_id is None else request_id
        self.sent = self.sender.frame(message_bytes(request, self.last_id))
        return self.pump.handle(self.sent)

    def ask(self, request: Request, request_id: Optional[int] = None) -> Reply:
        (frame,) = self.send(request, request_id)
        return self.opened(frame)

    def opened(self, frame: bytes) -> Reply:
        plain, sealed = envelope(unframe(frame[1:-1]))
        if sealed is None:
            assert plain is not None
            reply = parse_message(plain, "programmer")[1]
        else:
            reply = parse_message(self.receiver.open(sealed), "programmer")[1]
        assert isinstance(reply, Reply)
        return reply

    def order(self, order: Request, valid_ms: int = 2000) -> Reply:
        not_after = (self.pump.link_clock() + valid_ms) % (1 << 32)
        return self.ask(dataclasses.replace(order, not_after=not_after))  # type: ignore[type-var]

    def refused(self, request: Request) -> RefusalCode:
        order = request.KIND == "order"
        reply = self.order(request) if order else self.ask(request)
        assert isinstance(reply, replies.Refused)
        assert reply.request == request.TYPE
        return reply.code


@pytest.fixture
def hand(tmp_path: pathlib.Path) -> Hand:
    return Hand(tmp_path)


def test_another_schema_gets_no_offer(hand: Hand) -> None:
    told = hand.in_the_open(requests.OpenSession(Role.CLINICIAN, SCHEMA_HASH ^ 1, bytes(16)))
    assert isinstance(told, replies.Refused)
    assert (told.code, told.asked, told.limit) == (
        RefusalCode.SCHEMA_MISMATCH,
        SCHEMA_HASH ^ 1,
        SCHEMA_HASH,
    )


def test_the_same_opening_gets_the_same_offer_while_it_stands(hand: Hand) -> None:
    opening = requests.OpenSession(Role.CLINICIAN, SCHEMA_HASH, bytes(16))
    first = hand.in_the_open(opening, 7)
    assert hand.in_the_open(opening, 7) == first
    hand.now += 11
    assert hand.in_the_open(opening, 7) != first


def test_a_session_in_the_open_is_refused(hand: Hand) -> None:
    told = hand.in_the_open(requests.ReadStatus())
    assert isinstance(told, replies.Refused)
    assert told.code == RefusalCode.NO_SESSION


def test_a_copy_gets_the_same_bytes_and_has_no_second_effect(hand: Hand) -> None:
    hand.open()
    order = requests.Stop(hand.pump.link_clock() + 2000)
    (first,) = hand.send(order)
    assert hand.pump.handle(hand.sent) == [first]
    # Under a new counter, and after it expired: the frame of before.
    hand.now += 60
    assert hand.send(order, hand.last_id) == [first]
    assert hand.refused(requests.Stop()) == RefusalCode.STOPPED


def test_copies_are_answered_sixteen_times(hand: Hand) -> None:
    hand.open()
    hand.send(requests.ReadStatus())
    answered = sum(bool(hand.pump.handle(hand.sent)) for _ in range(40))
    assert answered == 16


def test_ids_are_new_or_repeats(hand: Hand) -> None:
    hand.open()
    hand.ask(requests.ReadStatus(), 5)
    reused = hand.ask(requests.ReadTherapy(), 5)
    old = hand.ask(requests.ReadTherapy(), 3)
    assert isinstance(reused, replies.Refused)
    assert reused.code == RefusalCode.REQUEST_REUSED
    assert isinstance(old, replies.Refused)
    assert old.code == RefusalCode.REQUEST_TOO_OLD


def test_an_order_in_time_is_done_and_a_late_one_is_not(hand: Hand) -> None:
    hand.open()
    late = hand.order(requests.Stop(), valid_ms=-5)
    assert isinstance(late, replies.Refused)
    assert (late.code, late.asked) == (RefusalCode.EXPIRED, 5)
    assert isinstance(hand.order(requests.Stop(), valid_ms=0), replies.Acknowledged)
    status = hand.ask(requests.ReadStatus())
    assert isinstance(status, replies.Status)
    assert status.last_applied_request == hand.last_id - 1
    assert status.flags.is_stopped


def test_what_is_committed_is_what_was_read_back(hand: Hand) -> None:
    hand.open()
    assert hand.refused(requests.ReadBack()) == RefusalCode.NOTHING_STAGED
    hand.ask(STEADY)
    staged = hand.ask(requests.ReadBack())
    assert isinstance(staged, replies.Staged)
    hand.ask(dataclasses.replace(STEADY, therapy_dose_nanograms_per_day=120_000))
    assert hand.refused(requests.Commit(staged.token)) == RefusalCode.TOKEN_MISMATCH
    again = hand.ask(requests.ReadBack())
    assert isinstance(again, replies.Staged)
    assert isinstance(hand.order(requests.Commit(again.token)), replies.Acknowledged)
    assert hand.refused(requests.Commit(again.token)) == RefusalCode.NOTHING_STAGED


@pytest.mark.parametrize("way", ["another session", "idle", "discard"])
def test_a_staged_set_ends_with_its_session(hand: Hand, way: str) -> None:
    hand.open()
    hand.ask(STEADY)
    if way == "another session":
        hand.open()
    elif way == "discard":
        hand.ask(requests.Discard())
    else:
        hand.now += 121
        assert isinstance(hand.ask(requests.ReadStatus()), replies.NoSession)
        hand.open()
    assert hand.refused(requests.ReadBack()) == RefusalCode.NOTHING_STAGED


def test_a_patient_may_read_and_not_order(hand: Hand) -> None:
    hand.open(Role.PATIENT)
    assert isinstance(hand.ask(requests.ReadStatus()), replies.Status)
    assert hand.refused(requests.Stop()) == RefusalCode.ROLE_NOT_ALLOWED
    assert hand.refused(STEADY) == RefusalCode.ROLE_NOT_ALLOWED


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (requests.ReadDayPlan(PlanNumber.PLAN1, Source.COMMITTED), RefusalCode.PLAN_MISSING),
        (requests.CancelBolus(), RefusalCode.NO_BOLUS_RUNNING),
        (requests.RequestBolus(), RefusalCode.PATIENT_BOLUS_OFF),
        (requests.StartBolus(1000, 1000), RefusalCode.STORAGE_FAILED),
        (requests.StageTherapy(InfusionMode.DAY_SCHEDULE), RefusalCode.STORAGE_FAILED),
        (requests.ReadCatheter(1, 500), RefusalCode.CATHETER_UNKNOWN),
        (requests.ReadLog(5), RefusalCode.NO_SUCH_ENTRY),
        (requests.Identify(), RefusalCode.ROLE_NOT_ALLOWED),
    ],
    ids=str,
)
def test_what_it_does_not_play_is_refused(hand: Hand, request_: Request, code: RefusalCode) -> None:
    hand.open()
    assert hand.refused(request_) == code


def test_it_delivers_its_dose(hand: Hand) -> None:
    hand.open()
    hand.now += 100
    status = hand.ask(requests.ReadStatus())
    assert isinstance(status, replies.Status)
    # 100 mcg/day of 2000 mcg/mL is 50 000 nL in 86 400 s.
    assert status.reservoir_nanolitres == 20_000_000 - 57
    assert status.therapy_seconds == 100
