"""What can go wrong, in words for whoever reads them: what happened, and what to do."""

from __future__ import annotations

from .messages.enums import RefusalCode
from .messages.numbers import REFUSALS, RefusalText
from .messages.replies import Refused as RefusedReply


class PumpLinkError(Exception):
    """All errors of this package."""


class LineLost(PumpLinkError):
    """The line to the pump is gone, or was never there."""


class LineBusy(PumpLinkError):
    """Somebody else has the port."""


class NoAnswer(PumpLinkError):
    """The pump did not answer, however often it was asked."""


class SessionGone(PumpLinkError):
    """A hint said that the pump does not know the session any more. It proves nothing."""


class NotAuthenticated(PumpLinkError):
    """No key of the card opened a session (session.md, "The programmer")."""


class WrongPump(PumpLinkError):
    """It is another pump than the card's, or of other message layouts."""


class Contradiction(PumpLinkError):
    """The pump's answer does not fit what was asked (session.md, the table of contradictions)."""


class ReadBackDiffers(PumpLinkError):
    """The pump holds something else than what was sent; nothing was committed."""


class Unsettled(PumpLinkError):
    """An earlier order is without a known outcome, and blocks every other (session.md,
    "Retries").
    """


class OrderFailed(PumpLinkError):
    """An order was not carried out, for certain. What ran before goes on."""


class OutcomeUnknown(PumpLinkError):
    """It is not known whether an order was carried out. `Client.settle` tells, once it can."""


class CardError(PumpLinkError):
    """The implant card cannot be read or written."""


class PumpNotStarted(PumpLinkError):
    """The virtual pump is not there, or ended before it could be talked to."""


class PlaceLost(PumpLinkError):
    """A pump of a lab is not ours any more, or nobody can say whether it is."""


class BenchUncertain(PumpLinkError):
    """The bench did not answer in time, and what was asked may still be done."""


class BenchError(PumpLinkError):
    """The bench said no."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{message} (error {code} of the bench)")
        #: As in bench.md, "Control socket".
        self.code = code
        #: The bench's own words.
        self.message = message


class Refused(PumpLinkError):
    """The pump refused: nothing was carried out, and nothing changed (refusals.md)."""

    def __init__(self, reply: RefusedReply) -> None:
        self.reply = reply
        #: The refusal's code.
        self.code: RefusalCode = reply.code
        #: What was asked for, in `text.unit`; 0 where there is no unit.
        self.asked: int = reply.asked
        #: The limit that stood against it, in the same unit.
        self.limit: int = reply.limit
        super().__init__(self.words())

    @property
    def text(self) -> RefusalText:
        """Its kind, unit and sentences."""
        return REFUSALS[self.code]

    def words(self) -> str:
        """For people: what stands against it, with the numbers, and what to do."""
        text = self.text
        asked = f" Asked {self.asked}, limit {self.limit} ({text.unit})." if text.unit else ""
        return (
            f"the pump refused {self.reply.request.wire_name}: {self.code.wire_name} "
            f"({int(self.code)}). {text.text}{asked} Nothing was changed. {text.todo}"
        )
