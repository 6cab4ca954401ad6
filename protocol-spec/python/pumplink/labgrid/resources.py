"""Where a pump is: on this machine, or on an exporter's host."""

from __future__ import annotations

from typing import Optional

import attr
from labgrid.factory import target_factory
from labgrid.resource.common import NetworkResource, Resource

_text = attr.validators.instance_of(str)
_maybe_text = attr.validators.optional(_text)
_maybe_number = attr.validators.optional(attr.validators.instance_of(int))
#: How a pump that listens by TCP is spoken to.
PROTOCOLS = ("tcp", "rfc2217")


@target_factory.reg_resource
@attr.s(eq=False)
class PumpLinkPump(Resource):  # type: ignore[misc]
    """A pump that is reached from this machine.

    Args:
        port (str): a path, ``tcp://HOST:PORT``, or any other target of `pumplink.Client`
        card (str): the implant card's file
        control (str): the bench's socket of a virtual pump; empty for a pump without a bench
        pump (str): which of the pumps of ``run --count`` is meant on that socket
    """

    port: str = attr.ib(validator=_text)
    card: str = attr.ib(validator=_text)
    control: str = attr.ib(default="", validator=_text)
    pump: str = attr.ib(default="", validator=_text)


@target_factory.reg_resource
@attr.s(eq=False)
class NetworkPumpLinkPump(NetworkResource):  # type: ignore[misc]
    """A pump of an exporter's host. The port is reached by TCP, or by ssh where labgrid says that
    a proxy is required; card and bench by ssh.

    Args:
        host (str): the exporter's host, by the name that ssh knows it by
        port (int): the TCP port that the pump listens at; None while it does not run
        card (str): the implant card's file on that host
        control (str): the bench's socket there; empty for a pump without a bench
        protocol (str): ``tcp`` or ``rfc2217``
        pump (str): which of the pumps of ``run --count`` is meant on that socket
    """

    port: Optional[int] = attr.ib(default=None, validator=_maybe_number)
    card: Optional[str] = attr.ib(default=None, validator=_maybe_text)
    control: Optional[str] = attr.ib(default=None, validator=_maybe_text)
    protocol: str = attr.ib(default="tcp", validator=attr.validators.in_(PROTOCOLS))
    pump: str = attr.ib(default="", validator=_text)
