"""Clients that each make one mistake, to see that `PumpFirmwareSim conform` finds it.

    careless.py MISTAKE

They are the careful client of examples/set_dose.py with one thing taken out, by hand and from
below: what is taken out cannot be left out by whoever uses the package.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any, Callable, Dict, Optional

from pumplink import Client, Result, contradictions, settling, units
from pumplink import change as changes
from pumplink import session as sessions
from pumplink.errors import PumpLinkError, Refused
from pumplink.messages import Reply, Request, replies
from pumplink.outcome import Outcome
from pumplink.seal import envelope

CODES = {Result.DONE: 0, Result.NOT_DONE: 1, Result.UNKNOWN: 75}
Mistake = Callable[[], None]


def replace(holder: Any, name: str, new: Any) -> None:
    """Put something else in the place of a part of the package."""
    setattr(holder, name, new)


def _orders_anew() -> None:
    """Without an answer it gives the order again under a new id, and asks nothing in between."""
    replace(settling, "settle", lambda host, order=None: settling.give(host, order))


def _claims_done() -> None:
    """Without an answer it takes the order for done."""
    replace(settling, "settle", lambda host, order=None: Outcome(Result.DONE, "surely", order))


def _claims_not_done() -> None:
    """Without an answer it takes the order for not done."""
    replace(
        settling, "settle", lambda host, order=None: Outcome(Result.NOT_DONE, "surely not", order)
    )


def _gives_up() -> None:
    """Without an answer it says that it does not know, and never asks."""
    replace(
        settling, "settle", lambda host, order=None: Outcome(Result.UNKNOWN, "who knows", order)
    )


def _reads_nothing_back() -> None:
    """It compares nothing of what it reads back."""
    replace(changes, "compare", lambda sent, held: None)


def _takes_any_pump() -> None:
    """It takes whatever pump is there, and its serial number for the card's."""

    def check(identity: Any, card: Any) -> None:
        object.__setattr__(card, "serial", identity.serial)

    replace(sessions, "check_identity", check)


def _overrides() -> None:
    """What is beyond a soft limit it asks for again, and says that somebody confirmed that."""
    set_steady_dose = Client.set_steady_dose

    def forced(self: Client, dose: int, **words: Any) -> Outcome:
        outcome = set_steady_dose(self, dose, **words)
        if outcome.refusal is None:
            return outcome
        return set_steady_dose(self, dose, overrides_soft_limits=True, **words)

    replace(Client, "set_steady_dose", forced)


def _asks_again() -> None:
    """What is refused it asks for again."""
    set_steady_dose = Client.set_steady_dose

    def again(self: Client, dose: int, **words: Any) -> Outcome:
        outcome = set_steady_dose(self, dose, **words)
        return outcome if outcome.refusal is None else set_steady_dose(self, dose, **words)

    replace(Client, "set_steady_dose", again)


def _confirms_by_itself() -> None:
    """It confirms the total that the pump reckons, whoever was shown another."""
    commit = changes.Change.commit

    def confirmed(self: Any, held: Any, confirmed_nanograms: int = 0) -> Outcome:
        return commit(self, held, held.forecast.most_nanograms)

    replace(changes.Change, "commit", confirmed)


def _believes_anybody() -> None:
    """It takes an answer in the open for the pump's."""
    accept = sessions.Session._accept

    def believing(self: Any, request: Request, content: bytes) -> Optional[Reply]:
        plain, _ = envelope(content)
        if plain is None:
            return accept(self, request, content)
        request_id, reply = sessions.parse(plain)
        if request_id != self.last_id:
            return accept(self, request, content)
        if isinstance(reply, replies.Refused):
            raise Refused(reply)
        return reply

    replace(sessions.Session, "_accept", believing)


def _never_expires() -> None:
    """Its orders are valid for a day, and it does not wait until they are not."""
    a_day = lambda self, seconds, size: (self.clock() + 86_400_000) % (1 << 32)  # noqa: E731
    replace(sessions.Session, "not_after", a_day)

    known = settling.Settlement._read

    def read(self: Any, session: Any, status: Any) -> Any:
        outcome = known(self, session, status)
        if outcome is not None:
            return outcome
        return self._settled(Result.NOT_DONE, "the status does not name it")

    replace(settling.Settlement, "_read", read)


def _believes_contradictions() -> None:
    """It takes any acknowledgement for that of its order."""
    replace(contradictions, "contradiction", lambda request, reply: "")


def _sends_again() -> None:
    """An order without an answer it sends again, three times in all, as if it were a read."""
    ask = sessions.Session.ask

    def again(self: Any, request: Request, sendings: int = 3) -> Reply:
        return ask(self, request, 3)

    replace(sessions.Session, "ask", again)


def _hangs() -> None:
    """It never ends."""
    while True:
        time.sleep(1)


MISTAKES: Dict[str, Mistake] = {
    "none": lambda: None,
    "orders-anew": _orders_anew,
    "claims-done": _claims_done,
    "claims-not-done": _claims_not_done,
    "gives-up": _gives_up,
    "reads-nothing-back": _reads_nothing_back,
    "takes-any-pump": _takes_any_pump,
    "overrides": _overrides,
    "asks-again": _asks_again,
    "confirms-by-itself": _confirms_by_itself,
    "believes-anybody": _believes_anybody,
    "never-expires": _never_expires,
    "believes-contradictions": _believes_contradictions,
    "sends-again": _sends_again,
    "hangs": _hangs,
}


def main() -> int:
    """The careful client, with the mistake."""
    MISTAKES[sys.argv[1]]()
    dose = units.rate(os.environ["PUMPLINK_WANTED"])
    total = units.mass(os.environ["PUMPLINK_WANTED_TOTAL"])
    try:
        with Client(os.environ["PUMPLINK_PORT"], os.environ["PUMPLINK_CARD"]) as programmer:
            outcome = programmer.set_steady_dose(dose, confirmed_nanograms=total)
    except PumpLinkError as fault:
        print(fault, file=sys.stderr)
        return 74
    print(outcome.evidence)
    return CODES[outcome.result]


if __name__ == "__main__":
    sys.exit(main())
