"""PumpLink 1.0 in Python: a programmer, the bench around a virtual pump, and tools for tests.

Written from the pages of protocol-spec, and held to its fixtures. Nothing here speaks to a real
implant. Begin with `Pump.start()` and `pump.client()`, or with `Client(port, card)`.
"""

from __future__ import annotations

from .bench import Bench
from .card import Card
from .change import Change, ReadBack
from .client import Client
from .errors import (
    BenchError,
    BenchUncertain,
    CardError,
    Contradiction,
    LineBusy,
    LineLost,
    NoAnswer,
    NotAuthenticated,
    OrderFailed,
    OutcomeUnknown,
    PlaceLost,
    PumpLinkError,
    PumpNotStarted,
    ReadBackDiffers,
    Refused,
    SessionGone,
    Unsettled,
    WrongPump,
)
from .outcome import Outcome, Result
from .process import Pump

__version__ = "1.0.0"

__all__ = [
    "Bench",
    "BenchError",
    "BenchUncertain",
    "Card",
    "CardError",
    "Change",
    "Client",
    "Contradiction",
    "LineBusy",
    "LineLost",
    "NoAnswer",
    "NotAuthenticated",
    "OrderFailed",
    "Outcome",
    "OutcomeUnknown",
    "PlaceLost",
    "Pump",
    "PumpLinkError",
    "PumpNotStarted",
    "ReadBack",
    "ReadBackDiffers",
    "Refused",
    "Result",
    "SessionGone",
    "Unsettled",
    "WrongPump",
]
