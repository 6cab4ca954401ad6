"""A programmer: connects to a pump, reads it, and gives it orders.

It knows the protocol and no rule of a clinic: what may be given the pump decides, and what it
refuses is reported with its code and words. Amounts are whole numbers in the unit of the
parameter's name; `pumplink.units` turns `"110 mcg/day"` into them.
"""

from __future__ import annotations

import contextlib
import time
from types import TracebackType
from typing import Callable, Optional, Type, TypeVar, Union

from . import pcapng
from . import session as sessions
from .card import Card, PathLike
from .change import Change
from .errors import (
    Contradiction,
    LineLost,
    NoAnswer,
    PumpLinkError,
    Refused,
    SessionGone,
    Unsettled,
)
from .line import Line
from .messages import Reply, Request, replies, requests
from .messages.enums import ForecastSubject, PlanNumber, RefusalCode, Role, Source
from .orders import Orders
from .outcome import Journal, Outcome, Result
from .session import BUSY_SECONDS, PATIENCE_SECONDS, Session
from .settling import give, settle
from .transport import Transport, open_transport

R = TypeVar("R", bound=Reply)
#: Refusals of the emergency after which another call may be heard at once.
CALL_AGAIN = (RefusalCode.NO_SESSION, RefusalCode.BUSY, RefusalCode.TOO_MANY_ATTEMPTS)
#: How long the emergency is called for again, s.
EMERGENCY_SECONDS = 3.0


class Client(Orders):
    """A programmer with a card. The session is opened when it is first needed.

        with Client("pump", "pump.card") as programmer:
            print(programmer.status().reservoir_nanolitres)
            programmer.set_steady_dose(nanograms_per_day=110_000).require_done()

    `target` is a path, `tcp://HOST:PORT`, `unix://PATH`, or what pyserial opens. `journal` is a
    file that keeps an order without outcome over the end of the program. `capture` is a file that
    all that goes over the line is added to, as pcapng (captures.md).
    """

    def __init__(
        self,
        target: Union[PathLike, Transport],
        card: Union[Card, PathLike],
        *,
        role: Role = Role.CLINICIAN,
        journal: Optional[PathLike] = None,
        capture: Optional[PathLike] = None,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not isinstance(role, Role):
            raise TypeError(f"a role is Role.CLINICIAN or Role.PATIENT, not {role!r}")
        self.card = card if isinstance(card, Card) else Card.read(card)
        self.role = role
        self.journal = Journal(journal)
        #: What it connects to.
        self.target = target
        self._capture = capture
        self._now, self._sleep = now, sleep
        self._line: Optional[Line] = None
        self._session: Optional[Session] = None

    # The line and the session

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    @property
    def line(self) -> Line:
        """The line, opened if it is not."""
        if self._line is None:
            transport = open_transport(self.target)
            if self._capture is not None:
                writer = pcapng.Writer(self._capture, transport.name)
                transport = pcapng.Captured(transport, writer)
            self._line = Line(transport, self._now, self._sleep)
        return self._line

    def session(self) -> Session:
        """The open session, or a new one with the card's pump."""
        held = self._session
        if held is not None and not held.is_used_up and not held.is_idle:
            return held
        try:
            sessions.check_identity(self.identify(), self.card)
            session = sessions.open_session(self.line, self.card, self.role)
        except LineLost:
            self.disconnect()
            raise
        self._session = session
        if session.is_pending_key:
            self.card.settle_pending(self.role, took_over=True)
        return session

    def forget_session(self) -> None:
        """Take the session for gone; the next request opens another."""
        self._session = None
        if self._line is not None and self._lost():
            self.disconnect()

    def _lost(self) -> bool:
        try:
            assert self._line is not None
            self._line.transport.read(0)
        except LineLost:
            return True
        return False

    def disconnect(self) -> None:
        """Let the line go without a word, as when it is pulled. The next request connects anew."""
        self._session = None
        if self._line is not None:
            self._line.close()
            self._line = None

    def close(self) -> None:
        """Close the session, if one is open, and the line."""
        if self._session is not None:
            # Whatever comes of it: it is closed, or ends by itself.
            with contextlib.suppress(NoAnswer, SessionGone, LineLost, Refused, Contradiction):
                self._session.ask(requests.CloseSession())
        self.disconnect()

    # Reading

    def identify(self) -> replies.Identity:
        """Model, serial number and versions; in the open."""
        return sessions.identify(self.line)

    def ask(self, request: Request, kind: Type[R]) -> R:
        """The answer to a request that is no order; `Refused` when the pump says no.

        `busy` is waited out under new ids for 10 s, and a session that is gone is opened anew once,
        unless something was staged in it.
        """
        if request.KIND not in ("query", "part"):
            raise TypeError(f"{request.NAME} is no question; see Client.order")
        request.body()
        patience = self._now() + PATIENCE_SECONDS
        again = request.KIND == "query" and request.NAME not in (
            "readBack",
            "readRefill",
            "discard",
        )
        while True:
            session = self.session()
            try:
                reply = session.ask(request)
            except SessionGone:
                self.forget_session()
                if not again:
                    raise
                again = False
                continue
            except LineLost:
                self.disconnect()
                raise
            except Refused as refused:
                if refused.code != RefusalCode.BUSY or self._now() >= patience:
                    raise
                self._sleep(BUSY_SECONDS)
                continue
            assert isinstance(reply, kind)
            return reply

    def status(self) -> replies.Status:
        """What the pump does now, in short."""
        return self.ask(requests.ReadStatus(), replies.Status)

    def interrogate(self) -> replies.Interrogation:
        """All that a visit begins with."""
        return self.ask(requests.Interrogate(), replies.Interrogation)

    def therapy(self) -> replies.Therapy:
        """The programme in force."""
        return self.ask(requests.ReadTherapy(), replies.Therapy)

    def day_plan(self, number: PlanNumber, source: Source = Source.COMMITTED) -> replies.DayPlan:
        """A day plan, in force or staged."""
        return self.ask(requests.ReadDayPlan(number, source), replies.DayPlan)

    def patient_bolus(self, source: Source = Source.COMMITTED) -> replies.PatientBolus:
        """The patient bolus, in force or staged."""
        return self.ask(requests.ReadPatientBolus(source), replies.PatientBolus)

    def forecast(self, request: Optional[requests.ReadForecast] = None) -> replies.Forecast:
        """What is to come, by the pump's own reckoning; of what runs, unless told otherwise."""
        asked = request or requests.ReadForecast(ForecastSubject.RUNNING)
        return self.ask(asked, replies.Forecast)

    def catheter(self, request: Optional[requests.ReadCatheter] = None) -> replies.Catheter:
        """The catheter that the pump was told of, or what another would mean."""
        return self.ask(request or requests.ReadCatheter(), replies.Catheter)

    def log_page(self, first: int) -> replies.LogPage:
        """Up to seven entries of the log from a sequence number on."""
        return self.ask(requests.ReadLog(first), replies.LogPage)

    # Orders

    def order(self, request: Request) -> Outcome:
        """Give an order once; see `Outcome`. Its expiry is filled in.

        `Unsettled` while the outcome of an earlier one is not known and cannot be had.
        """
        if request.KIND != "order":
            raise TypeError(f"{request.NAME} is no order; see Client.ask")
        request.body()
        self.settle_earlier()
        return self._told(give(self, request))

    def settle_earlier(self) -> None:
        """Settle an order that has no outcome yet, if there is one; `Unsettled` if that fails."""
        if self.journal.pending is not None and self.settle().result is Result.UNKNOWN:
            raise Unsettled(
                "an earlier order may have been carried out or not, and the pump cannot be asked; "
                "no other order is given until a status settles it"
            )

    def settle(self) -> Outcome:
        """What became of the order without outcome, now that the pump may be in reach again."""
        return self._told(settle(self))

    def _told(self, outcome: Outcome) -> Outcome:
        """A new key is forgotten only when its order is known not to be done (security.md)."""
        if self.rotating is not None and outcome.result is not Result.UNKNOWN:
            if outcome.result is Result.NOT_DONE:
                self.card.settle_pending(self.rotating, took_over=False)
            self.rotating = None
        return outcome

    def change(self) -> Change:
        """A change of therapy: stage, read back, compare, commit."""
        return Change(self)

    def emergency_rate(self) -> Outcome:
        """Minimum rate without a key, with the head in contact (security.md, "The emergency")."""
        return call_emergency(self.line, self._now() + EMERGENCY_SECONDS)


def call_emergency(line: Line, until: float) -> Outcome:
    """Call until it is acknowledged.

    A call without an answer, or with none but `noSession`, may have been heard; no refusal of a
    later one and no silence says that it was not. A refusal that only a hand at the patient can
    change ends the calling: near the pump each answer costs its battery (security.md, "Attempts").
    """
    may_be_heard = False
    request_id = 1
    while True:
        request_id += 2
        order: Optional[requests.EmergencyRate] = None
        try:
            nonce = sessions.NONCES.take()
            opening = requests.OpenSession(Role.PATIENT, sessions.SCHEMA_HASH, nonce)
            offer = sessions.ask_open(line, opening, request_id, replies.SessionOffered)
            order = requests.EmergencyRate(offer.session)
            reply = sessions.ask_open(line, order, request_id + 1, replies.Acknowledged)
            return Outcome(Result.DONE, "the pump acknowledged it", order, acknowledged=reply)
        except Refused as refused:
            said: PumpLinkError = refused
            may_be_heard |= order is not None and refused.code == RefusalCode.NO_SESSION
        except (NoAnswer, LineLost) as fault:
            said = fault
            may_be_heard |= order is not None
        is_final = isinstance(said, Refused) and said.code not in CALL_AGAIN
        if is_final or isinstance(said, LineLost) or line.now() >= until:
            result = Result.UNKNOWN if may_be_heard else Result.NOT_DONE
            refusal = said if isinstance(said, Refused) and not may_be_heard else None
            evidence = f"{said} To call again does no harm."
            return Outcome(result, evidence, order, refusal=refusal)
        line.sleep(BUSY_SECONDS)
