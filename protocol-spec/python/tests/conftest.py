"""What the tests share."""

from __future__ import annotations

import json
import os
import pathlib
from typing import Any

#: The tests may run from a copy beside the installed wheel; the fixtures are the repository's.
_ROOT = os.environ.get("PUMPLINK_REPOSITORY") or pathlib.Path(__file__).resolve().parents[3]
FIXTURES = pathlib.Path(_ROOT) / "fixtures"


def fixture_file(*parts: str) -> Any:
    """A file of fixtures/ as data."""
    return json.loads(FIXTURES.joinpath(*parts).read_text())
