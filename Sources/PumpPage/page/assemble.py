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

# Bytes that HTML would read as others, or as the end of the element, and the one that marks them.
MARK = ord("=")
MARKED = {0x00, 0x0D, ord("<"), MARK}
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


def lettered(data: bytes) -> bytes:
    """Bytes that stand in HTML as they are, each a letter of windows-1252; a few of them marked."""
    return b"".join(bytes([MARK, byte ^ 0x40]) if byte in MARKED else bytes([byte]) for byte in data)


def packed(wasm: bytes) -> bytes:
    """The machine as unpack.js takes it: its size, its checksum and what it is made of again."""
    stream = lzma.compress(wasm, format=lzma.FORMAT_RAW, filters=[PACKING])
    return f"{len(wasm)} {zlib.crc32(wasm):08x} ".encode() + lettered(stream)


def plain(text: str, sign: str) -> str:
    """Text in ASCII alone, for the page is in no charset that has all letters; `sign` writes the others."""
    return re.sub(r"[^\x00-\x7f]", lambda found: sign.format(ord(found[0])), text)


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


def assemble(folder: pathlib.Path, wasm: bytes) -> bytes:
    """The page: ASCII, and in it the machine, of which each byte is a letter."""
    style = "\n" + plain(bare((folder / "page.css").read_text(encoding="utf-8")), "\\{:x} ")
    parts = [bare((folder / name).read_text(encoding="utf-8")) for name in SCRIPTS]
    script = "\n(() => {\n'use strict';\n" + plain("\n".join(parts), "\\u{:04x}") + "})();\n"
    if "</script" in script or "</style" in style:
        raise ValueError("a script or style would end its own element")
    page = plain((folder / "page.html").read_text(encoding="utf-8"), "&#x{:x};").encode("ascii")
    for name, value in [
        ("policy", policy(style, script).encode("ascii")),
        ("style", style.encode("ascii")),
        # The programs that write a page with a trace in it put it here.
        ("recording", b""),
        ("script", script.encode("ascii")),
        # Last, for among its letters there may be anything.
        ("machine", packed(wasm)),
    ]:
        place = b"{{" + name.encode() + b"}}"
        if page.count(place) != 1:
            raise ValueError(f"page.html has not exactly one place for {name}")
        page = page.replace(place, value)
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
        given.out.write_bytes(page)
    except (OSError, ValueError) as error:
        print(f"assemble.py: no page was written: {error}", file=sys.stderr)
        return 74 if isinstance(error, OSError) else 70
    gzipped = len(gzip.compress(wasm, 9, mtime=0))
    print(f"{given.out}: {len(page)} bytes; machine {len(wasm)}, {gzipped} gzipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
