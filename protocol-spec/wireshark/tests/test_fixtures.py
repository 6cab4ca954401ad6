"""Every frame of the fixtures, good and bad, in the open and sealed."""

import re

from captures import IN, OUT, Capture
from expected import fields_of
from tools import BAD, GOOD, SEALED_BAD, SEALED_GOOD, SESSIONS, Case, codec, counts, keylog_line


def numbers(values):
    """Yes and no as numbers, whichever way this tshark prints them."""
    return [{"True": "1", "False": "0"}.get(value, value) for value in values]


def number_of(reason):
    return next(drop["number"] for drop in codec.SPEC["drops"] if drop["name"] == reason)


def number_in(frame):
    """The session's number that a sealed frame bears."""
    return int.from_bytes(codec.unframe(bytes.fromhex(frame["hex"])[1:-1])[1:5], "little")


class Fixtures(Case):
    def held(self, packet, message, request, values, name):
        """That a packet has exactly these fields of this message."""
        self.assertEqual(packet.get("pumplink.message"), [message], name)
        self.assertEqual(packet["pumplink.type"], [str(codec.MESSAGES[message]["type"])], name)
        self.assertEqual(packet["pumplink.request"], [str(request)], name)
        wanted = fields_of(message, values)
        found = {
            key: numbers(value)
            for key, value in packet.items()
            if key.startswith(f"pumplink.{message}.")
        }
        self.assertEqual(found, wanted, name)
        self.assertNotIn("pumplink.rest", packet, name)
        counts["frames"] += 1
        counts["fields"] += 2 + sum(len(value) for value in wanted.values())

    def test_every_good_frame_has_every_field(self):
        capture = Capture()
        for frame in GOOD:
            capture.packet(bytes.fromhex(frame["hex"]), capture.interface())
        packets = self.packets(capture.write(self.path("good.pcapng")))
        self.assertEqual(len(packets), len(GOOD))
        for frame, packet in zip(GOOD, packets):
            self.held(packet, frame["message"], frame["request"], frame["fields"], frame["name"])
            self.assertNotIn("pumplink.drop", packet, frame["name"])
            self.assertEqual(packet["pumplink.kind"], ["1"])
            self.assertEqual(numbers(packet["pumplink.checksum.good"]), ["1"])
            order = codec.MESSAGES[frame["message"]].get("kind") == "order"
            self.assertEqual(numbers(packet.get("pumplink.order", [])), ["1"] * order)
            refused = frame["message"] == "refused"
            self.assertEqual(numbers(packet.get("pumplink.refusal", [])), ["1"] * refused)

    def test_every_bad_stream_is_dropped_for_its_reason(self):
        capture = Capture()
        for stream in BAD:
            end = {"pump": "pump", "host": "programmer"}[stream["receiver"]]
            capture.packet(bytes.fromhex(stream["hex"]), capture.interface(end), IN)
        rows = self.rows(
            capture.write(self.path("bad.pcapng")),
            ["pumplink.drop", "pumplink.closed", "_ws.expert.message", "_ws.col.Info"],
        )
        self.assertEqual(len(rows), len(BAD))
        for stream, (drop, closed, notes, (info,)) in zip(BAD, rows):
            said = f"{stream['name']}: {notes}"
            if stream["reason"] == "forged":
                # Without a key nobody can tell, and the dissector does not claim to.
                self.assertEqual((drop, len(closed)), ([], 1), said)
                self.assertIn("no key log", " ".join(notes))
                continue
            self.assertEqual(drop, [str(stream["number"])], said)
            self.assertIn(f"dropped: {stream['reason']}", info)
            whole = " ".join(notes)
            if stream["reason"] == "badChecksum":
                self.assertIn(
                    f"Computed 0x{stream['expected']:08x}, received 0x{stream['found']:08x}",
                    whole,
                    said,
                )
            elif stream["expected"] or stream["found"]:
                self.assertIn(
                    f"Expected {stream['expected']}, found {stream['found']}.", whole, said
                )
            counts["frames"] += 1

    def test_every_sealed_frame_opens_with_the_log(self):
        log = self.path("keys.log")
        log.write_text("# all of them\n\n" + "".join(map(keylog_line, SESSIONS.values())))
        capture = Capture()
        for frame in SEALED_GOOD:
            # Each on a line of its own: their counters do not go up.
            way = IN if frame["from"] == "programmer" else OUT
            capture.packet(bytes.fromhex(frame["hex"]), capture.interface("pump"), way)
        packets = self.packets(capture.write(self.path("sealed.pcapng")), keylog=log)
        self.assertEqual(len(packets), len(SEALED_GOOD))
        for frame, packet in zip(SEALED_GOOD, packets):
            name = f"{frame['name']}, counter {frame['counter']}"
            self.sealed_message(packet, frame, name)
            self.assertEqual(packet["pumplink.kind"], ["3"])
            session = SESSIONS[frame["session"]]["session"]
            self.assertEqual(packet["pumplink.session"], [f"0x{session:08x}"], name)
            self.assertEqual(packet["pumplink.counter"], [str(frame["counter"])], name)
            self.assertEqual(
                packet["pumplink.tag"], [":".join(re.findall("..", frame["tag"]))], name
            )
            self.assertEqual(
                packet["pumplink.ciphertext"],
                [":".join(re.findall("..", frame["ciphertext"]))],
                name,
            )
            self.assertEqual(numbers(packet["pumplink.opened"]), ["1"], name)
            self.assertEqual(
                numbers(packet["pumplink.to_pump"]),
                [str(int(frame["from"] == "programmer"))],
                name,
            )
            counts["fields"] += 6

    def sealed_message(self, packet, frame, name):
        """That what was opened is what was sealed; some of it is just long, and no message."""
        end = {"programmer": "pump", "pump": "host"}[frame["from"]]
        try:
            record = codec.decode_message(bytes.fromhex(frame["message"]), end, 0)
        except codec.Dropped as dropped:
            self.assertEqual(packet.get("pumplink.drop"), [str(number_of(dropped.reason))], name)
            self.assertEqual(packet["pumplink.type"], [str(int(frame["message"][:2], 16))], name)
            counts["frames"] += 1
        else:
            self.held(packet, record["message"], record["request"], record["fields"], name)
            self.assertNotIn("pumplink.drop", packet, name)

    def test_no_bad_sealed_frame_is_believed(self):
        log = self.path("keys.log")
        log.write_text(keylog_line(SESSIONS["clinician"]))
        capture, last = Capture(), {}
        for at, frame in enumerate(SEALED_BAD):
            self.assertEqual(frame["session"], "clinician")
            interface = capture.interface(frame["receiver"])
            for data in [*frame["before"], frame["hex"]]:
                last[capture.packet(bytes.fromhex(data), interface, IN)] = at
        rows = self.rows(
            capture.write(self.path("bad.pcapng")),
            ["pumplink.drop", "pumplink.opened", "pumplink.message", "_ws.expert.message"],
            keylog=log,
        )
        verdicts = {last[number]: row for number, row in enumerate(rows, 1)}
        for at, frame in enumerate(SEALED_BAD):
            drop, opened, message, notes = verdicts[at]
            said = f"{frame['name']}: {notes}"
            if (
                frame["verdict"] == "forged"
                and number_in(frame) != SESSIONS["clinician"]["session"]
            ):
                # The log has no key of a session of that number, so that nobody can tell.
                self.assertEqual((drop, numbers(opened)), ([], ["0"]), said)
                self.assertIn("no line for session", " ".join(notes))
                continue
            self.assertEqual(drop, [str(number_of(frame["verdict"]))], said)
            if frame["verdict"] == "forged" and not frame["name"].startswith("reflection"):
                self.assertEqual((numbers(opened), message), (["0"], []), said)
            counts["frames"] += 1

    def test_a_key_is_not_shown(self):
        log = self.path("keys.log")
        log.write_text("".join(map(keylog_line, SESSIONS.values())))
        frame = next(frame for frame in SEALED_GOOD if bytes.fromhex(frame["message"])[0] == 83)
        key = frame["message"][8:40]
        capture = Capture()
        capture.packet(bytes.fromhex(frame["hex"]), capture.interface())
        path = capture.write(self.path("key.pcapng"))
        for arguments in (["-V", "-x"], ["-T", "json", "-x"], ["-T", "pdml"]):
            output = self.tshark(path, *arguments, keylog=log)
            self.assertIn("rotateKey", output)
            squeezed = re.sub(r"\s|:", "", re.sub(r"(?m)^[0-9a-f]{4}  ", "", output))
            self.assertNotIn(key, squeezed)
        self.assertIn("key: not shown", self.tshark(path, "-V", keylog=log))
