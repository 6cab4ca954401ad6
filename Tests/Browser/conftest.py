"""A browser per worker, a page per test, a figure where one was measured."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from selenium import webdriver

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import browser  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = pathlib.Path(os.environ.get("PUMPLINK_REPOSITORY", HERE.parent.parent))
SHOTS = pathlib.Path(os.environ.get("PUMPLINK_SHOTS", ROOT / ".build" / "shots"))
FIGURES = SHOTS / "figures.txt"


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    chromedriver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.fail("there is no chromium or chromedriver; packages chromium and chromium-driver")
    driver = browser.start(chromium, chromedriver)
    yield driver
    driver.quit()


def assemble(wasm: pathlib.Path, out: pathlib.Path) -> pathlib.Path:
    subprocess.run(
        [sys.executable, ROOT / "Sources/PumpPage/page/assemble.py", "--wasm", wasm, "--out", out],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return out


@pytest.fixture(scope="session")
def empty_page(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The page with a machine of nothing in it, for the stand-in."""
    folder = tmp_path_factory.mktemp("page")
    wasm = folder / "empty.wasm"
    wasm.write_bytes(b"\0asm\1\0\0\0")
    return assemble(wasm, folder / "pumplink.html")


@pytest.fixture
def tab(driver: webdriver.Chrome) -> Iterator[browser.Page]:
    """A tab of its own with nothing kept from before."""
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    page = browser.Page(driver)
    page.size(1440, 900)
    driver.get_log("browser")
    yield page
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    for handle in driver.window_handles:
        if handle != first:
            driver.switch_to.window(handle)
            driver.close()
    driver.switch_to.window(first)


@pytest.fixture
def mocked(tab: browser.Page, empty_page: pathlib.Path) -> browser.Page:
    """The page before a stand-in of the machine, drawn."""
    tab.before((HERE / "mock.js").read_text(encoding="utf-8"))
    tab.open(empty_page.as_uri())
    tab.run("localStorage.clear()")
    tab.open(empty_page.as_uri())
    return tab.ready()


@pytest.fixture
def figure() -> Callable[[str], None]:
    """Writes a figure down; they are printed when all is done, and nothing fails by them."""

    def write(words: str) -> None:
        FIGURES.parent.mkdir(parents=True, exist_ok=True)
        with FIGURES.open("a", encoding="utf-8") as file:
            file.write(f"figure: {words}\n")

    return write


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        FIGURES.unlink(missing_ok=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FIGURES.exists():
        terminalreporter.write(FIGURES.read_text(encoding="utf-8"))
