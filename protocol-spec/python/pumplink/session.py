"""A session with a pump: handshake, numbers, one request at a time (session.md)."""

from __future__ import annotations

from typing import NamedTuple, Optional, Type, TypeVar

from . import contradictions
from .card import Card
from .errors import (
    Contradiction,
    NoAnswer,
    NotAuthenticated,
    Refused,
    SessionGone,
    WrongPump,
)
from .frames import Dropped
from .line import Line
from .messages import InvalidBody, Reply, Request, message_bytes, parse_message, replies, requests
from .messages.enums import RefusalCode, Role
from .messages.numbers import REQUEST_ID_MAX, SCHEMA_HASH, SENDINGS_MAX
from .seal import Agreed, Nonces, Receiver, Sender, derive, envelope, open_frame

R = TypeVar("R", bound=Reply)

#: Openings that are begun anew because the offer was gone (session.md, "The programmer").
OPENINGS_MAX = 3
#: How long `busy` and `tooManyAttempts` are waited out, s, and how long between two askings.
PATIENCE_SECONDS = 10.0
BUSY_SECONDS = 0.1
TOO_MANY_SECONDS_MAX = 2.0
#: A session is taken for closed so long before the pump closes it, s.
IDLE_MARGIN_SECONDS = 5.0
_CLOCK = 1 << 32


NONCES = Nonces()


class Heard(NamedTuple):
    """The pump's link clock as it was heard."""

    #: ms, modulo 2^32.
    clock: int
    #: When, by the line's clock, s.
    at: float
    #: What the bytes of that frame took, s.
    frame_seconds: float


def signed(difference: int) -> int:
    """A difference modulo 2^32 as a signed number of 32 bits."""
    difference %= _CLOCK
    return difference - _CLOCK if difference >= _CLOCK // 2 else difference


def ask_open(line: Line, request: Request, request_id: int, kind: Type[R]) -> R:
    """Ask in the open. Only what answers a request in the open counts."""

    def accept(content: bytes) -> Optional[R]:
        plain, _ = envelope(content)
        if plain is None:
            return None
        told_id, reply = parse(plain)
        if told_id != request_id:
            return None
        if isinstance(reply, replies.Refused) and reply.request == request.TYPE:
            raise Refused(reply)
        return reply if isinstance(reply, kind) else None

    return line.ask(open_frame(message_bytes(request, request_id)), accept)


def parse(data: bytes) -> tuple[int, Reply]:
    """Request id and reply, or `Dropped`."""
    try:
        request_id, reply = parse_message(data, "programmer")
    except InvalidBody as fault:
        raise Dropped(fault.reason, fault.expected or 0, fault.found) from None
    assert isinstance(reply, Reply)
    return request_id, reply


def identify(line: Line) -> replies.Identity:
    """The name of whatever pump is on the line."""
    return ask_open(line, requests.Identify(), 1, replies.Identity)


def check_identity(identity: replies.Identity, card: Card) -> None:
    """That it is the card's pump, and of the same layouts."""
    if identity.schema != SCHEMA_HASH:
        raise WrongPump(
            f"the pump has message layouts {identity.schema:#010x} and this client "
            f"{SCHEMA_HASH:#010x}; nothing was asked of it. Use a client of its version"
        )
    if identity.serial != card.serial:
        raise WrongPump(
            f"this is pump {identity.serial}, and the card is that of {card.serial}; "
            f"nothing was asked of it. Take the card of this pump"
        )


class Session:
    """A session that is open."""

    def __init__(
        self, line: Line, number: int, role: Role, sender: Sender, receiver: Receiver
    ) -> None:
        self.line = line
        #: Its number.
        self.number = number
        self.role = role
        #: Whether it was opened under a key that waited on the card.
        self.is_pending_key = False
        #: What the pump said of when it closes an idle session, s.
        self.idle_seconds = 0
        #: The request id used last.
        self.last_id = 0
        self._sender = sender
        self._receiver = receiver
        self._heard = Heard(0, 0.0, 0.0)
        self._asked_at = line.now()

    @property
    def is_used_up(self) -> bool:
        """Whether it has no request id or counter left, and another has to be opened."""
        return self.last_id >= REQUEST_ID_MAX or self._sender.is_used_up

    @property
    def is_idle(self) -> bool:
        """Whether the pump has closed it by now, or may have before the next request is there."""
        idle = self.line.now() - self._asked_at
        return 0 < self.idle_seconds - IDLE_MARGIN_SECONDS < idle

    def clock(self) -> int:
        """The pump's link clock as it is now at the earliest, ms modulo 2^32."""
        passed = int(1000 * (self.line.now() - self._heard.at))
        return (self._heard.clock + passed) % _CLOCK

    def not_after(self, valid_seconds: float, order_bytes: int) -> int:
        """When an order that is sent now expires (session.md, "notAfter" and "Slow lines")."""
        more = order_bytes * self.line.byte_seconds + self._heard.frame_seconds
        if self.line.latency_seconds > 0.5:
            more += self.line.latency_seconds
        return (self.clock() + int(1000 * (valid_seconds + more))) % _CLOCK

    def ask(self, request: Request, sendings: int = SENDINGS_MAX) -> Reply:
        """The answer to a request under the next id.

        Raises `Refused`, `NoAnswer`, `SessionGone`, `Contradiction`, or `LineLost`.
        """
        message = message_bytes(request, self.last_id + 1)
        if self.is_used_up:
            raise SessionGone("the session has no number left for another request")
        self.last_id += 1
        self._asked_at = self.line.now()
        wire = self._sender.frame(message)
        return self.line.ask(wire, lambda content: self._accept(request, content), sendings)

    def _accept(self, request: Request, content: bytes) -> Optional[Reply]:
        plain, sealed = envelope(content)
        if plain is not None:
            _, hint = parse(plain)
            if isinstance(hint, replies.NoSession) and hint.session == self.number:
                raise SessionGone("the pump does not know the session any more")
            return None
        assert sealed is not None
        request_id, reply = parse(self._receiver.open(sealed))
        if request_id != self.last_id:
            return None
        wrong = contradictions.contradiction(request, reply)
        if wrong:
            raise Contradiction(
                f"the pump's answer to {request.NAME} is not to be believed: {wrong}. "
                f"Nothing was taken from it"
            )
        self._hear(reply)
        if isinstance(reply, replies.Refused):
            raise Refused(reply)
        return reply

    def _hear(self, reply: Reply) -> None:
        if isinstance(reply, (replies.Status, replies.SessionOpened)):
            clock = reply.link_clock
        elif isinstance(reply, replies.Interrogation):
            clock = reply.status_link_clock
        else:
            return
        self._heard = Heard(clock, self.line.received_at, self.line.frame_seconds)


def open_session(line: Line, card: Card, role: Role) -> Session:
    """The whole opening, with each key of the card that could fit."""
    fault: Optional[NoAnswer] = None
    keys = card.keys(role)
    for key in keys:
        try:
            session = _open(line, card, role, key)
            session.is_pending_key = len(keys) > 1 and key == keys[0]
            return session
        except _NotProved as unproved:
            fault = unproved
    raise NotAuthenticated(
        f"the pump did not answer the proof with any key that the card {card.path} has for the "
        f"{role.words}: it is another card's pump, its keys were changed, or the line lost "
        f"everything. Nothing was changed"
    ) from fault


class _NotProved(NoAnswer):
    """A proof that had no answer."""


def _open(line: Line, card: Card, role: Role, key: bytes) -> Session:
    patience = line.now() + PATIENCE_SECONDS
    openings = 0
    request_id = 1
    while True:
        openings += 1
        request_id += 1
        asked = requests.OpenSession(role, SCHEMA_HASH, NONCES.take())
        try:
            offer = _offer(line, asked, request_id)
            return _prove(line, card, asked, offer, key)
        except Refused as refused:
            if refused.code != RefusalCode.TOO_MANY_ATTEMPTS or line.now() >= patience:
                raise
            openings -= 1
            line.sleep(min(float(refused.limit), TOO_MANY_SECONDS_MAX))
        except SessionGone:
            if openings >= OPENINGS_MAX:
                raise _NotProved("the pump withdrew each of its offers") from None


def _offer(line: Line, asked: requests.OpenSession, request_id: int) -> replies.SessionOffered:
    def accept(content: bytes) -> Optional[replies.SessionOffered]:
        plain, _ = envelope(content)
        if plain is None:
            return None
        told_id, reply = parse(plain)
        if isinstance(reply, replies.Refused) and (told_id, reply.request) == (
            request_id,
            asked.TYPE,
        ):
            raise Refused(reply)
        if isinstance(reply, replies.SessionOffered) and reply.nonce == asked.nonce:
            return reply
        return None

    return line.ask(open_frame(message_bytes(asked, request_id)), accept)


def _prove(
    line: Line,
    card: Card,
    asked: requests.OpenSession,
    offer: replies.SessionOffered,
    key: bytes,
) -> Session:
    agreed = Agreed(
        asked.role, asked.schema, card.serial, offer.session, asked.nonce, offer.pump_nonce
    )
    keys = derive(key, agreed)
    session = Session(
        line,
        offer.session,
        asked.role,
        Sender(keys.up, offer.session),
        Receiver(keys.down, offer.session),
    )
    try:
        opened = session.ask(requests.ConfirmSession())
    except NoAnswer as fault:
        raise _NotProved(str(fault)) from fault
    assert isinstance(opened, replies.SessionOpened)
    if opened.session != offer.session:
        raise Contradiction("the pump opened another session than it offered")
    session.idle_seconds = opened.idle_seconds
    return session


__all__ = [
    "BUSY_SECONDS",
    "NONCES",
    "PATIENCE_SECONDS",
    "SCHEMA_HASH",
    "Session",
    "ask_open",
    "check_identity",
    "identify",
    "open_session",
    "signed",
]
