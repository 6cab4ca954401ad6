#!/usr/bin/env python3
"""One HTML file of the page: template, style, scripts and the machine, packed, all inside.

    assemble.py --wasm FILE --out FILE

Nothing but the standard library, and the same bytes for the same input.
"""

import argparse
import base64
import gzip
import hashlib
import lzma
import pathlib
import re
import sys
import zlib

SCRIPTS = [
    "dom.js",
    "nodes.js",
    "pictures.js",
    "timeline.js",
    "unpack.js",
    "machine.js",
    "sound.js",
    "line.js",
    "page.js",
]

# Printable letters but the ones with a meaning in HTML: & < >.
LETTERS = "".join(chr(code) for code in range(33, 127) if chr(code) not in "&<>")
# What unpack.js unpacks. There is nothing at even places in the machine, so no bits are spent on them.
PACKING = {
    "id": lzma.FILTER_LZMA1,
    "preset": 9 | lzma.PRESET_EXTREME,
    "lc": 3,
    "lp": 0,
    "pb": 0,
    "nice_len": 273,
    "depth": 1000,
}


def source_hash(text: str) -> str:
    """What a policy names an inline script or style by."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def bare(text: str) -> str:
    """A script or style without the lines that are comments, and without what indents the others."""
    if any(line.count("`") % 2 for line in text.splitlines()):
        raise ValueError("a text runs over the end of a line, where nothing may be left out")
    text = re.sub(r"^[ ]*/\*(?:(?!\*/).)*\*/\n", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^[ ]*//.*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"^[ ]+|^\n", "", text, flags=re.MULTILINE)


def lettered(data: bytes) -> str:
    """Bytes as letters: 13 bits are two of 91, the lowest first."""
    letters = []
    bits = count = 0
    for byte in data:
        bits |= byte << count
        count += 8
        if count >= 13:
            high, low = divmod(bits & 0x1FFF, 91)
            letters += LETTERS[low], LETTERS[high]
            bits >>= 13
            count -= 13
    if count:
        high, low = divmod(bits, 91)
        letters += LETTERS[low], LETTERS[high]
    return "".join(letters)


def packed(wasm: bytes) -> str:
    """The machine as unpack.js takes it: its size, its checksum and what it is made of again."""
    stream = lzma.compress(wasm, format=lzma.FORMAT_RAW, filters=[PACKING])
    return f"{len(wasm)} {zlib.crc32(wasm):08x} {lettered(stream)}"


def policy(style: str, script: str) -> str:
    """Nothing is loaded from anywhere; a live line is on the same machine, or where the page is from."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {source_hash(script)} 'wasm-unsafe-eval'",
            f"style-src {source_hash(style)}",
            "connect-src 'self' ws://127.0.0.1:* ws://localhost:*",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def assemble(folder: pathlib.Path, wasm: bytes) -> str:
    """The page as text."""
    style = "\n" + bare((folder / "page.css").read_text(encoding="utf-8"))
    parts = [bare((folder / name).read_text(encoding="utf-8")) for name in SCRIPTS]
    script = "\n(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n"
    if "</script" in script or "</style" in style:
        raise ValueError("a script or style would end its own element")
    page = (folder / "page.html").read_text(encoding="utf-8")
    for name, value in [
        ("policy", policy(style, script)),
        ("style", style),
        # The programs that write a page with a trace in it put it here.
        ("recording", ""),
        ("machine", packed(wasm)),
        ("script", script),
    ]:
        if page.count("{{" + name + "}}") != 1:
            raise ValueError(f"page.html has not exactly one place for {name}")
        before, after = page.split("{{" + name + "}}")
        page = before + value + after
    return page


def main() -> int:
    reader = argparse.ArgumentParser(description="Put the page into one HTML file.")
    reader.add_argument("--wasm", type=pathlib.Path, required=True, help="the machine behind it")
    reader.add_argument("--out", type=pathlib.Path, required=True, help="the file to write")
    given = reader.parse_args()
    try:
        wasm = given.wasm.read_bytes()
        page = assemble(pathlib.Path(__file__).resolve().parent, wasm)
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(page, encoding="utf-8")
    except (OSError, ValueError) as error:
        print(f"assemble.py: no page was written: {error}", file=sys.stderr)
        return 74 if isinstance(error, OSError) else 70
    gzipped = len(gzip.compress(wasm, 9, mtime=0))
    print(f"{given.out}: {len(page.encode())} bytes; machine {len(wasm)}, {gzipped} gzipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
