"""The page on a real line: the gateway, a pump on a port, and programs outside."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
from collections.abc import Callable, Iterator

import pytest
from browser import Page
from conftest import ROOT
from test_life import PAGE, agree, fact, open_form

BIN = pathlib.Path(os.environ.get("PUMPLINK_BIN", ROOT / ".build/release"))
GATEWAY = pathlib.Path(os.environ.get("PUMPLINK_GATEWAY", BIN / "pump-gateway"))
PROGRAMS = [PAGE, GATEWAY, BIN / "PumpFirmwareSim", BIN / "programmer"]
pytestmark = pytest.mark.skipif(
    not all(each.exists() for each in PROGRAMS), reason="a program or the page was not built"
)


class Process:
    """A program that says when it is ready."""

    def __init__(self, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [str(each) for each in arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout
        self.ready = json.loads(self.process.stdout.readline())
        assert self.ready["event"] == "ready"

    def end(self, how: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)


Start = Callable[..., Process]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[Process] = []

    def begin(*arguments: object) -> Process:
        running.append(Process(*arguments))
        return running[-1]

    yield begin
    for each in reversed(running):
        each.end()


def pump(start: Start, folder: pathlib.Path, name: str = "pump") -> Process:
    return start(
        BIN / "PumpFirmwareSim",
        *["run", "--link", folder / name, "--state", folder / f"{name}.state"],
        *["--card", folder / f"{name}.card", "--json"],
    )


def gateway(start: Start, *arguments: object) -> Process:
    return start(GATEWAY, *arguments, "--page", PAGE, "--json")


def programmer(folder: pathlib.Path, *arguments: str) -> dict:
    told = subprocess.run(
        [BIN / "programmer", *arguments, "--port", folder / "pump", "--json"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == 0, told.stderr
    return dict(json.loads(told.stdout))


def connect(page: Page, url: str, card: pathlib.Path) -> None:
    page.open(url)
    page.ready()
    page.press("Live line")
    page.press("Use the pump on the port")
    page.sees("is open", "#wire")
    page.driver.find_element("id", "card").send_keys(str(card))
    page.sees("card of", "#see-clinician")


def test_a_dose_is_given_to_a_pump_on_a_port_and_read_by_a_programmer(
    tab: Page, start: Start, tmp_path: pathlib.Path
) -> None:
    pump(start, tmp_path)
    served = gateway(start, "--port", tmp_path / "pump")
    connect(tab, served.ready["url"], tmp_path / "pump.card")
    tab.press("Interrogate the pump", "clinician")
    tab.sees("Adjust the therapy", "#see-clinician")
    open_form(tab, "A steady dose")
    tab.type("Dose a day", "110 mcg/day", "clinician")
    tab.press("Show what it would do", "clinician")
    tab.sees("most in 24 h", "#see-clinician")
    agree(tab)
    tab.sees("the pump holds it", "#see-clinician")
    tab.press("Leave the line")
    tab.sees("The line was left", "#wire")
    tab.open("about:blank")
    served.end()
    told = programmer(tmp_path, "therapy", "--card", str(tmp_path / "pump.card"))
    assert "110" in json.dumps(told["therapy"])
    assert not tab.complaints()


def test_the_card_of_another_pump_opens_nothing(tab: Page, start: Start, tmp_path: pathlib.Path) -> None:
    pump(start, tmp_path)
    pump(start, tmp_path, "other").end()
    served = gateway(start, "--port", tmp_path / "pump")
    connect(tab, served.ready["url"], tmp_path / "other.card")
    tab.press("Interrogate the pump", "clinician")
    tab.sees("Not this pump", "#see-clinician")
    no_card = tmp_path / "list.txt"
    no_card.write_text("bread, milk", encoding="utf-8")
    tab.driver.find_element("id", "card").send_keys(str(no_card))
    tab.sees("card", "#see-clinician .critical")


def test_a_port_that_goes_and_comes_back_is_said(tab: Page, start: Start, tmp_path: pathlib.Path) -> None:
    first = pump(start, tmp_path)
    served = gateway(start, "--port", tmp_path / "pump")
    connect(tab, served.ready["url"], tmp_path / "pump.card")
    first.end(signal.SIGKILL)
    tab.sees("the line is gone", "#wire")
    tab.sees("the line is gone", "#see-clinician")
    pump(start, tmp_path)
    tab.sees("is back", "#wire")
    tab.press("Interrogate the pump", "clinician")
    tab.sees("Adjust the therapy", "#see-clinician")
    assert fact(tab, "clinician", "battery")


def test_a_second_tab_is_told_who_has_the_port(tab: Page, start: Start, tmp_path: pathlib.Path) -> None:
    pump(start, tmp_path)
    served = gateway(start, "--port", tmp_path / "pump")
    connect(tab, served.ready["url"], tmp_path / "pump.card")
    tab.driver.switch_to.new_window("tab")
    second = Page(tab.driver)
    second.open(served.ready["url"])
    second.ready()
    second.press("Live line")
    second.press("Use the pump on the port")
    second.sees("is held by another page", "#wire")


def test_a_gateway_that_is_killed_is_said(tab: Page, start: Start, tmp_path: pathlib.Path) -> None:
    pump(start, tmp_path)
    served = gateway(start, "--port", tmp_path / "pump")
    connect(tab, served.ready["url"], tmp_path / "pump.card")
    served.end(signal.SIGKILL)
    tab.sees("The gateway does not answer", "#wire")
    tab.sees("therapy goes on", "#see-clinician")


def test_the_pump_of_the_page_is_found_by_a_programmer_outside(
    tab: Page, start: Start, tmp_path: pathlib.Path
) -> None:
    served = gateway(start, "--pump-link", tmp_path / "pump")
    tab.open(served.ready["url"])
    tab.ready()
    tab.choose("on the skin", "clinician")
    tab.press("Live line")
    tab.press("Lend this page’s pump")
    tab.sees("programmers find the pump", "#wire")
    told = programmer(tmp_path, "identify")
    assert str(told["pump"]["serial"]).startswith("PLP-")


def test_an_order_without_an_outcome_outlives_the_page(
    tab: Page, start: Start, tmp_path: pathlib.Path
) -> None:
    control = tmp_path / "control"
    run = [BIN / "PumpFirmwareSim", "run", "--link", tmp_path / "pump", "--state", tmp_path / "pump.state"]
    run += ["--card", tmp_path / "pump.card", "--control", control, "--clock", "manual", "--json"]
    start(*run)
    served = gateway(start, "--port", tmp_path / "pump")
    connect(tab, served.ready["url"], tmp_path / "pump.card")
    tab.press("Interrogate the pump", "clinician")
    tab.sees("Adjust the therapy", "#see-clinician")
    open_form(tab, "A steady dose")
    tab.type("Dose a day", "110 mcg/day", "clinician")
    tab.press("Show what it would do", "clinician")
    tab.sees("most in 24 h", "#see-clinician")
    # The pump carries it out and is gone before it can say so.
    crash = ["ctl", "crash", "--at", "after-record", "--kill", "--control", control]
    subprocess.run([BIN / "PumpFirmwareSim", *crash], check=True, capture_output=True)
    tab.press("Yes, do it", "clinician")
    kept = "localStorage.getItem('pumplink.kept')"
    tab.until("the order in what is kept", f"{kept}?.includes('open=')")
    # The page is closed with it, and opened again by a link to somewhere else.
    start(*run)
    connect(tab, served.ready["url"] + "#scenario=home&seed=3", tmp_path / "pump.card")
    assert "open=" in str(tab.run(f"return {kept}"))
    tab.press("Interrogate the pump", "clinician")
    tab.sees("Adjust the therapy", "#see-clinician")
    assert fact(tab, "clinician", "dose").startswith("110")
    tab.until("the order settled", f"!{kept}.includes('open=')")
