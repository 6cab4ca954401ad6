"""PumpLink pumps in labgrid: resources, drivers, power, strategy, and an exporter's side.

    imports: [pumplink.labgrid]
    targets:
      main:
        resources:
          RemotePlace: {name: bed-a1}
        drivers:
          PumpLinkDriver: {}
          PumpLinkPowerDriver: {}
          PumpLinkStrategy: {}

`fixtures/lab` is a lab with all of it. A pump of this machine is a `PumpLinkPump`, and one of an
exporter's host a `NetworkPumpLinkPump`, whose card and bench are reached by ssh, as labgrid does.
"""

from __future__ import annotations

from .drivers import PumpLinkDriver, PumpLinkPowerDriver
from .resources import NetworkPumpLinkPump, PumpLinkPump
from .strategy import PumpLinkStrategy, Status

__all__ = [
    "NetworkPumpLinkPump",
    "PumpLinkDriver",
    "PumpLinkPowerDriver",
    "PumpLinkPump",
    "PumpLinkStrategy",
    "Status",
]
