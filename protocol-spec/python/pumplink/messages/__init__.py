"""Every message of PumpLink 1.0 as a typed value, units in the names (messages.md)."""

from __future__ import annotations

from typing import Tuple

from . import enums, numbers, replies, requests
from .layout import InvalidBody, Message, Reply, Request
from .replies import REPLY_TYPES
from .requests import REQUEST_TYPES
from .values import WireBits, WireEnum

__all__ = [
    "REPLY_TYPES",
    "REQUEST_TYPES",
    "InvalidBody",
    "Message",
    "Reply",
    "Request",
    "WireBits",
    "WireEnum",
    "enums",
    "message_bytes",
    "numbers",
    "parse_message",
    "replies",
    "requests",
]


def message_bytes(message: Message, request_id: int) -> bytes:
    """Type, request id and body, which is what a seal covers (link.md, "Message")."""
    if isinstance(request_id, bool) or not isinstance(request_id, int):
        raise TypeError(f"a request id is a whole number, not {request_id!r}")
    if not 0 <= request_id <= numbers.REQUEST_ID_MAX:
        raise ValueError(f"a request id is 0 to {numbers.REQUEST_ID_MAX}, not {request_id}")
    return bytes([message.TYPE]) + request_id.to_bytes(2, "little") + message.body()


def parse_message(data: bytes, receiver: str) -> Tuple[int, Message]:
    """Request id and message of what arrived at `pump` or `programmer`.

    Raises `InvalidBody`; its counts are of bytes of the message.
    """
    if len(data) < 3:
        raise InvalidBody("wrongLength", None, len(data))
    kind = (REQUEST_TYPES if receiver == "pump" else REPLY_TYPES).get(data[0])
    if kind is None:
        raise InvalidBody("unknownMessage", None, data[0])
    request_id = int.from_bytes(data[1:3], "little")
    try:
        return request_id, kind.from_body(data[3:])
    except InvalidBody as fault:
        expected = None if fault.expected is None else fault.expected + 3
        raise InvalidBody(fault.reason, expected, fault.found + 3) from None
