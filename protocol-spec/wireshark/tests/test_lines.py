"""However bytes come: in pieces, many at once, over TCP, from an RTAC, without directions."""

import random
import subprocess

from captures import IN, OUT, RTAC_SERIAL, USER0, ETHERNET, Capture, Segments, pcap, rtac
from tools import GOOD, Case, keylog_line
from visit import SESSION, Visit

SEED = 20_240_229
FRAMES = [bytes.fromhex(frame["hex"]) for frame in GOOD]
REQUESTS = [
    frame for frame in GOOD if int(frame["hex"][6:8], 16) < 0x80 or frame["hex"][4:6] != "01"
]
NAMES = [(frame["message"], str(frame["request"])) for frame in GOOD]


def cut(data, sizes):
    """The data in pieces of these sizes, again and again."""
    pieces, at = [], 0
    while at < len(data):
        size = next(sizes)
        pieces.append(data[at : at + size])
        at += size
    return pieces


def random_sizes(random_source, most):
    while True:
        yield random_source.randint(1, most)


class Lines(Case):
    def names(self, path, *arguments):
        """Every message with its request, in the order of the capture."""
        rows = self.rows(
            path, ["pumplink.message", "pumplink.request", "pumplink.drop"], *arguments
        )
        for row in rows:
            self.assertEqual(row[2], [])
            self.assertEqual(len(row[0]), len(row[1]))
        return [pair for row in rows for pair in zip(row[0], row[1])]

    def test_the_same_frames_come_of_a_stream_however_it_is_cut(self):
        source = random.Random(SEED)
        few, few_names = FRAMES[::5], NAMES[::5]
        for frames, names, sizes in (
            (FRAMES, NAMES, iter(lambda: 1 << 20, None)),
            (few, few_names, iter(lambda: 1, None)),
            (FRAMES, NAMES, iter(lambda: 64, None)),
            (FRAMES, NAMES, random_sizes(source, 300)),
        ):
            capture = Capture()
            interface = capture.interface()
            for piece in cut(b"".join(frames), sizes):
                capture.packet(piece, interface, IN)
            path = capture.write(self.path("cut.pcapng"))
            self.assertEqual(self.names(path), names)
            self.assertEqual(self.names(path, "-2", "-Y", "pumplink"), names)

    def test_the_directions_of_a_line_are_not_mixed(self):
        capture = Capture()
        interface = capture.interface()
        ups, downs = FRAMES[:60], FRAMES[60:120]
        for up, down in zip(ups, downs):
            half, other = len(up) // 2, len(down) // 2
            for data, way in (
                (up[:half], IN),
                (down[:other], OUT),
                (up[half:], IN),
                (down[other:], OUT),
            ):
                capture.packet(data, interface, way)
        found = self.names(capture.write(self.path("mixed.pcapng")), "-2", "-Y", "pumplink")
        self.assertEqual(sorted(found), sorted(NAMES[:120]))

    def test_parts_and_what_they_are_parts_of_name_each_other(self):
        capture = Capture()
        interface = capture.interface()
        opening = FRAMES[2]
        for data in (opening[:7], opening[7:20], opening[20:], FRAMES[0], FRAMES[0][:5]):
            capture.packet(data, interface, IN)
        names = ["ended_in", "begun_in", "message", "unended"]
        rows = self.rows(
            capture.write(self.path("parts.pcapng")),
            [f"pumplink.{name}" for name in names],
            *("-2", "-Y", "pumplink"),
        )
        part, whole = [["3"], [], [], []], [[], [], ["identify"], []]
        self.assertEqual(
            rows,
            [part, part, [[], ["1"], ["openSession"], []], whole, [[], [], [], ["1"]]],
        )

    def test_a_section_begins_its_lines_anew(self):
        first, second = Capture(), Capture()
        first.packet(FRAMES[0][:5], first.interface("programmer"), IN)
        second.packet(FRAMES[0][5:], second.interface("pump"), IN)
        second.packet(FRAMES[0], 0, IN)
        path = self.path("sections.pcapng")
        path.write_bytes(b"".join([*first.parts(1), *second.parts(2)]))
        rows = self.rows(path, ["pumplink.message", "pumplink.drop", "pumplink.turned"])
        self.assertEqual(rows, [[[], [], []], [[], ["2"], []], [["identify"], [], []]])

    def test_noise_is_dropped_and_the_next_frame_is_not(self):
        capture = Capture()
        interface = capture.interface()
        for data in (b"\xff" * 3, FRAMES[0], b"\x00" * 9, b"\x41" * 3000, b"\x00", FRAMES[1]):
            capture.packet(data, interface, IN)
        rows = self.rows(
            capture.write(self.path("noise.pcapng")),
            ["pumplink.message", "pumplink.drop", "pumplink.idle", "_ws.col.Info"],
        )
        self.assertEqual(
            [row[:2] for row in rows],
            [[[], []], [["identify"], ["2"]], [[], []], [[], []], [[], ["1"]], [["identify"], []]],
        )
        self.assertEqual(rows[2][2], ["00" * 9])
        self.assertEqual(rows[1][3], ["dropped: truncated; identify, request 1"])

    def test_tcp_is_put_together_whichever_way_it_is_cut(self):
        source = random.Random(SEED)
        line = Segments()
        ups = [data for data, frame in zip(FRAMES, GOOD) if frame in REQUESTS]
        packets = [
            line.segment("programmer", piece)
            for piece in cut(b"".join(ups), random_sizes(source, 200))
        ]
        path = pcap(self.path("tcp.pcap"), packets, ETHERNET)
        choice = ["-d", f"tcp.port=={Segments.PORT},pumplink"]
        wanted = [(frame["message"], str(frame["request"])) for frame in REQUESTS]
        for passes in ([], ["-2", "-Y", "pumplink"]):
            self.assertEqual(self.names(path, *choice, *passes), wanted)
        # What came out of order is put right by Wireshark, when it is asked to.
        packets[3], packets[4] = packets[4], packets[3]
        path = pcap(self.path("order.pcap"), packets, ETHERNET)
        order = ["-o", "tcp.reassemble_out_of_order:TRUE"]
        self.assertEqual(self.names(path, *choice, *order), wanted)

    def test_a_conversation_over_tcp_is_followed(self):
        log = self.path("keys.log")
        log.write_text(keylog_line(SESSION))
        sent = []

        class Sender(Visit):
            def send(self, frame, sender, seconds):
                sent.append((frame, sender))

        visit = Sender(Capture(), ())
        visit.handshake()
        visit.sealed("readStatus", 7, 1)
        visit.sealed("status", 7, 2)
        line = Segments()
        packets = [line.segment(sender, frame) for frame, sender in sent]
        rows = self.rows(
            pcap(self.path("visit.pcap"), packets, ETHERNET),
            ["pumplink.message", "pumplink.reply_to", "pumplink.reply_in"],
            "-2",
            "-d",
            f"tcp.port=={Segments.PORT},pumplink",
            "-Y",
            "pumplink",
            keylog=log,
        )
        self.assertEqual(rows[-2:], [[["readStatus"], [], ["6"]], [["status"], ["5"], []]])

    def test_tcp_that_is_no_pumplink_comes_to_an_end(self):
        line = Segments()
        packets = [line.segment("pump", b"\xaa" * 1000) for _ in range(30)]
        packets.append(line.segment("pump", b"\0" + FRAMES[0]))
        path = pcap(self.path("noise.pcap"), packets, ETHERNET)
        rows = self.rows(path, ["pumplink.message"], "-d", f"tcp.port=={Segments.PORT},pumplink")
        self.assertEqual(rows[-1], [["identify"]])

    def test_what_an_rtac_recorded_is_read(self):
        capture = Capture()
        interface = capture.interface(link_type=RTAC_SERIAL)
        for up, down in zip(FRAMES[:30], FRAMES[80:110]):
            half, other = len(up) // 2, len(down) // 2
            # Event 1 or 3 is sent, 2 or 4 received; with others come no bytes of the line.
            for data, event in (
                (up[:half], 1),
                (down[:other], 2),
                (b"\xff\0", 0),
                (up[half:], 3),
                (down[other:], 4),
                (b"\xff\0", 5),
            ):
                capture.packet(rtac(data, event), interface)
        path = capture.write(self.path("rtac.pcapng"))
        found = self.names(path, "-d", "rtacser.data,pumplink")
        wanted = [pair for both in zip(NAMES[:30], NAMES[80:110]) for pair in both]
        self.assertEqual(found, wanted)

    def test_a_classic_capture_and_a_text_are_read(self):
        path = pcap(self.path("classic.pcap"), FRAMES, USER0)
        self.assertEqual(self.names(path), NAMES)
        text = "".join("I\n" + f"000000 {data.hex(' ')}\n" for data in FRAMES)
        self.path("frames.txt").write_text(text)
        path = self.path("text.pcapng")
        subprocess.run(
            ["text2pcap", "-q", "-D", "-l", str(USER0), self.path("frames.txt"), path],
            check=True,
            capture_output=True,
        )
        self.assertEqual(self.names(path), NAMES)

    def test_a_comment_of_a_fault_can_be_filtered_for(self):
        capture = Capture()
        interface = capture.interface("pump")
        capture.packet(FRAMES[0], interface, IN)
        bad = bytearray(FRAMES[1])
        bad[4] ^= 1
        capture.packet(bytes(bad), interface, IN, comment="injected: bit flip")
        rows = self.rows(
            capture.write(self.path("fault.pcapng")),
            ["frame.number", "pumplink.drop"],
            "-Y",
            'frame.comment contains "injected" && pumplink.checksum.good == 0',
        )
        self.assertEqual(rows, [[["2"], ["4"]]])

    def test_the_link_type_can_be_left_to_others(self):
        path = pcap(self.path("other.pcap"), FRAMES[:1], USER0)
        taken = [["PumpLink"]]
        self.assertEqual(self.rows(path, ["_ws.col.Protocol"]), [taken])
        others = ["-o", 'uat:user_dlts:"User 0 (DLT=147)","syslog","0","","0",""']
        self.assertEqual(self.rows(path, ["_ws.col.Protocol"], *others), [taken])
        left = ["-o", "pumplink.user0:FALSE"]
        self.assertEqual(self.rows(path, ["_ws.col.Protocol"], *left, *others), [[["Syslog"]]])

    def test_two_passes_without_a_filter_say_what_they_do_not_know(self):
        capture = Capture()
        visit = Visit(capture, ends=("programmer", "pump"))
        visit.open("identify", 1, 0)
        path = capture.write(self.path("blind.pcapng"))
        self.assertIn("give tshark a filter with -2", self.tshark(path, "-2", "-V"))
        self.assertNotIn("give tshark a filter", self.tshark(path, "-2", "-V", "-Y", "pumplink"))
