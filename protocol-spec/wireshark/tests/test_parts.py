"""The parts that need no Wireshark, in Lua by itself."""
import os
import subprocess
import unittest

from tools import DISSECTOR, HERE, ROOT, counts


class Parts(unittest.TestCase):
    def test_the_parts_do_what_they_say_without_wireshark(self):
        command = [os.environ.get("PUMPLINK_LUA", "lua5.2"), str(HERE / "parts_test.lua"),
                   str(DISSECTOR), str(ROOT / "fixtures" / "ascon" / "aead128.txt")]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stderr)
        counts["checks in Lua"] = int(result.stdout)

    def test_the_dissector_is_up_to_date(self):
        tool = ROOT / "protocol-spec" / "tools" / "wireshark_dissector.py"
        result = subprocess.run([tool, "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
