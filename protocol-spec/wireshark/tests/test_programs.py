"""What PumpLink's own programs capture: every packet of both ends, by the names that `decode` has."""

import json
import os
import pathlib
import subprocess

from tools import ROOT, Case, counts

#: Where the programs are that people get.
BIN = pathlib.Path(os.environ.get("PUMPLINK_BIN") or ROOT / ".build" / "release")


class Programs(Case):
    """A visit to a pump that runs, over a line that the bench makes bad for a while."""

    def program(self, name, *words, code=0):
        done = subprocess.run(
            [BIN / name, *words],
            cwd=self.folder,
            env={**os.environ, **self.where},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, code, f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def setUp(self):
        super().setUp()
        self.assertTrue(
            (BIN / "programmer").exists(), f"there is no programmer in {BIN}; `make build` makes it"
        )
        registry = self.path("registry")
        registry.mkdir(mode=0o700)
        self.where = {
            "PUMPLINK_RUNTIME_DIR": str(registry),
            "PUMPLINK_PORT": str(self.path("pump")),
            "PUMPLINK_CARD": str(self.path("card")),
            "PUMPLINK_CONTROL": str(self.path("control")),
            "PUMPLINK_ARCHIVE": str(self.path("archive.sqlite")),
        }
        words = ["run", "--clock", "manual", "--seed", "7", "--json"]
        for name, file in (
            ("--link", "pump"),
            ("--card", "card"),
            ("--state", "state"),
            ("--control", "control"),
            ("--capture", "by-pump.pcapng"),
            ("--keylog", "by-pump.keys"),
        ):
            words += [name, str(self.path(file))]
        self.pump = subprocess.Popen(
            [BIN / "PumpFirmwareSim", *words],
            env={**os.environ, **self.where},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(self.end)
        self.assertEqual(json.loads(self.pump.stdout.readline())["event"], "ready")

    def end(self):
        self.pump.terminate()
        self.pump.wait()
        self.pump.stdout.close()

    def names(self, capture, *words):
        """The messages of a capture, as `programmer decode` has them."""
        told = json.loads(self.program("programmer", "decode", capture, *words, "--json"))
        return [frame["message"] for frame in told["frames"]]

    def test_both_ends_of_a_visit_are_opened_by_either_key_log(self):
        own = ["--capture", "by-programmer.pcapng", "--keylog", "by-programmer.keys"]
        self.program("programmer", "bolus", "5 mcg", "--over", "5 min", "--yes", *own)
        self.program("programmer", "dose", "3000 mcg/day", "--yes", *own, code=1)
        for capture in ("by-pump.pcapng", "by-programmer.pcapng"):
            for log in ("by-pump.keys", "by-programmer.keys"):
                rows = self.rows(
                    self.path(capture),
                    ["pumplink.message", "pumplink.refusal", "_ws.expert.message"],
                    keylog=self.path(log),
                )
                expected = self.names(capture, "--keylog", log)
                self.assertEqual([row[0][-1] for row in rows], expected)
                self.assertIn("startBolus", expected)
                self.assertGreater(len(expected), 20)
                counts["frames"] += len(rows)

    def test_what_the_bench_does_to_a_line_stands_beside_it(self):
        self.program("PumpFirmwareSim", "ctl", "link", "set", "--duplicate", "100%")
        self.program("programmer", "identify")
        self.program("PumpFirmwareSim", "ctl", "link", "set", "--duplicate", "0%", "--loss", "100%")
        self.program("programmer", "identify", "--tries", "1", code=69)
        rows = self.rows(
            self.path("by-pump.pcapng"), ["frame.comment", "frame.interface_description"]
        )
        comments = " ".join(comment for row in rows for comment in row[0])
        self.assertIn("injected: sent twice", comments)
        self.assertIn("injected: lost", comments)
        ends = {end for row in rows for end in row[1]}
        self.assertEqual(
            ends, {"PumpLink, seen by the pump", "PumpLink, seen by the programmer"}
        )
