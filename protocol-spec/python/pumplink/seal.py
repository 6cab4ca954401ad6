"""Session keys and sealed frames (security.md, "Session keys" and "Sealing")."""

from __future__ import annotations

import hmac
import os
import struct
from typing import NamedTuple, Optional, Tuple

from . import ascon
from .frames import Dropped, frame
from .messages.numbers import OPEN_KIND, SEALED_KIND, TAG_BYTES

PURPOSE = b"PumpLink 1.0 session"
#: The highest counter; after it nothing is sealed (security.md, "Sealing").
COUNTER_MAX = (1 << 32) - 1
_HEAD = struct.Struct("<BII")
_SHORTEST = _HEAD.size + 3 + TAG_BYTES


class Keys(NamedTuple):
    """The two keys of a session."""

    #: Seals what the programmer sends; 16 bytes.
    up: bytes
    #: Seals what the pump sends; 16 bytes.
    down: bytes

    def __repr__(self) -> str:
        return "Keys(not shown)"


class Agreed(NamedTuple):
    """What both ends must agree on, bit for bit, to have keys in common."""

    #: 1 clinician, 2 patient.
    role: int
    #: Of the layouts.
    schema: int
    #: The serial number on the card, not from the line.
    serial: str
    #: The session's number.
    session: int
    #: The programmer's, 16 bytes.
    nonce: bytes
    #: The pump's, 16 bytes.
    pump_nonce: bytes


def derivation_input(pairing_key: bytes, agreed: Agreed) -> bytes:
    """The 69 bytes that the keys are derived from."""
    return (
        pairing_key
        + bytes([agreed.role])
        + agreed.schema.to_bytes(4, "little")
        + agreed.serial.encode("ascii").ljust(12, b"\0")
        + agreed.session.to_bytes(4, "little")
        + agreed.nonce
        + agreed.pump_nonce
    )


def derive(pairing_key: bytes, agreed: Agreed) -> Keys:
    """The keys of a session."""
    drawn = ascon.cxof128(PURPOSE, derivation_input(pairing_key, agreed), 32)
    return Keys(drawn[:16], drawn[16:])


def open_frame(message: bytes) -> bytes:
    """The frame of a message in the open."""
    return frame(bytes([OPEN_KIND]) + message)


def sealed_content(key: bytes, session: int, counter: int, message: bytes) -> bytes:
    """Envelope, ciphertext and tag of a message."""
    if not 0 <= counter <= COUNTER_MAX:
        raise ValueError(f"a counter is at most {COUNTER_MAX}, not {counter}")
    head = _HEAD.pack(SEALED_KIND, session, counter)
    text, tag = ascon.seal(key, head[1:] + bytes(8), head, message)
    return head + text + tag


def sealed_frame(key: bytes, session: int, counter: int, message: bytes) -> bytes:
    """The frame of a sealed message."""
    return frame(sealed_content(key, session, counter, message))


class Sealed(NamedTuple):
    """A sealed frame's content, of which nothing is believed yet."""

    session: int
    counter: int
    content: bytes

    def opened(self, key: bytes) -> Optional[bytes]:
        """The message, or None when the tag does not fit."""
        known, text = self.content[: _HEAD.size], self.content[_HEAD.size : -TAG_BYTES]
        message, tag = ascon.unseal(key, known[1:] + bytes(8), known, text)
        return message if hmac.compare_digest(tag, self.content[-TAG_BYTES:]) else None


def envelope(content: bytes) -> Tuple[Optional[bytes], Optional[Sealed]]:
    """The message in the open, or what is sealed; the other is None. `Dropped` for neither."""
    if content[:1] == bytes([OPEN_KIND]) and len(content) > 3:
        return content[1:], None
    if content[:1] == bytes([SEALED_KIND]) and len(content) >= _SHORTEST:
        _, session, counter = _HEAD.unpack_from(content)
        return None, Sealed(session, counter, content)
    raise Dropped("unknownEnvelope")


class Receiver:
    """Opens what the other end of a session seals, and tells fresh frames from others."""

    def __init__(self, key: bytes, session: int) -> None:
        self._key = key
        self.session = session
        #: The highest counter accepted.
        self.highest = 0

    def open(self, sealed: Sealed) -> bytes:
        """The message of a fresh frame; `Dropped` as `forged` or `repeated` otherwise."""
        if sealed.session != self.session:
            raise Dropped("forged")
        message = sealed.opened(self._key)
        if message is None:
            raise Dropped("forged")
        if sealed.counter <= self.highest:
            raise Dropped("repeated")
        self.highest = sealed.counter
        return message

    def reopen(self, sealed: Sealed) -> Optional[bytes]:
        """The message of a genuine frame, whatever its counter; it must have no second effect."""
        return sealed.opened(self._key) if sealed.session == self.session else None


class Sender:
    """Seals under the next counter each time. What is sent again is kept by whoever sends it."""

    def __init__(self, key: bytes, session: int) -> None:
        self._key = key
        self.session = session
        #: The counter used last.
        self.counter = 0

    @property
    def is_used_up(self) -> bool:
        """Whether there is no counter left."""
        return self.counter >= COUNTER_MAX

    def frame(self, message: bytes) -> bytes:
        """The frame under the next counter."""
        self.counter += 1
        return sealed_frame(self._key, self.session, self.counter, message)


class Nonces:
    """16 bytes each that never come twice: random once, then counted up (security.md, "Nonces")."""

    def __init__(self) -> None:
        self._next = int.from_bytes(os.urandom(16), "little")

    def take(self) -> bytes:
        """The next one."""
        self._next = (self._next + 1) % (1 << 128)
        return self._next.to_bytes(16, "little")
