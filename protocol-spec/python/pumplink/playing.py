"""What the played pump does as a pump: a steady dose, and the answers about it (play.py)."""

from __future__ import annotations

import secrets
from typing import Callable, Optional, Tuple

from .card import Card
from .messages import Reply, Request, replies, requests
from .messages.enums import (
    Alarms,
    Drug,
    ForecastSubject,
    InfusionMode,
    RefusalCode,
    RequestType,
    Source,
    SpinalLevel,
    StatusFlags,
    StepRule,
    WeekPlan,
)
from .messages.numbers import SCHEMA_HASH
from .played_values import (
    CAPACITY_NL,
    DAY_SECONDS,
    FILLED_NL,
    FIRST_DOSE_NG_PER_DAY,
    LOW_ALARM_NL,
    MINIMUM_NL_PER_DAY,
    PATH_NL,
    PG_PER_NG,
    PRIME_NL_PER_DAY,
    RESIDUAL_NL,
    STRENGTH_MCG_PER_ML,
    TUBING_NL,
    VOLUMES_VERSION,
    nothing,
    seconds_for,
)

#: What a pump without these things says to requests about them.
_HAS_NONE = {
    "readDayPlan": RefusalCode.PLAN_MISSING,
    "readRefill": RefusalCode.NO_REFILL_STAGED,
    "cancelBolus": RefusalCode.NO_BOLUS_RUNNING,
    "cancelBridge": RefusalCode.NO_BRIDGE_RUNNING,
    "endTemporaryRate": RefusalCode.NO_TEMPORARY_RATE,
    "requestBolus": RefusalCode.PATIENT_BOLUS_OFF,
}


class No(Exception):
    """A refusal."""

    def __init__(self, code: RefusalCode, asked: int = 0, limit: int = 0) -> None:
        super().__init__(code)
        self.code, self.asked, self.limit = code, asked, limit


class Therapy:
    """A steady dose or minimum rate, delivered without a fault."""

    def __init__(self, card: Card, seconds: Callable[[], float]) -> None:
        self._card = card
        self._seconds = seconds
        self._mode = InfusionMode.SIMPLE_CONTINUOUS
        self._dose = FIRST_DOSE_NG_PER_DAY
        self._staged: Optional[requests.StageTherapy] = None
        self._token = 0
        self._is_stopped = False
        self._revision = 0
        self._last: Optional[Tuple[int, int, int, int]] = None
        self._given_ng_seconds = 0
        self._since = 0

    def identity(self) -> replies.Identity:
        """Its name, in the open."""
        return replies.Identity(self._card.model, self._card.serial, 1, 0, 0, 1, 0, SCHEMA_HASH)

    def forget_staged(self) -> None:
        """A staged set dies with its session."""
        self._staged = None

    def applied(self, request: Request, session: int, request_id: int) -> None:
        """Note the order that was done last."""
        self._last = (session, request_id, request.TYPE, int(self._seconds()))

    def does(self, request: Request, link_clock: int) -> Reply:
        """The answer, or `No`."""
        if isinstance(request, requests.ReadStatus):
            return self._status(link_clock)
        if isinstance(request, requests.Interrogate):
            return self._interrogation(link_clock)
        if isinstance(request, requests.ReadTherapy):
            return replies.Therapy(0, *self._programme(self._mode, self._dose))
        if isinstance(request, requests.ReadBack):
            staged = self._held()
            told = self._programme(staged.therapy_mode, staged.therapy_dose_nanograms_per_day)
            return replies.Staged(self._token, *told)
        if isinstance(request, requests.ReadForecast):
            return self._forecast(request)
        if isinstance(request, requests.ReadCatheter) and request.model is None:
            return self._catheter()
        if isinstance(request, requests.ReadLog):
            return self._log(request)
        if isinstance(request, requests.ReadPatientBolus):
            if request.source is Source.STAGED:
                raise No(RefusalCode.NOTHING_STAGED)
            return replies.PatientBolus(Source.COMMITTED, None, 0, 0, 0, 0, 0, 0, 0)
        self._changes(request)
        kind = RequestType(request.TYPE)
        return replies.Acknowledged(kind, int(self._seconds()), 0)

    def _changes(self, request: Request) -> None:
        """What ends in `acknowledged`."""
        if isinstance(request, requests.StageTherapy):
            self._stage(request)
        elif isinstance(request, requests.Discard):
            self.forget_staged()
        elif isinstance(request, requests.Commit):
            staged = self._held()
            if request.token != self._token:
                raise No(RefusalCode.TOKEN_MISMATCH)
            self._account()
            self._mode, self._dose = staged.therapy_mode, staged.therapy_dose_nanograms_per_day
            self._revision += 1
            self.forget_staged()
        elif isinstance(request, requests.Stop):
            if self._is_stopped:
                raise No(RefusalCode.STOPPED)
            self._account()
            self._is_stopped = True
        elif isinstance(request, requests.Resume):
            if not self._is_stopped:
                raise No(RefusalCode.NOT_STOPPED)
            self._account()
            self._is_stopped = False
        elif not isinstance(request, (requests.CloseSession, requests.TestAlarm)):
            self._refuse(request)

    def _refuse(self, request: Request) -> None:
        if isinstance(request, (requests.SetCatheter, requests.ReadCatheter)):
            raise No(RefusalCode.CATHETER_UNKNOWN, request.model or 0, 0)
        raise No(_HAS_NONE.get(request.NAME, RefusalCode.STORAGE_FAILED))

    def _stage(self, part: requests.StageTherapy) -> None:
        steady = (InfusionMode.SIMPLE_CONTINUOUS, InfusionMode.MINIMUM_RATE)
        if part.therapy_mode not in steady or part.therapy_periodic_nanograms is not None:
            raise No(RefusalCode.STORAGE_FAILED)
        self._staged = part
        self._token = secrets.randbelow(1 << 32)

    def _held(self) -> requests.StageTherapy:
        if self._staged is None:
            raise No(RefusalCode.NOTHING_STAGED)
        return self._staged

    # What was given

    def _daily(self, mode: InfusionMode, dose: int) -> int:
        """ng in 24 hours; minimum rate has a flow and no dose of its own."""
        if mode is InfusionMode.MINIMUM_RATE:
            return MINIMUM_NL_PER_DAY * STRENGTH_MCG_PER_ML // PG_PER_NG
        return dose

    def _running(self) -> int:
        return 0 if self._is_stopped else self._daily(self._mode, self._dose)

    def _account(self) -> None:
        """Count what was given until now, before the dose changes."""
        now = int(self._seconds())
        self._given_ng_seconds += self._running() * (now - self._since)
        self._since = now

    def _given_pg(self) -> int:
        self._account()
        return self._given_ng_seconds * PG_PER_NG // DAY_SECONDS

    # Answers

    def _programme(
        self, mode: InfusionMode, dose: int
    ) -> Tuple[InfusionMode, int, WeekPlan, None, int, int, int, Drug, int, int, int, int]:
        """The fields that `therapy` and `staged` share."""
        daily = self._daily(mode, dose)
        flow = daily * PG_PER_NG // STRENGTH_MCG_PER_ML
        drug = Drug.BACLOFEN
        return mode, dose, WeekPlan(), None, 0, 0, 0, drug, STRENGTH_MCG_PER_ML, daily, daily, flow

    def _status(self, link_clock: int) -> replies.Status:
        pumped = self._given_pg() // STRENGTH_MCG_PER_ML
        session, request_id = self._last[:2] if self._last else (None, 0)
        return replies.Status(
            therapy_seconds=int(self._seconds()),
            link_clock=link_clock,
            reservoir_nanolitres=max(0, FILLED_NL - pumped),
            basal_nanograms_per_day=self._running(),
            bolus_remaining_nanograms=0,
            last_applied_session=session,
            last_applied_request=request_id,
            alarms=Alarms(),
            battery_percent=100,
            mode=self._mode,
            flags=StatusFlags(
                is_stopped=self._is_stopped, has_staged_therapy=self._staged is not None
            ),
        )

    def _interrogation(self, link_clock: int) -> replies.Interrogation:
        """Identity, status and programme under their names, and nothing of what it has not."""
        values = nothing(replies.Interrogation)
        parts = (("identity_", self.identity()), ("status_", self._status(link_clock)))
        for prefix, part in parts:
            for field in part.FIELDS:
                values[prefix + field.attribute] = getattr(part, field.attribute)
        given = self._given_pg()
        values.update(
            capacity_nanolitres=CAPACITY_NL,
            low_alarm_nanolitres=LOW_ALARM_NL,
            drug=Drug.BACLOFEN,
            concentration_micrograms_per_millilitre=STRENGTH_MCG_PER_ML,
            therapy_mode=self._mode,
            therapy_dose_nanograms_per_day=self._dose,
            therapy_revision=self._revision,
            pumped_nanolitres=given // STRENGTH_MCG_PER_ML,
            programmed_picograms=given,
            path_nanolitres=PATH_NL,
            tubing_nanolitres=TUBING_NL,
            residual_nanolitres=RESIDUAL_NL,
            volumes_version=VOLUMES_VERSION,
            filled_nanolitres=FILLED_NL,
            prime_flow_nanolitres_per_day=PRIME_NL_PER_DAY,
        )
        if self._last is not None:
            values["last_applied_type"] = RequestType(self._last[2])
            values["last_applied_therapy_seconds"] = self._last[3]
        return replies.Interrogation(**values)

    def _forecast(self, request: requests.ReadForecast) -> replies.Forecast:
        daily, token = self._running(), 0
        if request.subject is ForecastSubject.STAGED:
            staged = self._held()
            daily = self._daily(staged.therapy_mode, staged.therapy_dose_nanograms_per_day)
            token = self._token
        elif request.subject is ForecastSubject.RESUME:
            if not self._is_stopped:
                raise No(RefusalCode.NOT_STOPPED)
            daily = self._daily(self._mode, self._dose)
        elif request.subject is not ForecastSubject.RUNNING:
            raise No(RefusalCode.STORAGE_FAILED)
        now = self._daily(self._mode, self._dose)
        return replies.Forecast(
            subject=request.subject,
            token=token,
            seconds_to_tip=seconds_for(PATH_NL, daily),
            seconds_to_low_alarm=seconds_for(FILLED_NL - LOW_ALARM_NL, daily),
            seconds_to_empty=seconds_for(FILLED_NL, daily),
            seconds_to_replacement=None,
            seconds_to_end_of_service=None,
            seconds_to_temporary_end=None,
            temporary_nanograms=0,
            foregone_nanograms=0,
            most_nanograms=max(daily, now),
            former_least_nanograms=now,
            former_most_nanograms=now,
            tip_nanograms=0,
            beyond=StepRule.NONE,
        )

    def _catheter(self) -> replies.Catheter:
        values = nothing(replies.Catheter)
        values.update(
            tip=SpinalLevel.UNKNOWN,
            volumes_version=VOLUMES_VERSION,
            tube_nanolitres=TUBING_NL,
            catheter_nanolitres=PATH_NL - TUBING_NL,
        )
        return replies.Catheter(**values)

    def _log(self, request: requests.ReadLog) -> replies.LogPage:
        """A log without entries: only the one that would be next can be asked for."""
        if request.first != 1:
            raise No(RefusalCode.NO_SUCH_ENTRY, request.first, 0)
        return replies.LogPage(**{**nothing(replies.LogPage), "first": 1})
