"""Drivers of a pump: a programmer, and the bench as a switch for its power."""

from __future__ import annotations

from typing import Optional

import attr
from labgrid.driver import Driver
from labgrid.factory import target_factory
from labgrid.protocol import PowerProtocol, ResetProtocol
from labgrid.step import step
from labgrid.strategy import StrategyError

from ..bench import Bench
from ..client import Client
from ..errors import PlaceLost
from ..messages.enums import Role
from . import reach
from .resources import NetworkPumpLinkPump, PumpLinkPump

_text = attr.validators.instance_of(str)
_bindings = {"pump": {PumpLinkPump, NetworkPumpLinkPump}}


@target_factory.reg_driver
@attr.s(eq=False)
class PumpLinkDriver(Driver):  # type: ignore[misc]
    """A programmer for the pump, as `pumplink.Client`; connected when it is first used.

    Args:
        role (str): ``clinician`` or ``patient``
    """

    bindings = _bindings
    role: str = attr.ib(default="clinician", validator=_text)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self._role = Role.named(self.role)
        self._client: Optional[Client] = None

    @property
    def client(self) -> Client:
        """The programmer, once the driver is active. `PlaceLost` when the place is not ours."""
        if self._client is None:
            raise StrategyError("the driver of the pump is not active")
        reach.check_place(self.pump)
        return self._client

    def on_activate(self) -> None:
        """Read the card. Nothing is sent before somebody asks."""
        reach.check_place(self.pump)
        self._client = Client(reach.port(self.pump), reach.card(self.pump), role=self._role)

    def on_deactivate(self) -> None:
        """Close the session and let the port go; without a word to a pump that is not ours."""
        held, self._client = self._client, None
        if held is None:
            return
        try:
            reach.check_place(self.pump)
        except PlaceLost:
            held.disconnect()
        else:
            held.close()


@target_factory.reg_driver
@attr.s(eq=False)
class PumpLinkPowerDriver(Driver, PowerProtocol, ResetProtocol):  # type: ignore[misc]
    """The bench around a virtual pump; switches its power, as labgrid's other power drivers do."""

    bindings = _bindings

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self._bench: Optional[Bench] = None

    @property
    def bench(self) -> Bench:
        """The bench, once the driver is active. `PlaceLost` when the place is not ours."""
        if self._bench is None:
            raise StrategyError("the driver of the pump's bench is not active")
        reach.check_place(self.pump)
        return self._bench

    def on_activate(self) -> None:
        """Take the control socket."""
        if not self.pump.control:
            raise StrategyError(f"the pump at {self.pump.port} has no bench: it names no control")
        reach.check_place(self.pump)
        self._bench = reach.bench(self.pump)

    def on_deactivate(self) -> None:
        """Let it go."""
        held, self._bench = self._bench, None
        reach.let_go(held)

    @Driver.check_active  # type: ignore[untyped-decorator, unused-ignore]
    @step()  # type: ignore[untyped-decorator, unused-ignore]
    def on(self) -> None:
        """Give the pump power."""
        self.bench.power("on")

    @Driver.check_active  # type: ignore[untyped-decorator, unused-ignore]
    @step()  # type: ignore[untyped-decorator, unused-ignore]
    def off(self) -> None:
        """Take its power."""
        self.bench.power("off")

    @Driver.check_active  # type: ignore[untyped-decorator, unused-ignore]
    @step()  # type: ignore[untyped-decorator, unused-ignore]
    def cycle(self) -> None:
        """Take its power and give it back."""
        self.bench.power("cycle")

    @Driver.check_active  # type: ignore[untyped-decorator, unused-ignore]
    @step()  # type: ignore[untyped-decorator, unused-ignore]
    def get(self) -> bool:
        """Whether it has power."""
        return bool(self.bench.truth()["power"] == "on")

    @Driver.check_active  # type: ignore[untyped-decorator, unused-ignore]
    @step()  # type: ignore[untyped-decorator, unused-ignore]
    def reset(self) -> None:
        """Let the pump start anew."""
        self.bench.power("cycle")
