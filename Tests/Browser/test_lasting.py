"""What a page is after a long time: as large as before."""

from __future__ import annotations

import os
import pathlib
import time
from collections.abc import Callable

from browser import Page
from conftest import HERE

# Frames that are drawn, as fast as they come; 100000 for the figure that the project names.
FRAMES = int(os.environ.get("PUMPLINK_FRAMES", "6000"))

# Frames that do not wait for a screen: each comes 16 ms after the one before by its own clock.
FAST = """
const channel = new MessageChannel();
let at = performance.now();
let next = [];
channel.port1.onmessage = () => {
  const all = next;
  next = [];
  at += 16;
  all.forEach((work) => work(at));
};
window.requestAnimationFrame = (work) => {
  if (next.push(work) === 1) channel.port2.postMessage(0);
  return 1;
};
"""


def heap(page: Page) -> tuple[int, int]:
    """Bytes in use after rubbish was taken away, and nodes of documents."""
    page.driver.execute_cdp_cmd("HeapProfiler.enable", {})
    page.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    used = page.driver.execute_cdp_cmd("Runtime.getHeapUsage", {})["usedSize"]
    page.driver.execute_cdp_cmd("Performance.enable", {})
    told = page.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return int(used), int(next(each["value"] for each in told if each["name"] == "Nodes"))


def run_to(page: Page, frames: int) -> None:
    """Waits for so many frames, a tenth of a second each at the very most."""
    end = time.monotonic() + 60 + frames / 10
    while int(page.run("return window.pumplink.frames")) < frames:
        assert time.monotonic() < end, "the page draws no more"
        time.sleep(0.2)


def lasts(page: Page, figure: Callable[[str], None], what: str) -> None:
    run_to(page, FRAMES // 5)
    used, nodes = heap(page)
    memory = page.run("return window.pumplink.memory")
    run_to(page, FRAMES)
    used_then, nodes_then = heap(page)
    told = page.run("return window.pumplink")
    figure(
        f"{what}: heap {used / 1e6:.2f} MB after {FRAMES // 5} frames, {used_then / 1e6:.2f} MB after"
        f" {told['frames']}; memory of the machine {memory}, then {told['memory']} bytes;"
        f" nodes {nodes}, then {nodes_then}; script {told['script'] / told['frames']:.2f} ms a frame"
    )
    assert used_then - used < 1_000_000
    assert nodes_then - nodes < 500


def test_a_long_day_before_a_stand_in_leaves_nothing_behind(
    tab: Page, empty_page: pathlib.Path, figure: Callable[[str], None]
) -> None:
    tab.before(FAST)
    tab.before((HERE / "mock.js").read_text(encoding="utf-8"))
    tab.open(empty_page.as_uri())
    tab.ready()
    tab.run("window.mock.rate = 1")
    lasts(tab, figure, "stand-in")
