"""What the page draws and hands over, before a stand-in of the machine."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Callable

import pytest
from browser import Page
from conftest import HERE, SHOTS
from selenium.webdriver.common.keys import Keys


def acts(page: Page) -> list[dict]:
    return list(page.run("return window.mock.acts"))


def change(page: Page, script: str) -> None:
    page.run(script + "; window.mock.version += 1;")
    page.settled()


def test_a_person_goes_from_review_to_update(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.type("Daily dose", "220 mcg/day", "clinician")
    mocked.press("Show old and new", "clinician")
    mocked.sees("Most in any 24 h", "#see-clinician")
    mocked.type("New total in 24 h", "220 mcg", "clinician")
    mocked.press("Update the pump", "clinician")
    mocked.sees("Done: the pump gives 220 mcg/day", "#see-clinician")
    last = acts(mocked)[-1]
    assert last == {"name": "clinician/update", "fields": {"total": "220 mcg"}}
    assert not mocked.complaints()


def test_every_field_of_the_pane_is_handed_over_and_of_no_other(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.choose("Day schedule", "clinician")
    mocked.choose("Weekends differ", "clinician")
    assert acts(mocked)[-1] == {
        "name": "clinician/typed",
        "fields": {"dose": "200 mcg/day", "mode": "day", "week": "on"},
    }


def test_what_was_typed_stays_while_the_screen_does_and_errors_stand_by_it(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.type("Daily dose", "220", "clinician").send_keys(Keys.ENTER)
    mocked.sees("That is no dose", "#see-clinician")
    field = mocked.field("Daily dose", "clinician")
    assert field.get_attribute("value") == "220"
    assert field.get_attribute("aria-invalid") == "true"
    assert "clinician-dose-error" in str(field.get_attribute("aria-describedby"))
    change(mocked, "window.mock.t += 1000")
    assert mocked.field("Daily dose", "clinician").get_attribute("value") == "220"


def test_an_untouched_field_follows_the_machine(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    change(mocked, "window.mock.dose = '150 mcg/day'")
    assert mocked.field("Daily dose", "clinician").get_attribute("value") == "150 mcg/day"


def test_a_click_is_not_lost_when_leaving_the_field_changes_the_screen(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.type("Daily dose", "220 mcg/day", "clinician")
    # The finger stays down for some frames, in which the field is left and told to be wrong.
    mocked.run("window.mock.wrong = 'A long sentence that moves what stands below it. '.repeat(8)")
    box = mocked.find("button", "Below the field", "#see-clinician").rect
    for kind in ["mousePressed", "mouseReleased"]:
        mocked.driver.execute_cdp_cmd(
            "Input.dispatchMouseEvent",
            {"type": kind, "x": box["x"] + 20, "y": box["y"] + 10, "button": "left", "clickCount": 1},
        )
        for _ in range(5):
            mocked.settled()
    mocked.sees("A long sentence", "#see-clinician")
    assert [each["name"] for each in acts(mocked)][-2:] == ["clinician/typed", "clinician/below"]


def test_what_cannot_be_done_says_why_and_does_nothing(mocked: Page) -> None:
    before = len(acts(mocked))
    button = mocked.find("button", "Implant", "#see-clinician")
    mocked.sees("This pump is implanted already.", "#see-clinician")
    assert button.get_attribute("aria-describedby") == "clinician-act-implant-why"
    button.click()
    mocked.settled()
    assert len(acts(mocked)) == before
    assert "implanted already" in str(mocked.run("return document.getElementById('polite').textContent"))


def test_all_of_a_visit_works_by_keyboard(mocked: Page) -> None:
    mocked.tab_to("Adjust the dose")
    mocked.keys(Keys.ENTER)
    assert mocked.focused() == "Adjust the dose"
    mocked.tab_to("Daily dose")
    mocked.keys("240 mcg/day", Keys.ENTER)
    mocked.sees("Old and new", "#see-clinician")
    assert mocked.focused() == "Old and new"
    mocked.tab_to("New total in 24 h")
    mocked.keys("240 mcg", Keys.ENTER)
    mocked.sees("Updated", "#see-clinician")
    assert "Done" in str(mocked.run("return document.getElementById('polite').textContent"))


def test_focus_stays_where_a_person_is_when_another_pane_changes(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.type("Daily dose", "2", "clinician")
    change(mocked, "window.mock.patientScreen = 'alarm'; window.mock.alarm = 'Call now.'")
    assert mocked.focused() == "Daily dose"


def test_the_timeline_is_moved_by_keys_and_pointer(mocked: Page) -> None:
    change(mocked, "window.mock.rate = 0")
    track = mocked.find("[role=slider]", "The moment that is shown")
    mocked.run("arguments[0].focus()", track)
    before = int(str(track.get_attribute("aria-valuenow")))
    mocked.keys(Keys.ARROW_LEFT)
    mocked.until("a seek", f"window.mock.seek === {before} - 3600000")
    mocked.keys(Keys.HOME)
    mocked.until("the begin", "window.mock.seek === 0")
    mocked.sees("day 1, 00:00", "#see-time")
    mocked.keys(Keys.END)
    mocked.until("now", "window.mock.seek === window.mock.t")
    line = mocked.driver.find_element("css selector", ".lane-line")
    box = line.rect
    mocked.driver.execute_cdp_cmd(
        "Input.dispatchMouseEvent",
        {"type": "mousePressed", "x": box["x"] + 20, "y": box["y"] + 8, "button": "left", "clickCount": 1},
    )
    mocked.driver.execute_cdp_cmd(
        "Input.dispatchMouseEvent",
        {"type": "mouseReleased", "x": box["x"] + 20, "y": box["y"] + 8, "button": "left"},
    )
    want = 20 / box["width"] * 14 * 86_400_000
    mocked.until("the moment under the pointer", f"Math.abs(window.mock.seek - {want}) < 4e6")


def test_the_past_is_said_on_every_pane_and_the_track_stays_under_the_hand(mocked: Page) -> None:
    track = mocked.find("[role=slider]", "The moment that is shown")
    mocked.run("arguments[0].focus()", track)
    mocked.keys(Keys.HOME)
    mocked.until("the begin", "window.mock.seek === 0")
    mocked.settled()
    assert mocked.run("return document.activeElement === arguments[0]", track)
    for pane in ["clinician", "truth", "bench"]:
        mocked.sees("This is the past: nothing can be done in it.", f"#see-{pane}")
    mocked.press("Back to the present", "bench")
    mocked.settled()
    assert "This is the past" not in mocked.words("#desk")


def test_enter_does_what_stands_by_the_field_in_its_group(mocked: Page) -> None:
    mocked.type("Fill in", "18 mL", "bench").send_keys(Keys.ENTER)
    mocked.settled()
    last = [each for each in acts(mocked) if each["name"] != "bench/typed"][-1]
    assert last["name"] == "bench/draw" and last["fields"]["fill"] == "18 mL"


def test_the_timeline_is_there_as_a_list(mocked: Page) -> None:
    mocked.press("All of it as a list", "time")
    mocked.sees("motor stalled", "#see-time .list")
    mocked.press("day 2, 21:36", "time")
    mocked.until("a seek", "window.mock.seek === 1.9 * 86400000")


def test_what_the_page_does_not_know_is_seen(mocked: Page) -> None:
    change(mocked, "window.mock.extra = [{t: 'hologram'}, {t: 'facts'}, {t: 'constructor'}]")
    mocked.sees("This page cannot draw “hologram”", "#see-bench")
    mocked.sees("This page cannot draw “facts”", "#see-bench")
    mocked.sees("This page cannot draw “constructor”", "#see-bench")


def test_nothing_the_machine_says_becomes_markup(mocked: Page) -> None:
    words = "<img src=x onerror=alert(1)><b>x</b>"
    change(mocked, f"window.mock.extra = [{{t: 'text', tone: 'plain', text: '{words}'}}]")
    mocked.sees("<img src=x", "#see-bench")
    assert not mocked.run("return document.querySelector('#see-bench img, #see-bench b')")


def test_tones_are_shown_and_the_critical_one_is_told_at_once(mocked: Page) -> None:
    change(mocked, "window.mock.two_tone += 1")
    mocked.sees("Two-tone alarm sounds", ".top")
    assert "two-tone" in str(mocked.run("return document.getElementById('urgent').textContent"))
    mocked.press("Mute the tones")
    assert mocked.run("return localStorage.getItem('pumplink.muted')") == "yes"
    mocked.open(str(mocked.driver.current_url))
    mocked.ready()
    assert mocked.find("button", "Mute the tones").get_attribute("aria-pressed") == "true"


def test_an_hour_of_sleep_passes_no_time(tab: Page, empty_page: pathlib.Path) -> None:
    tab.before(
        "const real = performance.now.bind(performance); window.jump = 0;"
        "performance.now = () => real() + window.jump;"
        "const frame = requestAnimationFrame.bind(window);"
        "window.requestAnimationFrame = (f) => frame((t) => f(t + window.jump));"
    )
    tab.before((HERE / "mock.js").read_text(encoding="utf-8"))
    tab.open(empty_page.as_uri())
    tab.ready()
    tab.settled()
    tab.run("window.mock.passed.length = 0; window.jump = 3600000")
    tab.until("what the page tells of it", "window.mock.acts.some((e) => e.name === 'page/slept')")
    slept = [each for each in acts(tab) if each["name"] == "page/slept"]
    assert len(slept) == 1 and 3_599_000 < int(slept[0]["fields"]["ms"]) < 3_610_000
    assert sum(tab.run("return window.mock.passed")) < 10_000


def test_a_fragment_is_handed_over_and_a_broken_one_is_told(tab: Page, empty_page: pathlib.Path) -> None:
    tab.before((HERE / "mock.js").read_text(encoding="utf-8"))
    tab.open(empty_page.as_uri() + "#scenario=implant&t=broken")
    tab.ready()
    assert tab.run("return window.mock.fragment") == "scenario=implant&t=broken"
    tab.sees("The link cannot be read", "#said")
    tab.press("Hide")
    tab.settled()
    assert "cannot be read" not in tab.words("#said")
    tab.run("location.hash = 'seed=7'")
    tab.until("the other fragment", "window.mock.fragment === 'seed=7'")


def test_the_link_to_this_moment_stands_in_the_address(mocked: Page) -> None:
    mocked.press("Copy link to this moment")
    assert "#t=" in mocked.driver.current_url
    mocked.sees("link", "#said")


def test_what_is_kept_comes_back(mocked: Page) -> None:
    mocked.press("Adjust the dose", "clinician")
    mocked.type("Daily dose", "77 mcg/day", "clinician")
    mocked.keys(Keys.TAB)
    mocked.until("it in the storage", "localStorage.getItem('pumplink.kept') === 'dose=77 mcg/day'")
    mocked.open(str(mocked.driver.current_url))
    mocked.ready()
    assert mocked.run("return window.mock.restored") == "dose=77 mcg/day"


def test_what_another_tab_keeps_is_said_and_its_open_orders_are_known_here(mocked: Page) -> None:
    mocked.run(
        "dispatchEvent(new StorageEvent('storage', {key: 'pumplink.kept',"
        " newValue: 'pumplink-page 1\\nlife=scenario=home\\nopen=PLP-1 4'}))"
    )
    mocked.sees("open in another tab", "#said")
    assert mocked.run("return window.mock.restored") == "pumplink-page 1\nopen=PLP-1 4"


def test_a_link_that_is_only_looked_at_takes_no_life_away(mocked: Page) -> None:
    kept = "pumplink-page 1\\nlife=scenario=home\\nopen=PLP-1 4"
    mocked.run(f"localStorage.setItem('pumplink.kept', '{kept}')")
    mocked.open(str(mocked.driver.current_url) + "#scenario=implant")
    mocked.ready()
    assert mocked.run("return window.mock.restored") == "pumplink-page 1\nopen=PLP-1 4"
    mocked.run("window.mock.kept = 'another life'")
    mocked.settled()
    assert "scenario=home" in str(mocked.run("return localStorage.getItem('pumplink.kept')"))
    mocked.press("Adjust the dose", "clinician")
    mocked.until("what was done", "localStorage.getItem('pumplink.kept') === 'another life'")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (
            "Object.defineProperty(window, 'localStorage',"
            " {get() {throw new DOMException('no', 'SecurityError')}})",
            "The browser keeps nothing for this page",
        ),
        (
            "Storage.prototype.setItem = () => {throw new DOMException('full', 'QuotaExceededError')}",
            "The browser’s storage is full",
        ),
    ],
)
def test_storage_denied_or_full_is_said_and_all_goes_on(
    tab: Page, empty_page: pathlib.Path, script: str, words: str
) -> None:
    tab.before(script)
    tab.before((HERE / "mock.js").read_text(encoding="utf-8"))
    tab.open(empty_page.as_uri())
    tab.ready()
    tab.run("window.mock.kept = 'something'")
    tab.sees(words, "#said")
    tab.press("Adjust the dose", "clinician")
    tab.sees("Daily dose", "#see-clinician")
    assert not tab.complaints()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("delete window.WebAssembly", "does not run WebAssembly"),
        (
            "WebAssembly.instantiate = async () => {throw new WebAssembly.CompileError('policy')}",
            "The browser refuses to run the pump of this page (policy)",
        ),
    ],
)
def test_a_machine_that_is_refused_is_said(
    tab: Page, empty_page: pathlib.Path, script: str, words: str
) -> None:
    tab.before(script)
    tab.open(empty_page.as_uri())
    tab.sees(words, "#said")
    tab.sees("Fictional pump", "header")


@pytest.mark.parametrize("rest", ["", "~~~~"])
def test_a_damaged_machine_is_said(tab: Page, empty_page: pathlib.Path, rest: str) -> None:
    # Each byte of the machine is a letter.
    page = empty_page.read_bytes().decode("latin-1")
    before, machine, after = re.split('(?<=id="machine">)([^<]*)', page)
    size, check, letters = machine.split(" ", 2)
    damaged = letters[:6] + rest + letters[10:] if rest else letters[:6]
    file = empty_page.with_name(f"damaged{len(rest)}.html")
    file.write_bytes(f"{before}{size} {check} {damaged}{after}".encode("latin-1"))
    tab.open(file.as_uri())
    tab.sees("cannot be unpacked", "#said")
    tab.sees("Fictional pump", "header")


def test_a_machine_that_stops_is_said_and_not_asked_again(mocked: Page) -> None:
    mocked.run("window.mock.trap = true")
    mocked.sees("The machine behind this page stopped (unreachable)", "#said")
    drawn = mocked.run("return window.mock.acts.length")
    mocked.press("Adjust the dose", "clinician")
    assert mocked.run("return window.mock.acts.length") == drawn


def test_without_scripts_the_page_says_so(tab: Page, empty_page: pathlib.Path) -> None:
    tab.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        tab.open(empty_page.as_uri())
        text = tab.driver.find_element("tag name", "noscript").text
    finally:
        tab.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "needs JavaScript" in text


def test_a_tab_tells_of_what_is_critical_behind_it(mocked: Page) -> None:
    mocked.size(360, 740)
    change(mocked, "window.mock.alarm = 'The pump has stopped: call now.'")
    assert mocked.run("return document.querySelectorAll('#tabs [data-see=patient] .badge .critical').length")
    mocked.press("Patient")
    mocked.sees("call now", "#see-patient")
    mocked.shoot(SHOTS / "mock" / "alarm-360.png")


def test_it_is_quick(mocked: Page, figure: Callable[[str], None]) -> None:
    times = mocked.run(
        "return [performance.getEntriesByName('pumplink-drawn')[0].startTime,"
        " performance.getEntriesByType('paint').map((e) => e.startTime)[0]]"
    )
    figure(f"first drawing before a stand-in after {times[0]:.0f} ms, first paint {times[1]} ms")
    mocked.run("Object.assign(window.pumplink, {frames: 0, drawn: 0, script: 0, worst: 0})")
    mocked.until("300 frames", "window.pumplink.frames > 300")
    told = mocked.run("return window.pumplink")
    figure(
        f"script of a frame, all panes changing: {told['script'] / told['frames']:.2f} ms, worst"
        f" {told['worst']:.1f} ms, over {told['frames']} frames"
    )


def test_a_live_page_has_no_line_from_a_folder(mocked: Page) -> None:
    assert not mocked.driver.find_element("id", "line").is_displayed()
