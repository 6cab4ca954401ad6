"""The implant card: which pump, and its keys (bench.md, "Implant card")."""

from __future__ import annotations

import json
import os
import pathlib
import stat
import tempfile
from typing import Any, Dict, List, Optional, Union

from .errors import CardError
from .messages.enums import Role

PathLike = Union[str, "os.PathLike[str]"]


class Card:
    """An implant card in its file."""

    def __init__(self, path: PathLike, content: Dict[str, Any]) -> None:
        self.path = pathlib.Path(path)
        self._content = content
        #: The pump's serial number, which counts, whatever the line says.
        self.serial: str = content["serial"]
        #: Its model.
        self.model: str = content["model"]

    def __repr__(self) -> str:
        return f"Card({str(self.path)!r}, serial={self.serial!r})"

    @classmethod
    def read(cls, path: PathLike) -> Card:
        """The card of a file that only its owner may read."""
        where = pathlib.Path(path)
        try:
            with where.open("rb") as file:
                mode = os.fstat(file.fileno()).st_mode
                text = file.read(65536)
        except OSError as fault:
            raise CardError(f"the card {where} cannot be read: {fault.strerror}") from fault
        return cls(where, parse_card(str(where), mode, text))

    def keys(self, role: Role) -> List[bytes]:
        """The pairing keys to try for a role, 16 bytes each: a pending one first."""
        pending = self.pending(role)
        key = bytes.fromhex(self._content["keys"][role.wire_name])
        return [key] if pending is None else [pending, key]

    def pending(self, role: Role) -> Optional[bytes]:
        """The key that is to take the other's place (security.md, "Changing a key")."""
        text = self._content.get("pending", {}).get(role.wire_name)
        return None if text is None else bytes.fromhex(text)

    def add_pending(self, role: Role, key: bytes) -> None:
        """Write a new key beside the old one, on the disk before the order for it is sent."""
        if not isinstance(key, bytes) or len(key) != 16:
            raise ValueError("a key is 16 bytes")
        content = json.loads(json.dumps(self._content))
        content.setdefault("pending", {})[role.wire_name] = key.hex()
        self._write(content)

    def settle_pending(self, role: Role, took_over: bool) -> None:
        """Make the pending key the key, or forget it because its order is known not to be done."""
        content = json.loads(json.dumps(self._content))
        pending = content.get("pending", {}).pop(role.wire_name, None)
        if not content.get("pending"):
            content.pop("pending", None)
        if pending is not None and took_over:
            content["keys"][role.wire_name] = pending
        self._write(content)

    def _write(self, content: Dict[str, Any]) -> None:
        """Whole or not at all, and durably."""
        folder = self.path.parent
        try:
            handle, name = tempfile.mkstemp(dir=folder, prefix=self.path.name)
            with os.fdopen(handle, "w") as file:
                json.dump(content, file, indent=2)
                file.write("\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self.path)
            directory = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)
        except OSError as fault:
            raise CardError(f"the card {self.path} cannot be written: {fault.strerror}") from fault
        self._content = content


def parse_card(where: str, mode: int, text: bytes) -> Dict[str, Any]:
    """What a card of so many bytes says, from a file of that mode; `where` is for messages."""
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise CardError(
            f"others may use the card {where}, so its keys are no secret any more; "
            f"chmod 600 it, and change the keys if anybody could have read it"
        )
    try:
        content = json.loads(text)
    except ValueError as fault:
        raise CardError(f"the card {where} is no JSON: {fault}") from fault
    _check(where, content)
    checked: Dict[str, Any] = content
    return checked


def _check(where: str, content: Any) -> None:
    """That it is a card of this layout; no key is ever quoted."""
    if not isinstance(content, dict) or content.get("format") != 1:
        raise CardError(f"{where} is no implant card of format 1")
    for name in ("model", "serial"):
        if not isinstance(content.get(name), str):
            raise CardError(f"the card {where} has no {name}")
    for place in ("keys", "pending"):
        keys = content.get(place, {})
        wanted = ("clinician", "patient") if place == "keys" else tuple(keys)
        for role in wanted:
            text = keys.get(role)
            try:
                good = isinstance(text, str) and len(bytes.fromhex(text)) == 16
            except ValueError:
                good = False
            if not good:
                raise CardError(f"the card {where}: {place}.{role} is not 32 hexadecimal digits")
