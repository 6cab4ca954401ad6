"""How many sealed status requests a second this client gets answered over a pty.

    PUMPLINK_BIN=… python bench.py [SECONDS]

One request is under way at a time, as the protocol has it (session.md); each is sealed and opened.
Prints the best and the median of five rounds.
"""

from __future__ import annotations

import statistics
import sys
import time

from pumplink import Pump

ROUNDS = 5


def main(seconds: float) -> None:
    """Rounds of so many seconds each."""
    with Pump.start(seed=1) as pump, pump.client() as programmer:
        programmer.status()
        figures = []
        for _ in range(ROUNDS):
            began, count = time.perf_counter(), 0
            while time.perf_counter() - began < seconds:
                programmer.status()
                count += 1
            figures.append(count / (time.perf_counter() - began))
    print(f"best {max(figures):.0f}/s, median {statistics.median(figures):.0f}/s")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
