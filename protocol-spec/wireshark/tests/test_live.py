"""A line that is watched while it is spoken on."""

import os
import subprocess

from captures import Capture
from tools import DISSECTOR, Case, keylog_line
from visit import SESSION, Visit


class Live(Case):
    def test_keys_that_come_with_the_session_open_it(self):
        capture = Capture()
        visit = Visit(capture)
        visit.handshake()
        visit.sealed("readStatus", 7, 1)
        visit.sealed("status", 7, 2)
        log = self.path("keys.log")
        command = [
            "tshark",
            "-n",
            "-l",
            "-X",
            f"lua_script:{DISSECTOR}",
            "-o",
            f"pumplink.keylog:{log}",
            "-i",
            "-",
            "-T",
            "fields",
            "-e",
            "pumplink.message",
            "-e",
            "pumplink.reply_to",
            "-e",
            "pumplink.opened",
        ]
        environment = os.environ | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        # The first two packets are in the open; the log is written after the offer, as programs do.
        head, rest = capture.parts(2)
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        ) as tshark:
            tshark.stdin.write(head)
            tshark.stdin.flush()
            opening = [tshark.stdout.readline().decode() for _ in range(2)]
            log.write_text(keylog_line(SESSION))
            output, errors = tshark.communicate(rest)
        self.assertEqual(tshark.returncode, 0, errors)
        rows = [line.split("\t") for line in [*opening, *output.decode().splitlines()]]
        self.assertEqual(
            [row[0] for row in rows],
            [
                "openSession",
                "sessionOffered",
                "confirmSession",
                "sessionOpened",
                "readStatus",
                "status",
            ],
        )
        self.assertEqual([row[1] for row in rows], ["", "1", "", "3", "", "5"])
