"""Ways to a pump: a pty or serial port, TCP, a Unix socket, or whatever pyserial opens."""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import termios
import tty
from typing import Any, Tuple, Union

from .errors import LineBusy, LineLost

#: Bytes of one read. A frame has at most 256, and one comes at a time.
READ_BYTES = 4096


class Transport:
    """A line that carries bytes both ways. Reading waits; nothing else does."""

    #: What it was opened as, for messages.
    name: str

    def write(self, data: bytes) -> None:
        """Hand all of it to the line; `LineLost` if it is gone."""
        raise NotImplementedError

    def read(self, seconds: float) -> bytes:
        """What came within so many seconds, as soon as anything did; empty if nothing."""
        raise NotImplementedError

    def close(self) -> None:
        """Let the line go."""
        raise NotImplementedError


class _Descriptor(Transport):
    """A line with a file descriptor that does not block."""

    def __init__(self, name: str, descriptor: int) -> None:
        self.name = name
        self._descriptor = descriptor
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def write(self, data: bytes) -> None:
        try:
            while data:
                try:
                    data = data[os.write(self._descriptor, data) :]
                except BlockingIOError:
                    if not select.select([], [self._descriptor], [], 10)[1]:
                        raise LineLost(f"{self.name} takes no more bytes") from None
        except OSError as fault:
            raise self._lost(fault) from fault

    def read(self, seconds: float) -> bytes:
        try:
            if not self._poll.poll(max(0.0, seconds) * 1000):
                return b""
            data = os.read(self._descriptor, READ_BYTES)
        except BlockingIOError:
            return b""
        except OSError as fault:
            raise self._lost(fault) from fault
        if not data:
            raise LineLost(f"the line to the pump, {self.name}, ended")
        return data

    def _lost(self, fault: OSError) -> LineLost:
        return LineLost(f"the line to the pump, {self.name}, is gone: {fault.strerror}")


class TerminalPort(_Descriptor):
    """A pty or a serial port, raw, and locked as pyserial and tio lock it."""

    def __init__(self, path: str, baud: int = 115200) -> None:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as fault:
            raise LineLost(f"{path} cannot be opened: {fault.strerror}") from fault
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._set(descriptor, baud)
        except OSError as fault:
            os.close(descriptor)
            if fault.errno in (errno.EAGAIN, errno.EWOULDBLOCK):
                raise LineBusy(f"another program has {path}; close it first") from fault
            raise LineLost(f"{path} is no line to a pump: {fault.strerror}") from fault
        except termios.error as fault:
            os.close(descriptor)
            raise LineLost(f"{path} is no terminal or serial port: {fault.args[-1]}") from fault
        super().__init__(path, descriptor)

    @staticmethod
    def _set(descriptor: int, baud: int) -> None:
        speed = getattr(termios, f"B{baud}", None)
        if speed is None:
            raise OSError(errno.EINVAL, f"no line has {baud} bits per second")
        tty.setraw(descriptor, termios.TCSANOW)
        modes = termios.tcgetattr(descriptor)
        modes[2] |= termios.CLOCAL | termios.CREAD
        modes[4] = modes[5] = speed
        termios.tcsetattr(descriptor, termios.TCSANOW, modes)
        # What a pump wrote while nobody was there is nobody's.
        termios.tcflush(descriptor, termios.TCIFLUSH)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class SocketPort(_Descriptor):
    """TCP or a Unix socket."""

    def __init__(self, name: str, connected: socket.socket) -> None:
        connected.setblocking(False)
        self._socket = connected
        super().__init__(name, connected.fileno())

    @classmethod
    def tcp(cls, host: str, port: int, seconds: float = 5.0) -> SocketPort:
        """Connect to a pump that listens."""
        name = f"tcp://{host}:{port}"
        try:
            connected = socket.create_connection((host, port), seconds)
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as fault:
            raise LineLost(f"{name} cannot be reached: {fault}") from fault
        return cls(name, connected)

    @classmethod
    def unix(cls, path: str) -> SocketPort:
        """Connect to a Unix socket."""
        connected = socket.socket(socket.AF_UNIX)
        try:
            connected.connect(path)
        except OSError as fault:
            connected.close()
            raise LineLost(f"unix://{path} cannot be reached: {fault.strerror}") from fault
        return cls(f"unix://{path}", connected)

    def close(self) -> None:
        self._socket.close()


class PyserialPort(Transport):
    """What pyserial opens, such as `rfc2217://HOST:PORT`; needs the extra `serial`."""

    def __init__(self, url: str, baud: int = 115200) -> None:
        try:
            import serial  # noqa: PLC0415
        except ImportError as fault:
            raise LineLost(
                f"{url} needs pyserial, which is not installed: pip install 'pumplink[serial]'"
            ) from fault
        self.name = url
        self._fault: Any = serial.SerialException
        try:
            self._port: Any = serial.serial_for_url(url, baudrate=baud, timeout=0)
        except (OSError, ValueError) as fault:
            raise LineLost(f"{url} cannot be opened: {fault}") from fault

    def write(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except (OSError, self._fault) as fault:
            raise LineLost(f"the line to the pump, {self.name}, is gone: {fault}") from fault

    def read(self, seconds: float) -> bytes:
        try:
            self._port.timeout = max(0.0, seconds)
            first: bytes = self._port.read(1)
            rest: bytes = self._port.read(self._port.in_waiting) if first else b""
        except (OSError, self._fault) as fault:
            raise LineLost(f"the line to the pump, {self.name}, is gone: {fault}") from fault
        return first + rest

    def close(self) -> None:
        self._port.close()


def split_tcp(text: str, rest: str) -> Tuple[str, int]:
    """Host and port of what follows `tcp://`; `text` is all of it, for messages."""
    host, colon, port = rest.rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise ValueError(f"{text} is not {text.partition('://')[0]}://HOST:PORT")
    return host.strip("[]"), int(port)


def open_transport(target: Union[str, os.PathLike[str], Transport]) -> Transport:
    """The line that a path, `tcp://HOST:PORT`, `unix://PATH` or a URL of pyserial's names."""
    if isinstance(target, Transport):
        return target
    if not isinstance(target, (str, os.PathLike)):
        raise TypeError(f"a pump is reached by a path or an address, not {target!r}")
    text = os.fspath(target)
    scheme, mark, rest = text.partition("://")
    if not mark:
        return TerminalPort(text)
    if scheme == "tcp":
        return SocketPort.tcp(*split_tcp(text, rest))
    if scheme == "unix":
        return SocketPort.unix(rest)
    return PyserialPort(text)
