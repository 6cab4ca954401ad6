"""Every screen in every size and setting: nothing stands out, axe finds nothing serious."""

from __future__ import annotations

import base64

import pytest
from browser import Page
from conftest import SHOTS

SIZES = {"360": (360, 740), "800": (800, 1100), "1440": (1440, 900), "2560": (2560, 1440)}
SCREENS = {
    "review": [],
    "adjust": ["Adjust the dose"],
    "finish": ["Adjust the dose", "Show old and new"],
    "done": ["Adjust the dose", "Show old and new", "Update the pump"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_every_pane_in_every_size(mocked: Page, size: str, scheme: str) -> None:
    mocked.emulate(prefers_color_scheme=scheme)
    mocked.size(*SIZES[size])
    mocked.run("window.mock.rate = 0; window.mock.head = 'contact'; window.mock.version += 1")
    for screen, presses in SCREENS.items():
        mocked.run("window.mock.screen = 'home'; window.mock.version += 1")
        mocked.settled()
        for each in presses:
            mocked.press(each, "clinician")
        mocked.settled()
        assert not mocked.overflow()
        mocked.shoot(SHOTS / "mock" / f"{screen}-{size}-{scheme}.png")
    assert not mocked.serious()
    panes = ["Patient", "Bench", "Truth"] if size == "360" else []
    for each in panes:
        mocked.press(each)
        mocked.run("scrollTo(0, 0)")
        assert not mocked.overflow()
        mocked.shoot(SHOTS / "mock" / f"{each.lower()}-{size}-{scheme}.png")
        assert not mocked.serious()


def test_no_line_is_longer_than_eighty_characters_on_a_very_wide_screen(mocked: Page) -> None:
    mocked.size(2560, 1440)
    wide = mocked.run(
        """
        return [...document.querySelectorAll('p, dd, li')].filter((e) => e.getClientRects().length
          && e.getBoundingClientRect().width > 42 * parseFloat(getComputedStyle(e).fontSize) * 1.25
          && e.textContent.length > 80).map((e) => e.textContent.slice(0, 60));
        """
    )
    assert not wide


def test_less_motion_moves_nothing(mocked: Page) -> None:
    mocked.emulate(prefers_reduced_motion="reduce")
    mocked.run("window.mock.busy = 'The pump is asked.'; window.mock.two_tone += 1; window.mock.version += 1")
    mocked.sees("The pump is asked.", "#see-clinician")
    moving = mocked.run("return document.getAnimations().filter((e) => e.playState === 'running').length")
    assert moving == 0


def test_paper_has_the_visit_and_the_timeline_and_nothing_else(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.press("Show old and new", "clinician")
    mocked.run("dispatchEvent(new Event('beforeprint'))")
    mocked.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    words = mocked.words()
    mocked.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    for each in ["Fictional pump", "Total in 24 h", "motor stalled"]:
        assert each in words
    for each in ["Update the pump", "On the bench", "Mute", "My pump"]:
        assert each not in words
    paper = mocked.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    file = SHOTS / "mock" / "paper.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(base64.b64decode(paper["data"]))


def test_forced_colours(mocked: Page) -> None:
    mocked.emulate(forced_colors="active")
    mocked.settled()
    mocked.shoot(SHOTS / "mock" / "forced-1440.png")
    assert not mocked.overflow()
