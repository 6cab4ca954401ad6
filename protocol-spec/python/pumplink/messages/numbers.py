# Made by protocol-spec/tools/python_messages.py from protocol-spec/messages.json.

"""Numbers of the link and the session (link.md, session.md, refusals.md)."""

from __future__ import annotations

from typing import Dict, NamedTuple

#: CRC-32C of the layouts; two ends of different ones exchange no dose (messages.md).
SCHEMA_HASH = 0x70B4884A
#: Fewest bytes between two delimiters.
STUFFED_BYTES_MIN = 9
#: Most bytes between two delimiters.
STUFFED_BYTES_MAX = 254
#: Most bytes of content, checksum included.
CONTENT_BYTES_MAX = 253
#: Most bytes of a message.
MESSAGE_BYTES_MAX = 224
#: First byte of what travels in the open.
OPEN_KIND = 1
#: First byte of what travels sealed.
SEALED_KIND = 3
#: Bytes of the tag.
TAG_BYTES = 16
#: Sendings of what may be sent again.
SENDINGS_MAX = 3
#: Wait for an answer, ms.
RESEND_MILLISECONDS = 500
#: A session without a request ends, s.
IDLE_SECONDS = 120
#: Answers that a pump keeps for copies.
REPLIES_KEPT = 4
#: The highest request id.
REQUEST_ID_MAX = 65535

#: The reasons that a frame is dropped for, by name (link.md).
DROPS: Dict[str, int] = {
    "oversized": 1,
    "truncated": 2,
    "badStuffing": 3,
    "badChecksum": 4,
    "unknownEnvelope": 5,
    "unknownMessage": 6,
    "wrongLength": 7,
    "invalidField": 8,
    "forged": 9,
    "repeated": 10,
}


class RefusalText(NamedTuple):
    """What a refusal says (refusals.md)."""

    #: protocol, state, hard, step or soft.
    kind: str
    #: The unit of what was asked and of the limit; empty where there is none.
    unit: str
    #: What stands against the request.
    text: str
    #: What to do then.
    todo: str


#: Each refusal by its number.
REFUSALS: Dict[int, RefusalText] = {
    1: RefusalText(
        "protocol", "",
        "The request belongs in a session and came in the open, or there is no session on offer"
        " that it could name.",
        "Open a session and send it sealed. If an order is without an answer, read status "
        "first.",
    ),
    2: RefusalText(
        "protocol", "schema hash",
        "The programmer was built for other message layouts; asked is its hash, limit the "
        "pump's.",
        "Use a programmer whose schema hash is the one in the pump's identity.",
    ),
    3: RefusalText(
        "protocol", "",
        "The session's role may not do this, the message does not belong in a session, or a new"
        " key is the other role's.",
        "Open a session in the role that may: the clinician's, or for what patients may do "
        "either. For a new key, make another.",
    ),
    4: RefusalText(
        "protocol", "ms",
        "The order came after its notAfter; asked is by how much.",
        "Read status, and give the order anew if it is still wanted.",
    ),
    5: RefusalText(
        "protocol", "",
        "The request id is not above the highest of the session, and its answer is no longer "
        "kept.",
        "Go on with a higher request id. For an order, read status first.",
    ),
    6: RefusalText(
        "protocol", "",
        "The request id was used for another request.",
        "A fault of the programmer: give every request of a session its own id.",
    ),
    7: RefusalText(
        "state", "",
        "The pump is still storing an earlier change.",
        "Nothing: ask again a little later, under a new request id.",
    ),
    8: RefusalText(
        "state", "",
        "Nothing is staged, or not what was asked for.",
        "Stage what is wanted and read it back.",
    ),
    9: RefusalText(
        "state", "",
        "What is staged is not what was read back.",
        "Read back, have it confirmed, and commit by the token just read.",
    ),
    10: RefusalText(
        "state", "",
        "The change could not be stored.",
        "The old therapy runs on. Try once more; if it fails again, the pump needs service.",
    ),
    11: RefusalText(
        "state", "",
        "The pump lost its stored state and has stopped.",
        "No drug is flowing. Treat as an emergency; the pump must be replaced.",
    ),
    12: RefusalText(
        "state", "",
        "The battery is at end of service.",
        "No drug is flowing. Treat as an emergency; the pump must be replaced.",
    ),
    13: RefusalText(
        "state", "",
        "A bolus is running already.",
        "Wait until it ends, or cancel it. A second bolus never starts on top of one.",
    ),
    14: RefusalText(
        "state", "",
        "No bolus and no prime is running.",
        "Nothing to do: it ended by itself or was cancelled.",
    ),
    15: RefusalText(
        "state", "",
        "Delivery is stopped.",
        "Resume delivery first, if the patient is to have drug. For `stop`: nothing to do.",
    ),
    16: RefusalText(
        "state", "",
        "Delivery is not stopped.",
        "Nothing to do: the therapy runs.",
    ),
    17: RefusalText(
        "state", "",
        "A critical alarm is active.",
        "Read the alarms and deal with their cause first.",
    ),
    18: RefusalText(
        "state", "",
        "The fluid path is being primed.",
        "Basal infusion waits until it ends, which takes minutes. Wait, or end it with "
        "`cancelBolus`.",
    ),
    19: RefusalText(
        "state", "",
        "A bridge is running, or waits for delivery to be resumed.",
        "Wait until it ends, or cancel it with `cancelBridge`; then the path holds the old "
        "strength still.",
    ),
    20: RefusalText(
        "state", "",
        "No bridge is running or waiting.",
        "Nothing to do: it ended by itself or was cancelled.",
    ),
    21: RefusalText(
        "state", "",
        "A day schedule needs a wall clock, and it was never set.",
        "Set the clock first, then stage the schedule again.",
    ),
    22: RefusalText(
        "state", "",
        "A weekday follows a plan that was neither staged nor in force, or none at all; or "
        "there is no such plan to read.",
        "Stage every plan that the week uses, then the programme.",
    ),
    23: RefusalText(
        "state", "",
        "The patient bolus is off.",
        "Only a clinician turns it on, with `stagePatientBolus`.",
    ),
    24: RefusalText(
        "state", "s",
        "The lockout after the last patient bolus has not ended; asked is how long it still "
        "lasts.",
        "Ask again when it has ended. Every request that was denied is counted.",
    ),
    25: RefusalText(
        "state", "boluses",
        "The patient had the most boluses of any 24 hours.",
        "Ask again when the first of them is over 24 hours old, or call the clinic.",
    ),
    26: RefusalText(
        "state", "version",
        "The order names another version of the pump's volume data; asked is its version, limit"
        " the pump's.",
        "Interrogate, show the clinician the volumes of this version, and give the order anew.",
    ),
    27: RefusalText(
        "state", "mcg/mL",
        "The drug or its strength changes and nothing was decided about a bridge; asked is the "
        "strength after mixing, limit the one before.",
        "Decide: bridge, flushed, or skip with a reason. Undecided, the patient would get the "
        "old strength at the new flow.",
    ),
    28: RefusalText(
        "state", "",
        "A bridge was asked for, and there is no flow to bridge at or no change of drug or "
        "strength.",
        "Leave the bridge out, or skip it with a reason.",
    ),
    29: RefusalText(
        "state", "s",
        "The clock would jump over, or back across, the beginning of a step of the running "
        "schedule; asked is by how much it jumps.",
        "Say which steps repeat or are left out. If that is meant, set acceptsShift.",
    ),
    30: RefusalText(
        "state", "",
        "No refill is staged.",
        "Stage the refill first.",
    ),
    31: RefusalText(
        "state", "sequence number",
        "The log holds no such entry: it is older than the oldest kept, or has not been written"
        " yet; limit is the oldest or the newest there is.",
        "Read from an entry between the two. What is older is gone; say so rather than leave a "
        "silent gap.",
    ),
    32: RefusalText(
        "hard", "nL/day",
        "The flow of some step, or of the bridge, is below what the motor delivers accurately.",
        "Choose a higher dose, zero in a step for minimum rate, or a weaker drug at the next "
        "refill.",
    ),
    33: RefusalText(
        "hard", "nL/day",
        "The basal flow, or that of the bridge, is above the device's limit.",
        "Choose a lower dose, or a stronger drug at the next refill.",
    ),
    34: RefusalText(
        "hard", "nL",
        "The total of some 24 hours would be above the device's limit: the largest day of the "
        "programme, its periodic boluses, and what was given besides.",
        "Choose less, or wait until earlier boluses are over 24 hours old. Check that no "
        "interval was meant in hours.",
    ),
    35: RefusalText(
        "hard", "nL",
        "The bolus is larger than the device's limit.",
        "Choose a smaller bolus.",
    ),
    36: RefusalText(
        "hard", "nL/day",
        "The bolus is given faster than the device's limit.",
        "Give it over a longer time.",
    ),
    37: RefusalText(
        "hard", "nL/day",
        "Basal and bolus together are above the device's limit.",
        "Give the bolus over a longer time.",
    ),
    38: RefusalText(
        "hard", "nL",
        "The reservoir counter holds less than the bolus, prime, bridge or temporary rate "
        "needs.",
        "Refill the pump first.",
    ),
    39: RefusalText(
        "hard", "nL",
        "More would be in the reservoir than it holds.",
        "Fill in less, or correct the volume that was typed.",
    ),
    40: RefusalText(
        "hard", "min since midnight",
        "A step does not begin after the one before it, or the first not at midnight; asked is "
        "its start, limit the earliest it may have.",
        "Put the steps in order and begin the day at 00:00. 24:00 is the end of a day and "
        "begins no step.",
    ),
    41: RefusalText(
        "hard", "min since midnight",
        "A step does not begin on the grid; asked is its start, limit the grid in minutes.",
        "Move the step to a time on the grid.",
    ),
    42: RefusalText(
        "hard", "min",
        "The interval of a periodic bolus, or the lockout of a patient bolus, is too short.",
        "Choose a longer one, and check that hours were not typed as minutes.",
    ),
    43: RefusalText(
        "hard", "ms",
        "The bolus takes longer than the interval at which it comes back; asked is its time, "
        "limit the interval.",
        "Give it over a shorter time, or less often.",
    ),
    44: RefusalText(
        "hard", "nL",
        "The volume of the low-reservoir alarm is not below a full reservoir.",
        "Choose a lower volume; 2 to 4 mL is usual.",
    ),
    45: RefusalText(
        "hard", "min",
        "Tones are not silenced for so long.",
        "Choose a shorter silence; it can be repeated at a visit.",
    ),
    46: RefusalText(
        "hard", "nL",
        "More was drawn out than the pump can have held.",
        "Check the volume and what was drawn from: liquid from outside the reservoir means a "
        "pocket fill.",
    ),
    47: RefusalText(
        "hard", "min",
        "The temporary rate or planned stop lasts longer than the device allows, or than its "
        "battery does.",
        "Choose a shorter time; it can be ordered again when it is over. For longer, change the"
        " programme.",
    ),
    48: RefusalText(
        "state", "",
        "The emergency needs the programming head in contact with the pump, and the pump feels "
        "none.",
        "Lay the head on the skin right over the pump and try again. The infusion goes on "
        "unchanged until then.",
    ),
    49: RefusalText(
        "protocol", "s",
        "The pump takes no opening for a while, because too many failed; asked is zero, limit "
        "is for how long. No pump of this version says it.",
        "Wait as session.md says, and ask again. Therapy goes on.",
    ),
    50: RefusalText(
        "step", "ng",
        "The order is beyond the drug profile's largest step, and the total of 24 hours was not"
        " confirmed; asked is that total, limit the rule's.",
        "Show what any 24 hours will hold at most, have exactly that number typed, and set "
        "confirmedNanograms to it. No override stands in for it.",
    ),
    51: RefusalText(
        "step", "ng",
        "The total that was confirmed is not what any 24 hours would hold at most; asked is "
        "what was confirmed, limit what the pump reckons.",
        "Read the forecast again, show the number, and have it confirmed anew: something "
        "changed, or another order was meant.",
    ),
    54: RefusalText(
        "state", "",
        "A temporary rate or a planned stop runs.",
        "Wait until it ends by itself, or end it with `endTemporaryRate`; then the programme "
        "goes on.",
    ),
    55: RefusalText(
        "state", "",
        "No temporary rate and no planned stop is running.",
        "Nothing to do: it ended by itself or was ended, and the log says how.",
    ),
    56: RefusalText(
        "hard", "catheter model",
        "The pump's volume data has no catheter model of this number; asked is the number, "
        "limit the highest there is.",
        "Read the catheters the pump knows and choose the model that was implanted. If it is "
        "none of them, its volume is not known to the pump: keep the old entry and have the "
        "volume data corrected.",
    ),
    57: RefusalText(
        "hard", "mm",
        "What was implanted and what was cut off are together not the length the catheter's "
        "model is made in, within the tolerance of the profile; asked is their sum, limit the "
        "length it is made in.",
        "Check both lengths and the model. A wrong length makes every prime and every bridge "
        "wrong by as much.",
    ),
    58: RefusalText(
        "hard", "drug",
        "The pump has no limits for the drug that is filled in, or that it holds; asked is its "
        "number, limit that of the drug in the reservoir.",
        "Check the vial. The pump takes only drugs that its library knows: fill in one of "
        "those, or have the drug's limits added to the library first.",
    ),
    59: RefusalText(
        "hard", "drug",
        "Another drug is filled in and the reservoir was not emptied and rinsed, so what no "
        "syringe reaches would mix two drugs; asked is the drug filled in, limit the one in the"
        " reservoir.",
        "A pump holds one drug at a time. Empty and rinse the reservoir, then say so with "
        "isRinsed; or fill in the drug that it holds.",
    ),
    60: RefusalText(
        "state", "drug",
        "Another drug is filled in and the set holds no programme for it; asked is the drug "
        "filled in, limit the one the programme was made for.",
        "Stage a programme of the new drug in the same set: an amount of one drug is no amount "
        "of another.",
    ),
    61: RefusalText(
        "state", "drug",
        "Another drug is filled in, a patient bolus is in force, and the set does not say what "
        "becomes of it; asked is the drug filled in, limit the one the patient bolus was made "
        "for.",
        "Stage settings of the patient bolus for the new drug in the same set, or that it is "
        "off.",
    ),
    64: RefusalText(
        "soft", "ng/day",
        "The dose is below the drug profile's limit.",
        "Check the dose. If it is meant, ask for the clinician's word and set "
        "overridesSoftLimits.",
    ),
    65: RefusalText(
        "soft", "ng/day",
        "The dose is above the drug profile's limit.",
        "Check the dose. If it is meant, ask for the clinician's word and set "
        "overridesSoftLimits.",
    ),
    66: RefusalText(
        "soft", "ng",
        "The bolus is above the drug profile's limit.",
        "Check the dose. If it is meant, ask for the clinician's word and set "
        "overridesSoftLimits.",
    ),
    67: RefusalText(
        "soft", "ms",
        "The bolus is given in less time than the drug profile says.",
        "Check the time. If it is meant, ask for the clinician's word and set "
        "overridesSoftLimits.",
    ),
    68: RefusalText(
        "soft", "nL",
        "The volume drawn out differs from the counter by more than the device's rule; asked is"
        " the difference, limit the rule.",
        "Look for a pocket fill, a leak or a wrong flow before filling. If it is understood, "
        "set acceptsDiscrepancy.",
    ),
    69: RefusalText(
        "soft", "mcg/mL",
        "The drug profile does not name the strength asked for long-term use.",
        "Check the vial. If it is meant, ask for the clinician's word and set "
        "overridesSoftLimits.",
    ),
}
