"""The played pump at a pty: its card, its link, its ready line (play.py)."""

from __future__ import annotations

import json
import os
import pathlib
import pty
import secrets
import select
import signal
import sys
import tty

from .card import Card
from .messages.enums import Role
from .play import PlayedPump


def make_card(path: pathlib.Path) -> Card:
    """The card, or a new one where there is none."""
    if not path.exists():
        content = {
            "format": 1,
            "model": "PLAYED",
            "serial": f"PLAY-{secrets.randbelow(10**6):06d}",
            "keys": {role.wire_name: secrets.token_hex(16) for role in Role},
        }
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(content, file, indent=2)
            file.write("\n")
    return Card.read(path)


def main(link: str, card: str) -> int:
    """Play at a pty until SIGTERM or Ctrl-C; prints the same ready line as the pump's program."""
    pump = PlayedPump(make_card(pathlib.Path(card)))
    master, slave = pty.openpty()
    tty.setraw(slave)
    port = os.ttyname(slave)
    fresh = f"{link}.{os.getpid()}"
    os.symlink(port, fresh)
    os.replace(fresh, link)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ready = {"event": "ready", "port": port, "link": link, "card": card}
    print(json.dumps(ready), flush=True)
    try:
        while True:
            select.select([master], [], [])
            for frame in pump.handle(os.read(master, 4096)):
                os.write(master, frame)
    finally:
        if os.path.realpath(link) == port:
            os.unlink(link)
        os.close(slave)
        os.close(master)
