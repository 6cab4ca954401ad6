"""Answers that do not fit what was asked (session.md, the table of contradictions)."""

from __future__ import annotations

from typing import List, Optional

from .messages import Reply, Request
from .messages.replies import (
    Acknowledged,
    Catheter,
    DayPlan,
    Forecast,
    LogPage,
    PatientBolus,
    Refused,
)
from .messages.requests import ReadCatheter, ReadDayPlan, ReadForecast, ReadLog, ReadPatientBolus

#: Entries of a page (messages.md, logPage).
PAGE_ENTRIES = 7


def contradiction(request: Request, reply: Reply) -> Optional[str]:
    """What is wrong with an answer that is sealed and bears the right id; None if nothing is."""
    if isinstance(reply, (Acknowledged, Refused)):
        if reply.request != request.TYPE:
            return f"it answers {reply.request.wire_name}"
        if isinstance(reply, Refused):
            return None
    if request.ANSWER != reply.NAME:
        return f"it is {reply.NAME}, not {request.ANSWER}"
    if isinstance(request, ReadDayPlan) and isinstance(reply, DayPlan):
        return _day_plan(request, reply)
    if isinstance(request, ReadPatientBolus) and isinstance(reply, PatientBolus):
        return None if reply.source == request.source else "it is of another source"
    if isinstance(request, ReadForecast) and isinstance(reply, Forecast):
        return None if reply.subject == request.subject else "it foretells something else"
    if isinstance(request, ReadCatheter) and isinstance(reply, Catheter) and request.model:
        same = (
            reply.model == request.model
            and reply.implanted_millimetres == request.implanted_millimetres
            and reply.cut_millimetres == request.cut_millimetres
        )
        return None if same else "it is another catheter"
    if isinstance(request, ReadLog) and isinstance(reply, LogPage):
        return _log_page(request, reply)
    return None


def starts(plan: DayPlan) -> List[int]:
    """When the steps of a plan begin, in minutes since midnight."""
    found = (getattr(plan, f"step{number}_start_minute") for number in range(1, 14))
    return [start for start in found if start is not None]


def _day_plan(request: ReadDayPlan, reply: DayPlan) -> Optional[str]:
    if (reply.number, reply.source) != (request.number, request.source):
        return "it is another plan"
    begins = starts(reply)
    if begins[0] != 0 or any(a >= b for a, b in zip(begins, begins[1:])):
        return "its steps are out of order"
    return None


def _log_page(request: ReadLog, reply: LogPage) -> Optional[str]:
    if reply.first != request.first:
        return "it begins with another entry"
    oldest, newest = reply.oldest or 0, reply.newest or 0
    if oldest > newest or (oldest == 0) != (newest == 0):
        return "its oldest and newest entries do not go together"
    if newest == 0xFFFF_FFFF or newest - oldest >= 65535:
        return "it tells of more entries than a log holds"
    if reply.first < oldest or reply.first > newest + 1:
        return "it begins beyond the log"
    entries = sum(
        getattr(reply, f"entry{number}_kind") is not None for number in range(1, PAGE_ENTRIES + 1)
    )
    if entries and reply.first + entries - 1 > newest:
        return "it has entries beyond the newest"
    return None
