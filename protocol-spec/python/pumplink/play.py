"""Plays a pump's end of the line, so that a programmer can be tried against a second pump.

What it plays: identify, the opening in either role, `interrogate`, `readStatus`, `readTherapy`,
`readForecast` of what runs and of what is staged, `readCatheter` of what is, an empty log, the
staging of a steady dose or minimum rate, `readBack`, `discard`, `commit`, `stop`, `resume`,
`closeSession`, repeats, expiry, idle time and `lastApplied`. All of it as session.md has it.

What it does not: it has no body, no limits, no memory that outlives it and no alarms. Whatever
else is asked is refused with the code of a pump that has no such thing (`noBolusRunning`,
`planMissing` …), and an order or part that it cannot carry out with `storageFailed`: it was not
stored, and the old therapy runs on. It is a bench for programmers, and no model of therapy.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from typing import Callable, Deque, List, NamedTuple, Optional, Union

from . import playing
from .card import Card
from .frames import Content, Dropped, Splitter
from .messages import InvalidBody, Reply, Request, message_bytes, parse_message, replies, requests
from .messages.enums import RefusalCode, RequestType, Role
from .messages.numbers import IDLE_SECONDS, REPLIES_KEPT, SCHEMA_HASH
from .playing import No
from .seal import Agreed, Nonces, Receiver, Sealed, Sender, derive, envelope, open_frame
from .session import signed

#: How long an offer stands, s (session.md, "Opening").
OFFER_SECONDS = 10.0
#: Answers that are sent again between two new requests, at most (session.md, "Repeats").
AGAIN_MAX = 16
_CLOCK = 1 << 32


class _Kept(NamedTuple):
    """An answer that is kept for copies of its request."""

    request_id: int
    message: bytes
    frame: bytes


class _Session:
    """The session that is open."""

    def __init__(self, number: int, role: Role, sender: Sender, receiver: Receiver) -> None:
        self.number, self.role = number, role
        self.sender, self.receiver = sender, receiver
        self.highest_id = 0
        self.kept: Deque[_Kept] = deque(maxlen=REPLIES_KEPT)
        self.again = 0
        self.heard_at = 0.0


class _Offer(NamedTuple):
    """The session on offer."""

    wire: bytes
    asked: requests.OpenSession
    number: int
    pump_nonce: bytes
    until: float
    reply: bytes


class PlayedPump:
    """The pump, as bytes in and bytes out. Time is passed in."""

    def __init__(self, card: Card, now: Callable[[], float] = time.monotonic) -> None:
        self._card = card
        self._now = now
        self._began = now()
        self._splitter = Splitter()
        self._nonces = Nonces()
        self._offer: Optional[_Offer] = None
        self._session: Optional[_Session] = None
        self._number = secrets.randbelow(1 << 15) << 16 | secrets.randbelow(1 << 15)
        #: What it does as a pump.
        self.therapy = playing.Therapy(card, self.seconds)

    def seconds(self) -> float:
        """Since it began."""
        return self._now() - self._began

    def link_clock(self) -> int:
        """ms, modulo 2^32."""
        return int(self.seconds() * 1000) % _CLOCK

    def handle(self, data: bytes) -> List[bytes]:
        """The frames that answer these bytes."""
        answers = []
        for part in self._splitter.feed(data):
            if isinstance(part, Content):
                try:
                    answer = self._content(part.data)
                except (Dropped, InvalidBody):
                    continue
                if answer is not None:
                    answers.append(answer)
        return answers

    def _content(self, content: bytes) -> Optional[bytes]:
        session = self._session
        if session is not None and self._now() - session.heard_at > IDLE_SECONDS:
            self._close()
        plain, sealed = envelope(content)
        if sealed is not None:
            return self._sealed(sealed)
        assert plain is not None
        request_id, request = parse_message(plain, "pump")
        assert isinstance(request, Request)
        reply = self._open(request_id, request, plain)
        return reply if isinstance(reply, bytes) else open_frame(message_bytes(reply, request_id))

    # In the open

    def _open(self, request_id: int, request: Request, plain: bytes) -> Union[Reply, bytes]:
        if isinstance(request, requests.Identify):
            return self.therapy.identity()
        if isinstance(request, requests.OpenSession):
            if request.schema != SCHEMA_HASH:
                return _refused(request, RefusalCode.SCHEMA_MISMATCH, request.schema, SCHEMA_HASH)
            return self._offered(request_id, request, plain)
        return _refused(request, RefusalCode.NO_SESSION)

    def _offered(self, request_id: int, asked: requests.OpenSession, plain: bytes) -> bytes:
        offer = self._offer
        if offer is None or offer.wire != plain or self._now() > offer.until:
            self._number = (self._number + 1) % _CLOCK or 1
            nonce = self._nonces.take()
            told = replies.SessionOffered(self._number, asked.nonce, nonce)
            offer = _Offer(
                plain,
                asked,
                self._number,
                nonce,
                self._now() + OFFER_SECONDS,
                open_frame(message_bytes(told, request_id)),
            )
            self._offer = offer
        return offer.reply

    # Sealed

    def _sealed(self, sealed: Sealed) -> Optional[bytes]:
        offer, session = self._offer, self._session
        if offer is not None and sealed.session == offer.number and self._now() <= offer.until:
            return self._proof(offer, sealed)
        if session is None or sealed.session != session.number:
            return open_frame(message_bytes(replies.NoSession(sealed.session), 0))
        highest = session.receiver.highest
        try:
            message = session.receiver.open(sealed)
            is_fresh = True
        except Dropped as fault:
            if fault.reason != "repeated":
                raise
            opened = session.receiver.reopen(sealed)
            if opened is None:
                raise
            message, is_fresh = opened, False
        session.receiver.highest = max(highest, sealed.counter)
        return self._judged(session, message, is_fresh)

    def _proof(self, offer: _Offer, sealed: Sealed) -> Optional[bytes]:
        agreed = Agreed(
            offer.asked.role,
            offer.asked.schema,
            self._card.serial,
            offer.number,
            offer.asked.nonce,
            offer.pump_nonce,
        )
        for key in self._card.keys(offer.asked.role):
            keys = derive(key, agreed)
            receiver = Receiver(keys.up, offer.number)
            try:
                message = receiver.open(sealed)
            except Dropped:
                continue
            request_id, request = parse_message(message, "pump")
            if not isinstance(request, requests.ConfirmSession):
                return None
            self._close()
            self._offer = None
            session = _Session(
                offer.number, offer.asked.role, Sender(keys.down, offer.number), receiver
            )
            self._session = session
            told = replies.SessionOpened(session.number, self.link_clock(), IDLE_SECONDS)
            return self._answer(session, request_id, message, told)
        return None

    def _judged(self, session: _Session, message: bytes, is_fresh: bool) -> Optional[bytes]:
        """The order of checks of session.md."""
        request_id = int.from_bytes(message[1:3], "little")
        for kept in session.kept:
            if (kept.request_id, kept.message) == (request_id, message):
                session.again += 1
                return kept.frame if session.again <= AGAIN_MAX else None
        if not is_fresh:
            return None
        request_id, request = parse_message(message, "pump")
        assert isinstance(request, Request)
        session.heard_at = self._now()
        if any(kept.request_id == request_id for kept in session.kept):
            return self._unkept(session, request_id, request, RefusalCode.REQUEST_REUSED)
        if request_id <= session.highest_id:
            return self._unkept(session, request_id, request, RefusalCode.REQUEST_TOO_OLD)
        try:
            reply = self._carried_out(session, request_id, request)
        except No as no:
            reply = _refused(request, no.code, no.asked, no.limit)
        frame = self._answer(session, request_id, message, reply)
        if isinstance(request, requests.CloseSession):
            self._close()
        return frame

    def _unkept(
        self, session: _Session, request_id: int, request: Request, code: RefusalCode
    ) -> bytes:
        return session.sender.frame(message_bytes(_refused(request, code), request_id))

    def _answer(self, session: _Session, request_id: int, message: bytes, reply: Reply) -> bytes:
        session.highest_id = request_id
        session.heard_at = self._now()
        session.again = 0
        frame = session.sender.frame(message_bytes(reply, request_id))
        session.kept.append(_Kept(request_id, message, frame))
        return frame

    def _carried_out(self, session: _Session, request_id: int, request: Request) -> Reply:
        if session.role.wire_name not in request.ROLES or request.ENVELOPE == "open":
            raise No(RefusalCode.ROLE_NOT_ALLOWED)
        only = request.PATIENT_ONLY
        if session.role is Role.PATIENT and only and getattr(request, only[0]) != only[1]:
            raise No(RefusalCode.ROLE_NOT_ALLOWED)
        if request.KIND == "order":
            late = signed(self.link_clock() - request.not_after)  # type: ignore[attr-defined]
            if late > 0:
                raise No(RefusalCode.EXPIRED, late)
        reply = self.therapy.does(request, self.link_clock())
        if request.KIND == "order":
            self.therapy.applied(request, session.number, request_id)
        return reply

    def _close(self) -> None:
        self._session = None
        self.therapy.forget_staged()


def _refused(
    request: Request, code: RefusalCode, asked: int = 0, limit: int = 0
) -> replies.Refused:
    return replies.Refused(RequestType(request.TYPE), code, asked, limit)
