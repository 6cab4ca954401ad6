"""`python -m pumplink`: decode what went over a line, or play a pump's end of it."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pathlib
import sys
from typing import Iterable, Iterator, List, Optional, Sequence, Set, Tuple

from . import __version__, pcapng
from .card import Card
from .decode import Conversation, Event, Stream
from .errors import PumpLinkError
from .messages.enums import Role

#: Exit codes, as the programs of this project have them: usage, data, I/O.
USAGE, DATA, IO = 64, 65, 74
#: Marks of a capture.
SENDERS = {">": "programmer", "<": "pump"}


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """The command line; returns the exit code."""
    parser = _parser()
    told = parser.parse_args(arguments)
    try:
        code: int = told.run(told)
    except PumpLinkError as fault:
        print(f"pumplink: {fault}", file=sys.stderr)
        return IO
    except ValueError as fault:
        print(f"pumplink: {fault}", file=sys.stderr)
        return DATA
    except BrokenPipeError:
        # Whoever read enough; what Python would write at its end has no reader either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return IO
    except OSError as fault:
        print(f"pumplink: {fault}", file=sys.stderr)
        return IO
    except KeyboardInterrupt:
        return 130
    return code


def decode_main() -> int:
    """`pumplink-decode` is `pumplink decode`."""
    return main(["decode", *sys.argv[1:]])


class _Parser(argparse.ArgumentParser):
    """Exits as the other programs do when it is called wrongly."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="pumplink", description="PumpLink 1.0 in Python.")
    parser.add_argument("--version", action="version", version=f"pumplink {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    decode = verbs.add_parser(
        "decode",
        help="say what a stream of bytes says",
        description="Say what a stream says: hex of one direction, or a capture of both "
        "(pcapng, as `programmer --capture` writes it, or lines `programmer HEX` and `pump HEX`), "
        "opened with the card's keys.",
    )
    decode.add_argument("file", nargs="?", default="-", help="a file; standard input if left out")
    decode.add_argument("--hex", help="the bytes themselves, instead of a file")
    decode.add_argument(
        "--receiver",
        choices=["pump", "programmer"],
        help="who receives it, where a stream does not say; both are tried if left out",
    )
    decode.add_argument("--card", help="the implant card, to open what is sealed")
    decode.add_argument("--json", action="store_true", help="a JSON object a line")
    decode.set_defaults(run=_decode)
    play = verbs.add_parser(
        "play",
        help="play a pump's end of the line",
        description="Play a pump at a pty: a session, reading, and a steady dose. See "
        "pumplink/play.py for what it plays and what it refuses.",
    )
    play.add_argument("--link", required=True, help="the link to its pty, made and removed")
    play.add_argument("--card", required=True, help="the implant card; made if missing")
    play.set_defaults(run=_play)
    return parser


def _play(told: argparse.Namespace) -> int:
    from .play_port import main as play  # noqa: PLC0415

    return play(told.link, told.card)


def _decode(told: argparse.Namespace) -> int:
    dropped = False
    for event in _events(told):
        dropped = dropped or event.fault is not None
        print(json.dumps(event.record()) if told.json else event.words())
    return DATA if dropped else 0


def _events(told: argparse.Namespace) -> Iterator[Event]:
    text = ""
    if told.hex is not None:
        lines: Iterable[Tuple[str, bytes]] = _conversation(told.hex)
        text = told.hex
    else:
        whole = (
            sys.stdin.buffer.read() if told.file == "-" else pathlib.Path(told.file).read_bytes()
        )
        if whole.startswith(pcapng.MAGIC):
            lines = _packets(whole)
        else:
            text = whole.decode("utf-8")
            lines = _conversation(text)
    if lines:
        keys: List[bytes] = []
        serial = ""
        if told.card:
            card = Card.read(told.card)
            serial = card.serial
            keys = [key for role in Role for key in card.keys(role)]
        conversation = Conversation(keys, serial)
        for sender, data in lines:
            yield from conversation.feed(sender, data)
        return
    data = _bytes(text)
    yield from Stream(told.receiver or _receiver(data)).feed(data)


def _packets(data: bytes) -> Iterator[Tuple[str, bytes]]:
    """The packets of a capture, as one end saw them: the pump, where it saw any."""
    ends: Set[str] = set()
    with contextlib.suppress(pcapng.Cut):
        ends.update(packet.seen_by for packet in pcapng.read(data))
    for packet in pcapng.read(data):
        if "pump" in ends and packet.seen_by != "pump":
            continue
        # What does not say who sent it was sent by whoever can have: types run one way.
        yield packet.sender or _sender(packet.data), packet.data


def _sender(data: bytes) -> str:
    return "programmer" if _receiver(data) == "pump" else "pump"


def _conversation(text: str) -> List[Tuple[str, bytes]]:
    """The pieces of a capture (captures.md), or nothing if it is bare hex."""
    found: List[Tuple[str, bytes]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        piece = _piece(words)
        if piece is None:
            if found:
                raise ValueError(f"line {number} of the capture is not `MILLISECONDS > HEX`")
            return []
        found.append((piece[0], _bytes(piece[1])))
    return found


def _piece(words: List[str]) -> Optional[Tuple[str, str]]:
    """Who sent a line of a capture, and its hex."""
    if len(words) == 3 and words[0].isdigit() and words[1] in SENDERS:
        return SENDERS[words[1]], words[2]
    if len(words) == 2 and words[0] in SENDERS.values():
        return words[0], words[1]
    return None


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex("".join(text.split()))
    except ValueError:
        raise ValueError("that is no hex: two digits a byte, blanks wherever wanted") from None


def _receiver(data: bytes) -> str:
    """The end that can read more of a stream, since types run one way."""

    def read(receiver: str) -> int:
        return sum(event.message is not None for event in Stream(receiver).feed(data))

    return max(("programmer", "pump"), key=read)


if __name__ == "__main__":
    sys.exit(main())
