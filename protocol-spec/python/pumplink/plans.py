"""Day plans as lists of steps (therapy.md, "Day schedule")."""

from __future__ import annotations

from typing import Dict, Sequence, Tuple

from .messages import requests
from .messages.enums import PlanNumber

#: Steps of a day plan at most.
STEPS_MAX = 13
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: A step: minutes since midnight, and ng/day from then on (0 is minimum rate).
Step = Tuple[int, int]


def day_plan(number: PlanNumber, steps: Sequence[Step]) -> requests.StageDayPlan:
    """The part that stages a plan of steps `(minutes since midnight, ng/day)`."""
    if not 1 <= len(steps) <= STEPS_MAX:
        raise ValueError(f"a day plan has 1 to {STEPS_MAX} steps, not {len(steps)}")
    values: Dict[str, int] = {}
    for place, (start_minute, nanograms_per_day) in enumerate(steps, 1):
        values[f"step{place}_start_minute"] = start_minute
        values[f"step{place}_dose_nanograms_per_day"] = nanograms_per_day
    first, dose = values.pop("step1_start_minute"), values.pop("step1_dose_nanograms_per_day")
    return requests.StageDayPlan(number, first, dose, **values)
