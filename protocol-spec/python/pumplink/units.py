"""Quantities as people write them, such as `110 mcg/day`, as whole numbers of the wire.

The number is read as digits, never as a float: what cannot be said exactly is an error.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Dict, Union

#: What a person may write: a text with its unit, or a whole number in the wire's unit.
Quantity = Union[str, int]

# Both letters that people type for micro, the sign and the Greek one, are in here.
_MASS = {"ng": 1, "mcg": 1000, "ug": 1000, "µg": 1000, "μg": 1000, "mg": 1_000_000}
_VOLUME = {"nl": 1, "ul": 1000, "µl": 1000, "μl": 1000, "ml": 1_000_000, "cc": 1_000_000}
_TIME = {
    "ms": 1, "s": 1000, "sec": 1000, "second": 1000, "seconds": 1000,
    "min": 60_000, "minute": 60_000, "minutes": 60_000,
    "h": 3_600_000, "hr": 3_600_000, "hrs": 3_600_000, "hour": 3_600_000, "hours": 3_600_000,
    "d": 86_400_000, "day": 86_400_000, "days": 86_400_000,
    "week": 604_800_000, "weeks": 604_800_000,
}  # fmt: skip
_NUMBER = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(\S.*?)\s*$")


def _parse(value: Quantity, units: Dict[str, int], what: str, example: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise TypeError(f"{what} is written as “{example}”, not {value!r}")
    if isinstance(value, int):
        return value
    found = _NUMBER.match(value)
    scale = units.get(found.group(2).lower().replace(" ", "")) if found else None
    if found is None or scale is None:
        raise ValueError(f"“{value}” is no {what}; write it with its unit, as “{example}”")
    exact = Fraction(found.group(1)) * scale
    if exact.denominator != 1:
        raise ValueError(f"“{value}” is finer than the pump's unit for {what}")
    return int(exact)


def rate(value: Quantity) -> int:
    """A dose rate in ng/day: `110 mcg/day`."""
    units = {f"{unit}/{per}": scale for unit, scale in _MASS.items() for per in ("day", "d")}
    return _parse(value, units, "a dose rate", "110 mcg/day")


def mass(value: Quantity) -> int:
    """A dose in ng: `50 mcg`."""
    return _parse(value, _MASS, "a dose", "50 mcg")


def volume(value: Quantity) -> int:
    """A volume in nL: `18 mL`."""
    return _parse(value, _VOLUME, "a volume", "18 mL")


def flow(value: Quantity) -> int:
    """A flow in nL/day: `0.1 mL/day`."""
    units = {f"{unit}/{per}": scale for unit, scale in _VOLUME.items() for per in ("day", "d")}
    return _parse(value, units, "a flow", "0.1 mL/day")


def strength(value: Quantity) -> int:
    """A strength in mcg/mL: `2000 mcg/mL`, `2 mg/mL`."""
    units = {"mcg/ml": 1, "ug/ml": 1, "µg/ml": 1, "mg/ml": 1000}
    return _parse(value, units, "a strength", "2000 mcg/mL")


def milliseconds(value: Quantity) -> int:
    """A time in ms: `5 min`, `2 days`."""
    return _parse(value, _TIME, "a time", "5 min")


def minutes(value: Quantity) -> int:
    """A time in whole minutes; a bare number is minutes."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    whole, rest = divmod(milliseconds(value), 60_000)
    if rest:
        raise ValueError(f"“{value}” is no whole number of minutes")
    return whole


def words(value: int, unit: str) -> str:
    """A number of the wire for people: ng/day as mcg/day, nL as mL, ng as mcg."""
    scaled = {
        "ng/day": (1000, "mcg/day"),
        "ng": (1000, "mcg"),
        "nL": (1_000_000, "mL"),
        "nL/day": (1_000_000, "mL/day"),
    }.get(unit)
    if scaled is None:
        return f"{value} {unit}".rstrip()
    divisor, name = scaled
    whole, rest = divmod(value, divisor)
    digits = f"{rest:0{len(str(divisor)) - 1}d}".rstrip("0")
    return f"{whole}.{digits} {name}" if digits else f"{whole} {name}"
