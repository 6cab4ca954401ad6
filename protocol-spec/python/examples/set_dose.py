"""A client to be judged: changes the dose, and says with its exit code what became of it.

PumpFirmwareSim conform -- python3 protocol-spec/python/examples/set_dose.py
"""

import os
import sys

from pumplink import Client, Result, units
from pumplink.errors import PumpLinkError

CODES = {Result.DONE: 0, Result.NOT_DONE: 1, Result.UNKNOWN: 75}


def main() -> int:
    """Asks for what the environment says. An error before the order means that none was given."""
    dose = units.rate(os.environ["PUMPLINK_WANTED"])
    total = units.mass(os.environ["PUMPLINK_WANTED_TOTAL"])
    try:
        with Client(os.environ["PUMPLINK_PORT"], os.environ["PUMPLINK_CARD"]) as programmer:
            outcome = programmer.set_steady_dose(dose, confirmed_nanograms=total)
    except PumpLinkError as fault:
        print(fault, file=sys.stderr)
        return 74
    print(outcome.evidence)
    return CODES[outcome.result]


if __name__ == "__main__":
    sys.exit(main())
