"""Whole lives in a browser, with the machine that the page is delivered with."""

from __future__ import annotations

import os
import pathlib
import re
from collections.abc import Callable, Iterator

import pytest
from browser import Page
from conftest import ROOT, SHOTS
from gateway import Gateway
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


def interrogate(page: Page) -> None:
    page.press("Interrogate", "clinician")
    page.sees("Adjust the therapy", "#see-clinician")


WORKFLOWS = {
    "The pump's clock": "Implant or revision",
    "The catheter": "Implant or revision",
    "Fill the path (prime)": "Implant or revision",
    "A steady dose": "Adjust the therapy",
}


def open_form(page: Page, form: str) -> None:
    page.press(WORKFLOWS[form], "clinician")
    page.sees("Back", "#see-clinician .bar")
    page.press(form, "clinician")


def propose(page: Page, form: str, fields: dict[str, str]) -> None:
    open_form(page, form)
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
            " e.querySelector('.what').textContent === 'most in 24 h')"
            ".querySelector('.new').firstChild.data"
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


def fact(page: Page, pane: str, label: str) -> str:
    """What a pane says of something."""
    return str(
        page.until(
            f"{label} in {pane}",
            "[...document.querySelectorAll(`#see-${arguments[0]} .fact`)].find((e) =>"
            " e.querySelector('dt').textContent === arguments[1])?.querySelector('dd').textContent",
            pane,
            label,
        )
    )


def legs(page: Page) -> float:
    found = re.search(r"\d+\.\d+", fact(page, "truth", "legs"))
    assert found
    return float(found[0])


def implant(page: Page) -> None:
    """All that a new pump needs: its clock, its catheter, a full path and a first dose."""
    hold(page)
    interrogate(page)
    order(page, "The pump's clock", {})
    order(page, "The catheter", {"Implanted": "60 cm", "Cut off": "30 cm", "Tip lies at": "T10"})
    order(page, "Fill the path (prime)", {})
    let_pass(page, "1 h")
    interrogate(page)
    done = order(page, "A steady dose", {"Dose a day": "100 mcg/day"})
    assert "Done" in done and "the pump holds it" in done


def test_a_first_visit_from_box_to_first_dose(life: Page) -> None:
    implant(life)
    assert fact(life, "clinician", "dose").startswith("100")
    assert "500 mcg/mL" in life.words("#see-truth .legend")
    let_pass(life, "2 days")
    assert legs(life) < 3.0


def test_two_weeks_of_titration_until_the_legs_are_soft(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    hold(life)
    interrogate(life)
    assert legs(life) > 2.0
    dose = 100
    soft = 0
    for _ in range(14):
        if legs(life) > 2.0:
            dose = dose * 12 // 10
            assert "Done" in order(life, "A steady dose", {"Dose a day": f"{dose} mcg/day"})
        let_pass(life, "25 h")
        interrogate(life)
        soft = soft + 1 if legs(life) <= 2.0 else 0
        if soft == 3:
            break
    assert soft == 3, f"{dose} mcg/day, legs {legs(life)}"
    assert fact(life, "clinician", "dose").startswith(str(dose))


def test_a_tenfold_slip_is_stopped(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    hold(life)
    interrogate(life)
    propose(life, "A steady dose", {"Dose a day": "1000 mcg/day"})
    life.sees("A LARGE STEP", "#see-clinician")
    assert "Yes, do it" not in life.words("#see-clinician")
    life.type("Most in any 24 h", "100 mcg", "clinician").send_keys(Keys.ENTER)
    life.sees("Nothing was changed", "#see-clinician")
    life.press("No, change nothing", "clinician")
    life.until("no session", "!document.querySelector('#see-clinician .busy')")
    interrogate(life)
    assert fact(life, "clinician", "dose").startswith("100")


def test_a_dose_without_its_unit_is_asked_for_again(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    hold(life)
    interrogate(life)
    open_form(life, "A steady dose")
    life.type("Dose a day", "110", "clinician").send_keys(Keys.ENTER)
    life.until("the error by its field", "document.querySelector('#clinician-dose-error')")
    assert life.field("Dose a day", "clinician").get_attribute("value") == "110"


def test_a_refill_with_another_strength_and_its_bridge(life: Page) -> None:
    begin(life, "scenario=refill&seed=7")
    hold(life)
    interrogate(life)
    life.type("Draw out", "20 mL", "bench")
    life.press("Draw out", "bench")
    life.sees("The syringe holds", "#see-bench")
    drawn = re.search(r"The syringe holds ([\d.]+ mL)", life.words("#see-bench"))
    assert drawn
    life.type("Fill in", "17 mL", "bench")
    life.type("of this strength", "1000 mcg/mL", "bench")
    life.press("Fill in", "bench")
    life.sees("17.000 mL of 1000 mcg/mL are in", "#see-bench")
    life.press("Refill the reservoir", "clinician")
    life.type("Drawn out", drawn[1], "clinician")
    life.type("Filled in", "17 mL", "clinician")
    life.type("Strength filled in", "1000 mcg/mL", "clinician")
    life.choose("a bridge at the old programme's flow", "clinician")
    life.press("Show what it would do", "clinician")
    life.sees("bridge", "#see-clinician")
    agree(life)
    life.sees("Done", "#see-clinician")
    interrogate(life)
    # What was left behind has mixed with what was filled in.
    assert "962 mcg/mL" in fact(life, "clinician", "therapy")
    life.sees("bridge", "#see-clinician")
    let_pass(life, "6 h")
    assert len(life.run("return [...document.querySelectorAll('#see-truth .legend li')]")) > 1


def test_a_line_torn_out_in_mid_order_is_unknown_and_one_look_settles_it(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    hold(life)
    interrogate(life)
    life.choose("it is carried out, and the cable is torn out", "bench")
    propose(life, "A steady dose", {"Dose a day": "115 mcg/day"})
    agree(life)
    life.sees("Unknown", "#see-clinician")
    life.sees("nobody knows", "#see-clinician")
    life.sees("Do not repeat it", "#see-clinician")
    life.press("Plug the cable in", "bench")
    interrogate(life)
    assert fact(life, "clinician", "dose").startswith("115")


def test_a_report_of_the_visit_has_the_old_dose_and_the_new_one(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    hold(life)
    interrogate(life)
    propose(life, "A steady dose", {"Dose a day": "115 mcg/day"})
    agree(life)
    life.press("Report of this visit", "clinician")
    life.sees("How it was found, and is left", "#see-clinician")
    row = life.run(
        "return [...document.querySelectorAll('#see-clinician .compare .row')].find((e) =>"
        " e.querySelector('.what').textContent === '24-h total').innerText"
    )
    assert "100 mcg" in str(row) and "115 mcg" in str(row)
    life.sees("Done: ", "#see-clinician")
    life.press("Back", "clinician")
    life.sees("Adjust the therapy", "#see-clinician")


def test_a_frame_is_opened_by_keyboard_and_shows_its_fields(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    hold(life)
    interrogate(life)
    frame = life.find("button.unfold", "from the pump", "#see-time")
    life.run("arguments[0].focus()", frame)
    life.keys(Keys.ENTER)
    life.until("its fields", "document.querySelector('#see-time .fields')")
    life.sees("bytes", "#see-time .fields")
    assert life.run("return document.activeElement.getAttribute('aria-expanded')") == "true"
    assert not life.serious()
    life.keys(Keys.ENTER)
    life.until("no fields", "!document.querySelector('#see-time .fields')")


def test_what_must_hold_is_said_to_hold(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    let_pass(life, "3 days")
    life.sees("What must hold at every moment", "#see-truth")
    words = life.words("#see-truth")
    assert words.count(" holds. ") == 9 and "does NOT hold" not in words


def test_an_alarm_goes_from_pump_to_patient_to_clinician(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    life.run(
        "const s = document.getElementById('bench-fault'); s.value = 'motor stall';"
        "s.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    life.press("Let it fail", "bench")
    life.sees("motor: stall", "#see-bench")
    let_pass(life, "5 h")
    life.press("To the patient’s handheld")
    life.press("Look at my pump", "patient")
    life.sees("NO MEDICINE comes", "#see-patient")
    life.sees("Call your clinic NOW", "#see-patient")
    life.sees("Two-tone alarm sounds", ".top")
    life.shoot(SHOTS / "life" / "patient-alarm-1440.png")
    life.press("To the clinician’s handheld")
    interrogate(life)
    life.sees("motor stall", "#see-clinician")
    assert life.run("return document.querySelector('#see-time .loud .critical') !== null")


def test_a_first_look_by_keyboard_alone(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    life.tab_to("away")
    life.keys(Keys.ARROW_DOWN)
    life.keys(Keys.ARROW_DOWN)
    life.tab_to("Interrogate the pump")
    life.keys(Keys.ENTER)
    life.sees("Adjust the therapy", "#see-clinician")
    life.tab_to("Adjust the therapy")
    life.keys(Keys.ENTER)
    life.tab_to("A steady dose")
    life.keys(Keys.ENTER)
    life.until("the form has the keyboard", "document.activeElement.id === 'clinician-head'")
    life.tab_to("Dose a day")
    life.keys("115 mcg/day", Keys.ENTER)
    life.sees("Yes, do it", "#see-clinician")
    life.until("the question has the keyboard", "document.activeElement.id === 'clinician-head'")
    life.tab_to("Yes, do it")
    life.keys(Keys.ENTER)
    life.sees("the pump holds it", "#see-clinician")


def test_a_link_makes_the_same_moment_again(life: Page) -> None:
    begin(life, "scenario=home&seed=11")
    hold(life)
    interrogate(life)
    order(life, "A steady dose", {"Dose a day": "115 mcg/day"})
    let_pass(life, "30 h")
    life.press("Copy link to this moment")
    address = life.driver.current_url
    before = life.words("#see-truth")
    life.open(address)
    life.ready()
    assert life.words("#see-truth") == before


def test_the_past_is_looked_at_and_left_again(life: Page) -> None:
    begin(life, "scenario=home&seed=7")
    let_pass(life, "3 days")
    now = fact(life, "truth", "the patient received")
    track = life.find("[role=slider]", "The moment that is shown")
    life.run("arguments[0].focus()", track)
    life.keys(Keys.PAGE_DOWN)
    life.sees("This is the past", "#see-clinician")
    assert fact(life, "truth", "the patient received") != now
    life.press("Back to the present", "bench")
    life.until("the present", "!document.querySelector('.past')")
    assert fact(life, "truth", "the patient received") == now


def test_a_fragment_that_cannot_be_used_is_said(life: Page) -> None:
    begin(life, "scenario=moon&seed=x&do=%ZZ&t=-1")
    life.sees("cannot be used", "#said")
    life.find("button", "Interrogate the pump", "#see-clinician")


def test_it_starts_and_runs_quickly(life: Page, figure: Callable[[str], None]) -> None:
    begin(life, "scenario=home&seed=7")
    drawn = life.run("return performance.getEntriesByName('pumplink-drawn')[0].startTime")
    size = PAGE.stat().st_size
    life.choose("a day a second", "bench")
    life.run("Object.assign(window.pumplink, {frames: 0, drawn: 0, script: 0, worst: 0})")
    life.until("300 frames", "window.pumplink.frames > 300")
    told = life.run("return window.pumplink")
    figure(
        f"page of {size} bytes drawn after {drawn:.0f} ms; a day a second: script"
        f" {told['script'] / told['frames']:.1f} ms a frame, worst {told['worst']:.0f} ms"
    )


@pytest.mark.parametrize("pace", ["as in life", "an hour a second"])
def test_weeks_leave_nothing_behind(tab: Page, figure: Callable[[str], None], pace: str) -> None:
    tab.before(FAST)
    begin(tab, "scenario=home&seed=7")
    tab.choose(pace, "bench")
    lasts(tab, figure, f"the machine, {pace}")


SIZES = {"360": (360, 740), "1440": (1440, 900), "2560": (2560, 1440)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_every_screen_in_every_size(life: Page, size: str, scheme: str) -> None:
    begin(life, "scenario=home&seed=7")
    life.emulate(prefers_color_scheme=scheme)
    shots = SHOTS / "life"

    def look(name: str) -> None:
        life.size(*SIZES[size])
        life.settled()
        assert not life.overflow(), name
        life.shoot(shots / f"{name}-{size}-{scheme}.png")
        assert not life.serious(), name
        if size == "360":
            life.size(1440, 900)
            life.settled()

    if size == "360":
        life.size(1440, 900)
    look("home")
    hold(life)
    interrogate(life)
    look("review")
    propose(life, "A steady dose", {"Dose a day": "1000 mcg/day"})
    look("slip")
    life.press("No, change nothing", "clinician")
    life.until("no session", "!document.querySelector('#see-clinician .busy')")
    interrogate(life)
    life.press("Refill the reservoir", "clinician")
    look("refill")
    life.press("Back", "clinician")
    propose(life, "A steady dose", {"Dose a day": "115 mcg/day"})
    look("finish")
    agree(life)
    look("outcome")
    life.press("Report of this visit", "clinician")
    life.sees("How it was found", "#see-clinician")
    look("report")
    if size == "360":
        life.size(*SIZES[size])
        for pane in ["Patient", "Truth", "Bench"]:
            life.press(pane)
            life.run("scrollTo(0, 0)")
            life.shoot(shots / f"{pane.lower()}-{size}-{scheme}.png")
            assert not life.overflow(), pane
            assert not life.serious(), pane


def test_a_server_that_says_another_charset_changes_nothing(tab: Page) -> None:
    server = Gateway(PAGE.read_bytes())
    try:
        tab.open(server.address)
        tab.ready()
        assert tab.run("return document.characterSet") == "UTF-8"
        tab.sees("Interrogate", "#see-clinician")
    finally:
        server.close()
