"""Giving an order, and settling it by status when its answer does not come.

Spec: session.md, "Retries". An order is never sent twice; what became of it is told by a status
alone.
"""

from __future__ import annotations

import dataclasses
from typing import Optional, Protocol

from .errors import (
    Contradiction,
    LineLost,
    NoAnswer,
    NotAuthenticated,
    PumpLinkError,
    Refused,
    SessionGone,
    WrongPump,
)
from .messages import Request, replies, requests
from .messages.enums import RefusalCode
from .outcome import Journal, Outcome, Pending, Result
from .session import BUSY_SECONDS, PATIENCE_SECONDS, Session, signed

#: How long an order is valid on a line that is not slow, s (session.md, "notAfter").
VALID_SECONDS = 2.0


class Host(Protocol):
    """Whoever has the session: opens another when there is none."""

    journal: Journal

    def session(self) -> Session:
        """The open session, or a new one."""

    def forget_session(self) -> None:
        """That the session is gone."""


def give(host: Host, order: Request) -> Outcome:
    """Send an order once, and tell what became of it."""
    patience: Optional[float] = None
    while True:
        session = host.session()
        size = len(order.body()) + 30
        not_after = session.not_after(VALID_SECONDS, size)
        # The layout of an order ends with its expiry, whatever it is.
        sent: Request = dataclasses.replace(order, not_after=not_after)  # type: ignore[type-var]
        sent.body()
        pending = Pending(session.number, session.last_id + 1, sent.TYPE, not_after)
        host.journal.write(pending)
        try:
            reply = session.ask(sent, sendings=1)
        except Refused as refused:
            host.journal.write(None)
            if patience is None:
                patience = session.line.now() + PATIENCE_SECONDS
            if refused.code == RefusalCode.BUSY and session.line.now() < patience:
                session.line.sleep(BUSY_SECONDS)
                continue
            return Outcome(Result.NOT_DONE, str(refused), sent, refusal=refused)
        except (NoAnswer, SessionGone, Contradiction, LineLost) as fault:
            if isinstance(fault, (SessionGone, LineLost)):
                host.forget_session()
            return settle(host, sent)
        host.journal.write(None)
        assert isinstance(reply, replies.Acknowledged)
        return Outcome(Result.DONE, "the pump acknowledged it", sent, acknowledged=reply)


def settle(host: Host, order: Optional[Request] = None) -> Outcome:
    """What became of the pending order, by reading status until one of the rows is so."""
    pending = host.journal.pending
    if pending is None:
        raise ValueError("no order waits for its outcome")
    return Settlement(host, pending, order).run()


class Settlement:
    """The table of session.md, row by row."""

    def __init__(self, host: Host, pending: Pending, order: Optional[Request]) -> None:
        self._host = host
        self._pending = pending
        self._order = order
        self._busy_until: Optional[float] = None
        self._reads_more = 1

    def run(self) -> Outcome:
        """Reads until it is settled, or cannot be for now."""
        while True:
            try:
                session = self._host.session()
                status = session.ask(requests.ReadStatus())
            except SessionGone:
                self._host.forget_session()
                continue
            except Refused as refused:
                if not self._waits_for(refused):
                    return self._unknown(str(refused))
                continue
            except NoAnswer as fault:
                if self._expired_meanwhile(fault):
                    continue
                return self._unknown(str(fault))
            except (LineLost, NotAuthenticated, WrongPump, Contradiction) as fault:
                if isinstance(fault, LineLost):
                    self._host.forget_session()
                return self._unknown(str(fault))
            assert isinstance(status, replies.Status)
            outcome = self._read(session, status)
            if outcome is not None:
                return outcome
            session.line.sleep(BUSY_SECONDS)

    def _read(self, session: Session, status: replies.Status) -> Optional[Outcome]:
        pending = self._pending
        last = status.last_applied_session
        if status.alarms.memory_lost:
            return self._unknown("the pump lost its memory, and with it which order it did last")
        if (last, status.last_applied_request) == (pending.session, pending.request_id):
            return self._settled(Result.DONE, "a status names it as the order applied last")
        if last is not None and signed(last - pending.session) > 0:
            return self._unknown("another programmer's order stands where this one would")
        if session.number != pending.session:
            return self._settled(
                Result.NOT_DONE, "a status of a later session does not name it: it was never done"
            )
        if signed(status.link_clock - pending.not_after) > 0:
            return self._settled(
                Result.NOT_DONE, "a status after its expiry does not name it: it was never done"
            )
        return None

    def _waits_for(self, refused: Refused) -> bool:
        """Whether `busy` may still end: for as long again as the order was valid."""
        if refused.code != RefusalCode.BUSY:
            return False
        session = self._host.session()
        now = session.line.now()
        if self._busy_until is None:
            left = signed(self._pending.not_after - session.clock()) / 1000
            self._busy_until = now + max(0.0, left) + VALID_SECONDS
        session.line.sleep(BUSY_SECONDS)
        return now < self._busy_until

    def _expired_meanwhile(self, fault: NoAnswer) -> bool:
        """One more read when the order expired while the last was awaited."""
        if isinstance(fault, NotAuthenticated) or not self._reads_more:
            return False
        self._reads_more -= 1
        try:
            session = self._host.session()
        except PumpLinkError:
            return False
        return session.number == self._pending.session and (
            signed(session.clock() - self._pending.not_after) > 0
        )

    def _settled(self, result: Result, evidence: str) -> Outcome:
        self._host.journal.write(None)
        return Outcome(result, evidence, self._order)

    def _unknown(self, evidence: str) -> Outcome:
        return Outcome(
            Result.UNKNOWN,
            f"it is not known whether the order was carried out: {evidence}. Read the status when "
            f"the pump can be reached again; until then no other order may be given",
            self._order,
        )
