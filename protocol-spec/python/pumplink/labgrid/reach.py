"""How a resource's port, card and bench are had from here, and whether they still are ours."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from typing import Any, Dict, List, Optional, Union

from labgrid.driver.exception import ExecutionError
from labgrid.resource.remote import RemotePlace
from labgrid.util.proxy import proxymanager
from labgrid.util.ssh import sshmanager

from ..bench import Bench
from ..card import Card, parse_card
from ..errors import BenchUncertain, CardError, LineLost, PlaceLost, PumpLinkError
from .resources import NetworkPumpLinkPump, PumpLinkPump

AnyPump = Union[PumpLinkPump, NetworkPumpLinkPump]
#: How long a command on an exporter's host may take, s.
COMMAND_SECONDS = 30.0
#: Turns of the loop in which the end of a connection shows that is known already.
LOOP_TURNS = 8
#: The file's mode in octal on a line, and then what is in it.
READ_CARD = 'stat -L -c %a -- "$1" && cat -- "$1"'
#: Whole or not at all, and durably: a connection that ends in the middle leaves the old card.
WRITE_CARD = (
    'umask 077; new=$(mktemp "$1.XXXXXX") || exit 1; '
    'cat >"$new" && echo "$2  $new" | sha256sum --check --status && sync "$new" && '
    'mv -f "$new" "$1" && sync "$(dirname "$1")" || { rm -f "$new"; exit 1; }'
)


def check_place(pump: AnyPump) -> None:
    """`PlaceLost` where the pump's place is not ours any more, or nobody can say so."""
    place = pump.parent
    if not isinstance(place, RemotePlace):
        return
    session = place.manager.session
    loop = session.loop
    if not loop.is_running():
        for _ in range(LOOP_TURNS):
            loop.run_until_complete(asyncio.sleep(0))
    if session.stopping.is_set():
        raise PlaceLost(
            f"labgrid's coordinator {session.address} is gone, and with it the hold on the place "
            f"{place.name}: somebody else may be given its pump. Nothing more is sent to it; it "
            f"goes on with the therapy that it has. When the coordinator is back, acquire the "
            f"place again"
        )
    # What labgrid raises has no common ancestor but this.
    try:
        session.get_acquired_place(place.name)
    except Exception as fault:
        raise PlaceLost(
            f"the place {place.name} is not yours any more: {' '.join(map(str, fault.args))}. "
            f"Nothing more is sent to its pump"
        ) from fault


def port(pump: AnyPump) -> str:
    """What a `Client` opens."""
    if isinstance(pump, PumpLinkPump):
        return str(pump.port)
    if pump.port is None:
        raise LineLost(f"the pump on {pump.host} does not run; its exporter names no port for it")
    try:
        host, number = proxymanager.get_host_and_port(pump)
    except (ExecutionError, OSError, subprocess.SubprocessError) as fault:
        raise _no_ssh(pump, fault) from fault
    bracketed = f"[{host}]" if ":" in host else host
    return f"{pump.protocol}://{bracketed}:{number}"


def card(pump: AnyPump) -> Card:
    """The implant card, from wherever its file is."""
    if isinstance(pump, PumpLinkPump):
        return Card.read(pump.card)
    if pump.card is None:
        raise CardError(f"the pump on {pump.host} does not run; its exporter names no card for it")
    return RemoteCard.fetch(pump, pump.card)


class RemoteCard(Card):
    """A card whose file stays on the exporter's host; its keys never lie on this one's disk."""

    def __init__(self, pump: NetworkPumpLinkPump, path: str, content: Dict[str, Any]) -> None:
        super().__init__(f"{pump.host}:{path}", content)
        self._pump = pump
        self._remote_path = path

    @classmethod
    def fetch(cls, pump: NetworkPumpLinkPump, path: str) -> RemoteCard:
        """Read it."""
        done = _run(pump, READ_CARD, [path])
        where = f"{pump.host}:{path}"
        if done.returncode != 0:
            raise CardError(f"the card {where} cannot be read: {_words(done.stderr)}")
        mode, _, text = done.stdout.partition(b"\n")
        return cls(pump, path, parse_card(where, int(mode, 8), text))

    def _write(self, content: Dict[str, Any]) -> None:
        text = json.dumps(content, indent=2).encode() + b"\n"
        told = [self._remote_path, hashlib.sha256(text).hexdigest()]
        done = _run(self._pump, WRITE_CARD, told, text)
        if done.returncode != 0:
            raise CardError(f"the card {self.path} cannot be written: {_words(done.stderr)}")
        self._content = content


class RemoteBench(Bench):
    """A bench on the exporter's host. Its socket is forwarded by ssh to one of this machine."""

    def __init__(self, pump: NetworkPumpLinkPump) -> None:
        self._folder = tempfile.mkdtemp(prefix="pumplink-")
        local = os.path.join(self._folder, "control")
        super().__init__(local, pump.pump or None, f"{pump.host}:{pump.control}")
        self._remote = pump
        # A colon ends a path there, unless it is escaped.
        far = str(pump.control).replace("\\", "\\\\").replace(":", "\\:")
        self._forward = f"{local}:{far}"
        try:
            self._ask_ssh("forward")
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def _ask_ssh(self, what: str) -> None:
        prefix = _ssh(self._remote)
        words = [*prefix[:-1], "-O", what, "-L", self._forward, prefix[-1]]
        try:
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as fault:
            raise _no_ssh(self._remote, fault) from fault
        if done.returncode != 0:
            raise LineLost(
                f"ssh does not forward the bench's socket {self.name}: {_words(done.stderr)}"
            )

    def let_go(self) -> None:
        """End the forwarding too; the bench cannot be had again."""
        self.close()
        # Where the connection is gone, so is the forwarding.
        with contextlib.suppress(PumpLinkError):
            self._ask_ssh("cancel")
        shutil.rmtree(self._folder, ignore_errors=True)


def bench(pump: AnyPump) -> Bench:
    """The bench around the pump, which is there: it was asked."""
    if isinstance(pump, PumpLinkPump):
        return Bench(pump.control, pump.pump or None)
    found = RemoteBench(pump)
    try:
        found.truth()
    except BaseException as fault:
        found.let_go()
        if isinstance(fault, (LineLost, BenchUncertain)):
            raise LineLost(
                f"{fault}. Is the pump running, and is that its control socket?"
            ) from fault
        raise
    return found


def let_go(held: Optional[Bench]) -> None:
    """Let go of what `bench` gave."""
    if isinstance(held, RemoteBench):
        held.let_go()
    elif held is not None:
        held.close()


def _ssh(pump: NetworkPumpLinkPump) -> List[str]:
    """The words that begin a command of ssh over labgrid's connection; the last is the host."""
    extra = getattr(pump, "extra", {})
    host = extra.get("proxy") if extra.get("proxy_required") else pump.host
    try:
        prefix: List[str] = sshmanager.get(host).get_prefix()
    except (ExecutionError, OSError, subprocess.SubprocessError) as fault:
        raise _no_ssh(pump, fault) from fault
    return prefix


def _run(
    pump: NetworkPumpLinkPump, script: str, arguments: List[str], data: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """A script of the shell on the pump's host."""
    _ssh(pump)
    words = pump.wrap_command(["sh", "-c", script, "sh", *arguments])
    try:
        return subprocess.run(
            words, input=data, capture_output=True, timeout=COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise _no_ssh(pump, fault) from fault


def _no_ssh(pump: NetworkPumpLinkPump, fault: Exception) -> LineLost:
    return LineLost(
        f"the pump's host {pump.host} cannot be reached by ssh, which its card and bench need: "
        f"{fault}. Try: ssh {pump.host} true"
    )


def _words(said: bytes) -> str:
    return said.decode(errors="replace").strip() or "ssh said nothing"
