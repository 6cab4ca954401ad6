"""Frames, layouts and seal, held to every fixture of the protocol."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import Any, Dict, List

import pytest
from conftest import FIXTURES, fixture_file

from pumplink import ascon, frames, seal
from pumplink.decode import Stream
from pumplink.messages import REPLY_TYPES, REQUEST_TYPES, message_bytes, parse_message, requests
from pumplink.messages.enums import InfusionMode, Role

GOOD = fixture_file("frames", "good.json")["frames"]
BAD = fixture_file("frames", "bad.json")["streams"]
SESSIONS = fixture_file("seal", "sessions.json")["sessions"]
SEALED = fixture_file("seal", "good.json")["frames"]
FORGED = fixture_file("seal", "bad.json")["frames"]
BY_NAME = {kind.NAME: kind for kind in (*REQUEST_TYPES.values(), *REPLY_TYPES.values())}


def named(rows: List[Dict[str, Any]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["name"] for row in rows])


@named(GOOD)
def test_a_good_frame_reads_and_writes(row: Dict[str, Any]) -> None:
    kind = BY_NAME[row["message"]]
    message = kind.from_record(row["fields"])
    assert seal.open_frame(message_bytes(message, row["request"])).hex() == row["hex"]
    (content,) = frames.Splitter().feed(bytes.fromhex(row["hex"]))
    assert isinstance(content, frames.Content)
    receiver = (
        "pump" if row["message"] in {k.NAME for k in REQUEST_TYPES.values()} else "programmer"
    )
    assert parse_message(content.data[1:], receiver) == (row["request"], message)
    assert message.record() == row["fields"]


@named(BAD)
def test_a_bad_stream_is_dropped_for_its_reason(row: Dict[str, Any]) -> None:
    receiver = "pump" if row["receiver"] == "pump" else "programmer"
    (event,) = Stream(receiver).feed(bytes.fromhex(row["hex"]))
    wanted = {key: row[key] for key in ("reason", "number", "offset", "expected", "found")}
    assert event.record()["dropped"] == wanted


@named(BAD)
def test_a_stream_in_single_bytes_is_the_same_stream(row: Dict[str, Any]) -> None:
    whole, single = frames.Splitter(), frames.Splitter()
    data = bytes.fromhex(row["hex"])
    pieces = [event for byte in data for event in single.feed(bytes([byte]))]
    assert [str(event) for event in pieces] == [str(event) for event in whole.feed(data)]


def test_the_splitter_keeps_one_frame_of_an_endless_run() -> None:
    splitter = frames.Splitter()
    for _ in range(40):
        assert splitter.feed(b"\x07" * 65536) == []
    (drop,) = splitter.feed(b"\0")
    assert isinstance(drop, frames.Drop)
    assert (drop.fault.reason, drop.fault.found) == ("oversized", 1 << 20)


def agreed(session: Dict[str, Any]) -> seal.Agreed:
    return seal.Agreed(
        Role.named(session["role"]),
        session["schema"],
        session["serial"],
        session["session"],
        bytes.fromhex(session["programmerNonce"]),
        bytes.fromhex(session["pumpNonce"]),
    )


def keys_of(session: Dict[str, Any]) -> seal.Keys:
    return seal.derive(bytes.fromhex(session["pairingKey"]), agreed(session))


@named(SESSIONS)
def test_keys_are_derived(row: Dict[str, Any]) -> None:
    known = seal.derivation_input(bytes.fromhex(row["pairingKey"]), agreed(row))
    assert known.hex() == row["input"]
    assert (keys_of(row).up.hex(), keys_of(row).down.hex()) == (row["up"], row["down"])


@named(SEALED)
def test_a_message_is_sealed_and_opened(row: Dict[str, Any]) -> None:
    session = next(one for one in SESSIONS if one["name"] == row["session"])
    keys = keys_of(session)
    key = keys.up if row["from"] == "programmer" else keys.down
    message = bytes.fromhex(row["message"])
    wire = seal.sealed_frame(key, session["session"], row["counter"], message)
    assert wire.hex() == row["hex"]
    _, sealed = seal.envelope(frames.unframe(wire[1:-1]))
    assert sealed is not None and sealed.opened(key) == message


@named(FORGED)
def test_a_forgery_is_not_believed(row: Dict[str, Any]) -> None:
    session = next(one for one in SESSIONS if one["name"] == row["session"])
    keys = keys_of(session)
    receiver = seal.Receiver(
        keys.up if row["receiver"] == "pump" else keys.down, session["session"]
    )
    for before in row["before"]:
        _, sealed = seal.envelope(frames.unframe(bytes.fromhex(before)[1:-1]))
        assert sealed is not None
        receiver.open(sealed)
    with pytest.raises(frames.Dropped) as caught:
        _, sealed = seal.envelope(frames.unframe(bytes.fromhex(row["hex"])[1:-1]))
        assert sealed is not None
        receiver.open(sealed)
    assert caught.value.reason == row["verdict"]


@pytest.mark.parametrize("name", ["aead128", "cxof128"])
def test_ascon_gives_the_published_outputs(name: str) -> None:
    blocks = (FIXTURES / "ascon" / f"{name}.txt").read_text().strip().split("\n\n")
    assert blocks
    for block in blocks:
        lines = (line.partition("=") for line in block.splitlines())
        row = {key.strip(): value.strip() for key, _, value in lines}
        data = {key: bytes.fromhex(value) for key, value in row.items() if key != "Count"}
        if name == "cxof128":
            assert ascon.cxof128(data["Z"], data["Msg"], len(data["MD"])) == data["MD"], row
            continue
        text, tag = data["CT"][:-16], data["CT"][-16:]
        known = data["Key"], data["Nonce"], data["AD"]
        assert ascon.seal(*known, data["PT"]) == (text, tag), row
        assert ascon.unseal(*known, text) == (data["PT"], tag), row


def test_the_generated_modules_are_up_to_date() -> None:
    tool = FIXTURES.parent / "protocol-spec" / "tools" / "python_messages.py"
    done = subprocess.run(
        [sys.executable, str(tool), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "all files are up to date\n")


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (True, TypeError, "whole number in ng/day, not True"),
        (110.0, TypeError, "whole number in ng/day, not 110.0"),
        ("110", TypeError, "whole number in ng/day, not '110'"),
        (-1, ValueError, "0 to 200000000 in ng/day, not -1"),
        (200_000_001, ValueError, "0 to 200000000 in ng/day"),
    ],
)
def test_a_wrong_value_is_named_with_its_unit(value: Any, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        requests.StageTherapy(InfusionMode.SIMPLE_CONTINUOUS, value).body()


def test_a_number_is_no_enum_and_rules_are_said() -> None:
    with pytest.raises(TypeError, match="InfusionMode"):
        requests.StageTherapy(1, 110_000).body()  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Only simple continuous infusion has a dose"):
        requests.StageTherapy(InfusionMode.MINIMUM_RATE, 110_000).body()


def test_a_key_is_shown_nowhere() -> None:
    key = bytes(range(16))
    assert key.hex() not in repr(requests.RotateKey(Role.PATIENT, key)) and "\\x0f" not in repr(
        requests.RotateKey(Role.PATIENT, key)
    )
    assert "\\x0f" not in repr(seal.Keys(key, key))


def test_noise_never_raises_and_never_passes() -> None:
    luck = random.Random(1)
    streams = [Stream("pump"), Stream("programmer")]
    good = [bytes.fromhex(row["hex"]) for row in GOOD]
    for _ in range(3000):
        data = bytearray(luck.choice(good))
        for _ in range(luck.randrange(1, 4)):
            data[luck.randrange(len(data))] = luck.randrange(256)
        for stream in streams:
            for event in stream.feed(bytes(data) + luck.randbytes(3)):
                assert event.words()
                assert json.dumps(event.record())
    # Whatever came before, the next undamaged frame is delivered.
    for stream in streams:
        direction = REQUEST_TYPES if stream.receiver == "pump" else REPLY_TYPES
        names = {kind.NAME for kind in direction.values()}
        row = next(row for row in GOOD if row["message"] in names)
        last = stream.feed(bytes.fromhex(row["hex"]))[-1]
        assert last.message is not None


def test_whole_frames_with_any_content_are_judged() -> None:
    luck = random.Random(2)
    for _ in range(3000):
        wire = seal.open_frame(
            bytes([luck.choice([17, 32, 145, 149])]) + luck.randbytes(luck.randrange(2, 220))
        )
        for receiver in ("pump", "programmer"):
            assert len(Stream(receiver).feed(wire)) == 1


def test_a_new_key_is_not_shown_by_decode() -> None:
    message = requests.RotateKey(Role.PATIENT, bytes(range(16)))
    (event,) = Stream("pump").feed(seal.open_frame(message_bytes(message, 1)))
    for told in (event.words(), json.dumps(event.record()), repr(event)):
        assert "0102030405" not in told
        assert "\\x02\\x03" not in told
