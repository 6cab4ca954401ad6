"""The key log: what is wrong with it is said, and costs nothing but what it is about."""

from captures import Capture
from tools import SESSIONS, Case, keylog_line
from visit import SESSION, Visit


class KeyLog(Case):
    def opened(self, text, session=SESSION, handshake=True):
        """With a log of this text: whether the last frame opened, its line, and every note."""
        log = self.path("keys.log")
        if text is not None:
            log.write_bytes(text if isinstance(text, bytes) else text.encode())
        capture = Capture()
        visit = Visit(capture, session=session)
        if handshake:
            visit.handshake()
        visit.sealed("readStatus", 7, 1)
        rows = self.rows(
            capture.write(self.path("visit.pcapng")),
            ["pumplink.opened", "pumplink.keylog.line", "_ws.expert.message"],
            keylog=log,
        )
        return (
            rows[-1][0] in (["1"], ["True"]),
            rows[-1][1],
            " ".join(note for row in rows for note in row[2]),
        )

    def test_what_is_wrong_in_it_is_named_and_the_rest_counts(self):
        line = keylog_line(SESSION).strip()
        lines = [
            "\ufeff # a comment",
            "",
            "PUMPLINK_SESSION",
            "CLIENT_RANDOM 00 11",
            line[:-1],
            line + " 00",
            "\x00\x1b[2J",
            line.upper().replace(" ", "\t ") + " # mine\r",
            line[:-1] + "g",
        ]
        is_open, number, notes = self.opened("\n".join(lines).encode() + b"\n\xff\xfe")
        self.assertEqual((is_open, number), (True, ["8"]))
        for text in (
            "line 3: it has 0 parts",
            "line 4: it does not begin with PUMPLINK_SESSION",
            "line 5: its down key is not 32 hexadecimal digits",
            "line 6: it has 5 parts",
            "line 7: it does not begin",
            "line 9: its down key",
            "line 10: it does not begin",
        ):
            self.assertIn(text, notes)
        self.assertEqual(notes.count("key log "), 7)

    def test_a_log_that_is_not_there_is_said_once(self):
        is_open, _, notes = self.opened(None)
        self.assertFalse(is_open)
        self.assertEqual(notes.count("cannot be read"), 1)

    def test_a_folder_is_no_log(self):
        self.path("keys.log").mkdir()
        is_open, _, _ = self.opened(None)
        self.assertFalse(is_open)

    def test_the_tag_decides_between_lines_of_one_session(self):
        right, wrong = keylog_line(SESSION), keylog_line(SESSIONS["another key"])
        self.assertEqual(right.split()[:3], wrong.split()[:3])
        for text, number in ((right + wrong, "1"), (wrong + right, "2"), (right + right, "2")):
            self.assertEqual(self.opened(text), (True, [number], ""))

    def test_without_the_opening_every_line_of_the_number_is_tried(self):
        names = ["another programmer's nonce", "clinician", "nonces exchanged"]
        text = "".join(keylog_line(SESSIONS[name]) for name in names)
        self.assertEqual(self.opened(text, handshake=False), (True, ["2"], ""))

    def test_what_no_key_opens_is_told_from_what_no_key_is_there_for(self):
        wrong = keylog_line(SESSIONS["another key"])
        self.assertIn("forged", self.opened(wrong)[2])
        other = keylog_line(SESSIONS["another programmer's nonce"])
        self.assertIn("another programmer's nonce", self.opened(other)[2])
        absent = keylog_line(SESSIONS["patient"])
        self.assertIn("no line for session 00010001", self.opened(absent)[2])
