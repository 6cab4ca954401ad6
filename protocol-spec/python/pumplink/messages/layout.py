"""How a message becomes bytes and the other way round (messages.md, "Conventions").

The layouts are in the generated modules beside this one. A message is a frozen dataclass;
its class says, field by field, what may stand on the wire. Nothing is ever moved to the nearest
value allowed: what the layout does not allow is a `TypeError` or `ValueError` before a byte exists.
"""

from __future__ import annotations

import struct
from typing import Any, ClassVar, Dict, NamedTuple, Optional, Tuple, Type, TypeVar, Union

from .values import WireBits, WireEnum

M = TypeVar("M", bound="Message")


class InvalidBody(Exception):
    """A body that is not of its message's layout (link.md, "What is dropped")."""

    def __init__(self, reason: str, expected: Optional[int], found: int) -> None:
        super().__init__(reason)
        #: `wrongLength` or `invalidField`.
        self.reason = reason
        #: Bytes the body should have; None where it ends inside a field, or has a wrong one.
        self.expected = expected
        #: Bytes of the body up to where the fault shows.
        self.found = found


Kind = Union[Type[WireEnum], Type[WireBits]]


class Field(NamedTuple):
    """What may stand in a field."""

    attribute: str
    wire: str
    #: The letter of `struct`.
    code: str
    kind: Optional[Kind] = None
    min: int = 0
    max: Optional[int] = None
    absent: Optional[int] = None
    flag: bool = False
    wraps: bool = False
    unit: str = ""
    secret: bool = False

    @property
    def size(self) -> int:
        """Bytes on the wire."""
        return struct.calcsize("<" + self.code)

    @property
    def most(self) -> int:
        """The highest value of an integer."""
        return (1 << 8 * self.size) - 1 if self.max is None else self.max

    def raw(self, value: Any) -> Union[int, bytes]:
        """The value as `struct` takes it, or the error that says what is wrong with it."""
        if self.code.endswith("s"):
            return self._bytes(value)
        if value is None:
            if self.absent is None:
                raise TypeError(f"{self.attribute} must be given")
            return self.absent
        if self.flag:
            if not isinstance(value, bool):
                raise TypeError(f"{self.attribute} is True or False, not {value!r}")
            return int(value)
        if self.kind is not None:
            return self._named(value)
        return self._number(value)

    def _named(self, value: Any) -> int:
        assert self.kind is not None
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.attribute} is a {self.kind.__name__}, not {value!r}")
        return value.raw if isinstance(value, WireBits) else int(value)

    def _number(self, value: Any) -> int:
        in_unit = f" in {self.unit}" if self.unit else ""
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{self.attribute} is a whole number{in_unit}, not {value!r}")
        if value == self.absent and not self.min <= value <= self.most:
            raise ValueError(f"{self.attribute}: {value} stands for no value; say None")
        if not self.min <= value <= self.most or value == self.absent:
            least = self.min + 1 if self.absent == self.min else self.min
            raise ValueError(f"{self.attribute} is {least} to {self.most}{in_unit}, not {value}")
        return value

    def _bytes(self, value: Any) -> bytes:
        if self.size in (8, 12):
            if not isinstance(value, str):
                raise TypeError(f"{self.attribute} is a text, not {value!r}")
            if len(value) > self.size or not all(" " <= letter <= "~" for letter in value):
                raise ValueError(f"{self.attribute} is at most {self.size} characters of ASCII")
            return value.encode("ascii")
        shown = "a key" if self.secret else repr(value)
        if not isinstance(value, bytes):
            raise TypeError(f"{self.attribute} is {self.size} bytes, not {type(value).__name__}")
        if len(value) != self.size:
            raise ValueError(f"{self.attribute} is {self.size} bytes, and {shown} has {len(value)}")
        return value

    def value(self, raw: Any) -> Any:
        """What stands on the wire as a value; `ValueError` if the field does not allow it."""
        if raw == self.absent:
            return None
        if isinstance(raw, bytes):
            return text_of(raw) if self.size in (8, 12) else raw
        if not self.min <= raw <= self.most:
            raise ValueError
        if self.flag:
            if raw > 1:
                raise ValueError
            return raw == 1
        if self.kind is None:
            return raw
        return self.kind.from_raw(raw) if issubclass(self.kind, WireBits) else self.kind(raw)


class WrongLetter(ValueError):
    """A text that is no text, and after how many bytes that shows."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def text_of(data: bytes) -> str:
    """Printable ASCII, then nothing but zeros."""
    text = data.split(b"\0")[0]
    for at, byte in enumerate(data):
        if byte and (at > len(text) or not 0x20 <= byte < 0x7F):
            raise WrongLetter(at + 1)
    return text.decode("ascii")


class Condition(NamedTuple):
    """That a field, or some of its bits, is a value, or is not."""

    at: int
    low: int
    width: int
    positive: bool
    value: int

    def holds(self, raw: Tuple[Any, ...]) -> bool:
        """Whether it is so in a body's raw values."""
        found = raw[self.at] >> self.low & (1 << self.width) - 1
        return bool((found == self.value) is self.positive)


class Rule(NamedTuple):
    """What fields must be to each other: where `when` holds, `then` must hold too."""

    when: Condition
    then: Condition
    text: str


class Message:
    """A message of the wire. Its generated class says what is in it."""

    NAME: ClassVar[str]
    TYPE: ClassVar[int]
    ENVELOPE: ClassVar[str]
    FIELDS: ClassVar[Tuple[Field, ...]]
    RULES: ClassVar[Tuple[Rule, ...]] = ()
    STRUCT: ClassVar[struct.Struct]

    def __init_subclass__(cls) -> None:
        if hasattr(cls, "FIELDS"):
            cls.STRUCT = struct.Struct("<" + "".join(field.code for field in cls.FIELDS))

    def body(self) -> bytes:
        """The body's bytes; `TypeError` or `ValueError` for what the layout does not allow."""
        raw = tuple(field.raw(getattr(self, field.attribute)) for field in self.FIELDS)
        for rule in self.RULES:
            if rule.when.holds(raw) and not rule.then.holds(raw):
                name = self.FIELDS[rule.then.at].attribute
                raise ValueError(f"{self.NAME}: {name} does not suit the rest. {rule.text}")
        return self.STRUCT.pack(*raw)

    @classmethod
    def from_body(cls: Type[M], body: bytes) -> M:
        """The message of a body, or `InvalidBody`."""
        size = cls.STRUCT.size
        if len(body) < size:
            raise InvalidBody("wrongLength", None, len(body))
        raw = cls.STRUCT.unpack_from(body)
        try:
            values = [field.value(one) for field, one in zip(cls.FIELDS, raw)]
        except ValueError:
            raise cls._fault(raw) from None
        for rule in cls.RULES:
            if rule.when.holds(raw) and not rule.then.holds(raw):
                raise cls._fault(raw)
        if len(body) > size:
            raise InvalidBody("wrongLength", size, len(body))
        return cls(*values)

    @classmethod
    def _fault(cls, raw: Tuple[Any, ...]) -> InvalidBody:
        """Where the first fault of a body shows, field by field as a receiver reads it."""
        end = 0
        for at, field in enumerate(cls.FIELDS):
            start, end = end, end + field.size
            try:
                field.value(raw[at])
            except WrongLetter as wrong:
                return InvalidBody("invalidField", None, start + wrong.size)
            except ValueError:
                return InvalidBody("invalidField", None, end)
            for rule in cls.RULES:
                if rule.then.at == at and rule.when.holds(raw) and not rule.then.holds(raw):
                    return InvalidBody("invalidField", None, end)
        raise AssertionError("a body without a fault")

    def record(self) -> Dict[str, Any]:
        """The fields as fixtures write them: by their names on the wire, u64 as digits."""
        found: Dict[str, Any] = {}
        for field in self.FIELDS:
            value = getattr(self, field.attribute)
            if isinstance(value, WireBits):
                value = value.record()
            elif isinstance(value, WireEnum):
                value = value.wire_name
            elif isinstance(value, bytes):
                value = value.hex()
            elif field.code == "Q" and value is not None:
                value = str(value)
            found[field.wire] = value
        return found

    @classmethod
    def from_record(cls: Type[M], record: Dict[str, Any]) -> M:
        """The inverse of `record`."""
        values: Dict[str, Any] = {}
        for field in cls.FIELDS:
            value = record[field.wire]
            if value is None or field.flag:
                pass
            elif field.kind is not None and issubclass(field.kind, WireBits):
                value = field.kind.from_record(value)
            elif field.kind is not None:
                value = field.kind.named(value)
            elif field.code == "16s":
                value = bytes.fromhex(value)
            elif not field.code.endswith("s"):
                value = int(value)
            values[field.attribute] = value
        return cls(**values)


class Request(Message):
    """What a programmer sends."""

    #: `opening`, `query`, `part` (to stage) or `order`.
    KIND: ClassVar[str]
    #: The name of the reply that says that it was done.
    ANSWER: ClassVar[str]
    #: Which sessions may send it.
    ROLES: ClassVar[Tuple[str, ...]]
    #: The field, and its value, of those that a patient may send; None: all of them.
    PATIENT_ONLY: ClassVar[Optional[Tuple[str, int]]] = None


class Reply(Message):
    """What a pump sends."""
