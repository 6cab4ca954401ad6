# Made by protocol-spec/tools/python_messages.py from protocol-spec/messages.json.

"""Enums and bits of the wire (messages.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Tuple

from .values import Member, WireBits, WireEnum


class Role(WireEnum):
    """On whose behalf a session is opened."""

    #: Reads and changes everything.
    CLINICIAN = 1
    #: Reads, asks for the patient bolus, and changes nothing else.
    PATIENT = 2


class InfusionMode(WireEnum):
    """How the pump infuses while it runs."""

    #: One dose rate, day and night.
    SIMPLE_CONTINUOUS = 1
    #: The flow that keeps the catheter open and has no effect; the device profile sets it.
    MINIMUM_RATE = 2
    #: Dose rates that change at set times of the day, by weekday.
    DAY_SCHEDULE = 3
    #: Boluses at a set interval, and minimum rate between them.
    PERIODIC_BOLUS = 4


class PlanNumber(WireEnum):
    """Which day plan."""

    #: The first plan.
    PLAN1 = 1
    #: The second plan.
    PLAN2 = 2
    #: The third plan.
    PLAN3 = 3
    #: The fourth plan.
    PLAN4 = 4
    #: The fifth plan.
    PLAN5 = 5
    #: The sixth plan.
    PLAN6 = 6
    #: The seventh plan.
    PLAN7 = 7


class WeekdayPlan(WireEnum):
    """Which day plan a weekday follows."""

    #: No plan.
    NONE = 0
    #: The first plan.
    PLAN1 = 1
    #: The second plan.
    PLAN2 = 2
    #: The third plan.
    PLAN3 = 3
    #: The fourth plan.
    PLAN4 = 4
    #: The fifth plan.
    PLAN5 = 5
    #: The sixth plan.
    PLAN6 = 6
    #: The seventh plan.
    PLAN7 = 7


class Source(WireEnum):
    """Which of two is meant."""

    #: What is in force.
    COMMITTED = 0
    #: What is staged in this session.
    STAGED = 1


class ForecastSubject(WireEnum):
    """What is foretold."""

    #: What runs now, if nobody gives an order.
    RUNNING = 0
    #: All that is staged, if it were committed now.
    STAGED = 1
    #: A bolus, if it began now.
    BOLUS = 2
    #: A prime, if it began now.
    PRIME = 3
    #: A bridge, if it began now.
    BRIDGE = 4
    #: The end of a stop or of the emergency rate.
    RESUME = 5
    #: The end of the bridge that runs or waits.
    CANCEL_BRIDGE = 6
    #: A temporary rate or a planned stop, if it began now.
    TEMPORARY = 7
    #: The end of the temporary rate or the planned stop that runs.
    END_TEMPORARY = 8


class StepRule(WireEnum):
    """Which rule of the largest step an order is beyond. Spec: therapy.md, "Largest step"."""

    #: It is within all of them.
    NONE = 0
    #: A day's total is further above the lowest that was in force in the last 24 hours than
    #: the profile's largest step, 200 % unless it says otherwise.
    ABOVE_DOUBLE = 1
    #: A day's total is further below the highest that was in force in the last 24 hours than
    #: the profile's largest step back.
    BELOW_HALF = 2
    #: A single, periodic or patient bolus is a larger share of a day's dose than the
    #: profile's, 50 % unless it says otherwise.
    BOLUS_ABOVE_HALF = 3
    #: The strength changes and no bridge carries the old liquid out at the old dose.
    BRIDGE_SKIPPED = 4
    #: A prime pushes more drug out of the catheter tip than the profile's share of a day's
    #: dose, or liquid of a drug that was replaced.
    PRIME_REACHES_TIP = 5
    #: Another drug takes the place of the one before, or a bridge moves liquid of a drug that
    #: was replaced: no total of the one is held against a total of the other.
    DRUG_REPLACED = 6


class Drug(WireEnum):
    """The drug in the reservoir."""

    #: Baclofen for intrathecal use.
    BACLOFEN = 1
    #: Morphine sulfate for intrathecal use.
    MORPHINE = 2
    #: Ziconotide for intrathecal use.
    ZICONOTIDE = 3


class BridgeDecision(WireEnum):
    """What is to become of the old liquid in the fluid path when the drug or its strength changes.
    """

    #: Nothing was decided: only right when neither drug nor strength changes.
    NONE = 0
    #: Deliver one path volume at the old programme's flow, then go over to the new one.
    BRIDGE = 1
    #: The path was flushed with the new liquid.
    FLUSHED = 2
    #: Go over at once, for a reason; the patient gets the old strength at the new flow
    #: meanwhile.
    SKIP = 3


class SkipReason(WireEnum):
    """Why a bridge is skipped."""

    #: No bridge is skipped.
    NONE = 0
    #: The catheter was replaced or revised.
    CATHETER_REVISED = 1
    #: The difference in dose does not matter for this patient.
    CLINICAL_JUDGEMENT = 2
    #: There is no time for it.
    EMERGENCY = 3


class PrimedPath(WireEnum):
    """Which part of the fluid path is primed."""

    #: Pump tubing and catheter: a new system.
    WHOLE_PATH = 1
    #: The catheter only: the pump was primed before.
    CATHETER = 2


class SpinalLevel(WireEnum):
    """At which vertebra the tip of the catheter lies."""

    #: Not known, or not told.
    UNKNOWN = 0
    #: The first cervical vertebra.
    C1 = 1
    #: The second cervical vertebra.
    C2 = 2
    #: The third cervical vertebra.
    C3 = 3
    #: The fourth cervical vertebra.
    C4 = 4
    #: The fifth cervical vertebra.
    C5 = 5
    #: The sixth cervical vertebra.
    C6 = 6
    #: The seventh cervical vertebra.
    C7 = 7
    #: The first thoracic vertebra.
    T1 = 8
    #: The second thoracic vertebra.
    T2 = 9
    #: The third thoracic vertebra.
    T3 = 10
    #: The fourth thoracic vertebra.
    T4 = 11
    #: The fifth thoracic vertebra.
    T5 = 12
    #: The sixth thoracic vertebra.
    T6 = 13
    #: The seventh thoracic vertebra.
    T7 = 14
    #: The eighth thoracic vertebra.
    T8 = 15
    #: The ninth thoracic vertebra.
    T9 = 16
    #: The tenth thoracic vertebra.
    T10 = 17
    #: The eleventh thoracic vertebra.
    T11 = 18
    #: The twelfth thoracic vertebra.
    T12 = 19
    #: The first lumbar vertebra.
    L1 = 20
    #: The second lumbar vertebra.
    L2 = 21
    #: The third lumbar vertebra.
    L3 = 22
    #: The fourth lumbar vertebra.
    L4 = 23
    #: The fifth lumbar vertebra.
    L5 = 24


class CatheterReason(WireEnum):
    """Why the pump is told of a catheter."""

    #: Pump and catheter were implanted.
    IMPLANT = 1
    #: Another catheter took the place of the old one.
    CATHETER_REPLACED = 2
    #: A piece of it was cut off.
    CATHETER_TRIMMED = 3
    #: Its tip was moved to another level.
    TIP_MOVED = 4
    #: Another pump was put to it.
    PUMP_REPLACED = 5
    #: What was told before was wrong; nobody touched it.
    CORRECTED = 6


class PathContent(WireEnum):
    """What lies in the fluid path after a catheter was implanted or revised, as the surgeon left
    it.
    """

    #: What lay in it before, as far as the pump knows.
    AS_IT_WAS = 0
    #: No drug in the catheter; in the pump's tubing what lay there before.
    CATHETER_EMPTY = 1
    #: No drug between the reservoir's outlet and the tip.
    PATH_EMPTY = 2


class InfusionKind(WireEnum):
    """What is infused besides, or in place of, the basal infusion."""

    #: A bolus a clinician ordered.
    BOLUS = 1
    #: A bolus the patient asked for.
    PATIENT_BOLUS = 2
    #: A bolus of the programme.
    PERIODIC_BOLUS = 3
    #: The priming of the fluid path, in place of the basal infusion.
    PRIME = 4
    #: A bridge between two strengths, in place of the basal infusion.
    BRIDGE = 5


class TemporaryReason(WireEnum):
    """Why the patient is to have a temporary rate or a planned stop."""

    #: An examination, such as magnetic resonance imaging.
    IMAGING = 1
    #: An operation, or another procedure.
    PROCEDURE = 2
    #: The patient has too much effect, or side effects.
    SIDE_EFFECTS = 3
    #: The patient needs another dose for some time, as with an infection.
    ILLNESS = 4
    #: Another reason, which the record of the visit tells.
    OTHER = 5


class TemporaryEnd(WireEnum):
    """How a temporary rate or a planned stop ended."""

    #: By itself, when its time was over.
    TIME = 1
    #: By `endTemporaryRate`, or a `resume` at emergency rate.
    ORDER = 2
    #: Delivery was stopped, by `stop` or because the battery gave out for a moment.
    STOP = 3
    #: Somebody without a key had the pump go to minimum rate.
    EMERGENCY = 4
    #: Delivery ended for a reason nobody can resume from.
    FAILURE = 5
    #: The clock was lost, and with it when it was to end.
    CLOCK_LOST = 6


class ClockReason(WireEnum):
    """Why the wall clock is set."""

    #: It was never set, lost, or wrong by more than a clock drifts.
    SET = 0
    #: It had drifted.
    CORRECTION = 1
    #: Daylight saving time begins or ends.
    DAYLIGHT_SAVING = 2
    #: The patient is in another time zone.
    TRAVEL = 3


class Tone(WireEnum):
    """What the patient hears."""

    #: One tone of 1 s: call to schedule a visit.
    SINGLE = 1
    #: Two tones in turn for 3 s: call now.
    TWO_TONE = 2


class BatteryState(WireEnum):
    """How much service the battery has left."""

    #: Normal service.
    OK = 0
    #: End of service within 90 days.
    ELECTIVE_REPLACEMENT = 1
    #: Delivery has stopped, telemetry still answers.
    END_OF_SERVICE = 2


class RunningInfusion(WireEnum):
    """What runs besides the basal infusion or in its place, as far as a status tells."""

    #: Nothing does.
    NOTHING = 0
    #: A bolus of any kind, on top of the basal infusion.
    BOLUS = 1
    #: The fluid path is being primed; basal infusion waits.
    PRIME = 2
    #: A bridge; basal infusion waits.
    BRIDGE = 3


class LogKind(WireEnum):
    """What an entry of the event log is about. Numbers not named are zero; strokes are those made
    since the factory.
    """

    #: The pump was switched on.
    SWITCHED_ON = 1
    #: An order was carried out.
    ORDER = 2
    #: A programme came into force.
    THERAPY = 3
    #: A soft limit was overridden.
    OVERRIDE = 4
    #: An infusion began.
    INFUSION_STARTED = 5
    #: An infusion ended.
    INFUSION_ENDED = 6
    #: An infusion that was due did not begin.
    INFUSION_SKIPPED = 7
    #: A step of the day schedule began.
    STEP = 8
    #: The day's account, every 24 h of therapy.
    DELIVERED = 9
    #: An alarm began.
    ALARM_RAISED = 10
    #: An alarm ended.
    ALARM_ENDED = 11
    #: The reservoir was refilled.
    REFILLED = 12
    #: The drug in the reservoir, or its strength, changed.
    DRUG_CHANGED = 13
    #: The wall clock was set.
    CLOCK_SET = 14
    #: Drug that was programmed and is not made up for.
    UNDELIVERED = 15
    #: A self-test failed.
    SELF_TEST_FAILED = 16
    #: Entries could not be stored and are lost.
    ENTRIES_LOST = 17
    #: The patient bolus was turned on or off.
    PATIENT_BOLUS = 18
    #: The low-reservoir alarm was set.
    LOW_ALARM = 19
    #: Somebody without a key had the pump go to minimum rate.
    EMERGENCY = 20
    #: A pairing key changed.
    KEY_CHANGED = 21
    #: The pump was told of a catheter.
    CATHETER = 24
    #: A temporary rate or a planned stop began.
    TEMPORARY_BEGUN = 25
    #: A temporary rate or a planned stop ended.
    TEMPORARY_ENDED = 26


class ResetCause(WireEnum):
    """Why the pump was switched on."""

    #: Power came.
    POWER = 0
    #: The battery gave out for a moment.
    LOW_BATTERY = 1
    #: The clock was lost: therapy time went on from the newest record.
    CLOCK_LOST = 2


class UndeliveredCause(WireEnum):
    """Why drug that was programmed is not made up for."""

    #: The motor stalled.
    STALL = 1
    #: Delivery ended for a reason nobody can resume from.
    FAILURE = 2
    #: The pump was without power.
    POWER = 3


class RequestType(WireEnum):
    """A request, where an answer names it."""

    #: Who are you?
    IDENTIFY = 1
    #: Open a session.
    OPEN_SESSION = 2
    #: Close the session and forget what was staged in it.
    CLOSE_SESSION = 3
    #: Prove to be the one who opens the session.
    CONFIRM_SESSION = 4
    #: Go to minimum rate at once, without a key.
    EMERGENCY_RATE = 5
    #: Everything a clinician reviews.
    INTERROGATE = 16
    #: What are you doing?
    READ_STATUS = 17
    #: The committed programme.
    READ_THERAPY = 18
    #: One day plan, in force or staged.
    READ_DAY_PLAN = 19
    #: The settings of the patient bolus, in force or staged.
    READ_PATIENT_BOLUS = 20
    #: Some entries of the event log.
    READ_LOG = 21
    #: What is to come, as things are or if an order were carried out now. Nothing is carried
    #: out.
    READ_FORECAST = 22
    #: The catheter and what lies in the path, as it is or as `setCatheter` would make it.
    #: Nothing is carried out.
    READ_CATHETER = 23
    #: Check and hold a programme. Nothing changes for the patient.
    STAGE_THERAPY = 32
    #: The therapy as it would be with all that is staged, and the token to commit it by.
    READ_BACK = 33
    #: Make all that is staged the therapy, at once.
    COMMIT = 34
    #: Forget all that is staged.
    DISCARD = 35
    #: Check and hold the steps of one day plan. Nothing changes for the patient.
    STAGE_DAY_PLAN = 36
    #: Check and hold settings of the patient bolus. Nothing changes for the patient.
    STAGE_PATIENT_BOLUS = 37
    #: Check and hold the record of a refill. Nothing changes for the patient.
    STAGE_REFILL = 38
    #: What the staged refill leads to.
    READ_REFILL = 39
    #: Give a dose on top of the therapy.
    START_BOLUS = 48
    #: End the running bolus or prime.
    CANCEL_BOLUS = 49
    #: Stop delivery.
    STOP = 50
    #: Resume delivery.
    RESUME = 51
    #: Give the patient the bolus he asks for.
    REQUEST_BOLUS = 52
    #: Fill the fluid path fast, without counting it as therapy.
    START_PRIME = 53
    #: Deliver one path volume at a constant flow, in place of the basal infusion.
    START_BRIDGE = 54
    #: End the bridge, running or waiting.
    CANCEL_BRIDGE = 55
    #: Infuse at another rate, or not at all, for some time in place of the programme's basal
    #: infusion.
    START_TEMPORARY_RATE = 56
    #: End the temporary rate or the planned stop; the programme goes on where its clock
    #: stands.
    END_TEMPORARY_RATE = 57
    #: Set the wall clock.
    SET_CLOCK = 64
    #: Set the volume of the low-reservoir alarm.
    SET_LOW_ALARM = 80
    #: Silence the tones of the alarms that are active.
    SILENCE_ALARMS = 81
    #: Sound a tone once.
    TEST_ALARM = 82
    #: Take another pairing key for a role.
    ROTATE_KEY = 83
    #: Take note of the catheter as it was implanted or revised: the path's volumes follow from
    #: it.
    SET_CATHETER = 84


class RefusalCode(WireEnum):
    """Why the pump does not carry out a request."""

    #: The request belongs in a session and came in the open, or there is no session on offer
    #: that it could name.
    NO_SESSION = 1
    #: The programmer was built for other message layouts; asked is its hash, limit the pump's.
    SCHEMA_MISMATCH = 2
    #: The session's role may not do this, the message does not belong in a session, or a new
    #: key is the other role's.
    ROLE_NOT_ALLOWED = 3
    #: The order came after its notAfter; asked is by how much.
    EXPIRED = 4
    #: The request id is not above the highest of the session, and its answer is no longer
    #: kept.
    REQUEST_TOO_OLD = 5
    #: The request id was used for another request.
    REQUEST_REUSED = 6
    #: The pump is still storing an earlier change.
    BUSY = 7
    #: Nothing is staged, or not what was asked for.
    NOTHING_STAGED = 8
    #: What is staged is not what was read back.
    TOKEN_MISMATCH = 9
    #: The change could not be stored.
    STORAGE_FAILED = 10
    #: The pump lost its stored state and has stopped.
    MEMORY_LOST = 11
    #: The battery is at end of service.
    END_OF_SERVICE = 12
    #: A bolus is running already.
    BOLUS_RUNNING = 13
    #: No bolus and no prime is running.
    NO_BOLUS_RUNNING = 14
    #: Delivery is stopped.
    STOPPED = 15
    #: Delivery is not stopped.
    NOT_STOPPED = 16
    #: A critical alarm is active.
    CRITICAL_ALARM = 17
    #: The fluid path is being primed.
    PRIME_RUNNING = 18
    #: A bridge is running, or waits for delivery to be resumed.
    BRIDGE_RUNNING = 19
    #: No bridge is running or waiting.
    NO_BRIDGE_RUNNING = 20
    #: A day schedule needs a wall clock, and it was never set.
    CLOCK_NOT_SET = 21
    #: A weekday follows a plan that was neither staged nor in force, or none at all; or there
    #: is no such plan to read.
    PLAN_MISSING = 22
    #: The patient bolus is off.
    PATIENT_BOLUS_OFF = 23
    #: The lockout after the last patient bolus has not ended; asked is how long it still
    #: lasts.
    LOCKED_OUT = 24
    #: The patient had the most boluses of any 24 hours.
    PATIENT_MAXIMUM_REACHED = 25
    #: The order names another version of the pump's volume data; asked is its version, limit
    #: the pump's.
    VOLUMES_VERSION_MISMATCH = 26
    #: The drug or its strength changes and nothing was decided about a bridge; asked is the
    #: strength after mixing, limit the one before.
    BRIDGE_UNDECIDED = 27
    #: A bridge was asked for, and there is no flow to bridge at or no change of drug or
    #: strength.
    BRIDGE_POINTLESS = 28
    #: The clock would jump over, or back across, the beginning of a step of the running
    #: schedule; asked is by how much it jumps.
    CLOCK_CROSSES_STEP = 29
    #: No refill is staged.
    NO_REFILL_STAGED = 30
    #: The log holds no such entry: it is older than the oldest kept, or has not been written
    #: yet; limit is the oldest or the newest there is.
    NO_SUCH_ENTRY = 31
    #: The flow of some step, or of the bridge, is below what the motor delivers accurately.
    FLOW_BELOW_MINIMUM = 32
    #: The basal flow, or that of the bridge, is above the device's limit.
    FLOW_ABOVE_MAXIMUM = 33
    #: The total of some 24 hours would be above the device's limit: the largest day of the
    #: programme, its periodic boluses, and what was given besides.
    DAILY_VOLUME_ABOVE_MAXIMUM = 34
    #: The bolus is larger than the device's limit.
    BOLUS_ABOVE_MAXIMUM = 35
    #: The bolus is given faster than the device's limit.
    BOLUS_FLOW_ABOVE_MAXIMUM = 36
    #: Basal and bolus together are above the device's limit.
    TOTAL_FLOW_ABOVE_MAXIMUM = 37
    #: The reservoir counter holds less than the bolus, prime, bridge or temporary rate needs.
    RESERVOIR_TOO_LOW = 38
    #: More would be in the reservoir than it holds.
    REFILL_ABOVE_CAPACITY = 39
    #: A step does not begin after the one before it, or the first not at midnight; asked is
    #: its start, limit the earliest it may have.
    STEPS_OUT_OF_ORDER = 40
    #: A step does not begin on the grid; asked is its start, limit the grid in minutes.
    STEP_OFF_GRID = 41
    #: The interval of a periodic bolus, or the lockout of a patient bolus, is too short.
    INTERVAL_TOO_SHORT = 42
    #: The bolus takes longer than the interval at which it comes back; asked is its time,
    #: limit the interval.
    BOLUS_LONGER_THAN_INTERVAL = 43
    #: The volume of the low-reservoir alarm is not below a full reservoir.
    ALARM_VOLUME_TOO_HIGH = 44
    #: Tones are not silenced for so long.
    SILENCE_TOO_LONG = 45
    #: More was drawn out than the pump can have held.
    WITHDRAWN_TOO_MUCH = 46
    #: The temporary rate or planned stop lasts longer than the device allows, or than its
    #: battery does.
    TEMPORARY_TOO_LONG = 47
    #: The emergency needs the programming head in contact with the pump, and the pump feels
    #: none.
    NO_CONTACT = 48
    #: The pump takes no opening for a while, because too many failed; asked is zero, limit is
    #: for how long. No pump of this version says it.
    TOO_MANY_ATTEMPTS = 49
    #: The order is beyond the drug profile's largest step, and the total of 24 hours was not
    #: confirmed; asked is that total, limit the rule's.
    TOTAL_UNCONFIRMED = 50
    #: The total that was confirmed is not what any 24 hours would hold at most; asked is what
    #: was confirmed, limit what the pump reckons.
    TOTAL_MISMATCH = 51
    #: A temporary rate or a planned stop runs.
    TEMPORARY_RUNNING = 54
    #: No temporary rate and no planned stop is running.
    NO_TEMPORARY_RATE = 55
    #: The pump's volume data has no catheter model of this number; asked is the number, limit
    #: the highest there is.
    CATHETER_UNKNOWN = 56
    #: What was implanted and what was cut off are together not the length the catheter's model
    #: is made in, within the tolerance of the profile; asked is their sum, limit the length it
    #: is made in.
    CATHETER_LENGTH_WRONG = 57
    #: The pump has no limits for the drug that is filled in, or that it holds; asked is its
    #: number, limit that of the drug in the reservoir.
    DRUG_UNKNOWN = 58
    #: Another drug is filled in and the reservoir was not emptied and rinsed, so what no
    #: syringe reaches would mix two drugs; asked is the drug filled in, limit the one in the
    #: reservoir.
    DRUGS_WOULD_MIX = 59
    #: Another drug is filled in and the set holds no programme for it; asked is the drug
    #: filled in, limit the one the programme was made for.
    PROGRAMME_OF_OTHER_DRUG = 60
    #: Another drug is filled in, a patient bolus is in force, and the set does not say what
    #: becomes of it; asked is the drug filled in, limit the one the patient bolus was made
    #: for.
    PATIENT_BOLUS_OF_OTHER_DRUG = 61
    #: The dose is below the drug profile's limit.
    DOSE_BELOW_USUAL = 64
    #: The dose is above the drug profile's limit.
    DOSE_ABOVE_USUAL = 65
    #: The bolus is above the drug profile's limit.
    BOLUS_ABOVE_USUAL = 66
    #: The bolus is given in less time than the drug profile says.
    BOLUS_FASTER_THAN_USUAL = 67
    #: The volume drawn out differs from the counter by more than the device's rule; asked is
    #: the difference, limit the rule.
    VOLUME_DISCREPANCY = 68
    #: The drug profile does not name the strength asked for long-term use.
    STRENGTH_UNUSUAL = 69


@dataclass(frozen=True)
class Alarms(WireBits):
    """The alarms that are active."""

    BYTES: ClassVar[int] = 2
    MEMBERS: ClassVar[Tuple[Member, ...]] = (
        Member("low_reservoir", "lowReservoir", 0, 1, None),
        Member("empty_reservoir", "emptyReservoir", 1, 1, None),
        Member("elective_replacement", "electiveReplacement", 2, 1, None),
        Member("end_of_service", "endOfService", 3, 1, None),
        Member("memory_error", "memoryError", 4, 1, None),
        Member("memory_lost", "memoryLost", 5, 1, None),
        Member("motor_stall", "motorStall", 6, 1, None),
        Member("stopped_too_long", "stoppedTooLong", 7, 1, None),
        Member("low_battery_reset", "lowBatteryReset", 8, 1, None),
        Member("self_test_failed", "selfTestFailed", 9, 1, None),
        Member("delivery_fault", "deliveryFault", 10, 1, None),
        Member("clock_uncertain", "clockUncertain", 11, 1, None),
        Member("emergency_rate", "emergencyRate", 12, 1, None),
    )

    #: The reservoir counter is at or below the patient's low-reservoir volume.
    low_reservoir: bool = False
    #: The reservoir counter is at zero.
    empty_reservoir: bool = False
    #: Elective replacement indicator: 90 days of service are left.
    elective_replacement: bool = False
    #: End of service: delivery has stopped for good.
    end_of_service: bool = False
    #: A write to non-volatile memory failed; therapy goes on unchanged.
    memory_error: bool = False
    #: Neither copy of the stored state can be trusted; delivery has stopped.
    memory_lost: bool = False
    #: The motor did not make the strokes it was told to.
    motor_stall: bool = False
    #: Delivery has been stopped by command for more than 48 hours.
    stopped_too_long: bool = False
    #: The battery gave out for a moment and the pump started again; it waits, stopped.
    low_battery_reset: bool = False
    #: A self-test found the processor or its memories unsound; delivery has stopped.
    self_test_failed: bool = False
    #: The delivery watchdog found more or less pumped than programmed; delivery has stopped.
    delivery_fault: bool = False
    #: The clock was lost and goes on from the last moment it is known for, so a schedule may
    #: be early or late until it is set.
    clock_uncertain: bool = False
    #: Somebody without a key had the pump go to minimum rate; the programme does not run until
    #: a clinician resumes it.
    emergency_rate: bool = False


@dataclass(frozen=True)
class StatusFlags(WireBits):
    """Yes-or-no facts and the state of the battery."""

    BYTES: ClassVar[int] = 1
    MEMBERS: ClassVar[Tuple[Member, ...]] = (
        Member("is_stopped", "isStopped", 0, 1, None),
        Member("is_temporary", "isTemporary", 1, 1, None),
        Member("has_staged_therapy", "hasStagedTherapy", 2, 1, None),
        Member("is_clock_set", "isClockSet", 3, 1, None),
        Member("battery", "battery", 4, 2, BatteryState),
        Member("running", "running", 6, 2, RunningInfusion),
    )

    #: Delivery is stopped, by command or by an alarm that stops it.
    is_stopped: bool = False
    #: A temporary rate or a planned stop runs, in place of the programme's basal infusion.
    is_temporary: bool = False
    #: Something is staged in the open session.
    has_staged_therapy: bool = False
    #: The wall clock was set.
    is_clock_set: bool = False
    #: The state of the battery.
    battery: BatteryState = BatteryState.OK
    #: What runs besides the basal infusion or in its place.
    running: RunningInfusion = RunningInfusion.NOTHING


@dataclass(frozen=True)
class WeekPlan(WireBits):
    """Which day plan each weekday follows."""

    BYTES: ClassVar[int] = 4
    MEMBERS: ClassVar[Tuple[Member, ...]] = (
        Member("monday", "monday", 0, 4, WeekdayPlan),
        Member("tuesday", "tuesday", 4, 4, WeekdayPlan),
        Member("wednesday", "wednesday", 8, 4, WeekdayPlan),
        Member("thursday", "thursday", 12, 4, WeekdayPlan),
        Member("friday", "friday", 16, 4, WeekdayPlan),
        Member("saturday", "saturday", 20, 4, WeekdayPlan),
        Member("sunday", "sunday", 24, 4, WeekdayPlan),
    )

    #: The plan of Monday.
    monday: WeekdayPlan = WeekdayPlan.NONE
    #: The plan of Tuesday.
    tuesday: WeekdayPlan = WeekdayPlan.NONE
    #: The plan of Wednesday.
    wednesday: WeekdayPlan = WeekdayPlan.NONE
    #: The plan of Thursday.
    thursday: WeekdayPlan = WeekdayPlan.NONE
    #: The plan of Friday.
    friday: WeekdayPlan = WeekdayPlan.NONE
    #: The plan of Saturday.
    saturday: WeekdayPlan = WeekdayPlan.NONE
    #: The plan of Sunday.
    sunday: WeekdayPlan = WeekdayPlan.NONE


@dataclass(frozen=True)
class SelfTest(WireBits):
    """What a self-test found unsound."""

    BYTES: ClassVar[int] = 1
    MEMBERS: ClassVar[Tuple[Member, ...]] = (
        Member("processor_failed", "processorFailed", 0, 1, None),
        Member("program_memory_failed", "programMemoryFailed", 1, 1, None),
        Member("working_memory_failed", "workingMemoryFailed", 2, 1, None),
        Member("stored_record_failed", "storedRecordFailed", 3, 1, None),
    )

    #: The processor computed wrongly.
    processor_failed: bool = False
    #: The program memory does not hold what was put there.
    program_memory_failed: bool = False
    #: The working memory did not keep what was written to it.
    working_memory_failed: bool = False
    #: The stored record no longer read as it was written; it was written again.
    stored_record_failed: bool = False
