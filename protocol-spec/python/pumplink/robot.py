"""Keywords for Robot Framework; quantities are words with their units.

    *** Settings ***
    Library    pumplink.robot

    *** Test Cases ***
    A Dose Is Set
        Start Pump    seed=1
        Set Dose    110 mcg/day
        Advance    2 days
        Dose Should Be    110 mcg/day
        [Teardown]    Stop Pump

The page of all keywords: `python -m robot.libdoc pumplink.robot pumplink.html`.
"""

from __future__ import annotations

from typing import Any, List, Optional

from . import units
from .bench import Bench
from .client import Client
from .errors import PumpLinkError
from .messages.enums import RefusalCode, Role
from .outcome import Outcome, Result
from .process import Pump

#: What `Robot` shows as its version, and how long an instance lives.
ROBOT_LIBRARY_VERSION = "1.0.0"


class robot:
    """A programmer, the bench around a virtual pump, and what must be so.

    = Units =

    Quantities carry their units, as in ``110 mcg/day``, ``50 mcg``, ``18 mL``, ``2000 mcg/mL`` and
    ``2 days``. A number without a unit is an error.

    = Orders =

    An order that the pump refuses, or whose outcome stays unknown, fails the keyword with the
    pump's own words. `Last Refusal Should Be` is for tests in which it must refuse; see `Try
    Order`.
    """

    ROBOT_LIBRARY_SCOPE = "TEST"
    ROBOT_LIBRARY_VERSION = ROBOT_LIBRARY_VERSION
    ROBOT_LIBRARY_DOC_FORMAT = "ROBOT"

    def __init__(self, program: Optional[str] = None) -> None:
        """``program`` is the folder of the virtual pump; else ``PUMPLINK_BIN``, or ``PATH``."""
        self._program = program
        self._pump: Optional[Pump] = None
        self._client: Optional[Client] = None
        self._bench: Optional[Bench] = None
        self._last: Optional[Outcome] = None

    # Pumps

    def start_pump(
        self,
        profile: Optional[str] = None,
        seed: Optional[int] = None,
        patient: Optional[str] = None,
        clock: str = "manual",
    ) -> str:
        """Starts a virtual pump with a programmer and a bench, and returns its port.

        ``clock`` is ``manual``, where therapy time passes by `Advance` alone, ``real``, or a
        factor.
        """
        self.stop_pump()
        self._pump = Pump.start(
            program=self._program, profile=profile, seed=seed, patient=patient, clock=clock
        )
        self._client = self._pump.client()
        self._bench = self._pump.bench
        return self._pump.port

    def connect_to_pump(self, port: str, card: str, control: Optional[str] = None) -> None:
        """Takes a pump that runs already: its port, its card, and its control socket if it has
        one.
        """
        self.stop_pump()
        self._client = Client(port, card)
        self._bench = None if control is None else Bench(control)

    def stop_pump(self) -> None:
        """Closes the session and ends the pump, if `Start Pump` started it. May be called twice."""
        if self._client is not None:
            self._client.close()
        if self._pump is not None:
            self._pump.stop()
        elif self._bench is not None:
            self._bench.close()
        self._pump = self._client = self._bench = None

    def become(self, role: str) -> None:
        """Goes on as ``clinician`` or ``patient``, with that role's key of the card."""
        old = self._programmer()
        target, card = old.target, old.card
        old.close()
        self._client = Client(target, card, role=Role.named(role))

    # Orders

    def set_dose(
        self, dose: str, confirm_total: Optional[str] = None, override: bool = False
    ) -> None:
        """Changes to a steady dose: staged, read back, compared and committed.

        ``confirm_total`` is the total of 24 hours as a person confirmed it, where the pump asks
        for it; ``override`` goes beyond soft limits.
        """
        outcome = self._programmer().set_steady_dose(
            units.rate(_with_unit(dose)),
            overrides_soft_limits=override,
            confirmed_nanograms=units.mass(_with_unit(confirm_total)) if confirm_total else 0,
        )
        self._done(outcome)

    def set_minimum_rate(self) -> None:
        """Changes to minimum rate."""
        self._done(self._programmer().set_minimum_rate())

    def give_bolus(self, dose: str, over: str, override: bool = False) -> None:
        """Starts a bolus: ``Give Bolus    50 mcg    5 min``."""
        outcome = self._programmer().start_bolus(
            units.mass(_with_unit(dose)),
            units.milliseconds(_with_unit(over)),
            overrides_soft_limits=override,
        )
        self._done(outcome)

    def cancel_bolus(self) -> None:
        """Ends a bolus."""
        self._done(self._programmer().cancel_bolus())

    def request_bolus(self) -> None:
        """Asks for the patient bolus, as the patient's button does."""
        self._done(self._programmer().request_bolus())

    def stop_delivery(self) -> None:
        """Stops delivery."""
        self._done(self._programmer().stop())

    def resume_delivery(self) -> None:
        """Ends a stop."""
        self._done(self._programmer().resume())

    def set_low_alarm(self, volume: str) -> None:
        """The volume at which the low-reservoir alarm sounds."""
        self._done(self._programmer().set_low_alarm(units.volume(_with_unit(volume))))

    def silence_alarms(self, time: str) -> None:
        """Silences the tones."""
        self._done(self._programmer().silence_alarms(units.minutes(_with_unit(time))))

    def try_order(self, keyword: str, *arguments: str) -> str:
        """Runs a keyword of an order whatever comes of it, and returns ``done``, ``not done`` or
        ``unknown``: ``Try Order    Set Dose    9000 mcg/day``."""
        name = keyword.strip().lower().replace(" ", "_")
        order = getattr(self, name, None)
        if name.startswith("_") or order is None:
            raise ValueError(f"there is no keyword “{keyword}”")
        self._last = None
        try:
            order(*arguments)
        except PumpLinkError:
            if self._last is None:
                raise
        if self._last is None:
            raise ValueError(f"“{keyword}” is no order")
        return self._last.result.value

    def last_refusal_should_be(self, code: str) -> None:
        """Fails unless the last order was refused with this code, such as ``flowAboveMaximum``."""
        wanted: RefusalCode = RefusalCode.named(code)
        refusal = None if self._last is None else self._last.refusal
        if refusal is None:
            what = "no order was given" if self._last is None else self._last.evidence
            raise AssertionError(f"nothing was refused: {what}")
        if refusal.code != wanted:
            raise AssertionError(f"refused {refusal.code.wire_name}, not {wanted.wire_name}")

    # Reading

    def read_status(self) -> Any:
        """The status, fields under their names: ``${status.reservoir_nanolitres}``."""
        return self._programmer().status()

    def dose_should_be(self, dose: str) -> None:
        """Fails unless the programme in force is a steady dose of so much."""
        held = self._programmer().therapy().therapy_dose_nanograms_per_day
        if held != units.rate(_with_unit(dose)):
            raise AssertionError(f"the dose is {units.words(held, 'ng/day')}, not {dose}")

    def alarms_should_be(self, *names: str) -> None:
        """Fails unless exactly these alarms are active, such as ``motorStall``; none if none is
        named.
        """
        found = sorted(self._programmer().status().alarms.names())
        if found != sorted(names):
            raise AssertionError(f"active alarms: {', '.join(found) or 'none'}")

    def alarm_should_be_active(self, name: str) -> None:
        """Fails unless this alarm is active, such as ``lowReservoir``."""
        found = self._programmer().status().alarms.names()
        if name not in found:
            raise AssertionError(f"active alarms: {', '.join(found) or 'none'}")

    def reservoir_should_be(self, volume: str, within: str = "0 nL") -> None:
        """Fails unless the pump counts so much in its reservoir."""
        held = self._programmer().status().reservoir_nanolitres
        wanted, most = units.volume(_with_unit(volume)), units.volume(_with_unit(within))
        if abs(held - wanted) > most:
            raise AssertionError(f"the reservoir holds {units.words(held, 'nL')}, not {volume}")

    # The bench

    def advance(self, time: str) -> None:
        """Lets therapy time pass: ``Advance    2 days``."""
        self._around().advance(units.milliseconds(_with_unit(time)))

    def fault(
        self,
        unit: str,
        kind: str,
        value: Optional[int] = None,
        lasts: Optional[str] = None,
    ) -> None:
        """Makes a unit of the pump fail, as bench.md names it: ``Fault    motor    stall``."""
        time = None if lasts is None else units.milliseconds(_with_unit(lasts))
        self._around().fault(unit, kind, value, time)

    def clear_fault(self, unit: str = "all") -> None:
        """Ends a unit's fault, or all."""
        self._around().clear(unit)

    def make_line_bad(self, **faults: int) -> None:
        """What the line does, as bench.md names it: ``Make Line Bad    loss_ppm=100000``."""
        self._around().request("link_set", **faults)

    def make_line_good(self) -> None:
        """Makes the line perfect."""
        self._around().link_clear()

    def withdraw(self, volume: str) -> None:
        """Draws liquid out with a syringe. The pump is not told of it."""
        self._around().withdraw(units.volume(_with_unit(volume)))

    def fill(self, volume: str, strength: str) -> None:
        """Fills liquid in with a syringe. The pump is not told of it."""
        self._around().fill(units.volume(_with_unit(volume)), units.strength(_with_unit(strength)))

    def switch_power(self, state: str) -> None:
        """``on``, ``off`` or ``cycle``."""
        self._around().power(state)

    def read_truth(self) -> Any:
        """What the pump really did: ``${truth}[pumped_nl]``."""
        return self._around().truth()

    def witnesses_should_agree(self, *but: str) -> None:
        """Fails unless truth, counter and programme tell the same; differences named are let be."""
        differences = self._around().reconcile()["differences"]
        wrong: List[str] = [
            f"{name} {value}"
            for name, value in differences.items()
            if value and name not in but and not name.startswith("log")
        ]
        if wrong:
            raise AssertionError("the witnesses differ: " + ", ".join(wrong))

    def _programmer(self) -> Client:
        if self._client is None:
            raise AssertionError("there is no pump: Start Pump, or Connect To Pump, first")
        return self._client

    def _around(self) -> Bench:
        if self._bench is None:
            raise AssertionError("this pump has no bench: name its control socket")
        return self._bench

    def _done(self, outcome: Outcome) -> None:
        self._last = outcome
        if outcome.result is not Result.DONE:
            outcome.require_done()


def _with_unit(text: str) -> str:
    """What a person typed; Robot would hand on a bare number as one."""
    if not isinstance(text, str) or text.strip().isdigit():
        raise ValueError(f"“{text}” has no unit")
    return text
