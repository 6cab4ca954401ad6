"""No bytes may bring the dissector to a stop, in one pass or in two."""

import os
import random

from captures import IN, OUT, UNKNOWN, Capture
from tools import BAD, GOOD, SEALED_BAD, SEALED_GOOD, SESSIONS, Case, codec, counts, keylog_line

SEED = int(os.environ.get("PUMPLINK_SEED", "1729"))
ALL = [bytes.fromhex(frame["hex"]) for frame in [*GOOD, *BAD, *SEALED_GOOD, *SEALED_BAD]]


def reason(data):
    """What the reference codec says of a frame in the open, as numbers of reasons."""
    content = codec.unframe(data[1:-1])
    # It may go either way: the type says which.
    end = "host" if len(content) > 1 and content[1] >= 128 else "pump"
    (event,) = codec.events(data, end)
    if "dropped" not in event or event["dropped"]["reason"] == "forged":
        return []
    return [str(event["dropped"]["number"])]


class Hostile(Case):
    def survives(self, packets, seed=SEED):
        """That every packet is dissected, with all of its tree."""
        log = self.path("keys.log")
        log.write_text("".join(map(keylog_line, SESSIONS.values())))
        capture = Capture()
        interfaces = [capture.interface(end) for end in ("pump", "programmer", "")]
        source = random.Random(seed)
        for data in packets:
            capture.packet(data, source.choice(interfaces), source.choice((IN, OUT, UNKNOWN)))
        path = capture.write(self.path("hostile.pcapng"))
        # Two passes, with every line of the tree; tshark() looks for errors.
        output = self.tshark(
            path,
            "-2",
            "-Y",
            "pumplink || _ws.lua.error || _ws.malformed",
            "-O",
            "pumplink",
            keylog=log,
        )
        self.assertEqual(
            output.count("\nFrame ") + output.startswith("Frame "), capture.packets, f"seed {seed}"
        )
        self.assertNotIn("Malformed Packet", output, f"seed {seed}")
        counts["hostile packets"] += capture.packets

    def judged(self, packets):
        """That whole frames are dropped for the reason that the reference codec drops them for."""
        capture = Capture()
        interface = capture.interface()
        for data in packets:
            capture.packet(data, interface)
        rows = self.rows(capture.write(self.path("judged.pcapng")), ["pumplink.drop"])
        self.assertEqual(len(rows), len(packets))
        for data, (drop,) in zip(packets, rows):
            self.assertEqual(drop, reason(data), data.hex())

    def test_every_fixture_cut_at_every_byte(self):
        frames = [bytes.fromhex(frame["hex"]) for frame in GOOD]
        self.survives([data[:size] + b"\0" for data in frames for size in range(1, len(data))])

    def test_every_fixture_cut_into_two_packets(self):
        source = random.Random(SEED)
        packets = []
        for data in ALL:
            size = source.randint(0, len(data))
            packets += [piece for piece in (data[:size], data[size:]) if piece]
        self.survives(packets)

    def test_every_body_cut_or_longer_with_a_good_checksum(self):
        source = random.Random(SEED)
        packets = []
        for frame in GOOD:
            content = codec.unframe(bytes.fromhex(frame["hex"])[1:-1])
            sizes = source.sample(range(len(content)), min(len(content), 20))
            packets += [codec.frame(content[:size]) for size in sizes]
            longest = codec.LINK["contentBytesMax"] - codec.LINK["checksumBytes"]
            packets.append(codec.frame((content + source.randbytes(9))[:longest]))
        packets = [data for data in packets if len(data) > codec.LINK["stuffedBytesMin"] + 1]
        self.survives(packets)
        self.judged(packets)

    def test_any_message_of_any_type_with_a_good_checksum(self):
        source = random.Random(SEED)
        types = [message["type"] for message in codec.SPEC["messages"]]
        packets = []
        for _ in range(2000):
            number = source.choice(types) if source.random() < 0.9 else source.randrange(256)
            known = [m for m in codec.SPEC["messages"] if m["type"] == number]
            size = known[0]["bodyBytes"] if known else source.randrange(200)
            body = bytes(source.choice((0, 1, 2, 255, source.randrange(256))) for _ in range(size))
            packets.append(codec.frame(bytes([1, number]) + source.randbytes(2) + body))
        self.survives(packets)
        self.judged(packets)

    def test_flipped_bits_and_bytes_of_nothing(self):
        source = random.Random(SEED)
        packets = []
        for _ in range(2000):
            data = bytearray(source.choice(ALL))
            for _ in range(source.randint(1, 4)):
                data[source.randrange(len(data))] ^= 1 << source.randrange(8)
            packets.append(bytes(data))
        for _ in range(2000):
            data = source.randbytes(source.choice((1, 2, 9, 30, 300, 2000)))
            packets.append(data if source.random() < 0.5 else data.replace(b"\x10", b"\0"))
        packets += [bytes(size) for size in (1, 2, 255, 1000)] + [b"\1" * 254, b"\1" * 255]
        self.survives(packets)
