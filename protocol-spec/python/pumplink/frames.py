"""Frames on the line: delimiters, stuffing, checksum (link.md).

Nothing here knows what a frame says. A `Splitter` takes bytes as they come and gives the content of
whole frames, and a reason with its offset for whatever is dropped.
"""

from __future__ import annotations

from typing import List, NamedTuple, Union

from .messages.numbers import (
    CONTENT_BYTES_MAX,
    DROPS,
    STUFFED_BYTES_MAX,
    STUFFED_BYTES_MIN,
)

#: Bytes between two delimiters are counted up to here (link.md, `oversized`).
COUNTED_BYTES_MAX = 1 << 20


class Dropped(Exception):
    """A frame that is not delivered, and why (link.md, "What is dropped")."""

    def __init__(self, reason: str, expected: int = 0, found: int = 0) -> None:
        super().__init__(reason)
        #: Its name in link.md, such as `badChecksum`.
        self.reason = reason
        #: Its number there.
        self.number = DROPS[reason]
        self.expected = expected
        self.found = found


class Content(NamedTuple):
    """The content of a whole frame, its checksum taken off."""

    #: Where it began in the stream: the byte after the delimiter.
    offset: int
    data: bytes


class Drop(NamedTuple):
    """What was no frame."""

    offset: int
    fault: Dropped


def _table() -> List[int]:
    table = []
    for byte in range(256):
        register = byte
        for _ in range(8):
            register = register >> 1 ^ (0x82F63B78 if register & 1 else 0)
        table.append(register)
    return table


_CRC = _table()


def crc32c(data: bytes) -> int:
    """CRC-32C (Castagnoli): of `123456789` it is 0xE3069283."""
    register = 0xFFFFFFFF
    for byte in data:
        register = register >> 8 ^ _CRC[(register ^ byte) & 0xFF]
    return register ^ 0xFFFFFFFF


def stuff(content: bytes) -> bytes:
    """Each run up to a zero, or to the end, behind a code of its length and one."""
    return b"".join(bytes([len(run) + 1]) + run for run in content.split(b"\0"))


def unstuff(stuffed: bytes) -> bytes:
    """The inverse, or `Dropped` when the codes do not end at the end."""
    runs = []
    at = 0
    while at < len(stuffed):
        code = stuffed[at]
        if code in (0, 0xFF) or at + code > len(stuffed):
            raise Dropped("badStuffing", expected=len(stuffed))
        runs.append(stuffed[at + 1 : at + code])
        at += code
    return b"\0".join(runs)


def frame(content: bytes) -> bytes:
    """The bytes on the wire, both delimiters included."""
    content += crc32c(content).to_bytes(4, "little")
    if len(content) > CONTENT_BYTES_MAX:
        raise ValueError(f"a frame holds {CONTENT_BYTES_MAX} bytes, not {len(content)}")
    return b"\0" + stuff(content) + b"\0"


def unframe(stuffed: bytes) -> bytes:
    """The content of what stood between two delimiters, checksum checked and taken off."""
    if len(stuffed) > STUFFED_BYTES_MAX:
        raise Dropped("oversized", STUFFED_BYTES_MAX, len(stuffed))
    if len(stuffed) < STUFFED_BYTES_MIN:
        raise Dropped("truncated", STUFFED_BYTES_MIN, len(stuffed))
    content = unstuff(stuffed)
    content, sent = content[:-4], int.from_bytes(content[-4:], "little")
    computed = crc32c(content)
    if computed != sent:
        raise Dropped("badChecksum", computed, sent)
    return content


class Splitter:
    """Takes a stream in pieces of any size. Keeps one frame at most, whatever it is fed."""

    def __init__(self) -> None:
        self._kept = bytearray()
        self._length = 0
        self._start = 0
        self._at = 0

    @property
    def is_inside(self) -> bool:
        """Whether the beginning of a frame has come and its end has not."""
        return self._length > 0

    def feed(self, data: bytes) -> List[Union[Content, Drop]]:
        """What ended in these bytes, in order."""
        found: List[Union[Content, Drop]] = []
        runs = data.split(b"\0")
        for run in runs[:-1]:
            self._take(run)
            if self._length:
                found.append(self._ended())
            self._at += 1
            self._start, self._length = self._at, 0
            self._kept.clear()
        self._take(runs[-1])
        return found

    def _take(self, run: bytes) -> None:
        room = STUFFED_BYTES_MAX - len(self._kept)
        self._kept += run[:room]
        self._length = min(self._length + len(run), COUNTED_BYTES_MAX)
        self._at += len(run)

    def _ended(self) -> Union[Content, Drop]:
        if self._length > STUFFED_BYTES_MAX:
            return Drop(self._start, Dropped("oversized", STUFFED_BYTES_MAX, self._length))
        try:
            return Content(self._start, unframe(bytes(self._kept)))
        except Dropped as fault:
            return Drop(self._start, fault)
