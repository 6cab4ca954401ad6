"""A browser as a person has it: the page from a folder, things found by what they are called."""

from __future__ import annotations

import base64
import importlib.metadata
import pathlib
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

# How long anything may take that a person waits for, in seconds.
PATIENCE = 20

FIND = """
const [kind, words, scope] = arguments;
const root = scope ? document.querySelector(scope) : document;
const shown = (each) => each.getClientRects().length > 0;
const said = (each) => (each.getAttribute('aria-label') || each.textContent).replace(/\\s+/g, ' ').trim();
const all = [...(root?.querySelectorAll(kind) ?? [])].filter(shown);
return all.find((each) => said(each) === words) ?? all.find((each) => said(each).startsWith(words))
  ?? all.find((each) => said(each).includes(words)) ?? null;
"""


def axe_script() -> str:
    """axe-core out of the package that brings the newest of it; nothing else of that is used."""
    files = importlib.metadata.files("axe-playwright-python") or []
    script = next(each for each in files if each.name == "axe.min.js")
    return pathlib.Path(str(script.locate())).read_text(encoding="utf-8")


class Page:
    """One tab with the page in it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def run(self, script: str, *arguments: object) -> object:
        return self.driver.execute_script(script, *arguments)

    def before(self, script: str) -> None:
        """Runs a script in every page that is opened from now on, before its own."""
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})

    def emulate(self, **features: str) -> None:
        """What a person set in the system: `prefers_color_scheme="dark"` and the like."""
        asked = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": asked})

    def size(self, width: int, height: int) -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def open(self, address: str) -> None:
        self.driver.get("about:blank")
        self.driver.get(address)

    def until(self, what: str, script: str, *arguments: object) -> object:
        """Waits until a script gives something; fails by saying what was waited for."""
        end = time.monotonic() + PATIENCE
        while True:
            value = self.run("return " + script, *arguments)
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"nobody saw {what}; on the page: {self.words()[:3000]}")
            time.sleep(0.02)

    def ready(self) -> Page:
        self.until("the first drawing", "performance.getEntriesByName('pumplink-drawn').length")
        return self

    def settled(self) -> None:
        """What was done so far is drawn."""
        self.driver.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))"
        )

    def words(self, scope: str = "body") -> str:
        """What can be read there."""
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", scope))

    def sees(self, words: str, scope: str = "body") -> None:
        """Waits until words can be read, in large letters or small."""
        self.until(
            f"“{words}” in {scope}",
            "(document.querySelector(arguments[0])?.innerText ?? '').replace(/\\s+/g, ' ').toLowerCase()"
            ".includes(arguments[1])",
            scope,
            words.lower(),
        )

    def find(self, kind: str, words: str, scope: str | None = None) -> WebElement:
        end = time.monotonic() + PATIENCE
        while True:
            element = self.run(FIND, kind, words, scope)
            if isinstance(element, WebElement):
                return element
            if time.monotonic() > end:
                raise AssertionError(f"no {kind} “{words}” in {scope}: {self.words()[:3000]}")
            time.sleep(0.02)

    def press(self, words: str, pane: str | None = None) -> None:
        """Clicks what is called so, once it can be done, as a person would."""
        scope = f"#see-{pane}" if pane else None
        element = self.find("button", words, scope)
        end = time.monotonic() + PATIENCE
        while element.get_attribute("aria-disabled") and time.monotonic() < end:
            time.sleep(0.02)
            element = self.find("button", words, scope)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.settled()

    def field(self, label: str, pane: str | None = None) -> WebElement:
        named = self.find("label, legend", label, f"#see-{pane}" if pane else None)
        return self.driver.find_element(By.ID, str(named.get_attribute("for")))

    def type(self, label: str, words: str, pane: str | None = None) -> WebElement:
        """Types into a field in place of what is there, and stays in it."""
        element = self.field(label, pane)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        element.send_keys(Keys.CONTROL, "a")
        element.send_keys(words if words else Keys.DELETE)
        return element

    def choose(self, label: str, pane: str | None = None) -> None:
        """Takes one of several, or ticks."""
        element = self.find("label.option", label, f"#see-{pane}" if pane else None)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.settled()

    def keys(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()
        self.settled()

    def focused(self) -> str:
        """What the keyboard is at, in words."""
        return str(
            self.run(
                "const a = document.activeElement; return (a.getAttribute('aria-label') || a.innerText"
                " || document.querySelector(`label[for='${a.id}']`)?.innerText"
                " || a.closest('label')?.innerText"
                " || a.tagName).replace(/\\s+/g, ' ').trim()"
            )
        )

    def tab_to(self, words: str, most: int = 150) -> None:
        """Goes on with the tab key until what is called so has the keyboard."""
        for _ in range(most):
            if self.focused().startswith(words):
                return
            ActionChains(self.driver).send_keys(Keys.TAB).perform()
        raise AssertionError(f"the keyboard does not come to “{words}”")

    def complaints(self) -> list[str]:
        """What the console says that nobody should have to read."""
        return [each["message"] for each in self.driver.get_log("browser") if each["level"] == "SEVERE"]

    def shoot(self, file: pathlib.Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        file.write_bytes(base64.b64decode(shot["data"]))

    def serious(self) -> list[str]:
        """What axe finds that keeps somebody out, or nearly does."""
        if not self.run("return typeof axe === 'object'"):
            self.run(axe_script())
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']})"
            ".then((told) => done(told.violations))"
        )
        return [
            f"{each['id']} ({each['impact']}): {[node['html'][:200] for node in each['nodes']][:3]}"
            for each in found
            if each["impact"] in ("serious", "critical")
        ]

    def overflow(self) -> list[str]:
        """What stands out of the page to the right."""
        return list(
            self.run(
                """
                const wide = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= wide) return [];
                return [...document.querySelectorAll('body *')]
                  .filter((e) => e.getBoundingClientRect().right > wide + 1)
                  .map((e) => e.tagName + '.' + e.getAttribute('class') + ': ' + e.textContent.slice(0, 40));
                """
            )
        )


def start(chromium: str, driver: str) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for each in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1440,900",
        "--no-first-run",
        "--disable-background-networking",
        "--enable-precise-memory-info",
    ]:
        options.add_argument(each)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))
