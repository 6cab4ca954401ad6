"""What a stream of bytes says, in words or as JSON lines.

Of a conversation in both directions the seal is opened as well, for whoever has the pairing key: it
was recorded from its handshake on (security.md, "No forward secrecy, and why").
"""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence

from .frames import Drop, Dropped, Splitter
from .messages import InvalidBody, Message, parse_message
from .messages.replies import Identity, SessionOffered
from .messages.requests import OpenSession
from .messages.values import WireBits, WireEnum
from .seal import Agreed, Receiver, Sealed, derive, envelope


class Event(NamedTuple):
    """A frame, or what was none, in the order of the stream."""

    #: Where it began: the byte after its delimiter.
    offset: int
    request_id: int = 0
    message: Optional[Message] = None
    fault: Optional[Dropped] = None
    #: The counter of a sealed frame that was opened.
    counter: Optional[int] = None
    #: Who sent it: `programmer` or `pump`; empty where one direction alone is read.
    sender: str = ""

    def record(self) -> Dict[str, Any]:
        """As JSON: names and values as fixtures/frames writes them."""
        found: Dict[str, Any] = {"from": self.sender} if self.sender else {}
        if self.fault is not None:
            fault = self.fault
            found["dropped"] = {
                "reason": fault.reason,
                "number": fault.number,
                "offset": self.offset,
                "expected": fault.expected,
                "found": fault.found,
            }
        elif self.message is not None:
            found.update(message=self.message.NAME, request=self.request_id)
            if self.counter is not None:
                found["counter"] = self.counter
            fields = self.message.record()
            for field in self.message.FIELDS:
                if field.secret:
                    fields[field.wire] = "not shown"
            found["fields"] = fields
        return found

    def words(self) -> str:
        """A line for people, values with their units."""
        who = f"{self.sender + ' ':<11}" if self.sender else ""
        if self.fault is not None:
            why = self.fault.reason
            if why == "forged":
                why += " (it is sealed, and no key at hand opens it)"
            return f"{who}dropped at byte {self.offset}: {why}"
        assert self.message is not None
        sealed = "" if self.counter is None else f" (sealed, counter {self.counter})"
        line = f"{who}#{self.request_id} {self.message.NAME}{sealed}"
        for field in self.message.FIELDS:
            value = getattr(self.message, field.attribute)
            if value is None or value is False:
                continue
            line += f"\n{'':<13}{field.wire}: {_shown(value, field.unit, field.secret)}"
        return line


def _shown(value: Any, unit: str, secret: bool) -> str:
    if secret:
        return "not shown"
    if isinstance(value, WireEnum):
        return value.words
    if isinstance(value, WireBits):
        record = value.record()
        return (
            ", ".join(key if one is True else f"{key} {one}" for key, one in record.items())
            or "none"
        )
    if isinstance(value, bytes):
        return value.hex()
    return f"{value} {unit}".rstrip()


class Stream:
    """One direction of a line, as `pump` or `programmer` receives it, without a key."""

    def __init__(self, receiver: str) -> None:
        if receiver not in ("pump", "programmer"):
            raise ValueError(f"a receiver is pump or programmer, not {receiver!r}")
        self.receiver = receiver
        self._splitter = Splitter()

    def feed(self, data: bytes) -> List[Event]:
        """What ended in these bytes."""
        return list(self.events(data))

    def events(self, data: bytes) -> Iterator[Event]:
        """The same, each read only when it is asked for: one frame may bring the keys of the
        next.
        """
        for part in self._splitter.feed(data):
            if isinstance(part, Drop):
                yield Event(part.offset, fault=part.fault)
            else:
                yield self._content(part.offset, part.data)

    def _content(self, offset: int, content: bytes) -> Event:
        try:
            plain, sealed = envelope(content)
            if sealed is not None:
                return self._sealed(offset, sealed)
            assert plain is not None
            return self._message(offset, plain, 1, None)
        except Dropped as fault:
            return Event(offset, fault=fault)

    def _sealed(self, offset: int, sealed: Sealed) -> Event:
        # Whoever has no key for a sealed frame cannot tell it from a forged one.
        raise Dropped("forged")

    def _message(self, offset: int, data: bytes, start: int, counter: Optional[int]) -> Event:
        try:
            request_id, message = parse_message(data, self.receiver)
        except InvalidBody as fault:
            # Counts of a body go by the whole content, but the number of a type is none.
            found = fault.found if fault.reason == "unknownMessage" else fault.found + start
            expected = 0 if fault.expected is None else fault.expected + start
            raise Dropped(fault.reason, expected, found) from None
        return Event(offset, request_id, message, counter=counter)


class _Direction(Stream):
    """One direction of a conversation that is overheard with the pairing key."""

    opener: Optional[Receiver] = None

    def _sealed(self, offset: int, sealed: Sealed) -> Event:
        if self.opener is None:
            raise Dropped("forged")
        return self._message(offset, self.opener.open(sealed), 0, sealed.counter)


class Conversation:
    """Both directions of a line, opened with whichever of the keys fits."""

    def __init__(self, keys: Sequence[bytes] = (), serial: str = "") -> None:
        self._pairing = list(keys)
        self._serial = serial
        self._asked: Optional[OpenSession] = None
        self._up = _Direction("pump")
        self._down = _Direction("programmer")

    def feed(self, sender: str, data: bytes) -> Iterator[Event]:
        """What `programmer` or `pump` sent, in order."""
        direction = self._up if sender == "programmer" else self._down
        for event in direction.events(data):
            self._learn(event.message)
            yield event._replace(sender=sender)

    def _learn(self, message: Optional[Message]) -> None:
        if isinstance(message, Identity):
            self._serial = self._serial or message.serial
        elif isinstance(message, OpenSession):
            self._asked = message
        elif isinstance(message, SessionOffered) and self._asked is not None:
            self._offered(self._asked, message)

    def _offered(self, asked: OpenSession, offer: SessionOffered) -> None:
        if offer.nonce != asked.nonce:
            return
        agreed = Agreed(
            asked.role, asked.schema, self._serial, offer.session, asked.nonce, offer.pump_nonce
        )
        pairs = [derive(key, agreed) for key in self._pairing]
        self._up.opener = _AnyOf([pair.up for pair in pairs], offer.session)
        self._down.opener = _AnyOf([pair.down for pair in pairs], offer.session)


class _AnyOf(Receiver):
    """Opens with the first of some keys that fits, and then with that one alone."""

    def __init__(self, keys: List[bytes], session: int) -> None:
        super().__init__(b"", session)
        self._keys = keys

    def open(self, sealed: Sealed) -> bytes:
        for key in self._keys:
            if sealed.session == self.session and sealed.opened(key) is not None:
                self._keys, self._key = [key], key
                return super().open(sealed)
        raise Dropped("forged")
