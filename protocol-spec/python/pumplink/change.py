"""Changing therapy: stage, read back, compare, commit (session.md, "Changing therapy")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Dict, List, Optional, Tuple

from .errors import ReadBackDiffers
from .messages import Reply, Request, replies, requests
from .messages.enums import ForecastSubject, PlanNumber, Source
from .outcome import Outcome

if TYPE_CHECKING:
    from .client import Client

#: What a refill reads back under another name (messages.md, refill).
_REFILL_NAMES = {
    "filled_nanolitres": "volume_nanolitres",
    "concentration_micrograms_per_millilitre": "filled_concentration_micrograms_per_millilitre",
}
#: The order in which parts are staged, each checked in the state that those before it lead to.
_ORDER = ("stageRefill", "stageDayPlan", "stageTherapy", "stagePatientBolus")


@dataclass(frozen=True)
class ReadBack:
    """What the pump holds, all of it compared with what was sent."""

    #: Names the set as it is.
    token: int
    #: The programme as it would be.
    staged: replies.Staged
    #: What is to come if it were committed now, with the total that may have to be confirmed.
    forecast: replies.Forecast
    refill: Optional[replies.Refill] = None
    plans: Tuple[replies.DayPlan, ...] = ()
    patient_bolus: Optional[replies.PatientBolus] = None


class Change:
    """One staged set. It lives in its session and is nothing yet for the patient."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._parts: Dict[Tuple[str, int], Request] = {}

    def stage(self, part: Request) -> Change:
        """Have the pump check and hold a part; `Refused` if it is beyond a limit."""
        if part.KIND != "part":
            raise TypeError(f"{part.NAME} cannot be staged")
        self._client.ask(part, replies.Acknowledged)
        plan = int(part.number) if isinstance(part, requests.StageDayPlan) else 0
        self._parts[part.NAME, plan] = part
        return self

    def read_back(self) -> ReadBack:
        """What the pump holds. `ReadBackDiffers` when any of it is not what was sent."""
        client = self._client
        refill: Optional[replies.Refill] = None
        bolus: Optional[replies.PatientBolus] = None
        plans: List[replies.DayPlan] = []
        staged = client.ask(requests.ReadBack(), replies.Staged)
        for (name, plan), part in sorted(
            self._parts.items(), key=lambda row: _ORDER.index(row[0][0])
        ):
            if name == "stageRefill":
                refill = client.ask(requests.ReadRefill(), replies.Refill)
                compare(part, refill)
                if refill.token != staged.token:
                    raise ReadBackDiffers("the refill read back is of another set")
            elif name == "stageDayPlan":
                plans.append(client.day_plan(PlanNumber(plan), Source.STAGED))
                compare(part, plans[-1])
            elif name == "stagePatientBolus":
                bolus = client.patient_bolus(Source.STAGED)
                compare(part, bolus)
            else:
                compare(part, staged)
        forecast = client.forecast(requests.ReadForecast(ForecastSubject.STAGED))
        if forecast.token != staged.token:
            raise ReadBackDiffers("what was foretold is of another set than was read back")
        return ReadBack(staged.token, staged, forecast, refill, tuple(plans), bolus)

    def commit(self, read_back: ReadBack, confirmed_nanograms: int = 0) -> Outcome:
        """Make it the therapy, at once. `confirmed_nanograms` is the total of 24 hours, in ng, that
        a person confirmed; needed beyond the drug profile's largest step."""
        return self._client.order(requests.Commit(read_back.token, confirmed_nanograms))

    def discard(self) -> None:
        """Forget all that is staged."""
        self._client.ask(requests.Discard(), replies.Acknowledged)
        self._parts.clear()


def compare(sent: Request, held: Reply) -> None:
    """Every value that both have must be the same, else `ReadBackDiffers`."""
    names = {field.attribute for field in held.FIELDS}
    for field in sent.FIELDS:
        name = field.attribute
        if isinstance(sent, requests.StageRefill):
            name = _REFILL_NAMES.get(name, name)
        if name not in names:
            continue
        was, is_now = getattr(sent, field.attribute), getattr(held, name)
        if was != is_now:
            raise ReadBackDiffers(
                f"{field.attribute}: {was} {field.unit} was sent, and the pump holds {is_now} "
                f"{field.unit}. Nothing was committed; the old therapy runs on"
            )
