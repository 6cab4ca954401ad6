"""What the played pump is filled with, and what it says where it has nothing (playing.py)."""

from __future__ import annotations

from typing import Any, Dict, Optional, Type

from .messages import Reply, WireEnum

#: What it is filled with, and how it begins. Everything here is fictional.
STRENGTH_MCG_PER_ML = 2000
CAPACITY_NL = 40_000_000
FILLED_NL = 20_000_000
LOW_ALARM_NL = 2_000_000
RESIDUAL_NL = 1_400_000
TUBING_NL = 140_000
PATH_NL = 272_000
PRIME_NL_PER_DAY = 24_000_000
MINIMUM_NL_PER_DAY = 6_000
FIRST_DOSE_NG_PER_DAY = 100_000
VOLUMES_VERSION = 1
DAY_SECONDS = 86_400
#: Picograms = nL x mcg/mL, exactly.
PG_PER_NG = 1000


def seconds_for(nanolitres: int, daily_nanograms: int) -> Optional[int]:
    """How long a volume lasts at a dose, s; never when there is none."""
    if daily_nanograms == 0:
        return None
    return nanolitres * STRENGTH_MCG_PER_ML * DAY_SECONDS // (daily_nanograms * PG_PER_NG)


def nothing(kind: Type[Reply]) -> Dict[str, Any]:
    """A reply's values where there is nothing to say: absent, or the least there can be."""
    values: Dict[str, Any] = {}
    for field in kind.FIELDS:
        raw: Any = field.min if field.absent is None else field.absent
        if field.code.endswith("s"):
            raw = bytes(field.size)
        elif field.kind is not None and issubclass(field.kind, WireEnum) and field.absent is None:
            raw = min(int(value) for value in field.kind)
        values[field.attribute] = field.value(raw)
    return values
