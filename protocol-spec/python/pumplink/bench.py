"""The bench's side of a virtual pump: time, faults, syringe, power and the truth (bench.md).

One method for each of the control socket's, with its parameters under their own names.
"""

from __future__ import annotations

import json
import os
import pathlib
import socket
from types import TracebackType
from typing import Any, Dict, Iterator, List, Optional, Type

from .card import PathLike
from .errors import BenchError, BenchUncertain, LineLost

#: What a method answers, such as the truth; its keys are those of bench.md.
Answer = Dict[str, Any]
#: How long the bench may take to begin, and to answer, s.
BEGIN_SECONDS = 30.0
ANSWER_SECONDS = 600.0
#: A socket's address has room for so many bytes.
ADDRESS_BYTES = 107
#: What changes nothing, and may so be taken for not done when there is no answer.
READS = ("events", "faults", "follow", "link", "patient", "reconcile", "truth")


class Bench:
    """A connection to a control socket, made when it is first needed.

    `pump` says which of the pumps of `run --count` is meant, such as `p7`; `name` is what messages
    call the bench, where its path says little, as that of a socket which leads to another host.
    """

    def __init__(
        self, path: PathLike, pump: Optional[str] = None, name: Optional[str] = None
    ) -> None:
        self.path = pathlib.Path(path)
        self.name = name or str(path)
        self.pump = pump
        self._socket: Optional[socket.socket] = None
        self._id = 0
        # What came behind an answer: events, where they are followed.
        self._rest = b""

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the socket go."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None
            self._rest = b""

    def is_there(self) -> bool:
        """Whether anybody listens at the socket. Nothing is asked, so a busy bench is there too."""
        with socket.socket(socket.AF_UNIX) as trial:
            trial.setblocking(False)
            try:
                self._reach(trial)
            except BlockingIOError:
                # So many wait already.
                return True
            except OSError:
                return False
        return True

    def request(self, method: str, **params: Any) -> Answer:
        """Any method of the socket. Parameters that are None are left out.

        `BenchError` when it says no, `BenchUncertain` when it may be done without an answer.
        """
        told = {name: value for name, value in params.items() if value is not None}
        for name, value in told.items():
            if isinstance(value, (bool, float)) or not isinstance(value, (int, str)):
                raise TypeError(f"{method}: {name} is a whole number or a word, not {value!r}")
        if self.pump is not None:
            told["pump"] = self.pump
        connected = self._connect()
        self._id += 1
        line = {"jsonrpc": "2.0", "id": self._id, "method": method, "params": told}
        try:
            connected.sendall(json.dumps(line).encode() + b"\n")
            answer = json.loads(self._line(connected, method))
        except (OSError, ValueError) as fault:
            self.close()
            raise self._uncertain(method, str(fault)) from fault
        if answer.get("id") != self._id:
            self.close()
            raise self._uncertain(method, "it answered another request")
        if "error" in answer:
            raise BenchError(answer["error"]["code"], answer["error"]["message"])
        result: Answer = answer["result"]
        return result

    def _uncertain(self, method: str, why: str) -> Exception:
        if method in READS:
            return LineLost(f"the bench at {self.name} did not answer: {why}")
        return BenchUncertain(
            f"the bench at {self.name} did not answer: {why}. {method} may still be done; "
            f"read the truth before asking again"
        )

    def _line(self, connected: socket.socket, method: str) -> bytes:
        """The answer's line. A blank comes as soon as the request was taken."""
        data = b""
        connected.settimeout(BEGIN_SECONDS)
        while b"\n" not in data:
            more = connected.recv(65536)
            if not more:
                raise OSError("the connection ended")
            if not data:
                connected.settimeout(ANSWER_SECONDS)
            data += more
        line, _, self._rest = data.partition(b"\n")
        return line

    def _connect(self) -> socket.socket:
        if self._socket is None:
            connected = socket.socket(socket.AF_UNIX)
            try:
                self._reach(connected)
            except OSError as fault:
                connected.close()
                raise LineLost(
                    f"there is no bench at {self.name}: {fault.strerror or fault}. Is the pump "
                    f"running, and is that its control socket?"
                ) from fault
            self._socket = connected
        return self._socket

    def _reach(self, connected: socket.socket) -> None:
        if len(os.fsencode(self.path)) <= ADDRESS_BYTES:
            connected.connect(str(self.path))
            return
        # A socket in a deep folder is reached by way of the folder (bench.md).
        folder = os.open(self.path.parent, os.O_PATH | os.O_DIRECTORY)
        try:
            connected.connect(f"/proc/self/fd/{folder}/{self.path.name}")
        finally:
            os.close(folder)

    # Time and truth

    def advance(
        self,
        milliseconds: int,
        until: Optional[str] = None,
        alarm: Optional[str] = None,
        at_s: Optional[int] = None,
        at_ms: Optional[int] = None,
    ) -> Answer:
        """Let therapy time pass, in ms, or up to the very moment of something before.

        `until` is `alarm` (any, or the one named), `bolus-end`, `clock` (with `at_s`, seconds after
        the midnight with which the pump's day began), `empty`, `next-step`, `patient-calls` or
        `therapy-time` (with `at_ms`). What came of it is in `stop`: `is_reached` and a moment.
        """
        return self.request(
            "advance", milliseconds=milliseconds, until=until, alarm=alarm, at_s=at_s, at_ms=at_ms
        )

    def events(self, since: Optional[int] = None) -> List[Answer]:
        """What happened since the pump was started, or from the event of a number on."""
        past: List[Answer] = self.request("events", since=since)["events"]
        return past

    def follow(
        self, since: Optional[int] = None, timeout: Optional[float] = None
    ) -> Iterator[Answer]:
        """The same, and then each event as it happens, over a connection of its own.

        It ends after `ended`, the last event of a pump that is told to end. `LineLost` when the
        pump dies, lets go of a reader that is too slow (`let_go`), or tells nothing for so long.
        What happens from the call on is told, also before the first event is taken.
        """
        other = Bench(self.path, self.pump, self.name)
        try:
            past: List[Answer] = other.request("follow", since=since)["events"]
        except BaseException:
            other.close()
            raise
        return other._told(past, timeout)

    def _told(self, past: List[Answer], timeout: Optional[float]) -> Iterator[Answer]:
        try:
            yield from past
            connected = self._connect()
            connected.settimeout(timeout)
            while True:
                event: Answer = json.loads(self._notice(connected))["params"]
                yield event
                if event["event"] == "ended":
                    return
                if event["event"] == "let_go":
                    raise LineLost(f"the pump at {self.name} let go of a reader that was too slow")
        finally:
            self.close()

    def _notice(self, connected: socket.socket) -> bytes:
        while b"\n" not in self._rest:
            try:
                more = connected.recv(65536)
            except socket.timeout as fault:
                raise LineLost(f"the pump at {self.name} told nothing for so long") from fault
            except OSError as fault:
                raise LineLost(f"the pump at {self.name} is gone: {fault}") from fault
            if not more:
                raise LineLost(f"the pump at {self.name} ended without a word: it was killed")
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def truth(self) -> Answer:
        """What the pump really did, which its firmware cannot see."""
        return self.request("truth")

    def reconcile(self) -> Answer:
        """What was delivered: by truth, counter, programme and log, side by side."""
        return self.request("reconcile")

    # The hand at the pump

    def withdraw(self, nanolitres: int) -> Answer:
        """Draw liquid out with a syringe, in nL."""
        return self.request("withdraw", nanolitres=nanolitres)

    def rinse(self) -> Answer:
        """Draw all out of the reservoir, the residual too, and rinse it."""
        return self.request("rinse")

    def fill(self, nanolitres: int, mcg_per_ml: int, drug: Optional[str] = None) -> Answer:
        """Fill liquid in, in nL, of a strength in mcg/mL."""
        return self.request("fill", nanolitres=nanolitres, mcg_per_ml=mcg_per_ml, drug=drug)

    def power(self, state: str) -> Answer:
        """`on`, `off` or `cycle`."""
        return self.request("power", state=state)

    def head(self, state: str) -> Answer:
        """The programming head: `away`, `near`, `contact`, `place` or `remove`."""
        return self.request("head", state=state)

    # The body

    def inject(self, nanograms: int, drug: Optional[str] = None) -> Answer:
        """Inject drug into the spinal fluid by hand, in ng."""
        return self.request("inject", nanograms=nanograms, drug=drug)

    def implant(
        self,
        path: Optional[str] = None,
        nanolitres: Optional[int] = None,
        tip_cell: Optional[int] = None,
    ) -> Answer:
        """Put the pump into the body; a new catheter holds so many nL."""
        return self.request("implant", path=path, nanolitres=nanolitres, tip_cell=tip_cell)

    def explant(self, path: Optional[str] = None) -> Answer:
        """Take the pump out of the body."""
        return self.request("explant", path=path)

    def patient(self, days: Optional[int] = None) -> Answer:
        """Examine the virtual patient, and look into so many days of their diary."""
        return self.request("patient", days=days)

    # What goes wrong

    def faults(self) -> Answer:
        """What can fail how, and what is active."""
        return self.request("faults")

    def fault(
        self,
        unit: str,
        kind: str,
        value: Optional[int] = None,
        milliseconds: Optional[int] = None,
    ) -> Answer:
        """Make a unit fail, in the measure of the kind, for so many ms or until it is cleared."""
        return self.request("fault", unit=unit, kind=kind, value=value, milliseconds=milliseconds)

    def clear(self, unit: str = "all") -> Answer:
        """End a unit's fault; what it did stays done."""
        return self.request("clear", unit=unit)

    def link(self) -> Answer:
        """What is wrong with the line, each way."""
        return self.request("link")

    def link_set(
        self, direction: Optional[str] = None, seed: Optional[int] = None, **faults: int
    ) -> Answer:
        """Make the line bad: `loss_ppm=…`, `latency_ms=…` and the others of bench.md."""
        return self.request("link_set", direction=direction, seed=seed, **faults)

    def link_clear(self, direction: Optional[str] = None) -> Answer:
        """Make the line perfect."""
        return self.request("link_clear", direction=direction)

    def crash(self, point: str, count: Optional[int] = None, state: Optional[str] = None) -> Answer:
        """Let power fail, or kill the simulator, exactly at one of its durable writes."""
        return self.request("crash", point=point, count=count, state=state)

    # What others see of the line

    def capture(self) -> Answer:
        """What is captured of the line."""
        return self.request("capture")

    def capture_start(self, path: str) -> Answer:
        """Capture the line from now on, as pcapng, to what is at an absolute path."""
        return self.request("capture_start", path=path)

    def capture_stop(self) -> Answer:
        """End the capture."""
        return self.request("capture_stop")

    def usb(self) -> Answer:
        """The adapter of a pump that is in a USB testbed."""
        return self.request("usb")

    def usb_plug(self) -> Answer:
        """Plug the adapter in."""
        return self.request("usb_plug")

    def usb_unplug(self) -> Answer:
        """Pull the adapter."""
        return self.request("usb_unplug")

    # The pump as a whole

    def snapshot(self, path: str) -> Answer:
        """Write pump and world to a new file, by an absolute path."""
        return self.request("snapshot", path=path)

    def restore(self, path: str) -> Answer:
        """Go back to a snapshot."""
        return self.request("restore", path=path)

    def quit(self) -> Answer:
        """End the pump, its state saved."""
        return self.request("quit")
