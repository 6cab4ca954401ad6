#!/usr/bin/env python3
"""A second sealing of PumpLink's messages, made from protocol-spec/security.md and NIST SP 800-232.

It shares no line with the Swift one: the permutation's substitution is the polynomial of the
standard, keys are derived from bytes put together by hand. Frames and messages are those of
reference_codec.py.

  reference_seal.py vectors DIR   hold Ascon to the published vectors in DIR
  reference_seal.py write DIR     write DIR/sessions.json, DIR/good.json and DIR/bad.json anew
  reference_seal.py check DIR     hold those files to this implementation
  reference_seal.py seal          a session and messages as JSON on stdin -> a line of hex for each
  reference_seal.py listen KEY    a conversation on stdin, lines of END and hex -> JSON, one each

END is who sends: `programmer` or `pump`. Whoever listens knows the pairing key and nothing else;
each frame is opened, sealed again and printed, so that whatever it does not understand shows.
"""
import json
import pathlib
import sys

import reference_codec as codec
import seal_fixtures

MASK = (1 << 64) - 1
PURPOSE = b"PumpLink 1.0 session"
ENDS = {"programmer": "pump", "pump": "host"}


# Ascon

def rotate(word, count):
    return (word >> count | word << (64 - count)) & MASK


def permute(state, rounds):
    """The last so many of the twelve rounds."""
    for constant in [0xF0 - 0x0F * place for place in range(12)][12 - rounds:]:
        x0, x1, x2, x3, x4 = state
        x2 ^= constant
        state = [
            x4 & x1 ^ x3 ^ x2 & x1 ^ x2 ^ x1 & x0 ^ x1 ^ x0,
            x4 ^ x3 & x2 ^ x3 & x1 ^ x3 ^ x2 & x1 ^ x2 ^ x1 ^ x0,
            x4 & x3 ^ x4 ^ x2 ^ x1 ^ MASK,
            x4 & x0 ^ x4 ^ x3 & x0 ^ x3 ^ x2 ^ x1 ^ x0,
            x4 & x1 ^ x4 ^ x3 ^ x1 & x0 ^ x1]
        turns = [(19, 28), (61, 39), (1, 6), (10, 17), (7, 41)]
        state = [word ^ rotate(word, first) ^ rotate(word, second)
                 for word, (first, second) in zip(state, turns)]
    return state


def words(data):
    return [int.from_bytes(data[at:at + 8], "little") for at in range(0, len(data), 8)]


def joined(state):
    return b"".join(word.to_bytes(8, "little") for word in state)


def padded(data, size):
    return data + b"\1" + bytes(-(len(data) + 1) % size)


def add(state, first, data):
    """The state with bytes added to its words from one on."""
    state = list(state)
    for place, word in enumerate(words(data)):
        state[first + place] ^= word
    return state


def cxof128(purpose, data, count):
    """Section 5.3."""
    state = permute([0x0000_0800_00CC_0004, 0, 0, 0, 0], 12)
    blocks = (8 * len(purpose)).to_bytes(8, "little") + padded(purpose, 8) + padded(data, 8)
    for at in range(0, len(blocks), 8):
        state = permute(add(state, 0, blocks[at:at + 8]), 12)
    output = joined(state[:1])
    while len(output) < count:
        state = permute(state, 12)
        output += joined(state[:1])
    return output[:count]


def aead128(key, nonce, data, text, opening):
    """Section 4: what the text is turned into, and the tag."""
    state = permute([0x0000_1000_808C_0001, *words(key), *words(nonce)], 12)
    state = add(state, 3, key)
    if data:
        data = padded(data, 16)
        for at in range(0, len(data), 16):
            state = permute(add(state, 0, data[at:at + 16]), 8)
    state[4] ^= 1 << 63
    output = b""
    for at in range(0, len(text) + 1, 16):
        block = text[at:at + 16]
        turned = bytes(a ^ b for a, b in zip(block, joined(state[:2])))
        output += turned
        state = add(state, 0, padded(turned if opening else block, 16)[:16])
        if len(block) == 16:
            state = permute(state, 8)
    state = permute(add(state, 2, key), 12)
    return output, joined(add(state, 3, key)[3:])


# Sessions

def session_keys(session):
    """The input of the derivation and the two keys that come out of it."""
    known = (bytes.fromhex(session["pairingKey"])
             + bytes([codec.raw_enum("role", session["role"])])
             + session["schema"].to_bytes(4, "little")
             + session["serial"].encode("ascii").ljust(12, b"\0")
             + session["session"].to_bytes(4, "little")
             + bytes.fromhex(session["programmerNonce"])
             + bytes.fromhex(session["pumpNonce"]))
    keys = cxof128(PURPOSE, known, 32)
    return {"input": known.hex(), "up": keys[:16].hex(), "down": keys[16:].hex()}


def key_from(session, sender):
    return bytes.fromhex(session_keys(session)["up" if sender == "programmer" else "down"])


def envelope(number, counter):
    return bytes([codec.kind("sealed")]) + number.to_bytes(4, "little") \
        + counter.to_bytes(4, "little")


def nonce(number, counter):
    return number.to_bytes(4, "little") + counter.to_bytes(4, "little") + bytes(8)


def sealed(session, sender, counter, message):
    """All that sealing a message makes, the frame last."""
    number = session["session"]
    head = envelope(number, counter)
    text, tag = aead128(
        key_from(session, sender), nonce(number, counter), head, message, opening=False)
    return {"nonce": nonce(number, counter).hex(), "envelope": head.hex(),
            "ciphertext": text.hex(), "tag": tag.hex(),
            "hex": codec.frame(head + text + tag).hex()}


def opened(session, sender, content, accepted):
    """What becomes of a frame's content at the other end: a verdict, the counter, the message."""
    if not codec.is_sealed(content):
        return "unknownEnvelope", None, None
    number, counter = (int.from_bytes(content[at:at + 4], "little") for at in (1, 5))
    if number != session["session"]:
        return "forged", counter, None
    message, tag = aead128(
        key_from(session, sender), nonce(number, counter), content[:9], content[9:-16],
        opening=True)
    if tag != content[-16:]:
        return "forged", counter, None
    return ("fresh" if counter > accepted else "repeated"), counter, message


def verdict(session, receiver, wires):
    """What becomes of the last of some frames that arrive at one end of a session."""
    sender = "pump" if receiver == "programmer" else "programmer"
    accepted, word = 0, None
    for wire in wires:
        word, counter, _ = opened(session, sender, codec.unframe(wire[1:-1]), accepted)
        if word == "fresh":
            accepted = counter
    return word


# A conversation overheard by somebody who has the pairing key

class Listener:
    def __init__(self, key):
        self.session = {"pairingKey": key, "role": None, "schema": None, "serial": None,
                        "session": None, "programmerNonce": None, "pumpNonce": None}
        self.accepted = {"programmer": 0, "pump": 0}

    def hears(self, sender, wire):
        content = codec.unframe(wire[1:-1])
        if content[0] == codec.kind("open"):
            record = codec.decode(content, ENDS[sender])
            self.learns(record["message"], record["fields"])
            keys = session_keys(self.session) if record["message"] == "sessionOffered" else {}
            return {**record, **keys, "hex": codec.encode(record).hex()}
        word, counter, message = opened(self.session, sender, content, self.accepted[sender])
        if word != "fresh":
            raise codec.Dropped(word)
        self.accepted[sender] = counter
        record = codec.decode_message(message, ENDS[sender], 0)
        return {**record, "counter": counter, "text": message.hex(), **sealed(
            self.session, sender, counter, codec.message_bytes(record))}

    def learns(self, message, fields):
        if message == "identity":
            self.session["serial"] = fields["serial"]
        elif message == "openSession":
            self.session |= {"role": fields["role"], "schema": fields["schema"],
                             "programmerNonce": fields["nonce"]}
        elif message == "sessionOffered":
            if fields["nonce"] == self.session["programmerNonce"]:
                self.session |= {"session": fields["session"], "pumpNonce": fields["pumpNonce"]}
                self.accepted = {"programmer": 0, "pump": 0}


# Commands

def vectors(directory):
    """The published vectors of Ascon-AEAD128 and Ascon-CXOF128."""
    tried = faults = 0
    for name in ("aead128", "cxof128"):
        for block in (directory / f"{name}.txt").read_text().strip().split("\n\n"):
            lines = (line.partition("=") for line in block.splitlines())
            vector = {key.strip(): value.strip() for key, _, value in lines}
            data = {key: bytes.fromhex(value) for key, value in vector.items() if key != "Count"}
            if name == "cxof128":
                good = cxof128(data["Z"], data["Msg"], len(data["MD"])) == data["MD"]
            else:
                text, tag = data["CT"][:-16], data["CT"][-16:]
                known = data["Key"], data["Nonce"], data["AD"]
                good = aead128(*known, data["PT"], opening=False) == (text, tag) \
                    and aead128(*known, text, opening=True) == (data["PT"], tag)
            tried += 1
            if not good:
                faults += 1
                print(f"{name}: count {vector['Count']}", file=sys.stderr)
    print(f"{tried} vectors, {faults} faults")
    return 1 if faults or not tried else 0


def main(arguments):
    match arguments:
        case ["vectors", directory]:
            return vectors(pathlib.Path(directory))
        case [("write" | "check") as verb, directory]:
            files = seal_fixtures.files(sys.modules[__name__], codec)
            return getattr(seal_fixtures, verb)(pathlib.Path(directory), files)
        case ["seal"]:
            order = json.load(sys.stdin)
            for frame in order["frames"]:
                print(sealed(order["session"], frame["from"], frame["counter"],
                             bytes.fromhex(frame["message"]))["hex"])
        case ["listen", key]:
            listener = Listener(key)
            for line in sys.stdin:
                sender, wire = line.split()
                print(json.dumps(listener.hears(sender, bytes.fromhex(wire))))
        case _:
            print(__doc__, file=sys.stderr)
            return 64
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
