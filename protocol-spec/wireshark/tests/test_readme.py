"""What the page beside the dissector says can be filtered for, is found."""

import re

from captures import IN, Capture
from tools import DISSECTOR, SESSIONS, Case, keylog_line
from visit import SESSION, Visit


def filters():
    """The filters of the page, each of them."""
    page = (DISSECTOR.parent / "README.md").read_text()
    table = page[page.index("| filter | finds |") : page.index("```sh")]
    return [one for row in table.splitlines() for one in re.findall(r"`([^`]+)`", row)]


class Readme(Case):
    def everything(self):
        """A capture with something for each of them."""
        capture = Capture()
        visit = Visit(capture)
        visit.handshake()
        visit.sealed("startBolus", 5, 1, nanograms=60000, milliseconds=600000)
        visit.sealed("refused", 5, 2, request="startBolus", code="expired", asked="1", limit="0")
        status = visit.sealed_frame("status", 6, batteryPercent=9, alarms={"motorStall": True})
        visit.send(status, "pump", 3)
        visit.send(status, "pump", 4)
        visit.sealed("logPage", 7, 5, entry1_kind="alarmRaised")
        damaged = bytearray(status)
        damaged[20] ^= 0x40
        capture.packet(bytes(damaged), 0, IN, comment="injected: bit flip")
        visit.session = SESSIONS["another key"]
        visit.sealed("readStatus", 8, 6)
        visit.session = SESSIONS["patient"]
        visit.sealed("readStatus", 9, 7)
        return capture.write(self.path("everything.pcapng"))

    def test_every_filter_of_the_page_finds_something(self):
        log = self.path("keys.log")
        log.write_text(keylog_line(SESSION))
        found = filters()
        self.assertGreater(len(found), 14)
        statistics = f"io,stat,0,{','.join(found)}"
        output = self.tshark(self.everything(), "-q", "-z", statistics, keylog=log)
        counts = re.findall(r"^\| [\d.]+ <> [^|]*\|(.*)\|$", output, re.MULTILINE)
        self.assertEqual(len(counts), 1, output)
        frames = [int(cell) for cell in counts[0].split("|")[0::2]]
        self.assertEqual(len(frames), len(found), output)
        for one, count in zip(found, frames):
            self.assertGreater(count, 0, one)
