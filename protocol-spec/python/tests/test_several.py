"""Several pumps in one process, each with its bench and its programmer."""

from __future__ import annotations

import json
import pathlib
import subprocess

import pytest

from pumplink import Bench, BenchError, Client
from pumplink.process import find_program

DAY_MS = 86_400_000


def test_each_pump_is_its_own(tmp_path: pathlib.Path) -> None:
    words = ["run", "--count", "3", "--link-dir", str(tmp_path / "pumps")]
    with subprocess.Popen(
        [find_program("PumpFirmwareSim"), *words, "--clock", "manual", "--json"],
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["count"] == 3
        folder = pathlib.Path(ready["link_dir"])
        benches = [Bench(ready["control"], f"p{number}") for number in (1, 2, 3)]
        with Client(folder / "p2", folder / "p2.card") as programmer:
            programmer.set_steady_dose(105_000)
        told = benches[1].follow(timeout=60)
        for days, bench in enumerate(benches):
            bench.advance(days * DAY_MS)
        assert [bench.truth()["pumped_nl"] for bench in benches] == [0, 52_500, 100_000]
        with pytest.raises(BenchError, match="p1 to p3"):
            Bench(ready["control"]).truth()
        with pytest.raises(BenchError, match="p1 to p3"):
            Bench(ready["control"], "p4").truth()
        benches[1].quit()
        names = [event["event"] for event in told]
        assert names[-1] == "ended" and names.count("power") == 1
        Bench(ready["control"]).quit()
        assert process.wait(20) == 0
