"""What stands in fixtures/seal: sessions, sealed frames, and frames that must not be believed.

Used by reference_seal.py, which does the sealing.
"""
import json
import sys

ROOT_KEY = bytes(range(0x10, 0x20)).hex()
PATIENT_KEY = bytes(range(0x50, 0x60)).hex()


def sessions(seal, codec):
    """One session of each role; then the first with one thing changed; then the edges."""
    first = {
        "name": "clinician", "pairingKey": ROOT_KEY, "role": "clinician",
        "schema": int(codec.schema_hash(), 16), "serial": "PLK-000123", "session": 65537,
        "programmerNonce": "88776655443322110f1e2d3c4b5a6978",
        "pumpNonce": "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"}
    listed = [
        first,
        {**first, "name": "patient", "pairingKey": PATIENT_KEY, "role": "patient",
         "session": 65538, "programmerNonce": "0f" * 16},
        {**first, "name": "another key", "pairingKey": ROOT_KEY[:-2] + "9f"},
        {**first, "name": "another role", "role": "patient"},
        {**first, "name": "another schema", "schema": first["schema"] ^ 1},
        {**first, "name": "another serial", "serial": "PLK-000124"},
        {**first, "name": "another session", "session": 65539},
        {**first, "name": "another programmer's nonce", "programmerNonce":
         "08" + first["programmerNonce"][2:]},
        {**first, "name": "another pump's nonce", "pumpNonce": first["pumpNonce"][:-2] + "ae"},
        {**first, "name": "nonces exchanged", "programmerNonce": first["pumpNonce"],
         "pumpNonce": first["programmerNonce"]},
        {"name": "zeros", "pairingKey": "00" * 16, "role": "clinician", "schema": 0,
         "serial": "", "session": 1, "programmerNonce": "00" * 16, "pumpNonce": "00" * 16},
        {"name": "ones", "pairingKey": "ff" * 16, "role": "patient", "schema": 0xFFFFFFFF,
         "serial": "~" * 12, "session": 0xFFFFFFFF, "programmerNonce": "ff" * 16,
         "pumpNonce": "ff" * 16},
    ]
    return [{**session, **seal.session_keys(session)} for session in listed]


def good(seal, codec, listed):
    """Every message that travels sealed, as fixtures/frames has it, and the edges."""
    frames = []
    counters = {"programmer": 0, "pump": 0}

    def put(name, session, sender, counter, message):
        frames.append({"name": name, "session": session["name"], "from": sender,
                       "counter": counter, "message": message.hex(),
                       **seal.sealed(session, sender, counter, message)})

    path = codec.ROOT / "fixtures" / "frames" / "good.json"
    for fixture in json.loads(path.read_text())["frames"]:
        message = codec.MESSAGES[fixture["message"]]
        if message["envelope"] == "open":
            continue
        sender = "programmer" if message["direction"] == "request" else "pump"
        counters[sender] += 1
        put(fixture["name"], listed[0], sender, counters[sender], codec.message_bytes(fixture))
    status = codec.message_bytes({"message": "readStatus", "request": 4, "fields": {}})
    for session in listed[1:]:
        put(f"readStatus in the session “{session['name']}”", session, "programmer", 1, status)
    put("readStatus under the highest counter", listed[0], "programmer", 0xFFFFFFFF, status)
    long = status + bytes(range(7, 7 + 221))
    put("224 bytes, the longest message there may be", listed[0], "programmer", 2 ** 31, long)
    put("224 bytes from the pump", listed[0], "pump", 2 ** 31, long)
    return frames


def bad(seal, codec, listed, frames):
    by_name = {session["name"]: session for session in listed}
    first = by_name["clinician"]
    found = {frame["name"]: frame for frame in frames}
    ask, answer = found["readStatus"], found["status"]
    rows = []

    def content(frame):
        return codec.unframe(bytes.fromhex(frame["hex"])[1:-1])

    def put(name, receiver, told, before=()):
        wires = [codec.frame(part) for part in (*before, told)]
        rows.append({"name": name, "session": "clinician", "receiver": receiver,
                     "verdict": seal.verdict(first, receiver, wires),
                     "before": [wire.hex() for wire in wires[:-1]], "hex": wires[-1].hex()})

    for frame, receiver in ((ask, "pump"), (answer, "programmer")):
        whole = content(frame)
        for place in range(len(whole)):
            wrong = bytearray(whole)
            wrong[place] ^= 1 << place % 8
            part = "envelope" if place < 9 else "tag" if place >= len(whole) - 16 else "ciphertext"
            put(f"{frame['name']}: a bit of byte {place} flipped, in the {part}", receiver,
                bytes(wrong))
    asked, told = content(ask), content(answer)
    put("reflection: the programmer's own request", "programmer", asked)
    put("reflection: the pump's own answer", "pump", told)
    for name in ("another key", "another role", "another schema", "another serial",
                 "another programmer's nonce", "another pump's nonce", "nonces exchanged"):
        sealed = seal.sealed(by_name[name], "programmer", 5, bytes.fromhex(ask["message"]))
        put(f"sealed with {name}", "pump", content(sealed))
    other = content(seal.sealed(by_name["another session"], "programmer", 5,
                                bytes.fromhex(ask["message"])))
    put("sealed in another session", "pump", other)
    put("sealed in another session, this session's number written over its own", "pump",
        other[:1] + asked[1:5] + other[5:])
    stop = content(found["stop"])
    put("the tag of another frame", "pump", asked[:-16] + stop[-16:])
    put("the envelope of another frame", "pump", stop[:9] + asked[9:])
    put("the ciphertext of another frame", "pump", stop[:9] + stop[9:-16] + asked[-16:])
    put("the tag one byte short", "pump", asked[:-1])
    put("the message one byte short", "programmer", told[:-17] + told[-16:])
    put("a byte put in before the tag", "pump", asked[:-16] + b"\0" + asked[-16:])
    put("a tag of zeros", "pump", asked[:-16] + bytes(16))
    put("the message in the clear, with a tag of zeros", "pump",
        asked[:9] + bytes.fromhex(ask["message"]) + bytes(16))
    text, tag = seal.aead128(
        seal.key_from(first, "programmer"), seal.nonce(65537, 5), b"",
        bytes.fromhex(ask["message"]), opening=False)
    put("sealed without its envelope", "pump", seal.envelope(65537, 5) + text + tag)
    zero = content(seal.sealed(first, "programmer", 0, bytes.fromhex(ask["message"])))
    put("counter 0, genuine", "pump", zero)
    put("the same frame again", "pump", asked, before=[asked])
    put("the same answer again", "programmer", told, before=[told])
    put("a request that comes after a later one", "pump", asked, before=[stop])
    last = content(found["readStatus under the highest counter"])
    put("a request that comes after the last there can be", "pump", stop, before=[last])
    put("the last there can be again", "pump", last, before=[last])
    return rows


def files(seal, codec):
    listed = sessions(seal, codec)
    frames = good(seal, codec, listed)
    return {"sessions.json": {"sessions": listed}, "good.json": {"frames": frames},
            "bad.json": {"frames": bad(seal, codec, listed, frames)}}


def text(content):
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def write(directory, contents):
    directory.mkdir(exist_ok=True)
    for name, content in contents.items():
        (directory / name).write_text(text(content))
    return 0


def check(directory, contents):
    stale = [name for name, content in contents.items()
             if (directory / name).read_text() != text(content)]
    for name in stale:
        print(f"{name} is not what this implementation writes", file=sys.stderr)
    entries = sum(len(rows) for content in contents.values() for rows in content.values())
    print(f"{entries} entries, {len(stale)} faults")
    return 1 if stale else 0
