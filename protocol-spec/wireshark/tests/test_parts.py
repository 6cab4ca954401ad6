"""The parts that need no Wireshark, in Lua by itself."""

import os
import subprocess

from tools import (
    BAD,
    DISSECTOR,
    GOOD,
    HERE,
    ROOT,
    SEALED_BAD,
    SEALED_GOOD,
    SESSIONS,
    Case,
    codec,
    counts,
    keylog_line,
)

WAYS = {"programmer": "up", "pump": "down"}
RECEIVERS = {"pump": "up", "host": "down", "programmer": "down"}


def frames():
    """A line for each frame of the fixtures: which way, the reason it is dropped for, its bytes."""
    for frame in GOOD:
        request = codec.MESSAGES[frame["message"]]["direction"] == "request"
        yield f"{'up' if request else 'down'} - {frame['hex']}"
    for stream in BAD:
        # Of what is sealed with nobody's key, the log has the number and another key.
        yield f"{RECEIVERS[stream['receiver']]} {stream['reason']} {stream['hex']}"
    for frame in SEALED_GOOD:
        end = {"programmer": "pump", "pump": "host"}[frame["from"]]
        try:
            codec.decode_message(bytes.fromhex(frame["message"]), end, 0)
            reason = "-"
        except codec.Dropped as dropped:
            reason = dropped.reason
        yield f"{WAYS[frame['from']]} {reason} {frame['hex']}"
    for frame in SEALED_BAD:
        number = codec.unframe(bytes.fromhex(frame["hex"])[1:-1])[1:5]
        if (
            not frame["before"]
            and not frame["name"].startswith("sealed ")
            and int.from_bytes(number, "little") == SESSIONS["clinician"]["session"]
        ):
            yield f"{RECEIVERS[frame['receiver']]} {frame['verdict']} {frame['hex']}"


class Parts(Case):
    def test_the_parts_do_what_they_say_without_wireshark(self):
        log, lines = self.path("keys.log"), self.path("frames.txt")
        log.write_text("".join(map(keylog_line, SESSIONS.values())))
        lines.write_text("".join(line + "\n" for line in frames()))
        command = [
            os.environ.get("PUMPLINK_LUA", "lua5.2"),
            HERE / "parts_test.lua",
            DISSECTOR,
            ROOT / "fixtures" / "ascon" / "aead128.txt",
            log,
            lines,
        ]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        counts["checks in Lua"] = int(result.stdout)

    def test_the_dissector_is_up_to_date(self):
        tool = ROOT / "protocol-spec" / "tools" / "wireshark_dissector.py"
        result = subprocess.run([tool, "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
