"""Fixtures for tests against a virtual pump: `pump`, `programmer`, `bench`.

    @pytest.mark.pump(profile="child-20ml", seed=7)
    @pytest.mark.fault("motor", "stall")
    def test_stall(programmer, bench): ...

Each test has a pump of its own, in a folder of its own, so tests may run beside each other. The
pump's program is found by `--pumplink-bin`, the ini `pumplink_bin`, `PUMPLINK_BIN`, or in `PATH`.
The seed is a property of the test in JUnit's XML, so that a failure can be played again:
`--pumplink-seed`.
"""

from __future__ import annotations

import zlib
from typing import Any, Callable, Dict, Generator, List, Optional

import pytest

from .bench import Bench
from .client import Client
from .process import Pump

#: What `@pytest.mark.pump` may say; all but `faults` go to `Pump.start`.
PUMP_WORDS = ("profile", "seed", "patient", "clock", "arguments")
FAULT_WORDS = ("unit", "kind", "value", "milliseconds")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the pump is, and with which seed to play a test again."""
    group = parser.getgroup("pumplink", "virtual PumpLink pumps")
    group.addoption("--pumplink-bin", metavar="DIR", help="folder of PumpFirmwareSim")
    group.addoption(
        "--pumplink-seed", type=int, metavar="N", help="seed of every pump that is told none"
    )
    parser.addini("pumplink_bin", "folder of PumpFirmwareSim", default="")


def pytest_configure(config: pytest.Config) -> None:
    """What the marks mean, for `pytest --markers`."""
    config.addinivalue_line(
        "markers",
        "pump(profile=…, seed=…, patient=…, clock=…, arguments=…): the pump that a test gets",
    )
    config.addinivalue_line(
        "markers", "fault(unit, kind, value=None, milliseconds=None): what is wrong with it"
    )


def pytest_collection_modifyitems(items: List[pytest.Item]) -> None:
    """A mark that says what no pump knows is an error before any test runs."""
    for item in items:
        for mark in item.iter_markers("pump"):
            unknown = sorted(set(mark.kwargs) - set(PUMP_WORDS))
            if unknown or mark.args:
                said = ", ".join([*unknown, *map(repr, mark.args)])
                raise pytest.UsageError(
                    f"{item.nodeid}: the mark pump has no {said}; it has {', '.join(PUMP_WORDS)}"
                )
        for mark in item.iter_markers("fault"):
            unknown = sorted(set(mark.kwargs) - set(FAULT_WORDS))
            if unknown or not 2 <= len(mark.args) + len(mark.kwargs) <= len(FAULT_WORDS):
                raise pytest.UsageError(
                    f"{item.nodeid}: the mark fault is fault({', '.join(FAULT_WORDS)})"
                )


def _words(request: pytest.FixtureRequest) -> Dict[str, Any]:
    """What the marks of a test say; the nearest mark decides, word by word."""
    found: Dict[str, Any] = {}
    for mark in request.node.iter_markers("pump"):
        for word, value in mark.kwargs.items():
            found.setdefault(word, value)
    if found.get("seed") is None:
        told: Optional[int] = request.config.getoption("--pumplink-seed")
        # The same test has the same pump, wherever and in whichever order it runs.
        found["seed"] = zlib.crc32(request.node.nodeid.encode()) if told is None else told
    return found


@pytest.fixture
def pump(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    record_property: Callable[[str, object], None],
) -> Generator[Pump, None, None]:
    """A fresh virtual pump, whose therapy time passes only by `bench.advance`."""
    words = _words(request)
    record_property("pumplink.seed", words["seed"])
    where = request.config.getoption("--pumplink-bin") or request.config.getini("pumplink_bin")
    with Pump.start(
        folder=tmp_path_factory.mktemp("pump"), program=where or None, **words
    ) as started:
        for mark in request.node.iter_markers("fault"):
            started.bench.fault(*mark.args, **mark.kwargs)
        yield started
        if started.messages:
            request.node.add_report_section("teardown", "pump", started.messages)


@pytest.fixture
def programmer(pump: Pump) -> Client:
    """A clinician's programmer with the pump's card."""
    return pump.client()


@pytest.fixture
def bench(pump: Pump) -> Bench:
    """The bench around the pump."""
    return pump.bench


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """A failure says the seed to play it again with."""
    outcome = yield
    report = outcome.get_result()
    seed = dict(item.user_properties).get("pumplink.seed")
    if report.failed and seed is not None:
        report.sections.append(("pumplink", f"play it again with --pumplink-seed {seed}"))
