"""A PumpLink pump in labgrid: resource, driver, power, strategy.

    imports: [pumplink.labgrid]
    targets:
      main:
        resources:
          PumpLinkPump: {port: /dev/shm/pump, card: pump.card, control: pump.control}
        drivers:
          PumpLinkDriver: {}
          PumpLinkPowerDriver: {}
          PumpLinkStrategy: {}

The resource may as well come from an exporter: an exporter's file names it as any other. The port
is a path or `tcp://HOST:PORT`; card and control socket are paths where the test runs.
"""

from __future__ import annotations

import enum
from typing import Any, Optional

import attr
from labgrid.driver import Driver
from labgrid.factory import target_factory
from labgrid.protocol import PowerProtocol, ResetProtocol
from labgrid.resource import Resource
from labgrid.step import step
from labgrid.strategy import Strategy, StrategyError
from labgrid.strategy.common import never_retry

from .bench import Bench
from .client import Client
from .messages.enums import Role

_text = attr.validators.instance_of(str)


@target_factory.reg_resource
@attr.s(eq=False)
class PumpLinkPump(Resource):  # type: ignore[misc]
    """Where a pump is reached.

    Args:
        port (str): a path, or ``tcp://HOST:PORT``
        card (str): the implant card's file
        control (str): the bench's socket of a virtual pump; empty for a pump without a bench
    """

    port: str = attr.ib(validator=_text)
    card: str = attr.ib(validator=_text)
    control: str = attr.ib(default="", validator=_text)


@target_factory.reg_driver
@attr.s(eq=False)
class PumpLinkDriver(Driver):  # type: ignore[misc]
    """A programmer for the pump, as `pumplink.Client`; connected when it is first used.

    Args:
        role (str): ``clinician`` or ``patient``
    """

    bindings = {"pump": {PumpLinkPump}}  # noqa: RUF012 - labgrid's own way
    role: str = attr.ib(default="clinician", validator=_text)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self._role = Role.named(self.role)
        self._client: Optional[Client] = None

    @property
    def client(self) -> Client:
        """The programmer, once the driver is active."""
        if self._client is None:
            raise StrategyError("the driver of the pump is not active")
        return self._client

    def on_activate(self) -> None:
        """Read the card. Nothing is sent before somebody asks."""
        self._client = Client(self.pump.port, self.pump.card, role=self._role)

    def on_deactivate(self) -> None:
        """Close the session and let the port go."""
        if self._client is not None:
            self._client.close()
            self._client = None


@target_factory.reg_driver
@attr.s(eq=False)
class PumpLinkPowerDriver(Driver, PowerProtocol, ResetProtocol):  # type: ignore[misc]
    """The bench around a virtual pump; switches its power, as labgrid's other power drivers do."""

    bindings = {"pump": {PumpLinkPump}}  # noqa: RUF012 - labgrid's own way

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self._bench: Optional[Bench] = None

    @property
    def bench(self) -> Bench:
        """The bench, once the driver is active."""
        if self._bench is None:
            raise StrategyError("the driver of the pump's bench is not active")
        return self._bench

    def on_activate(self) -> None:
        """Take the control socket."""
        if not self.pump.control:
            raise StrategyError(f"the pump at {self.pump.port} has no bench: it names no control")
        self._bench = Bench(self.pump.control)

    def on_deactivate(self) -> None:
        """Let it go."""
        if self._bench is not None:
            self._bench.close()
            self._bench = None

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


class Status(enum.Enum):
    """What a pump is brought to."""

    unknown = 0
    off = 1
    on = 2
    implanted = 3


@target_factory.reg_driver
@attr.s(eq=False)
class PumpLinkStrategy(Strategy):  # type: ignore[misc]
    """Brings a virtual pump to ``off``, ``on`` (with power and answering) or ``implanted``."""

    bindings = {  # noqa: RUF012 - labgrid's own way
        "power": PumpLinkPowerDriver,
        "programmer": PumpLinkDriver,
    }
    status: Status = attr.ib(default=Status.unknown)

    @never_retry  # type: ignore[untyped-decorator, unused-ignore]
    @step(args=["status"])  # type: ignore[untyped-decorator, unused-ignore]
    def transition(self, status: Any, *, step: Any) -> None:
        """Bring the pump to a status, from whatever it is in."""
        wanted = status if isinstance(status, Status) else Status[status]
        if wanted is Status.unknown:
            raise StrategyError("nobody can bring a pump to an unknown status")
        if wanted is self.status:
            step.skip("nothing to do")
            return
        self.target.activate(self.power)
        if wanted is Status.off:
            self.target.deactivate(self.programmer)
            self.power.off()
        else:
            if not self.power.get():
                self.power.on()
            if wanted is Status.implanted and not self._is_implanted():
                self.power.bench.implant()
            self.target.activate(self.programmer)
            self.programmer.client.identify()
        self.status = wanted

    def _is_implanted(self) -> bool:
        body = self.power.bench.truth().get("body")
        if body is None:
            raise StrategyError("there is no body to implant the pump into; its bench has none")
        return bool(body["has_pump"])
