#!/usr/bin/env python3
"""One HTML file of the page: template, style, scripts and the machine, gzipped, all inside.

    assemble.py --wasm FILE --out FILE

Nothing but the standard library, and the same bytes for the same input.
"""

import argparse
import base64
import gzip
import hashlib
import pathlib
import sys

SCRIPTS = [
    "dom.js",
    "nodes.js",
    "pictures.js",
    "timeline.js",
    "machine.js",
    "sound.js",
    "line.js",
    "page.js",
]


def source_hash(text: str) -> str:
    """What a policy names an inline script or style by."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


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
    style = "\n" + (folder / "page.css").read_text(encoding="utf-8")
    parts = [(folder / name).read_text(encoding="utf-8") for name in SCRIPTS]
    script = "\n(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n"
    if "</script" in script or "</style" in style:
        raise ValueError("a script or style would end its own element")
    machine = base64.b64encode(gzip.compress(wasm, 9, mtime=0)).decode()
    page = (folder / "page.html").read_text(encoding="utf-8")
    for name, value in [
        ("policy", policy(style, script)),
        ("style", style),
        # The programs that write a page with a trace in it put it here.
        ("recording", ""),
        ("machine", machine),
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
    packed = len(gzip.compress(wasm, 9, mtime=0))
    print(f"{given.out}: {len(page.encode())} bytes; machine {len(wasm)}, {packed} gzipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
