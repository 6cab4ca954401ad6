"""The page on a line: what goes over it, what becomes of it, and what never goes there."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import pytest
from browser import PATIENCE, Page
from conftest import HERE
from gateway import Gateway


@pytest.fixture
def served(empty_page: pathlib.Path) -> Iterator[Gateway]:
    gateway = Gateway(empty_page.read_bytes())
    yield gateway
    gateway.close()


@pytest.fixture
def live(tab: Page, served: Gateway) -> Page:
    tab.before((HERE / "mock.js").read_text(encoding="utf-8"))
    tab.open(served.address + "?token=0123")
    tab.ready()
    tab.press("Live line")
    return tab


def events(page: Page) -> list[str]:
    return list(
        page.run("return window.mock.acts.filter((e) => e.name === 'page/line').map((e) => e.fields.event)")
    )


def test_bytes_and_events_go_both_ways(live: Page, served: Gateway) -> None:
    live.press("Use the pump on the port")
    line = served.lines.get(timeout=PATIENCE)
    assert line.path == "/port?token=0123"
    live.sees("The gateway answers", "#wire")
    line.send('{"event":"open","door":"port","words":"the port is open"}')
    live.sees("the port is open", "#wire")
    line.send(bytes([0, 255, 7]))
    live.until("the bytes", "window.mock.heard.length === 1")
    assert live.run("return window.mock.heard[0]") == [0, 255, 7]
    live.run("window.mock.out.push([1, 2, 3])")
    assert line.got.get(timeout=PATIENCE) == bytes([1, 2, 3])
    assert events(live) == ["calling", "gateway", "open"]
    assert not live.complaints()


def test_a_line_that_is_cut_comes_back_and_sends_nothing_late(live: Page, served: Gateway) -> None:
    live.press("Use the pump on the port")
    served.lines.get(timeout=PATIENCE).cut()
    live.sees("The gateway does not answer", "#wire")
    live.run("window.mock.out.push([9, 9, 9])")
    again = served.lines.get(timeout=PATIENCE)
    live.sees("3 bytes from before were thrown away", "#wire")
    live.run("window.mock.out.push([4])")
    assert again.got.get(timeout=PATIENCE) == bytes([4])
    assert events(live) == ["calling", "gateway", "gone", "calling", "gateway"]


def test_a_link_has_no_token_in_it_and_another_life_leaves_the_line(live: Page, served: Gateway) -> None:
    live.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    live.press("Use the pump on the port")
    served.lines.get(timeout=PATIENCE)
    live.press("Copy link to this moment")
    copied = str(live.until("what was copied", "window.copied"))
    assert "#t=" in copied and "0123" not in copied
    assert "token=0123" in live.driver.current_url
    live.run("location.hash = 'scenario=home'")
    live.sees("The line was left", "#wire")
    assert events(live)[-1] == "left"


def test_a_machine_that_stops_on_a_line_is_said(live: Page, served: Gateway) -> None:
    live.press("Use the pump on the port")
    line = served.lines.get(timeout=PATIENCE)
    live.run("window.mock.deaf = true")
    line.send(bytes([1]))
    live.sees("The machine behind this page stopped", "#said")
    assert not live.complaints()


def test_who_holds_the_port_is_told_and_it_can_be_taken(live: Page, served: Gateway) -> None:
    live.press("Use the pump on the port")
    line = served.lines.get(timeout=PATIENCE)
    line.send('{"event":"free","door":"port","words":"the port is free"}')
    live.press("Take the line when it is free")
    assert line.got.get(timeout=PATIENCE) == '{"take":true}'


def test_a_line_that_is_left_stays_left(live: Page, served: Gateway) -> None:
    live.press("Lend this page’s pump")
    line = served.lines.get(timeout=PATIENCE)
    assert line.path == "/pump?token=0123"
    live.press("Leave the line")
    live.sees("The line was left", "#wire")
    assert events(live)[-1] == "left"
    live.run("window.mock.out.push([1])")
    live.settled()
    assert line.got.empty()


def test_the_card_goes_to_the_machine_and_nowhere_else(
    live: Page, served: Gateway, tmp_path: pathlib.Path
) -> None:
    card = tmp_path / "card.json"
    card.write_text('{\n  "key": "00ff"\n}\n', encoding="utf-8")
    live.press("Use the pump on the port")
    line = served.lines.get(timeout=PATIENCE)
    live.driver.find_element("id", "card").send_keys(str(card))
    live.sees("card.json was handed to the handheld", "#wire")
    last = live.run("return window.mock.acts.filter((e) => e.name === 'clinician/card')")
    assert [each["fields"]["text"] for each in last] == ['{\u2028  "key": "00ff"\u2028}\u2028']
    assert len(last[0]["fields"]["entropy"]) == 32
    assert line.got.empty()
    big = tmp_path / "big.json"
    big.write_bytes(b"x" * 70_000)
    live.driver.find_element("id", "card").send_keys(str(big))
    live.sees("big.json is no card", "#wire")


def test_a_policy_that_refuses_the_machine_is_said(tab: Page, empty_page: pathlib.Path) -> None:
    gateway = Gateway(empty_page.read_bytes(), "script-src 'unsafe-inline'; style-src 'unsafe-inline'")
    tab.open(gateway.address)
    tab.sees("The browser refuses to run the pump of this page", "#said")
    gateway.close()
