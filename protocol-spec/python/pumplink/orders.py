"""The orders of a visit, each with its unit in the name of the parameter (messages.md).

Every order ends in an `Outcome`. A change of therapy is staged, read back and compared first.
`confirmed_nanograms` is the most drug that any 24 hours will hold, as a person confirmed it; the
pump asks for it beyond its drug profile's largest step, and compares it with its own number.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence

from .errors import ReadBackDiffers, Refused
from .messages import Request, replies, requests
from .messages.enums import (
    BridgeDecision,
    ClockReason,
    Drug,
    InfusionMode,
    PlanNumber,
    PrimedPath,
    Role,
    SkipReason,
    TemporaryReason,
    Tone,
    WeekdayPlan,
    WeekPlan,
)
from .outcome import Outcome, Result
from .plans import WEEKDAYS, Step, day_plan

if TYPE_CHECKING:
    from .card import Card
    from .change import Change

#: What the pump's wall clock counts from (messages.md, setClock).
EPOCH = datetime.datetime(2000, 1, 1)


class Orders:
    """Mixed into `Client`, which gives them."""

    if TYPE_CHECKING:
        card: Card

        def order(self, request: Request) -> Outcome: ...
        def ask(self, request: Request, kind: Any) -> Any: ...
        def change(self) -> Change: ...
        def settle_earlier(self) -> None: ...

    #: Whose key an order without known outcome changes; the key waits on the card meanwhile.
    rotating: Optional[Role] = None

    # The programme

    def set_steady_dose(
        self,
        nanograms_per_day: int,
        *,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """The same dose all day, in ng/day. A periodic bolus is not part of it."""
        therapy = requests.StageTherapy(
            InfusionMode.SIMPLE_CONTINUOUS,
            nanograms_per_day,
            overrides_soft_limits=overrides_soft_limits,
        )
        return self._commit([therapy], confirmed_nanograms)

    def set_minimum_rate(self, *, confirmed_nanograms: int = 0) -> Outcome:
        """No more than keeps the catheter open."""
        therapy = requests.StageTherapy(InfusionMode.MINIMUM_RATE)
        return self._commit([therapy], confirmed_nanograms)

    def set_schedule(
        self,
        plans: Mapping[PlanNumber, Sequence[Step]],
        week: Mapping[str, PlanNumber],
        *,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """Day plans, each of steps `(minutes since midnight, ng/day)`, and the plan of each
        weekday.
        """
        days = {day: WeekdayPlan(int(plan)) for day, plan in week.items()}
        if set(days) != set(WEEKDAYS):
            raise ValueError(f"a week names a plan for each of {', '.join(WEEKDAYS)}")
        therapy = requests.StageTherapy(
            InfusionMode.DAY_SCHEDULE,
            therapy_week=WeekPlan(**days),
            overrides_soft_limits=overrides_soft_limits,
        )
        parts = [day_plan(number, steps) for number, steps in plans.items()]
        return self._commit([*parts, therapy], confirmed_nanograms)

    def set_periodic_bolus(
        self,
        nanograms: int,
        milliseconds: int,
        interval_minutes: int,
        first_minutes: int,
        *,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """Boluses of so many ng over so many ms, and minimum rate between them."""
        therapy = requests.StageTherapy(
            InfusionMode.PERIODIC_BOLUS,
            therapy_periodic_nanograms=nanograms,
            therapy_periodic_milliseconds=milliseconds,
            therapy_periodic_interval_minutes=interval_minutes,
            therapy_periodic_first_minutes=first_minutes,
            overrides_soft_limits=overrides_soft_limits,
        )
        return self._commit([therapy], confirmed_nanograms)

    def set_patient_bolus(
        self,
        nanograms: Optional[int],
        milliseconds: int = 0,
        lockout_minutes: int = 0,
        maximum_per_day: int = 0,
        *,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """What the patient may ask for, in ng over ms; None turns it off."""
        part = requests.StagePatientBolus(
            nanograms, milliseconds, lockout_minutes, maximum_per_day, overrides_soft_limits
        )
        return self._commit([part], confirmed_nanograms)

    def refill(
        self,
        withdrawn_nanolitres: int,
        filled_nanolitres: int,
        concentration_micrograms_per_millilitre: int,
        low_alarm_nanolitres: int,
        *,
        drug: Drug = Drug.BACLOFEN,
        bridge: BridgeDecision = BridgeDecision.NONE,
        skip_reason: SkipReason = SkipReason.NONE,
        is_rinsed: bool = False,
        accepts_discrepancy: bool = False,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """Tell the pump of what a syringe did: volumes in nL, strength in mcg/mL."""
        part = requests.StageRefill(
            withdrawn_nanolitres,
            filled_nanolitres,
            drug,
            concentration_micrograms_per_millilitre,
            low_alarm_nanolitres,
            bridge,
            skip_reason,
            is_rinsed,
            accepts_discrepancy,
            overrides_soft_limits,
        )
        return self._commit([part], confirmed_nanograms)

    def _commit(self, parts: Sequence[Request], confirmed_nanograms: int) -> Outcome:
        # What is wrong with the last part must show before the first is sent.
        for part in parts:
            part.body()
        requests.Commit(0, confirmed_nanograms).body()
        change = self.change()
        try:
            for part in parts:
                change.stage(part)
            read_back = change.read_back()
        except Refused as refused:
            change.discard()
            return Outcome(Result.NOT_DONE, str(refused), refusal=refused)
        except ReadBackDiffers:
            change.discard()
            raise
        return change.commit(read_back, confirmed_nanograms)

    # Delivery

    def start_bolus(
        self,
        nanograms: int,
        milliseconds: int,
        *,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """A bolus of so many ng over so many ms, on top of what runs."""
        return self.order(
            requests.StartBolus(nanograms, milliseconds, overrides_soft_limits, confirmed_nanograms)
        )

    def cancel_bolus(self) -> Outcome:
        """End a bolus, or a prime."""
        return self.order(requests.CancelBolus())

    def request_bolus(self) -> Outcome:
        """What the patient's button does."""
        return self.order(requests.RequestBolus())

    def stop(self) -> Outcome:
        """Stop delivery."""
        return self.order(requests.Stop())

    def resume(self, *, confirmed_nanograms: int = 0) -> Outcome:
        """End a stop, or the emergency rate."""
        return self.order(requests.Resume(confirmed_nanograms))

    def start_prime(
        self, path: PrimedPath, volumes_version: int, *, confirmed_nanograms: int = 0
    ) -> Outcome:
        """Fill the fluid path; the version is that of the interrogation."""
        return self.order(requests.StartPrime(path, volumes_version, confirmed_nanograms))

    def start_bridge(
        self, flow_nanolitres_per_day: int, volumes_version: int, *, confirmed_nanograms: int = 0
    ) -> Outcome:
        """Deliver the old liquid in the path at a flow in nL/day."""
        return self.order(
            requests.StartBridge(flow_nanolitres_per_day, volumes_version, confirmed_nanograms)
        )

    def cancel_bridge(self, *, confirmed_nanograms: int = 0) -> Outcome:
        """End a bridge that runs or waits."""
        return self.order(requests.CancelBridge(confirmed_nanograms))

    def start_temporary_rate(
        self,
        nanograms_per_day: int,
        minutes: int,
        reason: TemporaryReason,
        *,
        overrides_soft_limits: bool = False,
        confirmed_nanograms: int = 0,
    ) -> Outcome:
        """Another dose for a while, in ng/day; zero is a planned stop."""
        return self.order(
            requests.StartTemporaryRate(
                nanograms_per_day, minutes, reason, overrides_soft_limits, confirmed_nanograms
            )
        )

    def end_temporary_rate(self) -> Outcome:
        """End it before its time."""
        return self.order(requests.EndTemporaryRate())

    # Clock, alarms, keys

    def set_clock(
        self,
        moment: datetime.datetime,
        reason: ClockReason = ClockReason.SET,
        *,
        accepts_shift: bool = False,
    ) -> Outcome:
        """The local time of the patient; without a time zone, for the pump has none."""
        if not isinstance(moment, datetime.datetime) or moment.tzinfo is not None:
            raise TypeError("the pump's clock is local time: a datetime without a time zone")
        seconds = int((moment - EPOCH).total_seconds())
        return self.order(requests.SetClock(seconds, reason, accepts_shift))

    def set_low_alarm(self, nanolitres: int) -> Outcome:
        """The volume at which the low-reservoir alarm sounds, in nL."""
        return self.order(requests.SetLowAlarm(nanolitres))

    def silence_alarms(self, minutes: int) -> Outcome:
        """Silence the tones for so many minutes; zero ends that."""
        return self.order(requests.SilenceAlarms(minutes))

    def test_alarm(self, tone: Tone) -> None:
        """Let the patient hear a tone."""
        self.ask(requests.TestAlarm(tone), replies.Acknowledged)

    def rotate_key(self, role: Role, key: bytes) -> Outcome:
        """Give a role another key; it waits on the card until the pump has used it."""
        order = requests.RotateKey(role, key)
        order.body()
        # An earlier order's outcome must not be taken for that of this key.
        self.settle_earlier()
        self.card.add_pending(role, key)
        self.rotating = role
        return self.order(order)
