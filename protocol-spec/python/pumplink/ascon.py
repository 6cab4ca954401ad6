"""Ascon-AEAD128 and Ascon-CXOF128 (NIST SP 800-232), in integers of the language.

Held to the published vectors in `fixtures/ascon`. The permutation is where a sealed exchange spends
its time, so its round is written out: five words in local names, and a rotation is one shift of the
word set beside itself. What is computed depends on no secret, but Python promises nothing about
time: this is for benches, not for implants.
"""

from __future__ import annotations

import struct
from typing import List, Tuple

State = Tuple[int, int, int, int, int]

_MASK = (1 << 64) - 1
#: The twelve constants; the last eight of them are those of the shorter permutation.
_TWELVE = tuple(0xF0 - 0x0F * place for place in range(12))
_EIGHT = _TWELVE[4:]
_TWO = struct.Struct("<QQ")
_ONE = struct.Struct("<Q")
_AEAD_START = 0x0000_1000_808C_0001
_CXOF_START = 0x0000_0800_00CC_0004


def permute(state: State, constants: Tuple[int, ...]) -> State:
    """The rounds of these constants."""
    x0, x1, x2, x3, x4 = state
    mask = _MASK
    for constant in constants:
        x0 ^= x4
        x4 ^= x3
        x2 ^= x1 ^ constant
        # The five rows of the substitution, each from the words before any of them changed.
        t0 = x0 ^ (~x1 & x2)
        t1 = x1 ^ (~x2 & x3)
        t2 = x2 ^ (~x3 & x4)
        t3 = x3 ^ (~x4 & x0)
        t4 = x4 ^ (~x0 & x1)
        t1 ^= t0
        t0 ^= t4
        t3 ^= t2
        t2 ^= mask
        x0 = t0 | t0 << 64
        x0 = t0 ^ (x0 >> 19 ^ x0 >> 28) & mask
        x1 = t1 | t1 << 64
        x1 = t1 ^ (x1 >> 61 ^ x1 >> 39) & mask
        x2 = t2 | t2 << 64
        x2 = t2 ^ (x2 >> 1 ^ x2 >> 6) & mask
        x3 = t3 | t3 << 64
        x3 = t3 ^ (x3 >> 10 ^ x3 >> 17) & mask
        x4 = t4 | t4 << 64
        x4 = t4 ^ (x4 >> 7 ^ x4 >> 41) & mask
    return x0, x1, x2, x3, x4


def _words(data: bytes) -> Tuple[int, int]:
    low, high = _TWO.unpack(data)
    return low, high


def cxof128(purpose: bytes, data: bytes, count: int) -> bytes:
    """So many bytes drawn from data under a customization string (section 5.3)."""
    x0, x1, x2, x3, x4 = permute((_CXOF_START, 0, 0, 0, 0), _TWELVE)
    blocks = (8 * len(purpose)).to_bytes(8, "little") + _padded8(purpose) + _padded8(data)
    for (word,) in _ONE.iter_unpack(blocks):
        x0, x1, x2, x3, x4 = permute((x0 ^ word, x1, x2, x3, x4), _TWELVE)
    output: List[bytes] = [_ONE.pack(x0)]
    while 8 * len(output) < count:
        x0, x1, x2, x3, x4 = permute((x0, x1, x2, x3, x4), _TWELVE)
        output.append(_ONE.pack(x0))
    return b"".join(output)[:count]


def _padded8(data: bytes) -> bytes:
    return data + b"\1" + bytes(-(len(data) + 1) % 8)


def _begin(key: bytes, nonce: bytes, known: bytes) -> State:
    """The state after key, nonce and associated data (section 4.1)."""
    k0, k1 = _words(key)
    x0, x1, x2, x3, x4 = permute((_AEAD_START, k0, k1, *_words(nonce)), _TWELVE)
    x3 ^= k0
    x4 ^= k1
    if known:
        known += b"\1" + bytes(-(len(known) + 1) % 16)
        for low, high in _TWO.iter_unpack(known):
            x0, x1, x2, x3, x4 = permute((x0 ^ low, x1 ^ high, x2, x3, x4), _EIGHT)
    return x0, x1, x2, x3, x4 ^ 1 << 63


def _tag(state: State, key: bytes) -> bytes:
    k0, k1 = _words(key)
    x0, x1, x2, x3, x4 = state
    _, _, _, x3, x4 = permute((x0, x1, x2 ^ k0, x3 ^ k1, x4), _TWELVE)
    return _TWO.pack(x3 ^ k0, x4 ^ k1)


def seal(key: bytes, nonce: bytes, known: bytes, text: bytes) -> Tuple[bytes, bytes]:
    """The ciphertext and the tag of 16 bytes (section 4.1)."""
    x0, x1, x2, x3, x4 = _begin(key, nonce, known)
    whole = len(text) // 16 * 16
    output: List[bytes] = []
    for low, high in _TWO.iter_unpack(text[:whole]):
        x0 ^= low
        x1 ^= high
        output.append(_TWO.pack(x0, x1))
        x0, x1, x2, x3, x4 = permute((x0, x1, x2, x3, x4), _EIGHT)
    rest = text[whole:]
    low, high = _words((rest + b"\1").ljust(16, b"\0"))
    x0 ^= low
    x1 ^= high
    output.append(_TWO.pack(x0, x1)[: len(rest)])
    return b"".join(output), _tag((x0, x1, x2, x3, x4), key)


def unseal(key: bytes, nonce: bytes, known: bytes, text: bytes) -> Tuple[bytes, bytes]:
    """The plaintext, and the tag that its sender must have sent (section 4.2).

    Nothing of it may be believed before the tags were compared.
    """
    x0, x1, x2, x3, x4 = _begin(key, nonce, known)
    whole = len(text) // 16 * 16
    output: List[bytes] = []
    for low, high in _TWO.iter_unpack(text[:whole]):
        output.append(_TWO.pack(x0 ^ low, x1 ^ high))
        x0, x1, x2, x3, x4 = permute((low, high, x2, x3, x4), _EIGHT)
    rest = text[whole:]
    stream = _TWO.pack(x0, x1)
    plain = bytes(a ^ b for a, b in zip(rest, stream))
    output.append(plain)
    low, high = _words((plain + b"\1").ljust(16, b"\0"))
    return b"".join(output), _tag((x0 ^ low, x1 ^ high, x2, x3, x4), key)
