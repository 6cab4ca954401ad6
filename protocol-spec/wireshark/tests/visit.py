"""A visit as it goes over a line, sealed by the reference implementation."""

from captures import IN, OUT
from tools import SESSIONS, codec, seal

SESSION = SESSIONS["clinician"]
SECOND = 1_000_000_000


def record(message, request, /, **given):
    """A message of which only what matters is said: the rest is the least that it can be."""
    fields = {}
    for field in codec.MESSAGES[message]["fields"]:
        value = codec.value_of(field, codec.least(field))
        fields[field["name"]] = given.pop(field["name"].replace(".", "_"), value)
    if given:
        raise ValueError(f"{message} has no {', '.join(given)}")
    return {"message": message, "request": request, "fields": fields}


class Visit:
    """Frames of one line in order, put into a capture as one or both of its ends see them."""

    def __init__(self, capture, ends=("pump",), session=SESSION):
        self.capture, self.session = capture, session
        self.interfaces = {end: capture.interface(end) for end in ends}
        self.counters = {"programmer": 0, "pump": 0}

    def send(self, frame, sender, seconds):
        """Puts a frame on the line; the numbers of its packets, one for each end that sees it."""
        found = []
        for end, interface in self.interfaces.items():
            way = OUT if end == sender else IN
            late = 1000 * (end != sender and len(self.interfaces) > 1)
            ns = 1_800_000_000 * SECOND + round(seconds * SECOND) + late
            found.append(self.capture.packet(frame, interface, way, ns))
        return found[0] if len(found) == 1 else found

    def open(self, message, request, seconds, /, **fields):
        """A message in the open."""
        frame = codec.encode(record(message, request, **fields))
        return self.send(frame, self.sender(message), seconds)

    def sealed_frame(self, message, request, /, **fields):
        sender = self.sender(message)
        self.counters[sender] += 1
        text = codec.message_bytes(record(message, request, **fields))
        return bytes.fromhex(seal.sealed(self.session, sender, self.counters[sender], text)["hex"])

    def sealed(self, message, request, seconds, /, **fields):
        """A message sealed under the next counter."""
        frame = self.sealed_frame(message, request, **fields)
        return self.send(frame, self.sender(message), seconds)

    @staticmethod
    def sender(message):
        return "programmer" if codec.MESSAGES[message]["direction"] == "request" else "pump"

    def handshake(self, seconds=0.0):
        """From `openSession` to `sessionOpened`."""
        known = self.session
        self.open(
            "openSession",
            2,
            seconds,
            role=known["role"],
            schema=known["schema"],
            nonce=known["programmerNonce"],
        )
        self.open(
            "sessionOffered",
            2,
            seconds + 0.01,
            session=known["session"],
            nonce=known["programmerNonce"],
            pumpNonce=known["pumpNonce"],
        )
        self.sealed("confirmSession", 3, seconds + 0.02)
        self.sealed("sessionOpened", 3, seconds + 0.03, session=known["session"], idleSeconds=120)
