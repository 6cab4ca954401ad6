"""Asking over a line that may lose, change and repeat: sendings, waits, slow lines.

Spec: session.md, "Retries" and "Slow lines". Time is link time: the real time on the line.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Callable, Optional, TypeVar

from .errors import NoAnswer
from .frames import Content, Dropped, Splitter
from .messages.numbers import RESEND_MILLISECONDS, SENDINGS_MAX
from .transport import Transport

T = TypeVar("T")

#: Longest pause between two bytes of a frame that is coming in, s.
GAP_SECONDS = 0.5
#: No frame that is coming in is waited for beyond so many bytes since the request.
PATIENCE_BYTES = 1024
#: A line that takes longer to answer than this, beyond the time of its bytes, is slow, s.
SLOW_SECONDS = 0.25
#: The longest wait on any line, s.
WAIT_SECONDS_MAX = 20.0


class Line:
    """One end of a line: frames out, contents in, and how fast it has shown itself."""

    def __init__(
        self,
        transport: Transport,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.transport = transport
        self.now = now
        self.sleep = sleep
        self._splitter = Splitter()
        #: How often frames were dropped, by reason (link.md, "What is dropped").
        self.drops: Counter[str] = Counter()
        #: What a byte of the last frame took, s.
        self.byte_seconds = 0.0
        #: What the line took to answer last, beyond the time of its bytes, s.
        self.latency_seconds = 0.0
        #: When the last frame was complete.
        self.received_at = 0.0
        #: How long the last frame took to come in, s.
        self.frame_seconds = 0.0
        self._first_at = 0.0
        self._last_at = 0.0
        self._first_bytes = 0
        self._frame_bytes = 0

    @property
    def wait_seconds(self) -> float:
        """How long an answer is waited for, beyond the time of the request's bytes, s."""
        least = RESEND_MILLISECONDS / 1000
        if self.latency_seconds <= SLOW_SECONDS:
            return least
        return min(max(least, 2 * self.latency_seconds), WAIT_SECONDS_MAX)

    def ask(
        self, wire: bytes, accept: Callable[[bytes], Optional[T]], sendings: int = SENDINGS_MAX
    ) -> T:
        """Send the same bytes until `accept` makes something of a content; else `NoAnswer`.

        `accept` returns None for what is no answer, and may raise to end the asking.
        """
        began = self.now()
        for _ in range(sendings):
            self.transport.write(wire)
            answer = self._await(wire, accept, began)
            if answer is not None:
                return answer
        times = "once" if sendings == 1 else f"{sendings} times"
        raise NoAnswer(f"the pump did not answer on {self.transport.name}, asked {times}")

    def _await(
        self, wire: bytes, accept: Callable[[bytes], Optional[T]], began: float
    ) -> Optional[T]:
        out = len(wire) * self.byte_seconds
        deadline = self.now() + out + self.wait_seconds
        heard = 0
        while True:
            now = self.now()
            coming = (
                self._splitter.is_inside
                and now - self._last_at <= GAP_SECONDS
                and 0 < heard <= PATIENCE_BYTES
            )
            until = max(deadline, self._last_at + GAP_SECONDS) if coming else deadline
            if now >= until:
                return None
            data = self.transport.read(until - now)
            heard += len(data)
            for content in self._arrived(data):
                try:
                    answer = accept(content.data)
                except Dropped as fault:
                    self.drops[fault.reason] += 1
                    continue
                if answer is not None:
                    taken = self.received_at - began - self.frame_seconds - out
                    self.latency_seconds = max(0.0, taken)
                    return answer

    def _arrived(self, data: bytes) -> list[Content]:
        """The contents that ended in these bytes, and the time that their bytes took."""
        if not data:
            return []
        now = self.now()
        if not self._splitter.is_inside:
            self._first_at, self._first_bytes, self._frame_bytes = now, len(data), 0
        self._frame_bytes += len(data)
        self._last_at = now
        found = []
        for part in self._splitter.feed(data):
            if isinstance(part, Content):
                self.received_at = now
                behind = self._frame_bytes - self._first_bytes
                self.frame_seconds = now - self._first_at
                self.byte_seconds = self.frame_seconds / behind if behind else 0.0
                found.append(part)
            else:
                self.drops[part.fault.reason] += 1
        if found and self._splitter.is_inside:
            # The next frame begins in these bytes.
            self._first_at, self._first_bytes, self._frame_bytes = now, 0, 0
        return found

    def close(self) -> None:
        """Let the line go."""
        self.transport.close()
