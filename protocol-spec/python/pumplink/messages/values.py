"""Integers that have names on the wire: enums and bits (messages.md)."""

from __future__ import annotations

import enum
import functools
import re
from typing import Any, ClassVar, Dict, List, NamedTuple, Optional, Tuple, Type, TypeVar

B = TypeVar("B", bound="WireBits")


class WireEnum(enum.IntEnum):
    """An integer on the wire of which only the values listed are valid."""

    @property
    def wire_name(self) -> str:
        """The name in messages.json, such as `simpleContinuous`."""
        first, *rest = self.name.lower().split("_")
        return first + "".join(part.capitalize() for part in rest)

    @property
    def words(self) -> str:
        """The name for people, such as `simple continuous`."""
        return self.name.lower().replace("_", " ")

    @classmethod
    def named(cls, name: str) -> Any:
        """The value of a name as messages.json, or a person, spells it."""
        wanted = re.sub(r"[^a-z0-9]", "", name.lower())
        for value in cls:
            if value.name.lower().replace("_", "") == wanted:
                return value
        choices = ", ".join(value.wire_name for value in cls)
        raise ValueError(f"there is no {cls.__name__} “{name}”; choose one of {choices}")


class Member(NamedTuple):
    """A member of a set of bits."""

    attribute: str
    wire: str
    low: int
    width: int
    kind: Optional[Type[WireEnum]]


class WireBits:
    """An integer of named bits, of which all others are zero."""

    BYTES: ClassVar[int]
    MEMBERS: ClassVar[Tuple[Member, ...]]

    @classmethod
    @functools.lru_cache(maxsize=256)
    def from_raw(cls: Type[B], raw: int) -> B:
        """The members of an integer; `ValueError` if it has bits that mean nothing."""
        values: List[Any] = []
        for member in cls.MEMBERS:
            value = raw >> member.low & (1 << member.width) - 1
            raw &= ~(value << member.low)
            values.append(bool(value) if member.kind is None else member.kind(value))
        if raw:
            raise ValueError(f"bits {raw:#x} mean nothing in {cls.__name__}")
        return cls(*values)

    @property
    def raw(self) -> int:
        """The integer on the wire."""
        total = 0
        for member in self.MEMBERS:
            value = getattr(self, member.attribute)
            if member.kind is None:
                if not isinstance(value, bool):
                    raise TypeError(f"{member.attribute} is yes or no, not {value!r}")
            else:
                value = member.kind(value)
            total |= int(value) << member.low
        return total

    def names(self) -> List[str]:
        """The names of the members that are set, as messages.json spells them."""
        return [member.wire for member in self.MEMBERS if getattr(self, member.attribute)]

    def record(self) -> Dict[str, Any]:
        """As fixtures write it: the members that are not zero."""
        found: Dict[str, Any] = {}
        for member in self.MEMBERS:
            value = getattr(self, member.attribute)
            if value:
                found[member.wire] = True if member.kind is None else value.wire_name
        return found

    @classmethod
    def from_record(cls: Type[B], record: Dict[str, Any]) -> B:
        """The inverse of `record`."""
        values: Dict[str, Any] = {}
        members = {member.wire: member for member in cls.MEMBERS}
        for key, value in record.items():
            member = members[key]
            values[member.attribute] = value if member.kind is None else member.kind.named(value)
        return cls(**values)
