"""Clients of this package before the judge of `PumpFirmwareSim conform` (conformance.md)."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from typing import Any, Dict, List, Set

import pytest

from pumplink.process import find_program

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "set_dose.py"
CARELESS = HERE / "careless.py"

#: Cases in which a mistake shows. A client with it passes all the others of `PLAYED`.
SHOWN: Dict[str, Set[str]] = {
    "none": set(),
    "orders-anew": {"lost-acknowledgement", "forged-refusal", "forged-done", "other-answer",
                    "power-cut-before", "power-cut-after", "session-timeout"},
    "claims-done": {"forged-done", "other-answer", "power-cut-before", "session-timeout"},
    "claims-not-done": {"lost-acknowledgement", "forged-refusal", "power-cut-after"},
    "reads-nothing-back": {"changed-stage"},
    "takes-any-pump": {"other-serial"},
    "overrides": {"soft-limit", "hard-limit", "wrong-total", "critical-alarm"},
    "asks-again": {"soft-limit", "hard-limit", "wrong-total"},
    "confirms-by-itself": {"wrong-total"},
    "believes-anybody": {"forged-done", "forged-refusal"},
    "believes-contradictions": {"other-answer"},
    "sends-again": {"lost-acknowledgement", "forged-refusal", "forged-done", "power-cut-before",
                    "power-cut-after"},
}  # fmt: skip
#: What an order that has to expire first would make slow is left out, as is luck.
PLAYED = [
    "plain",
    "lost-acknowledgement",
    "forged-done",
    "forged-refusal",
    "other-answer",
    "power-cut-before",
    "power-cut-after",
    "session-timeout",
    "changed-stage",
    "other-serial",
    "other-pump",
    "soft-limit",
    "hard-limit",
    "wrong-total",
    "large-step",
    "critical-alarm",
]


def conform(words: List[str], only: List[str]) -> Dict[str, Any]:
    """The verdicts, by case."""
    chosen = [word for name in only for word in ("--only", name)]
    done = subprocess.run(
        [find_program(), "conform", "--json", *chosen, "--", sys.executable, *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode in (0, 1), done
    verdicts: Dict[str, Any] = {case["name"]: case for case in json.loads(done.stdout)["cases"]}
    return verdicts


def test_the_example_passes_every_case() -> None:
    """A client of twenty lines, in all cases."""
    cases = conform([str(EXAMPLE)], [])
    assert len(cases) > 30
    failed = {name: case["reason"] for name, case in cases.items() if case["verdict"] != "passed"}
    assert failed == {}


@pytest.mark.parametrize("mistake", SHOWN)
def test_a_mistake_fails_where_it_shows(mistake: str) -> None:
    """One mistake, the cases that show it, and no other."""
    cases = conform([str(CARELESS), mistake], PLAYED)
    failed = {name for name, case in cases.items() if case["verdict"] == "failed"}
    reasons = {name: cases[name]["reason"] for name in failed}
    assert failed == SHOWN[mistake], reasons
