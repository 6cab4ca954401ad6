"""Recordings in the page: a seed of the soak, a script, a capture, each as one file."""

from __future__ import annotations

import os
import pathlib
import subprocess

import pytest
from browser import Page
from conftest import ROOT, SHOTS
from selenium.webdriver.common.keys import Keys
from test_life import PAGE

BIN = pathlib.Path(os.environ.get("PUMPLINK_BIN", ROOT / ".build/release"))
PROGRAMS = [PAGE, BIN / "pump-soak", BIN / "programmer", BIN / "PumpFirmwareSim"]
pytestmark = pytest.mark.skipif(
    not all(each.exists() for each in PROGRAMS), reason="a program or the page was not built"
)

# The name has letters beyond ASCII, which is all that the page itself is written in.
FAILING = """
name: A dose “+9 µg” that nobody gave
steps:
  - programmer: dose 110 mcg/day
    total: 110 mcg
  - bench: advance 2 days
  - programmer: status
    expect:
      therapy.dose_mcg_per_day: 120 mcg/day
"""


def run(folder: pathlib.Path, name: str, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([BIN / name, *words], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done
    return done


def show(page: Page, file: pathlib.Path, fragment: str = "") -> None:
    page.open(file.as_uri() + ("#" + fragment if fragment else ""))
    page.ready()
    page.sees("Recording", "#see-trace h2")


def head(page: Page) -> str:
    return page.words("#see-truth h4, #see-truth h3 ~ *")


def entry(page: Page) -> str:
    return str(page.run("return window.location.hash"))


@pytest.fixture
def seed(tab: Page, tmp_path: pathlib.Path) -> Page:
    run(tmp_path, "pump-soak", "--seed", "17", "--page", "life.html")
    show(tab, tmp_path / "life.html")
    return tab


def test_a_seed_is_gone_along_and_every_moment_has_a_link(seed: Page, tmp_path: pathlib.Path) -> None:
    seed.sees("Life of seed 17", "#see-trace")
    seed.sees("everything held", "#see-trace")
    seed.find("[role=slider]", "The moment that is shown").send_keys(Keys.END)
    seed.sees("Strokes", "#see-trace")
    seed.press("Step back", "truth")
    seed.press("Step back", "truth")
    at = seed.words("#see-truth .heading, #see-truth h4")
    seed.press("Copy link")
    link = entry(seed)
    assert link.startswith("#part=0&entry=")
    seed.find("[role=slider]", "The moment that is shown").send_keys(Keys.HOME)
    seed.settled()
    assert seed.words("#see-truth h4") != at
    show(seed, tmp_path / "life.html", link[1:])
    assert seed.words("#see-truth h4") == at
    assert not seed.complaints()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (800, 1100), (1440, 900), (2560, 1440)])
def test_a_recording_in_every_size(seed: Page, size: tuple[int, int], scheme: str) -> None:
    seed.emulate(prefers_color_scheme=scheme)
    seed.size(*size)
    seed.settled()
    assert not seed.overflow()
    assert not seed.serious()
    seed.shoot(SHOTS / "replay" / f"seed-{size[0]}-{scheme}.png")
    if size[0] == 360:
        seed.press("What happened")
        assert not seed.overflow()
        seed.shoot(SHOTS / "replay" / f"seed-{size[0]}-{scheme}-happened.png")


def test_a_script_that_fails_opens_where_it_failed(tab: Page, tmp_path: pathlib.Path) -> None:
    (tmp_path / "wrong.yaml").write_text(FAILING, encoding="utf-8")
    run(tmp_path, "programmer", "run", "wrong.yaml", "--page", "run.html", "--trace", "run.trace", code=1)
    show(tab, tmp_path / "run.html")
    tab.sees("A dose “+9 µg” that nobody gave", "#see-trace")
    tab.sees("FAILED: wrong.yaml:", "#see-trace")
    tab.sees("dose_mcg_per_day", "#see-truth")
    for _ in range(40):
        tab.press("Step back", "truth")
        if "sealed" in tab.words("#see-truth") and "commit" in tab.words("#see-truth .text"):
            break
    tab.shoot(SHOTS / "replay" / "script.png")
    # The same by a person's choice of the trace, in a page without one; and back to its pump.
    tab.open(PAGE.as_uri())
    tab.ready()
    tab.run("document.getElementById('open').scrollIntoView()")
    tab.driver.find_element("id", "open").send_keys(str(tmp_path / "run.trace"))
    tab.sees("A dose “+9 µg” that nobody gave", "#see-trace")
    tab.press("Close it", "trace")
    tab.sees("Interrogate", "#see-clinician")
    assert not tab.complaints()


def test_a_capture_is_shown_along_the_line_and_one_that_was_cut_is_said(
    tab: Page, tmp_path: pathlib.Path
) -> None:
    run(
        tmp_path, "PumpFirmwareSim", "run", "--",
        str(BIN / "programmer"), "dose", "110 mcg/day", "--yes", "--capture", str(tmp_path / "visit"),
    )  # fmt: skip
    run(tmp_path, "programmer", "decode", "visit", "--page", "visit.html")
    show(tab, tmp_path / "visit.html")
    tab.sees("Capture visit", "#see-trace")
    tab.sees("sealed", "#see-trace")
    tab.shoot(SHOTS / "replay" / "capture.png")
    whole = (tmp_path / "visit").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    told = subprocess.run(
        [BIN / "programmer", "decode", "cut", "--page", "cut.html"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert told.returncode == 1
    assert "cut: the file ends in the middle of a block" in told.stderr
    show(tab, tmp_path / "cut.html")
    tab.sees("Capture cut", "#see-trace")
    assert not tab.complaints()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("visit notes\n", "This is no trace of PumpLink"),
        ("# PumpLink trace 9\n# title: T\n", "another version"),
        ("# PumpLink trace 1\n# entries: 4\n# title: T\n", "was cut short"),
        ("", "There is no trace"),
    ],
)
def test_what_is_no_recording_is_said_in_place(
    tab: Page, tmp_path: pathlib.Path, text: str, words: str
) -> None:
    (tmp_path / "file.trace").write_text(text, encoding="utf-8")
    tab.open(PAGE.as_uri())
    tab.ready()
    tab.driver.find_element("id", "open").send_keys(str(tmp_path / "file.trace"))
    tab.sees(words, "#see-trace")
    tab.press("Close it", "trace")
    tab.sees("Interrogate", "#see-clinician")
