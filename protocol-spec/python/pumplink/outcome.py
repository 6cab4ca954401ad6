"""What became of an order: done, not done, or unknown (session.md, "Retries")."""

from __future__ import annotations

import enum
import json
import os
import pathlib
from dataclasses import dataclass
from typing import NamedTuple, Optional

from .card import PathLike
from .errors import OrderFailed, OutcomeUnknown, Refused
from .messages import Request
from .messages.replies import Acknowledged


class Result(enum.Enum):
    """The three outcomes. There is no fourth, and none is ever guessed."""

    DONE = "done"
    NOT_DONE = "not done"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """What became of an order, and how that is known."""

    result: Result
    #: How it is known, for people.
    evidence: str
    #: The order; None when it was found in a journal.
    order: Optional[Request] = None
    #: What the pump said, when it said yes.
    acknowledged: Optional[Acknowledged] = None
    #: What the pump said, when it said no.
    refusal: Optional[Refused] = None

    @property
    def is_done(self) -> bool:
        """Whether it was carried out, for certain. False says only that this is not known."""
        return self.result is Result.DONE

    def __bool__(self) -> bool:
        raise TypeError("an outcome is done, not done or unknown; ask its result, not its truth")

    def require_done(self) -> Outcome:
        """Itself when done; else `Refused`, `OrderFailed` or `OutcomeUnknown`."""
        if self.result is Result.DONE:
            return self
        if self.refusal is not None:
            raise self.refusal
        if self.result is Result.UNKNOWN:
            raise OutcomeUnknown(self.evidence)
        raise OrderFailed(self.evidence)


class Pending(NamedTuple):
    """An order whose outcome is not known yet."""

    session: int
    request_id: int
    #: The type's number.
    type: int
    #: The pump's link clock after which it is refused, ms modulo 2^32.
    not_after: int


class Journal:
    """Keeps the pending order, in a file if there is one, so that it outlives the program."""

    def __init__(self, path: Optional[PathLike] = None) -> None:
        self._path = None if path is None else pathlib.Path(path)
        self.pending: Optional[Pending] = self._read()

    def _read(self) -> Optional[Pending]:
        if self._path is None or not self._path.exists():
            return None
        text = self._path.read_text()
        if not text.strip():
            return None
        row = json.loads(text)
        return Pending(row["session"], row["request"], row["type"], row["not_after"])

    def write(self, pending: Optional[Pending]) -> None:
        """Store it, or that there is none, on the disk before anything else happens."""
        self.pending = pending
        if self._path is None:
            return
        text = ""
        if pending is not None:
            text = json.dumps(
                {
                    "session": pending.session,
                    "request": pending.request_id,
                    "type": pending.type,
                    "not_after": pending.not_after,
                }
            )
        new = self._path.with_name(self._path.name + ".new")
        with new.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, self._path)
