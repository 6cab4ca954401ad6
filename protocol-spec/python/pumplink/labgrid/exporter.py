"""labgrid's exporter for pumps: `pumplink-exporter`, with the options of `labgrid-exporter`.

    pump-1:                       # started when a place with it is acquired, ended at its release
      PumpLinkVirtualPump: {folder: /run/pumplink/pump-1, profile: child-20ml}
    pump-2:                       # one that runs already
      PumpLinkPump: {port: "tcp://0.0.0.0:5900", card: pump.card, control: pump.control}

labgrid's own exporter loads no classes of others, so this is it with two more. Clients see a
`NetworkPumpLinkPump` of either; `labgrid-exporter` itself tells of such a one as of any resource.

A virtual pump goes on when the exporter or the coordinator is lost, and is taken up again by the
next exporter: it ends by the release of its place, or when the exporter is told to end.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import shutil
import time
from typing import Any, Dict, List, Optional, Sequence

import attr
from labgrid.factory import target_factory
from labgrid.remote import exporter
from labgrid.resource import Resource

from ..bench import Bench
from ..errors import PumpLinkError, PumpNotStarted
from ..process import Pump
from ..transport import split_tcp
from .resources import PROTOCOLS, PumpLinkPump

_text = attr.validators.instance_of(str)
#: How often it is looked whether a pump still is there, s.
LOOK_SECONDS = 2.0
#: How long a pump may take to begin, and to end, s: labgrid's coordinator waits 10 s for either.
BEGIN_SECONDS = 8.0
END_SECONDS = 3.0


@target_factory.reg_resource
@attr.s(eq=False)
class PumpLinkVirtualPump(Resource):  # type: ignore[misc]
    """A virtual pump that the exporter starts when its place is acquired, fresh unless kept.

    Args:
        folder (str): where its files are for so long; made if missing
        profile (str): as of ``PumpFirmwareSim run``, like patient, clock and seed
        seed (int): makes the same pump and keys again; for benches alone
        keep (bool): the next to acquire it finds it as it was left, not a fresh one
        address (str): what it listens at
        arguments (list): more words for ``PumpFirmwareSim run``
    """

    folder: str = attr.ib(validator=_text)
    profile: str = attr.ib(default="adult-40ml", validator=_text)
    seed: Optional[int] = attr.ib(default=None)
    patient: Optional[str] = attr.ib(default=None)
    clock: str = attr.ib(default="manual", converter=str)
    keep: bool = attr.ib(default=False, validator=attr.validators.instance_of(bool))
    address: str = attr.ib(default="0.0.0.0", validator=_text)
    arguments: Sequence[str] = attr.ib(factory=list)


@attr.s(eq=False)
class _PumpExport(exporter.ResourceExport):  # type: ignore[misc]
    """What both kinds have: clients see a `NetworkPumpLinkPump`, there while its bench answers."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.data["cls"] = "NetworkPumpLinkPump"
        self._looked = -LOOK_SECONDS
        self._life: Dict[str, Any] = {}

    def poll(self) -> bool:
        """Look now and then whether the pump is there; labgrid asks four times a second."""
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            self.local.avail = self._is_there()
        changed: bool = super().poll()
        return changed

    def _is_there(self) -> bool:
        raise NotImplementedError

    def _get_params(self) -> Dict[str, Any]:
        return {
            "host": self.host,
            "port": self._life.get("port"),
            "card": self._life.get("card"),
            "control": self._life.get("control"),
            "protocol": self._life.get("protocol", "tcp"),
            "pump": self._life.get("pump", ""),
            "extra": {"model": self._life.get("model"), "serial": self._life.get("serial")},
        }


@attr.s(eq=False)
class RunningPumpExport(_PumpExport):
    """A pump that runs already, by itself or as a service of the host."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.local = PumpLinkPump(target=None, name=None, **self.local_params)  # type: ignore[call-arg]
        scheme, mark, rest = self.local.port.partition("://")
        if not mark or scheme not in PROTOCOLS:
            raise ValueError(
                f"{self.local.port} is of no use to another host: let the pump listen "
                f"(PumpFirmwareSim run --listen HOST:PORT), and name it as tcp://HOST:PORT"
            )
        self._life = {
            "port": split_tcp(self.local.port, rest)[1],
            "card": os.path.abspath(self.local.card),
            "control": os.path.abspath(self.local.control) if self.local.control else None,
            "protocol": scheme,
            "pump": self.local.pump,
        }

    def _is_there(self) -> bool:
        return not self.local.control or Bench(self.local.control).is_there()


@attr.s(eq=False)
class VirtualPumpExport(_PumpExport):
    """A pump for each time that its place is acquired."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.local = PumpLinkVirtualPump(
            target=None,  # type: ignore[call-arg]
            name=None,
            **self.local_params,
        )
        self._folder = pathlib.Path(os.path.abspath(self.local.folder))
        self._pump: Optional[Pump] = None
        self._has_ended = False
        self._take_up()
        _virtual.append(self)

    @property
    def _ready(self) -> pathlib.Path:
        """What a pump said when it was started, for the next exporter."""
        return self._folder / "life" / "ready.json"

    def _take_up(self) -> bool:
        """Whether a pump of an exporter before this one still runs, and is this one's now."""
        try:
            life: Dict[str, Any] = json.loads(self._ready.read_text())
        except (OSError, ValueError):
            return False
        if not Bench(life["control"]).is_there():
            return False
        self.logger.info("goes on with the pump %s, which runs", life["serial"])
        self._life = life
        return True

    def _is_there(self) -> bool:
        """A pump that ended by itself stays away until the release: nobody is given a fresh one
        in its place without a word.
        """
        if self.start_params is not None and not self._has_ended:
            self._has_ended = not Bench(self._life["control"]).is_there()
            if self._has_ended:
                self.logger.error("the pump in %s ended by itself; see life/pump.err", self._folder)
        return not self._has_ended

    def start(self) -> None:
        """The same as labgrid's, but what went wrong is told to whoever asks for the resource."""
        try:
            super().start()
        except exporter.BrokenResourceError as fault:
            self._broken = str(fault.__cause__)
            raise exporter.BrokenResourceError(self._broken) from fault

    def _start(self, start_params: Any) -> None:
        if self._life and Bench(self._life["control"]).is_there():
            return
        life = self._folder / "life"
        if Bench(life / "pump.control").is_there():
            raise PumpNotStarted(
                f"in {self._folder} a pump runs that is not this resource's, and it is left alone; "
                f"give each resource a folder of its own"
            )
        if not self.local.keep:
            shutil.rmtree(life, ignore_errors=True)
        life.mkdir(mode=0o700, parents=True, exist_ok=True)
        local = self.local
        self._pump = Pump.start(
            folder=life, profile=local.profile, seed=local.seed, patient=local.patient,
            clock=local.clock, link=False, is_detached=True, seconds=BEGIN_SECONDS,
            arguments=["--listen", f"{local.address}:0", *local.arguments],
        )  # fmt: skip
        ready = self._pump.ready
        self._life = {name: ready[name] for name in ("card", "control", "model", "serial")}
        self._life["port"] = int(ready["port"].rpartition(":")[2])
        self._life["pid"] = self._pump.process.pid
        self._ready.write_text(json.dumps(self._life))

    def _stop(self, start_params: Any) -> None:
        """At the release. Till then what a pump left that ended by itself stays; it tells why."""
        if self.local.avail:
            self.end()

    def release(self, *args: Any, **kwargs: Any) -> None:
        """The pump ends, and the next one is a fresh one."""
        super().release(*args, **kwargs)
        if self._has_ended:
            self.end()
            self._has_ended = False
            self._looked = -LOOK_SECONDS

    def end(self) -> None:
        """End the pump, whoever started it."""
        control = self._life.get("control")
        self._life = {}
        if control is not None:
            with contextlib.suppress(PumpLinkError), Bench(control) as bench:
                bench.quit()
            until = time.monotonic() + END_SECONDS
            while Bench(control).is_there() and time.monotonic() < until:
                time.sleep(0.02)
        if self._pump is not None:
            self._pump.stop(END_SECONDS)
            self._pump = None
        if not self.local.keep:
            shutil.rmtree(self._folder / "life", ignore_errors=True)


exporter.exports["PumpLinkPump"] = RunningPumpExport
exporter.exports["PumpLinkVirtualPump"] = VirtualPumpExport
#: Those of this process.
_virtual: List[VirtualPumpExport] = []


def main() -> None:
    """labgrid's exporter. It exits with 100 when the coordinator is gone: start it again then.

    Its pumps go on meanwhile; they end when it is told to end itself, by SIGTERM or Ctrl-C.
    """
    exporter.main()
    for pump in _virtual:
        pump.end()
