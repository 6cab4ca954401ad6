"""A virtual pump as a process: start, wait until it can be talked to, clean up (bench.md)."""

from __future__ import annotations

import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time
from types import TracebackType
from typing import Any, Dict, List, Optional, Sequence, Type, Union

from .bench import Bench
from .card import Card, PathLike
from .client import Client
from .errors import PumpNotStarted
from .messages.enums import Role

PROGRAM = "PumpFirmwareSim"


def find_program(name: str = PROGRAM, where: Optional[PathLike] = None) -> str:
    """The program, in a folder that is named, in that of `PUMPLINK_BIN`, or in `PATH`."""
    folder = where or os.environ.get("PUMPLINK_BIN")
    if folder:
        path = pathlib.Path(folder)
        path = path / name if path.is_dir() else path
        if os.access(path, os.X_OK) and path.is_file():
            return str(path)
        raise PumpNotStarted(f"there is no {name} in {folder}, which was named as its folder")
    found = shutil.which(name)
    if found is None:
        raise PumpNotStarted(
            f"there is no {name} in PATH. Build it (swift build -c release --product {name}), and "
            f"name its folder in PUMPLINK_BIN"
        )
    return found


class Pump:
    """A running virtual pump, in a folder of its own.

    with Pump.start(seed=1) as pump:
        with pump.client() as programmer:
            programmer.status()
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        folder: pathlib.Path,
        ready: Dict[str, Any],
        command: Sequence[str],
        owned: bool,
    ) -> None:
        self.process = process
        #: Where its state, card, link and socket are.
        self.folder = folder
        #: The ready line, as in bench.md, "Starting a pump".
        self.ready = ready
        self.command = list(command)
        self._owned = owned
        #: Where it can be reached: the link of its pty, or `tcp://…`.
        self.port: str = ready.get("link") or ready["port"]
        self.card_path: str = ready["card"]
        self.control: str = ready["control"]
        self._clients: List[Client] = []
        self._bench: Optional[Bench] = None

    @classmethod
    def start(
        cls,
        *,
        folder: Optional[PathLike] = None,
        program: Optional[PathLike] = None,
        profile: Optional[str] = None,
        seed: Optional[int] = None,
        patient: Optional[str] = None,
        clock: Union[str, int] = "manual",
        link: bool = True,
        is_listed: bool = False,
        is_detached: bool = False,
        arguments: Sequence[str] = (),
        seconds: float = 20.0,
    ) -> Pump:
        """Start one and wait until it can be talked to.

        `clock` is `real`, a factor, or `manual`, where therapy time passes only by `Bench.advance`.
        Without `link` its line is what `arguments` say, such as `--listen HOST:PORT`.
        Only a pump that is listed is among those of `programmer ports` (bench.md, "Registry of
        running pumps"); the others register in their own folder, so that a killed one leaves
        nothing behind. One that is detached is spared by Ctrl-C at the terminal it was started
        from, and may outlive whoever started it. A folder that is given is kept, and a pump started
        in it again goes on where it was.
        """
        if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int)):
            raise TypeError(f"a seed is a whole number, not {seed!r}")
        owned = folder is None
        found = find_program(where=program)
        where = pathlib.Path(folder or tempfile.mkdtemp(prefix="pumplink-"))
        command = [
            found, "run", "--json", "--state", str(where / "pump.state"),
            "--card", str(where / "pump.card"), "--clock", str(clock),
            "--control", str(where / "pump.control"),
        ]  # fmt: skip
        if link:
            command += ["--link", str(where / "pump")]
        for name, value in (("--profile", profile), ("--seed", seed), ("--patient", patient)):
            if value is not None:
                command += [name, str(value)]
        command += arguments
        environment = dict(os.environ)
        if not is_listed:
            registry = where / "registry"
            registry.mkdir(mode=0o700, exist_ok=True)
            environment["PUMPLINK_RUNTIME_DIR"] = str(registry)
        process: Optional[subprocess.Popen[bytes]] = None
        try:
            with (where / "pump.err").open("ab") as errors:
                process = subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    start_new_session=is_detached,
                )
            ready = _wait_ready(process, where, seconds)
        except BaseException:
            # Ctrl-C as well: nothing is left behind.
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
            if owned:
                shutil.rmtree(where, ignore_errors=True)
            raise
        return cls(process, where, ready, command, owned)

    def client(self, *, role: Role = Role.CLINICIAN, journal: Optional[PathLike] = None) -> Client:
        """A programmer with the pump's card. It is let go with the pump."""
        client = Client(self.port, Card.read(self.card_path), role=role, journal=journal)
        self._clients.append(client)
        return client

    @property
    def bench(self) -> Bench:
        """The bench around it."""
        if self._bench is None:
            self._bench = Bench(self.control)
        return self._bench

    @property
    def messages(self) -> str:
        """What it said on stderr: alarms, and what went wrong."""
        return (self.folder / "pump.err").read_text(errors="replace")

    def kill(self) -> None:
        """End it at once, as a power cut of the machine does."""
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 10.0) -> None:
        """End it and clean up; what it stored stays in a folder that was given."""
        for client in self._clients:
            client.disconnect()
        if self._bench is not None:
            self._bench.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()
        if self._owned:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Pump:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.stop()


def _wait_ready(
    process: subprocess.Popen[bytes], folder: pathlib.Path, seconds: float
) -> Dict[str, Any]:
    """The ready line, or the pump's own words of why there is none."""
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    deadline = time.monotonic() + seconds
    line = b""
    while not line.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            break
        data = os.read(descriptor, 4096)
        if not data:
            break
        line += data
    said = line.splitlines()[0] if line.endswith(b"\n") else b"{}"
    ready: Dict[str, Any] = json.loads(said)
    if ready.get("event") == "ready":
        return ready
    ended = process.poll()
    if ended is None:
        try:
            ended = process.wait(0.5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    process.stdout.close()
    words = ready.get("message") or (folder / "pump.err").read_text(errors="replace").strip()
    why = f"it was not ready within {seconds:g} s" if ended is None else f"exit code {ended}"
    raise PumpNotStarted(f"the virtual pump did not start ({why}): {words or 'it said nothing'}")
