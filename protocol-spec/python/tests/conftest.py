"""What the tests share."""

from __future__ import annotations

import json
import pathlib
from typing import Any

FIXTURES = pathlib.Path(__file__).resolve().parents[3] / "fixtures"


def fixture_file(*parts: str) -> Any:
    """A file of fixtures/ as data."""
    return json.loads(FIXTURES.joinpath(*parts).read_text())
