"""What the tests share: fixtures, tshark with the dissector, counts of what was tried."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DISSECTOR = HERE.parent / "pumplink.lua"
sys.path.insert(0, str(ROOT / "protocol-spec" / "tools"))

import reference_codec as codec  # noqa: E402, F401
import reference_seal as seal  # noqa: E402, F401

#: How many frames and fields were held to what must come of them, how many packets were hostile.
counts = {"frames": 0, "fields": 0, "hostile packets": 0}


def fixture(path):
    return json.loads((ROOT / "fixtures" / path).read_text())


GOOD = fixture("frames/good.json")["frames"]
BAD = fixture("frames/bad.json")["streams"]
SESSIONS = {session["name"]: session for session in fixture("seal/sessions.json")["sessions"]}
SEALED_GOOD = fixture("seal/good.json")["frames"]
SEALED_BAD = fixture("seal/bad.json")["frames"]


def keylog_line(session):
    return (
        f"PUMPLINK_SESSION {session['session']:08x} {session['programmerNonce']} "
        f"{session['up']} {session['down']}\n"
    )


class Case(unittest.TestCase):
    """A test with a folder of its own, and no settings of the user's."""

    maxDiff = 2000

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pumplink-wireshark-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return self.folder / name

    def tshark(self, capture, *arguments, keylog=None, faults=False):
        """What tshark prints of a capture. No bytes may bring the dissector to a stop."""
        command = ["tshark", "-n", "-X", f"lua_script:{DISSECTOR}", "-r", str(capture)]
        if keylog is not None:
            command += ["-o", f"pumplink.keylog:{keylog}"]
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("WIRESHARK", "XDG_"))
        }
        environment |= {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        result = subprocess.run(
            command + list(arguments), capture_output=True, env=environment, check=False
        )
        output, errors = result.stdout.decode(), result.stderr.decode()
        self.assertEqual(result.returncode, 0, errors)
        if not faults:
            self.assertNotIn("Lua Error", output)
            self.assertNotIn("Lua", errors.replace(str(DISSECTOR), ""))
            self.assertNotIn("pumplink.lua:", errors)
        return output

    def rows(self, capture, names, *arguments, **options):
        """A list for each packet: the values of each field, which may stand in it several times."""
        fields = [part for name in names for part in ("-e", name)]
        text = self.tshark(
            capture,
            "-T",
            "fields",
            "-E",
            "separator=/t",
            "-E",
            "aggregator=|",
            *fields,
            *arguments,
            **options,
        )
        return [
            [value.split("|") if value else [] for value in line.split("\t")]
            for line in text.split("\n")[:-1]
        ]

    def packets(self, capture, *arguments, **options):
        """A list for each packet: every field by name, in order."""
        text = self.tshark(capture, "-T", "json", "--no-duplicate-keys", *arguments, **options)
        return [
            flat(packet["_source"]["layers"].get("pumplink", {})) for packet in json.loads(text)
        ]


def flat(layer):
    """Every field of a layer with its values, through all its subtrees."""
    found = {}

    def walk(node):
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            for name, value in node.items():
                if isinstance(value, str):
                    found.setdefault(name, []).append(value)
                elif isinstance(value, list) and all(isinstance(one, str) for one in value):
                    found.setdefault(name, []).extend(value)
                else:
                    walk(value)

    walk(layer)
    return found
