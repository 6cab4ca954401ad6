"""Whole lives in a browser, with the machine that the page is delivered with."""

from __future__ import annotations

import os
import pathlib
import re
from collections.abc import Callable, Iterator

import pytest
from browser import Page
from conftest import ROOT, SHOTS
from selenium.webdriver.common.keys import Keys
from test_lasting import FAST, lasts

PAGE = pathlib.Path(os.environ.get("PUMPLINK_PAGE", ROOT / ".build/page/pumplink.html"))
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the page was not made: make page")


@pytest.fixture
def life(tab: Page) -> Iterator[Page]:
    """The page at the first day of a pump, with nothing kept."""
    tab.open(PAGE.as_uri())
    tab.run("localStorage.clear()")
    begin(tab, "scenario=implant&seed=7")
    yield tab
    assert not tab.complaints()


def begin(page: Page, fragment: str) -> None:
    page.open(PAGE.as_uri() + "#" + fragment)
    page.ready()


def hold(page: Page, place: str = "on the skin") -> None:
    page.choose(place, "clinician")
    page.press("Hold it there", "clinician")


def interrogate(page: Page) -> None:
    page.press("Interrogate", "clinician")
    page.sees("Adjust the therapy", "#see-clinician")


def propose(page: Page, form: str, fields: dict[str, str]) -> None:
    page.press(form, "clinician")
    for label, words in fields.items():
        page.type(label, words, "clinician")
    page.press("Show what it would do", "clinician")
    page.until(
        "the question",
        "[...document.querySelectorAll('#see-clinician button')].some((e) =>"
        " /Yes, do it|Confirm this total/.test(e.textContent))",
    )


def agree(page: Page) -> None:
    """A yes where that is enough; where it is not, the total as it is shown is typed."""
    if "Confirm this total" in page.words("#see-clinician"):
        total = page.run(
            "return [...document.querySelectorAll('#see-clinician .compare .row')].find((e) =>"
            " e.querySelector('.what').textContent === 'most in 24 h').querySelector('.new').firstChild.data"
        )
        page.type("Most in any 24 h", str(total), "clinician")
        page.press("Confirm this total", "clinician")
    else:
        page.press("Yes, do it", "clinician")
    page.until(
        "an outcome",
        "document.querySelector('#see-clinician form').dataset.screen === 'outcome'"
        " && !document.querySelector('#see-clinician .busy')",
    )


def order(page: Page, form: str, fields: dict[str, str]) -> str:
    propose(page, form, fields)
    agree(page)
    words = page.words("#see-clinician")
    page.press("Interrogate the pump", "clinician")
    page.sees("Adjust the therapy", "#see-clinician")
    return words


def let_pass(page: Page, length: str) -> None:
    hold(page, "away")
    page.until("no session", "!document.querySelector('#see-clinician .busy')")
    page.type("Let pass at once", length, "bench")
    page.press("Let pass", "bench")
    hold(page)


def legs(page: Page) -> float:
    found = re.search(r"(?i)legs\s+([\d.]+)\s*Ashworth", page.words("#see-truth"))
    assert found, page.words("#see-truth")
    return float(found[1])
