"""What answers what, what was sent again, which keys open it."""

from captures import IN, Capture
from tools import SESSIONS, Case, codec, keylog_line
from visit import SESSION, Visit

LINKS = [
    "pumplink.message",
    "pumplink.reply_in",
    "pumplink.reply_to",
    "pumplink.response_time",
    "pumplink.repeat_of",
    "pumplink.drop",
]


class Conversation(Case):
    def setUp(self):
        super().setUp()
        self.log = self.path("keys.log")
        self.log.write_text(keylog_line(SESSION))

    def links(self, capture, *arguments, **options):
        path = capture.write(self.path("visit.pcapng"))
        options = {"keylog": self.log} | options
        return self.rows(path, LINKS, *arguments, **options)

    def both_passes(self, capture):
        """As after a second pass, which knows what came later."""
        return self.links(capture, "-2", "-Y", "pumplink")

    def test_requests_and_replies_name_each_other(self):
        capture = Capture()
        visit = Visit(capture)
        visit.open("identify", 1, 0)
        visit.open("identity", 1, 0.25)
        visit.handshake(1)
        visit.sealed("startBolus", 8, 2, nanograms=50000, milliseconds=600000)
        visit.sealed("acknowledged", 8, 2.0625, request="startBolus")
        visit.sealed("stop", 9, 3)
        visit.sealed("refused", 9, 3.5, request="stop", code="busy")
        wanted = [
            [["identify"], ["2"], [], [], [], []],
            [["identity"], [], ["1"], ["0.250000000"], [], []],
            [["openSession"], ["4"], [], [], [], []],
            [["sessionOffered"], [], ["3"], ["0.010000000"], [], []],
            [["confirmSession"], ["6"], [], [], [], []],
            [["sessionOpened"], [], ["5"], ["0.010000000"], [], []],
            [["startBolus"], ["8"], [], [], [], []],
            [["acknowledged"], [], ["7"], ["0.062500000"], [], []],
            [["stop"], ["10"], [], [], [], []],
            [["refused"], [], ["9"], ["0.500000000"], [], []],
        ]
        self.assertEqual(self.both_passes(capture), wanted)
        # In one pass nothing is known of what comes later.
        first = [[row[0], [], *row[2:]] for row in wanted]
        self.assertEqual(self.links(capture), first)

    def test_what_is_sent_again_is_told(self):
        capture = Capture()
        visit = Visit(capture)
        visit.handshake()
        order = visit.sealed_frame("startBolus", 8, nanograms=50000, milliseconds=600000)
        answer = visit.sealed_frame("acknowledged", 8, request="startBolus")
        visit.send(order, "programmer", 2)
        visit.send(order, "programmer", 2.5)
        visit.send(answer, "pump", 2.75)
        # The same message under a new counter is a repeat as well, and gets the same bytes.
        visit.sealed("startBolus", 8, 3, nanograms=50000, milliseconds=600000)
        visit.send(answer, "pump", 3.25)
        # Another message under the same id is none.
        visit.sealed("startBolus", 8, 4, nanograms=60000, milliseconds=600000)
        visit.sealed("refused", 8, 4.5, request="startBolus", code="requestReused")
        self.assertEqual(
            self.both_passes(capture)[4:],
            [
                [["startBolus"], ["7"], [], [], [], []],
                [["startBolus"], ["7"], [], [], ["5"], ["10"]],
                [["acknowledged"], [], ["5"], ["0.750000000"], [], []],
                [["startBolus"], ["9"], [], [], ["5"], []],
                [["acknowledged"], [], ["5"], [], ["7"], ["10"]],
                [["startBolus"], ["11"], [], [], [], []],
                [["refused"], [], ["10"], ["0.500000000"], [], []],
            ],
        )

    def test_a_question_asked_anew_is_no_repeat(self):
        capture = Capture()
        visit = Visit(capture)
        visit.open("identify", 1, 0)
        visit.open("identify", 1, 0.5)
        visit.open("identity", 1, 0.75)
        visit.open("identify", 1, 60)
        visit.open("identity", 1, 60.125)
        self.assertEqual(
            self.both_passes(capture),
            [
                [["identify"], ["3"], [], [], [], []],
                [["identify"], ["3"], [], [], ["1"], []],
                [["identity"], [], ["1"], ["0.750000000"], [], []],
                [["identify"], ["5"], [], [], [], []],
                [["identity"], [], ["4"], ["0.125000000"], [], []],
            ],
        )

    def test_a_clock_that_goes_back_is_no_mistake(self):
        capture = Capture()
        visit = Visit(capture)
        visit.open("identify", 1, 2)
        visit.open("identity", 1, 0.25)
        self.assertEqual(self.links(capture)[1][3], ["-1.750000000"])

    def test_answers_that_nobody_asked_for_answer_nothing(self):
        capture = Capture()
        visit = Visit(capture)
        visit.handshake()
        visit.sealed("readStatus", 7, 1)
        visit.open("noSession", 0, 2, session=1)
        visit.sealed("status", 0, 3)
        visit.sealed("therapy", 7, 4)
        visit.open("refused", 7, 5, request="readStatus", code="noSession")
        for row in self.both_passes(capture)[4:]:
            self.assertEqual(row[1:], [[], [], [], [], []])

    def test_both_ends_of_a_line_are_two_lines(self):
        capture = Capture()
        visit = Visit(capture, ends=("programmer", "pump"))
        visit.handshake()
        visit.sealed("readStatus", 7, 1)
        visit.sealed("status", 7, 1.5)
        rows = self.both_passes(capture)
        self.assertEqual([row[0][0] for row in rows[8:]], ["readStatus"] * 2 + ["status"] * 2)
        self.assertEqual([row[1] for row in rows[8:10]], [["11"], ["12"]])
        self.assertEqual([row[2] for row in rows[10:12]], [["9"], ["10"]])
        self.assertEqual([row[4] + row[5] for row in rows], [[]] * len(rows))

    def test_an_echo_is_told(self):
        capture = Capture()
        capture.packet(
            codec.encode({"message": "identify", "request": 1, "fields": {}}),
            capture.interface("programmer"),
            IN,
        )
        path = capture.write(self.path("echo.pcapng"))
        self.assertEqual(self.rows(path, ["pumplink.drop", "pumplink.turned"]), [[["6"], ["1"]]])

    def test_a_session_whose_number_comes_again_has_other_keys(self):
        other = SESSIONS["another programmer's nonce"]
        self.assertEqual(other["session"], SESSION["session"])
        self.log.write_text(keylog_line(SESSION) + keylog_line(other))
        capture = Capture()
        visit = Visit(capture)
        visit.handshake()
        visit.sealed("readStatus", 7, 1)
        visit.session, visit.counters = other, {"programmer": 0, "pump": 0}
        visit.handshake(10)
        visit.sealed("readStatus", 7, 11)
        rows = self.rows(
            capture.write(self.path("again.pcapng")),
            ["pumplink.message", "pumplink.keylog.line", "pumplink.drop", "pumplink.repeat_of"],
            keylog=self.log,
        )
        self.assertEqual([row[0][0] for row in rows[4::5]], ["readStatus", "readStatus"])
        self.assertEqual(
            [row[1] for row in rows], [[], [], ["1"], ["1"], ["1"], [], [], ["2"], ["2"], ["2"]]
        )
        self.assertEqual([row[2] + row[3] for row in rows], [[]] * 10)

    def test_what_is_sealed_stays_so_without_a_key(self):
        capture = Capture()
        visit = Visit(capture)
        visit.handshake()
        frame = visit.sealed_frame("readStatus", 7)
        visit.send(frame, "programmer", 1)
        visit.send(frame, "programmer", 2)
        path = capture.write(self.path("closed.pcapng"))
        rows = self.rows(
            path,
            [
                "pumplink.closed",
                "pumplink.message",
                "pumplink.session",
                "pumplink.repeat_of",
                "_ws.col.Info",
            ],
        )
        self.assertEqual(rows[4][1:], [[], ["0x00010001"], [], ["sealed frame, session 65537"]])
        self.assertEqual(
            rows[5][1:], [[], ["0x00010001"], ["5"], ["sealed frame, session 65537, sent again"]]
        )
        self.assertEqual([len(row[0]) for row in rows], [0, 0, 1, 1, 1, 1])

    def test_the_list_reads_as_the_programmer_decodes(self):
        capture = Capture()
        visit = Visit(capture)
        visit.open("identify", 1, 0)
        visit.open("identity", 1, 0, model="PL-40", serial="PL40-6VXP6L")
        visit.handshake()
        visit.sealed("startBolus", 8, 2, nanograms=50000, milliseconds=600000)
        visit.sealed(
            "refused",
            8,
            2.1,
            request="startBolus",
            code="bolusAboveUsual",
            asked="50000",
            limit="40000",
        )
        visit.sealed(
            "status",
            9,
            3,
            reservoirNanolitres=17997850,
            basalNanogramsPerDay=110000,
            bolusRemainingNanograms=49000,
            alarms={"lowReservoir": True},
        )
        rows = self.rows(
            capture.write(self.path("list.pcapng")),
            ["_ws.col.Source", "_ws.col.Destination", "_ws.col.Protocol", "_ws.col.Info"],
            keylog=self.log,
        )
        self.assertEqual(
            [[column[0] for column in row] for row in rows],
            [
                ["programmer", "pump", "PumpLink", "identify, request 1"],
                ["pump", "programmer", "PumpLink", "identity: PL-40 PL40-6VXP6L, request 1"],
                ["programmer", "pump", "PumpLink", "openSession: clinician, request 2"],
                ["pump", "programmer", "PumpLink", "sessionOffered: 65537, request 2"],
                ["programmer", "pump", "PumpLink", "confirmSession, request 3, session 65537"],
                [
                    "pump",
                    "programmer",
                    "PumpLink",
                    "sessionOpened: 65537, request 3, session 65537",
                ],
                [
                    "programmer",
                    "pump",
                    "PumpLink",
                    "startBolus: 50 mcg over 10 min, request 8, session 65537",
                ],
                [
                    "pump",
                    "programmer",
                    "PumpLink",
                    "refused: bolusAboveUsual, asked 50 mcg, limit 40 mcg "
                    "(startBolus), request 8, session 65537",
                ],
                [
                    "pump",
                    "programmer",
                    "PumpLink",
                    "status: simpleContinuous, 110 mcg/day, 17.99785 mL, "
                    "49 mcg to come, lowReservoir, request 9, session 65537",
                ],
            ],
        )

    def test_values_are_shown_with_their_units(self):
        capture = Capture()
        visit = Visit(capture)
        visit.open("setClock", 1, 0, clock=825624000, reason="correction", notAfter=90061001)
        visit.open(
            "stageDayPlan",
            2,
            0,
            step2_startMinute=390,
            step2_doseNanogramsPerDay=133333,
            **{f"step{number}_startMinute": None for number in range(3, 14)},
        )
        visit.open(
            "refill",
            3,
            0,
            volumeNanolitres=18000001,
            bridgeFlowNanolitresPerDay=400000,
            bridgeNanolitres=272000,
            bridgeSeconds=156660,
            bridge="bridge",
        )
        visit.open(
            "refused", 4, 0, request="stageTherapy", code="stepOffGrid", asked="375", limit="30"
        )
        visit.open("setCatheter", 5, 0, model=2, implantedMillimetres=605)
        visit.open(
            "logPage",
            6,
            0,
            entry1_kind="order",
            entry1_detail=48,
            entry1_short=13,
            entry1_amount="18446744073709551615",
            previousChain="18446744073709551615",
        )
        shown = self.tshark(capture.write(self.path("units.pcapng")), "-V")
        for text in (
            "clock: 2026-02-28 20:00:00 (825624000 s)",
            "notAfter: 1 d 1 h 1 min 1 s 1 ms (90061001 ms)",
            "startMinute: 06:30 (390 min)",
            "startMinute: none, no such step (65535)",
            "doseNanogramsPerDay: 133.333 mcg/day (133333 ng/day)",
            "volumeNanolitres: 18.000001 mL (18000001 nL)",
            "bridgeNanolitres: 0.272 mL (272000 nL)",
            "bridgeFlowNanolitresPerDay: 0.4 mL/day (400000 nL/day)",
            "bridgeSeconds: 1 d 19 h 31 min (156660 s)",
            "asked: 06:15 (375 min since midnight)",
            "implantedMillimetres: 60.5 cm (605 mm)",
            "detail: 48: requestType startBolus",
            "short: 13: request id",
            "amount: 18446744073709551615",
            "previousChain: 18446744073709551615",
        ):
            self.assertIn(text, shown)
