"""Captures in pcapng (captures.md): what went over a line, read and written.

Written from the page and from the format's own description, and from nothing else here.
"""

from __future__ import annotations

import os
import platform
import struct
import time
from typing import Callable, Dict, Iterator, List, NamedTuple, Optional, Tuple, Union

from .transport import Transport

#: The first four bytes of a file, read the same from either end.
MAGIC = b"\n\r\r\n"
USER0, RTAC_SERIAL = 147, 250
SEEN_BY = {
    "PumpLink, seen by the pump": "pump",
    "PumpLink, seen by the programmer": "programmer",
}
#: Bytes without a delimiter that are a packet of their own.
LONGEST_RUN = 1024
_SECTION, _INTERFACE, _OLD, _SIMPLE, _PACKET = 0x0A0D0D0A, 1, 2, 3, 6
_ORDER = 0x1A2B3C4D


class Packet(NamedTuple):
    """Bytes that went over the line, as one end saw them."""

    data: bytes
    #: `programmer` or `pump`; empty where the file does not say who sent them.
    sender: str
    #: Nanoseconds since 1970, where the file says so.
    nanoseconds: Optional[int] = None
    #: The end that saw them, `programmer` or `pump`; empty where the file does not say.
    seen_by: str = ""
    comments: Tuple[str, ...] = ()


class Cut(ValueError):
    """A file ends in the middle of a block, or something in it is none. What stands before that was
    given already.
    """


class _Interface(NamedTuple):
    link_type: int
    seen_by: str
    #: What a unit of its times is, in nanoseconds: so many, over so many.
    unit: Tuple[int, int]
    offset: int
    snap_length: int


def read(data: bytes) -> Iterator[Packet]:
    """The packets of a pump's line, in the order of the file; those of others are passed over.
    Raises `Cut` where the file stops being one.
    """
    order, place = "<", 0
    interfaces: List[_Interface] = []
    while place < len(data):
        if len(data) - place < 12:
            raise Cut(f"the capture ends in the middle of a block, at byte {place}")
        if data[place : place + 4] == MAGIC:
            orders = {struct.pack(sign + "I", _ORDER): sign for sign in "<>"}
            found = orders.get(data[place + 8 : place + 12])
            if found is None:
                raise Cut(f"the capture is damaged at byte {place}")
            order, interfaces = found, []
        kind, length = struct.unpack_from(order + "II", data, place)
        if length < 12 or length % 4:
            raise Cut(f"the capture is damaged at byte {place}")
        if length > len(data) - place:
            raise Cut(f"the capture ends in the middle of a block, at byte {place}")
        if struct.unpack_from(order + "I", data, place + length - 4)[0] != length:
            raise Cut(f"the capture is damaged at byte {place}")
        body = data[place + 8 : place + length - 4]
        place += length
        if kind == _INTERFACE:
            interfaces.append(_interface(order, body))
        else:
            packet = _packet(order, kind, body, interfaces)
            if packet is not None:
                yield packet


def _options(order: str, data: bytes) -> Iterator[Tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(data):
        code, length = struct.unpack_from(order + "HH", data, place)
        if code == 0 or place + 4 + length > len(data):
            return
        yield code, data[place + 4 : place + 4 + length]
        place += 4 + (length + 3) // 4 * 4


def _interface(order: str, body: bytes) -> _Interface:
    if len(body) < 8:
        return _Interface(-1, "", (1, 1), 0, 0)
    link_type, _, snap_length = struct.unpack_from(order + "HHI", body)
    seen_by, unit, offset = "", (1000, 1), 0
    for code, value in _options(order, body[8:]):
        if code == 3:
            seen_by = SEEN_BY.get(value.decode("utf-8", "replace"), "")
        elif code == 9 and value:
            base, power = (2, value[0] & 0x7F) if value[0] & 0x80 else (10, value[0])
            unit = (1_000_000_000, base**power)
        elif code == 14 and len(value) == 8:
            offset = struct.unpack(order + "q", value)[0] * 1_000_000_000
    return _Interface(link_type, seen_by, unit, offset, snap_length)


def _packet(order: str, kind: int, body: bytes, interfaces: List[_Interface]) -> Optional[Packet]:
    moment: Optional[int] = None
    options: Dict[int, List[bytes]] = {}
    if kind in (_PACKET, _OLD) and len(body) >= 20:
        place = struct.unpack_from(order + ("I" if kind == _PACKET else "H"), body)[0]
        high, low, length = struct.unpack_from(order + "III", body, 4)
        start = 20
    elif kind == _SIMPLE and len(body) >= 4:
        place, start = 0, 4
        length = min(struct.unpack_from(order + "I", body)[0], len(body) - 4)
    else:
        return None
    if place >= len(interfaces) or length > len(body) - start:
        return None
    interface = interfaces[place]
    if kind != _SIMPLE:
        moment = (high << 32 | low) * interface.unit[0] // interface.unit[1] + interface.offset
        for code, value in _options(order, body[start + (length + 3) // 4 * 4 :]):
            options.setdefault(code, []).append(value)
    elif interface.snap_length:
        length = min(length, interface.snap_length)
    data, sender = body[start : start + length], ""
    if interface.link_type == RTAC_SERIAL:
        return _tapped(data, interface.seen_by)
    if interface.link_type != USER0:
        return None
    flags = options.get(2, [b""])[0]
    if len(flags) == 4:
        way = struct.unpack(order + "I", flags)[0] & 3
        other = {"pump": "programmer", "programmer": "pump"}
        here = interface.seen_by or "programmer"
        sender = {1: other[here], 2: here}.get(way, "")
    comments = tuple(value.decode("utf-8", "replace") for value in options.get(1, []))
    return Packet(data, sender, moment, interface.seen_by, comments)


def _tapped(data: bytes, seen_by: str) -> Optional[Packet]:
    """What a tap on a serial line saw; its numbers have the highest byte first."""
    if len(data) <= 12:
        return None
    seconds, micros, event = struct.unpack_from(">IIB", data)
    sender = {1: "programmer", 3: "programmer", 2: "pump", 4: "pump"}.get(event, "")
    return Packet(data[12:], sender, seconds * 10**9 + micros * 1000, seen_by)


class Writer:
    """A capture that is written: each block at once and whole, at the end of the file. A new
    section is added to a file that is there.
    """

    def __init__(
        self,
        path: Union[str, os.PathLike[str]],
        name: str,
        *,
        seen_by: str = "programmer",
        program: str = "pumplink in Python",
    ) -> None:
        if seen_by not in SEEN_BY.values():
            raise ValueError(f"a line is seen by programmer or pump, not {seen_by!r}")
        self._seen_by = seen_by
        self._waiting: Dict[str, bytearray] = {}
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        self._file = os.open(path, flags, 0o600)
        size = os.fstat(self._file).st_size
        if size and not self._is_whole(size):
            os.close(self._file)
            raise ValueError(
                f"{os.fspath(path)} is no whole pcapng capture, and adding to it would spoil both"
            )
        words = next(words for words, end in SEEN_BY.items() if end == seen_by)
        head = struct.pack("<IHHq", _ORDER, 1, 0, -1)
        head += _option(2, platform.machine().encode())
        head += _option(3, f"{platform.system()} {platform.release()}".encode())
        head += _option(4, program.encode()) + bytes(4)
        line = struct.pack("<HHI", USER0, 0, 0) + _option(2, name.encode())
        line += _option(3, words.encode()) + _option(9, b"\x09") + bytes(4)
        os.write(self._file, _block(_SECTION, head) + _block(_INTERFACE, line))

    def _is_whole(self, size: int) -> bool:
        if size < 28 or os.pread(self._file, 4, 0) != MAGIC:
            return False
        length = struct.unpack("<I", os.pread(self._file, 4, size - 4))[0]
        if length % 4 or not 12 <= length <= size:
            return False
        return os.pread(self._file, 4, size - length + 4) == struct.pack("<I", length)

    def add(self, sender: str, data: bytes, nanoseconds: Optional[int] = None) -> None:
        """Bytes went over the line; a packet is written for each frame that they end."""
        moment = time.time_ns() if nanoseconds is None else nanoseconds
        waiting = self._waiting.setdefault(sender, bytearray())
        for byte in data:
            waiting.append(byte)
            ends = byte == 0 and any(waiting)
            if ends or len(waiting) >= LONGEST_RUN:
                self._packet(sender, moment)

    def _packet(self, sender: str, moment: int) -> None:
        data = bytes(self._waiting[sender])
        self._waiting[sender].clear()
        flags = 2 if sender == self._seen_by else 1
        body = struct.pack("<IIIII", 0, moment >> 32, moment & 0xFFFFFFFF, len(data), len(data))
        body += data + bytes(-len(data) % 4) + _option(2, struct.pack("<I", flags)) + bytes(4)
        os.write(self._file, _block(_PACKET, body))

    def close(self) -> None:
        """What waits for its delimiter is a packet too; then let the file go."""
        if self._file < 0:
            return
        for sender, waiting in self._waiting.items():
            if waiting:
                self._packet(sender, time.time_ns())
        os.close(self._file)
        self._file = -1


def _option(code: int, value: bytes) -> bytes:
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def _block(kind: int, body: bytes) -> bytes:
    length = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + length + body + length


class Captured(Transport):
    """A line of which a capture is written."""

    def __init__(
        self, line: Transport, writer: Writer, now: Callable[[], int] = time.time_ns
    ) -> None:
        self.name = line.name
        self._line, self._writer, self._now = line, writer, now

    def write(self, data: bytes) -> None:
        self._writer.add("programmer", data, self._now())
        self._line.write(data)

    def read(self, seconds: float) -> bytes:
        data = self._line.read(seconds)
        if data:
            self._writer.add("pump", data, self._now())
        return data

    def close(self) -> None:
        self._writer.close()
        self._line.close()
