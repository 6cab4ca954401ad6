"""Captures as the tests need them: pcapng, classic pcap, RTAC serial lines, TCP segments."""

import pathlib
import struct

USER0 = 147
RTAC_SERIAL = 250
ETHERNET = 1
IN, OUT, UNKNOWN = 1, 2, 0
SEEN_BY = {"pump": "PumpLink, seen by the pump", "programmer": "PumpLink, seen by the programmer"}
#: A moment that a double does not hold to the nanosecond.
START_NS = 1_800_000_000_123_456_789


def padded(data):
    return data + bytes(-len(data) % 4)


def option(code, data):
    return struct.pack("<HH", code, len(data)) + padded(data)


def block(kind, body):
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


class Capture:
    """A pcapng file that is put together packet by packet."""

    def __init__(self):
        self._blocks = [block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))]
        self._interfaces = 0
        self.packets = 0

    def interface(self, seen_by="", link_type=USER0):
        """A new interface; its number."""
        description = SEEN_BY.get(seen_by, seen_by).encode()
        name = f"line{self._interfaces}".encode()
        options = option(2, name) + option(3, description) + option(9, b"\x09") + option(0, b"")
        self._blocks.append(block(1, struct.pack("<HHI", link_type, 0, 0) + options))
        self._interfaces += 1
        return self._interfaces - 1

    def packet(self, data, interface=0, way=UNKNOWN, ns=None, comment=None):
        """A packet; its number as Wireshark counts."""
        if ns is None:
            ns = START_NS + self.packets * 1_000_000
        options = option(2, struct.pack("<I", way)) if way else b""
        if comment:
            options += option(1, comment.encode())
        if options:
            options += option(0, b"")
        head = struct.pack("<IIIII", interface, ns >> 32, ns & 0xFFFFFFFF, len(data), len(data))
        self._blocks.append(block(6, head + padded(data) + options))
        self.packets += 1
        return self.packets

    def parts(self, packets):
        """The file in two parts: up to so many packets, all interfaces told of, and the rest."""
        split = len(self._blocks) - self.packets + packets
        return b"".join(self._blocks[:split]), b"".join(self._blocks[split:])

    def write(self, path):
        """The file at a path, which is given back."""
        pathlib.Path(path).write_bytes(b"".join(self._blocks))
        return path


def pcap(path, packets, link_type):
    """A classic pcap file, microseconds, no directions."""
    parts = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link_type)]
    for at, data in enumerate(packets):
        parts.append(struct.pack("<IIII", 1_800_000_000, at * 1000, len(data), len(data)) + data)
    pathlib.Path(path).write_bytes(b"".join(parts))
    return path


def rtac(data, event):
    """A packet of an RTAC: seconds, microseconds, event, control lines, footer."""
    return struct.pack(">IIBBH", 1_800_000_000, 0, event, 0, 0) + data


class Segments:
    """One TCP connection over Ethernet between a programmer and a pump."""

    PORT = 7000

    def __init__(self):
        self._next = {"programmer": 1000, "pump": 5000}

    def segment(self, sender, data):
        """A segment with the next bytes of a sender."""
        other = "pump" if sender == "programmer" else "programmer"
        ports = (40000, self.PORT) if sender == "programmer" else (self.PORT, 40000)
        first = self._next[sender]
        self._next[sender] += len(data)
        tcp = struct.pack(">HHIIBBHHH", *ports, first, self._next[other], 0x50, 0x18, 65535, 0, 0)
        ends = (1, 2) if sender == "programmer" else (2, 1)
        ip = struct.pack(
            ">BBHHHBBHBBBBBBBB",
            0x45,
            0,
            40 + len(data),
            first & 0xFFFF,
            0,
            64,
            6,
            0,
            10,
            0,
            0,
            ends[0],
            10,
            0,
            0,
            ends[1],
        )
        return bytes(12) + b"\x08\x00" + ip + tcp + data
