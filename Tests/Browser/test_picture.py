"""The picture that the README shows: a life of three weeks, drawn again from its address."""

from __future__ import annotations

from browser import Page
from conftest import ROOT, SHOTS
from test_life import PAGE, pytestmark  # noqa: F401


def test_the_readmes_picture_is_of_this_page(tab: Page) -> None:
    fragment = (ROOT / "fixtures/page/titration.txt").read_text().strip()
    tab.size(1440, 1180)
    tab.open(PAGE.as_uri() + "#" + fragment)
    tab.ready()
    assert "cannot be used" not in tab.words()
    # The handheld has read what the last order of that life set, and the legs are soft.
    tab.sees("123", "#see-clinician")
    tab.sees("1.8", "#see-truth")
    tab.shoot(SHOTS / "page.png")
