"""The command line, the pytest plugin, units, Robot Framework, and the Swift programmer."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any, Iterator, List

import pytest
from conftest import FIXTURES

from pumplink import Client, Pump, __version__, units
from pumplink.__main__ import main
from pumplink.process import find_program

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
PROGRAMMER = os.environ.get("PUMPLINK_PROGRAMMER") or shutil.which("programmer")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


# The played pump and the Swift programmer


@pytest.fixture
def played(tmp_path: pathlib.Path) -> Iterator[List[str]]:
    """Port and card of a pump that Python plays, as options of `programmer`."""
    link, card = tmp_path / "pump", tmp_path / "card"
    process = subprocess.Popen(
        [sys.executable, "-m", "pumplink", "play", "--link", str(link), "--card", str(card)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["event"] == "ready"
    yield ["--port", str(link), "--card", str(card), "--json"]
    process.terminate()
    assert process.wait(10) == 0
    assert not link.is_symlink()
    process.stdout.close()


@pytest.fixture
def program() -> str:
    if PROGRAMMER is None:
        folder = pathlib.Path(find_program()).parent
        if not (folder / "programmer").exists():
            pytest.skip("there is no programmer beside PumpFirmwareSim; see PUMPLINK_PROGRAMMER")
        return str(folder / "programmer")
    return PROGRAMMER


def test_the_swift_programmer_changes_a_played_pump(program: str, played: List[str]) -> None:
    def says(*words: str) -> Any:
        done = run(program, *words, *played)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    where = [word for word in played if word not in (played[3], "--card")]
    done = run(program, "identify", *where)
    assert json.loads(done.stdout)["pump"]["model"] == "PLAYED"
    assert says("status")["therapy"]["dose_mcg_per_day"] == 100
    assert says("interrogate", "--no-archive")["pump"]["model"] == "PLAYED"
    assert says("dose", "110 mcg/day", "--yes", "--no-archive")["outcome"] == "done"
    assert says("therapy", "--no-archive")["therapy"]["dose_mcg_per_day"] == 110
    assert says("stop", "--yes", "--no-archive")["outcome"] == "done"
    assert says("resume", "--yes", "--no-archive")["outcome"] == "done"
    refused = run(program, "bolus", "10 mcg over 5 min", "--yes", "--no-archive", *played)
    assert refused.returncode != 0


def test_a_capture_of_the_swift_programmer_is_read(
    program: str, pump: Pump, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capture = tmp_path / "capture"
    done = run(program, "status", "--port", pump.port, "--card", pump.card_path, "--no-archive",
               "--capture", str(capture))  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert main(["decode", str(capture), "--card", pump.card_path, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["message"] for row in rows[:6]] == [
        "identify",
        "identity",
        "openSession",
        "sessionOffered",
        "confirmSession",
        "sessionOpened",
    ]
    assert rows[-1]["fields"]["request"] == "closeSession"
    assert main(["decode", str(capture)]) == 65
    assert "forged (it is sealed, and no key at hand opens it)" in capsys.readouterr().out


# The command line


def test_hex_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decode", "--hex", "00040101010576ebc12300"]) == 0
    assert capsys.readouterr().out == "#1 identify\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["decode", "--hex", "xyz"], 65, "no hex"),
        (["decode", "/nowhere"], 74, "/nowhere"),
    ],
)
def test_a_wrong_call_is_said(
    words: List[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["dance"], ["decode", "--receiver", "nobody"]])
def test_a_call_that_is_none_exits_64(words: List[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 64


# Units


@pytest.mark.parametrize(
    ("read", "text", "number"),
    [
        (units.rate, "110 mcg/day", 110_000),
        (units.rate, "0.11 mg/day", 110_000),
        (units.mass, "12.5 mcg", 12_500),
        (units.volume, "18 mL", 18_000_000),
        (units.flow, "0.055 mL/day", 55_000),
        (units.strength, "2 mg/mL", 2000),
        (units.milliseconds, "2 days", 172_800_000),
        (units.minutes, "4 h", 240),
    ],
)
def test_a_quantity_is_read(read: Any, text: str, number: int) -> None:
    assert read(text) == number


@pytest.mark.parametrize(
    "text", ["110", "110 mcg", "mcg/day", "-5 mcg/day", "1e3 mcg/day", "0.0001 mcg/day", "110 mL"]
)
def test_a_wrong_quantity_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="dose rate"):
        units.rate(text)
    with pytest.raises(TypeError, match="110 mcg/day"):
        units.rate(1.5)  # type: ignore[arg-type]


def test_a_number_is_said_with_its_unit() -> None:
    assert units.words(110_500, "ng/day") == "110.5 mcg/day"
    assert units.words(18_000_000, "nL") == "18 mL"


# pytest and Robot Framework, as their users run them

FIRST_TEST = """
import pytest

@pytest.mark.pump(profile="adult-40ml", seed=41)
def test_dose(programmer, bench):
    programmer.set_steady_dose(nanograms_per_day=110_000).require_done()
    bench.advance(milliseconds=86_400_000)
    assert bench.truth()["pumped_nl"] == {pumped}
"""


def outer_pytest(folder: pathlib.Path, text: str, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_first.py").write_text(text)
    base = [sys.executable, "-m", "pytest", "-q", "-p", "no:labgrid", "-p", "no:cacheprovider"]
    return run(*base, "--rootdir", str(folder), *words, str(folder))


def test_a_first_test_has_a_seed_in_its_report(tmp_path: pathlib.Path) -> None:
    report = tmp_path / "report.xml"
    done = outer_pytest(tmp_path, FIRST_TEST.format(pumped=55_000), f"--junitxml={report}")
    assert done.returncode == 0, done.stdout
    found = {p.get("name"): p.get("value") for p in ET.parse(report).iter("property")}
    assert found["pumplink.seed"] == "41"


def test_the_first_test_of_the_readme_passes(tmp_path: pathlib.Path) -> None:
    page = FIXTURES.parent / "protocol-spec" / "python" / "README.md"
    found = re.search(r"```python\n(import pytest\n.*?)```", page.read_text(), re.DOTALL)
    assert found is not None
    assert len(found.group(1).splitlines()) <= 10
    done = outer_pytest(tmp_path, found.group(1))
    assert done.returncode == 0, done.stdout


def test_the_version_is_that_of_the_protocol() -> None:
    spec = json.loads((FIXTURES.parent / "protocol-spec" / "messages.json").read_text())
    assert re.findall(r"\d+", __version__)[:2] == re.findall(r"\d+", str(spec["protocol"]))[:2]


def test_a_failing_test_says_how_to_play_it_again(tmp_path: pathlib.Path) -> None:
    done = outer_pytest(tmp_path, FIRST_TEST.format(pumped=1))
    assert done.returncode == 1
    assert "play it again with --pumplink-seed 41" in done.stdout


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("pump(profil='x')", "the mark pump has no profil"),
        ("fault('motor')", "the mark fault is fault(unit, kind"),
    ],
)
def test_a_mark_that_means_nothing_is_an_error(
    tmp_path: pathlib.Path, mark: str, said: str
) -> None:
    text = f"import pytest\n@pytest.mark.{mark}\ndef test_it(pump): pass\n"
    done = outer_pytest(tmp_path, text)
    assert done.returncode == 4
    assert said in done.stdout + done.stderr


def test_a_missing_program_says_what_to_do(tmp_path: pathlib.Path) -> None:
    done = outer_pytest(tmp_path, FIRST_TEST, "--pumplink-bin", str(tmp_path))
    assert done.returncode == 1
    assert "there is no PumpFirmwareSim in" in done.stdout


def test_the_example_suite_of_robot_framework(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("robot")
    done = run(sys.executable, "-m", "robot", "--outputdir", str(tmp_path), str(EXAMPLES))
    assert done.returncode == 0, done.stdout
    page = tmp_path / "keywords.html"
    assert run(sys.executable, "-m", "robot.libdoc", "pumplink.robot", str(page)).returncode == 0
    assert "Set Dose" in page.read_text()


def test_only_a_listed_pump_is_among_the_ports(
    program: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "registry"
    shared.mkdir(mode=0o700)
    monkeypatch.setenv("PUMPLINK_RUNTIME_DIR", str(shared))
    with Pump.start(seed=1) as hidden, Pump.start(seed=2, is_listed=True) as listed:
        told = run(program, "ports", "--json").stdout
        assert listed.ready["serial"] in told
        assert hidden.ready["serial"] not in told
        hidden.kill()
    assert list(shared.iterdir()) == []


def test_pumps_are_let_go(tmp_path: pathlib.Path) -> None:
    with Pump.start(seed=1) as pump:
        folder = pump.folder
        client: Client = pump.client()
        client.status()
    assert pump.process.poll() == 0
    assert not folder.exists()
