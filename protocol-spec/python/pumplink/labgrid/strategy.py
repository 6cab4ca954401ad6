"""Brings a pump to a status."""

from __future__ import annotations

import enum
from typing import Any

import attr
from labgrid.factory import target_factory
from labgrid.step import step
from labgrid.strategy import Strategy, StrategyError
from labgrid.strategy.common import never_retry

from .drivers import PumpLinkDriver, PumpLinkPowerDriver


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
