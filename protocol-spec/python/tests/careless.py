"""Clients that each make one mistake, to see that `PumpFirmwareSim conform` finds it.

    careless.py MISTAKE

They are the careful client of examples/set_dose.py with one thing taken out, by hand and from
below: what is taken out cannot be left out by whoever uses the package.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Callable, Dict, Optional

from pumplink import Client, Result, settling, units
from pumplink import change as changes
from pumplink import session as sessions
from pumplink.errors import PumpLinkError, Refused
from pumplink.messages import Reply, Request, replies
from pumplink.outcome import Outcome
from pumplink.seal import envelope

CODES = {Result.DONE: 0, Result.NOT_DONE: 1, Result.UNKNOWN: 75}
Mistake = Callable[[], None]


def _orders_anew() -> None:
    """Without an answer it gives the order again under a new id, and asks nothing in between."""
    settling.settle = lambda host, order=None: settling.give(host, order)  # type: ignore[assignment]


def _claims_done() -> None:
    """Without an answer it takes the order for done."""
    settling.settle = lambda host, order=None: Outcome(Result.DONE, "surely", order)  # type: ignore


def _claims_not_done() -> None:
    """Without an answer it takes the order for not done."""
    settling.settle = lambda host, order=None: Outcome(Result.NOT_DONE, "surely not", order)  # type: ignore


def _gives_up() -> None:
    """Without an answer it says that it does not know, and never asks."""
    settling.settle = lambda host, order=None: Outcome(Result.UNKNOWN, "who knows", order)  # type: ignore


def _reads_nothing_back() -> None:
    """It compares nothing of what it reads back."""
    changes.compare = lambda sent, held: None  # type: ignore[assignment]


def _takes_any_pump() -> None:
    """It takes whatever pump is there, and its serial number for the card's."""

    def check(identity: Any, card: Any) -> None:
        object.__setattr__(card, "serial", identity.serial)

    sessions.check_identity = check  # type: ignore[assignment]


def _overrides() -> None:
    """What is beyond a soft limit it asks for again, and says that somebody confirmed that."""
    set_steady_dose = Client.set_steady_dose

    def forced(self: Client, dose: int, **words: Any) -> Outcome:
        outcome = set_steady_dose(self, dose, **words)
        if outcome.refusal is None:
            return outcome
        return set_steady_dose(self, dose, overrides_soft_limits=True, **words)

    Client.set_steady_dose = forced  # type: ignore[method-assign]


def _asks_again() -> None:
    """What is refused it asks for again."""
    set_steady_dose = Client.set_steady_dose

    def again(self: Client, dose: int, **words: Any) -> Outcome:
        outcome = set_steady_dose(self, dose, **words)
        return outcome if outcome.refusal is None else set_steady_dose(self, dose, **words)

    Client.set_steady_dose = again  # type: ignore[method-assign]


def _confirms_by_itself() -> None:
    """It confirms the total that the pump reckons, whoever was shown another."""
    commit = changes.Change.commit

    def confirmed(self: Any, held: Any, confirmed_nanograms: int = 0) -> Outcome:
        return commit(self, held, held.forecast.most_nanograms)

    changes.Change.commit = confirmed  # type: ignore[method-assign]


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

    sessions.Session._accept = believing  # type: ignore[method-assign]


def _never_expires() -> None:
    """Its orders are valid for a day, and it does not wait until they are not."""
    sessions.Session.not_after = (  # type: ignore[method-assign]
        lambda self, seconds, size: (self.clock() + 86_400_000) % (1 << 32)
    )

    def read(self: Any, session: Any, status: Any) -> Optional[Outcome]:
        outcome = known(self, session, status)
        if outcome is not None:
            return outcome
        return self._settled(Result.NOT_DONE, "the status does not name it")

    known = settling.Settlement._read
    settling.Settlement._read = read  # type: ignore[method-assign]


def _believes_contradictions() -> None:
    """It takes any acknowledgement for that of its order."""
    from pumplink import contradictions

    contradictions.contradiction = lambda request, reply: ""  # type: ignore[assignment]


def _sends_again() -> None:
    """An order without an answer it sends again, three times in all, as if it were a read."""
    ask = sessions.Session.ask

    def again(self: Any, request: Request, sendings: int = 3) -> Reply:
        return ask(self, request, 3)

    sessions.Session.ask = again  # type: ignore[method-assign]


def _hangs() -> None:
    """It never ends."""
    import time

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
