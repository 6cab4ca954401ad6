# Made by protocol-spec/tools/python_messages.py from protocol-spec/messages.json.

"""Every reply, as a value (messages.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Dict, Optional, Tuple, Type

from .enums import (
    Alarms,
    BridgeDecision,
    Drug,
    ForecastSubject,
    InfusionKind,
    InfusionMode,
    LogKind,
    PlanNumber,
    PrimedPath,
    RefusalCode,
    RequestType,
    SkipReason,
    Source,
    SpinalLevel,
    StatusFlags,
    StepRule,
    TemporaryReason,
    WeekPlan,
)
from .layout import Condition, Field, Reply, Rule


@dataclass(frozen=True)
class Identity(Reply):
    """Who the pump is; no patient's data."""

    NAME: ClassVar[str] = "identity"
    TYPE: ClassVar[int] = 129
    ENVELOPE: ClassVar[str] = "open"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("model", "model", "8s"),
        Field("serial", "serial", "12s"),
        Field("firmware_major", "firmware.major", "B"),
        Field("firmware_minor", "firmware.minor", "B"),
        Field("firmware_patch", "firmware.patch", "B"),
        Field("protocol_version_major", "protocolVersion.major", "B"),
        Field("protocol_version_minor", "protocolVersion.minor", "B"),
        Field("schema", "schema", "I"),
    )

    #: The model, such as PL-40.
    model: str
    #: The serial number, unique to the pump.
    serial: str
    #: The firmware's version, first number.
    firmware_major: int
    #: The firmware's version, second number.
    firmware_minor: int
    #: The firmware's version, third number.
    firmware_patch: int
    #: The protocol's version; another major number is another protocol.
    protocol_version_major: int
    #: A higher minor number adds to the protocol and takes nothing away.
    protocol_version_minor: int
    #: The schema hash the pump was built with.
    schema: int


@dataclass(frozen=True)
class SessionOpened(Reply):
    """The session is open."""

    NAME: ClassVar[str] = "sessionOpened"
    TYPE: ClassVar[int] = 130
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("session", "session", "I", min=1),
        Field("link_clock", "linkClock", "I", wraps=True, unit="ms"),
        Field("idle_seconds", "idleSeconds", "H", unit="s"),
    )

    #: The session's number. [from 1 on]
    session: int
    #: The pump's link clock. [ms]
    link_clock: int
    #: The pump closes the session after this long without a request. [s]
    idle_seconds: int


@dataclass(frozen=True)
class SessionOffered(Reply):
    """A session that opens when the programmer proves itself in it."""

    NAME: ClassVar[str] = "sessionOffered"
    TYPE: ClassVar[int] = 131
    ENVELOPE: ClassVar[str] = "open"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("session", "session", "I", min=1),
        Field("nonce", "nonce", "16s"),
        Field("pump_nonce", "pumpNonce", "16s"),
    )

    #: The session's number, never used before by this pump. [from 1 on]
    session: int
    #: The nonce of the request.
    nonce: bytes
    #: A number the pump has not given before.
    pump_nonce: bytes


@dataclass(frozen=True)
class NoSession(Reply):
    """The answer, under request id 0, to a sealed frame of a session that is neither open nor on
    offer: a hint that nobody needs to believe.
    """

    NAME: ClassVar[str] = "noSession"
    TYPE: ClassVar[int] = 132
    ENVELOPE: ClassVar[str] = "open"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("session", "session", "I"),
    )

    #: The session number the frame bore.
    session: int


@dataclass(frozen=True)
class Interrogation(Reply):
    """Everything a clinician reviews before a change."""

    NAME: ClassVar[str] = "interrogation"
    TYPE: ClassVar[int] = 144
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("identity_model", "identity.model", "8s"),
        Field("identity_serial", "identity.serial", "12s"),
        Field("identity_firmware_major", "identity.firmware.major", "B"),
        Field("identity_firmware_minor", "identity.firmware.minor", "B"),
        Field("identity_firmware_patch", "identity.firmware.patch", "B"),
        Field("identity_protocol_version_major", "identity.protocolVersion.major", "B"),
        Field("identity_protocol_version_minor", "identity.protocolVersion.minor", "B"),
        Field("identity_schema", "identity.schema", "I"),
        Field("status_therapy_seconds", "status.therapySeconds", "I", unit="s"),
        Field("status_link_clock", "status.linkClock", "I", wraps=True, unit="ms"),
        Field("status_reservoir_nanolitres", "status.reservoirNanolitres", "I", unit="nL"),
        Field("status_basal_nanograms_per_day", "status.basalNanogramsPerDay", "I", unit="ng/day"),
        Field("status_bolus_remaining_nanograms", "status.bolusRemainingNanograms", "I", unit="ng"),
        Field("status_last_applied_session", "status.lastApplied.session", "I", absent=0),
        Field("status_last_applied_request", "status.lastApplied.request", "H"),
        Field("status_alarms", "status.alarms", "H", kind=Alarms),
        Field("status_battery_percent", "status.batteryPercent", "B", min=0, max=100, unit="%"),
        Field("status_mode", "status.mode", "B", kind=InfusionMode),
        Field("status_flags", "status.flags", "B", kind=StatusFlags),
        Field("clock", "clock", "I", unit="s"),
        Field("capacity_nanolitres", "capacityNanolitres", "I", unit="nL"),
        Field("low_alarm_nanolitres", "lowAlarmNanolitres", "I", unit="nL"),
        Field("drug", "drug", "B", kind=Drug),
        Field("concentration_micrograms_per_millilitre", "concentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("therapy_mode", "therapy.mode", "B", kind=InfusionMode),
        Field("therapy_dose_nanograms_per_day", "therapy.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("therapy_week", "therapy.week", "I", kind=WeekPlan),
        Field("therapy_periodic_nanograms", "therapy.periodic.nanograms", "I", absent=0, unit="ng"),
        Field("therapy_periodic_milliseconds", "therapy.periodic.milliseconds", "I", unit="ms"),
        Field("therapy_periodic_interval_minutes", "therapy.periodic.intervalMinutes", "H", unit="min"),
        Field("therapy_periodic_first_minutes", "therapy.periodic.firstMinutes", "H", unit="min"),
        Field("therapy_revision", "therapyRevision", "I"),
        Field("pumped_nanolitres", "pumpedNanolitres", "Q", unit="nL"),
        Field("path_nanolitres", "pathNanolitres", "I", unit="nL"),
        Field("last_applied_type", "lastApplied.type", "B", kind=RequestType, absent=0),
        Field("last_applied_therapy_seconds", "lastApplied.therapySeconds", "I", unit="s"),
        Field("infusion", "infusion", "B", kind=InfusionKind, absent=0),
        Field("bolus_nanograms", "bolusNanograms", "I", unit="ng"),
        Field("bolus_remaining_milliseconds", "bolusRemainingMilliseconds", "I", unit="ms"),
        Field("bridge_waiting_nanolitres", "bridgeWaitingNanolitres", "I", unit="nL"),
        Field("dropped_frames", "droppedFrames", "I"),
        Field("tubing_nanolitres", "tubingNanolitres", "I", unit="nL"),
        Field("volumes_version", "volumesVersion", "H"),
        Field("filled_nanolitres", "filledNanolitres", "I", unit="nL"),
        Field("filled_seconds", "filledSeconds", "I", unit="s"),
        Field("refills", "refills", "H"),
        Field("residual_nanolitres", "residualNanolitres", "I", unit="nL"),
        Field("programmed_picograms", "programmedPicograms", "Q", unit="pg"),
        Field("silent_minutes", "silentMinutes", "H", unit="min"),
        Field("patient_bolus_nanograms", "patientBolus.nanograms", "I", absent=0, unit="ng"),
        Field("patient_bolus_milliseconds", "patientBolus.milliseconds", "I", unit="ms"),
        Field("patient_bolus_lockout_minutes", "patientBolus.lockoutMinutes", "H", unit="min"),
        Field("patient_bolus_maximum_per_day", "patientBolus.maximumPerDay", "B", min=0, max=24, unit="boluses"),
        Field("prime_flow_nanolitres_per_day", "primeFlowNanolitresPerDay", "I", unit="nL/day"),
        Field("minutes_to_periodic_bolus", "minutesToPeriodicBolus", "I", absent=4294967295, unit="min"),
        Field("emergency_seconds", "emergencySeconds", "I", absent=4294967295, unit="s"),
        Field("temporary_reason", "temporaryReason", "B", kind=TemporaryReason, absent=0),
        Field("temporary_nanograms_per_day", "temporaryNanogramsPerDay", "I", unit="ng/day"),
        Field("temporary_minutes", "temporaryMinutes", "H", unit="min"),
        Field("temporary_seconds_left", "temporarySecondsLeft", "I", unit="s"),
        Field("temporary_nanograms", "temporaryNanograms", "I", unit="ng"),
        Field("foregone_nanograms", "foregoneNanograms", "I", unit="ng"),
        Field("former_drug", "formerDrug", "B", kind=Drug, absent=0),
        Field("older_drug", "olderDrug", "B", kind=Drug, absent=0),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(13, 0, 64, True, 0),
             Condition(14, 0, 64, True, 0),
             "No order, no request id."),
        Rule(Condition(18, 3, 1, True, 0),
             Condition(19, 0, 64, True, 0),
             "A clock that was never set has no time."),
        Rule(Condition(24, 0, 64, False, 1),
             Condition(25, 0, 64, True, 0),
             "Only simple continuous infusion has a dose of its own."),
        Rule(Condition(24, 0, 64, False, 3),
             Condition(26, 0, 64, True, 0),
             "Only a day schedule has plans."),
        Rule(Condition(24, 0, 64, True, 2),
             Condition(27, 0, 64, True, 0),
             "Minimum rate carries no bolus."),
        Rule(Condition(24, 0, 64, True, 4),
             Condition(27, 0, 64, False, 0),
             "A programme of periodic boluses has one."),
        Rule(Condition(27, 0, 64, True, 0),
             Condition(28, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(27, 0, 64, False, 0),
             Condition(28, 0, 64, False, 0),
             "A bolus takes time."),
        Rule(Condition(27, 0, 64, True, 0),
             Condition(29, 0, 64, True, 0),
             "No bolus, no interval."),
        Rule(Condition(27, 0, 64, False, 0),
             Condition(29, 0, 64, False, 0),
             "A periodic bolus has an interval."),
        Rule(Condition(27, 0, 64, True, 0),
             Condition(30, 0, 64, True, 0),
             "No bolus, no first one."),
        Rule(Condition(13, 0, 64, True, 0),
             Condition(34, 0, 64, True, 0),
             "No order, no type."),
        Rule(Condition(13, 0, 64, False, 0),
             Condition(34, 0, 64, False, 0),
             "An order has a type."),
        Rule(Condition(13, 0, 64, True, 0),
             Condition(35, 0, 64, True, 0),
             "No order, no moment."),
        Rule(Condition(36, 0, 64, True, 0),
             Condition(37, 0, 64, True, 0),
             "No infusion, no dose."),
        Rule(Condition(36, 0, 64, True, 0),
             Condition(38, 0, 64, True, 0),
             "No infusion, no time."),
        Rule(Condition(49, 0, 64, True, 0),
             Condition(50, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(49, 0, 64, False, 0),
             Condition(50, 0, 64, False, 0),
             "A patient bolus takes time."),
        Rule(Condition(49, 0, 64, True, 0),
             Condition(51, 0, 64, True, 0),
             "No bolus, no lockout."),
        Rule(Condition(49, 0, 64, False, 0),
             Condition(51, 0, 64, False, 0),
             "A patient bolus has a lockout."),
        Rule(Condition(49, 0, 64, True, 0),
             Condition(52, 0, 64, True, 0),
             "No bolus, no maximum."),
        Rule(Condition(49, 0, 64, False, 0),
             Condition(52, 0, 64, False, 0),
             "A patient bolus has a maximum."),
        Rule(Condition(27, 0, 64, True, 0),
             Condition(54, 0, 64, True, 4294967295),
             "No periodic bolus, no next one."),
        Rule(Condition(15, 12, 1, True, 0),
             Condition(55, 0, 64, True, 4294967295),
             "No emergency rate, no beginning."),
        Rule(Condition(15, 12, 1, False, 0),
             Condition(55, 0, 64, False, 4294967295),
             "An emergency rate began."),
        Rule(Condition(18, 1, 1, True, 0),
             Condition(56, 0, 64, True, 0),
             "No temporary rate, no reason."),
        Rule(Condition(18, 1, 1, False, 0),
             Condition(56, 0, 64, False, 0),
             "A temporary rate has a reason."),
        Rule(Condition(56, 0, 64, True, 0),
             Condition(57, 0, 64, True, 0),
             "No temporary rate, no dose."),
        Rule(Condition(56, 0, 64, True, 0),
             Condition(58, 0, 64, True, 0),
             "No temporary rate, no time."),
        Rule(Condition(56, 0, 64, False, 0),
             Condition(58, 0, 64, False, 0),
             "A temporary rate lasts some time."),
        Rule(Condition(56, 0, 64, True, 0),
             Condition(59, 0, 64, True, 0),
             "No temporary rate, nothing left of it."),
        Rule(Condition(56, 0, 64, True, 0),
             Condition(60, 0, 64, True, 0),
             "No temporary rate, nothing given."),
        Rule(Condition(56, 0, 64, True, 0),
             Condition(61, 0, 64, True, 0),
             "No temporary rate, nothing it stands for."),
        Rule(Condition(62, 0, 64, True, 0),
             Condition(63, 0, 64, True, 0),
             "Nothing former, nothing older."),
    )

    #: The model, such as PL-40.
    identity_model: str
    #: The serial number, unique to the pump.
    identity_serial: str
    #: The firmware's version, first number.
    identity_firmware_major: int
    #: The firmware's version, second number.
    identity_firmware_minor: int
    #: The firmware's version, third number.
    identity_firmware_patch: int
    #: The protocol's version; another major number is another protocol.
    identity_protocol_version_major: int
    #: A higher minor number adds to the protocol and takes nothing away.
    identity_protocol_version_minor: int
    #: The schema hash the pump was built with.
    identity_schema: int
    #: Therapy time since the factory. [s]
    status_therapy_seconds: int
    #: The pump's link clock. [ms]
    status_link_clock: int
    #: The reservoir by the pump's own counter; zero when the counter ran out. [nL]
    status_reservoir_nanolitres: int
    #: The basal dose given now; zero when stopped or in a planned stop, and the drug of the
    #: fixed flow in minimum rate. [ng/day]
    status_basal_nanograms_per_day: int
    #: What is still to come of a running bolus, prime or bridge, rounded down; zero when none
    #: runs. [ng]
    status_bolus_remaining_nanograms: int
    #: The session of the order applied last. [None: no order was ever applied]
    status_last_applied_session: Optional[int]
    #: The request id of the order applied last; zero when there is none.
    status_last_applied_request: int
    #: The alarms that are active.
    status_alarms: Alarms
    #: What is left of the battery, by the last daily measurement. [%; 0 to 100]
    status_battery_percent: int
    #: How the committed therapy infuses.
    status_mode: InfusionMode
    #: What else is the case.
    status_flags: StatusFlags
    #: The wall clock, counted from 2000-01-01 00:00:00; zero when it was never set. [s]
    clock: int
    #: The volume a full reservoir holds. [nL]
    capacity_nanolitres: int
    #: The volume at which the low-reservoir alarm sounds. [nL]
    low_alarm_nanolitres: int
    #: The drug in the reservoir.
    drug: Drug
    #: Its strength. [mcg/mL; 1 to 1000000]
    concentration_micrograms_per_millilitre: int
    #: How the pump infuses.
    therapy_mode: InfusionMode
    #: The dose of simple continuous infusion; zero in every other mode. [ng/day; 0 to
    #: 200000000]
    therapy_dose_nanograms_per_day: int
    #: The plan of each weekday in a day schedule; no plan on any day in every other mode.
    therapy_week: WeekPlan
    #: The dose of each periodic bolus. [ng; None: no periodic bolus]
    therapy_periodic_nanograms: Optional[int]
    #: Over how long each is given; zero when there is none. [ms]
    therapy_periodic_milliseconds: int
    #: From the beginning of one to the beginning of the next; zero when there is none. [min]
    therapy_periodic_interval_minutes: int
    #: From the commit of the programme to the first; zero when there is none. [min]
    therapy_periodic_first_minutes: int
    #: How many programmes were committed since the factory.
    therapy_revision: int
    #: What the motor was commanded to pump since the factory. [nL]
    pumped_nanolitres: int
    #: The volume between reservoir and catheter tip. [nL]
    path_nanolitres: int
    #: What the order applied last was. [None: no order was ever applied]
    last_applied_type: Optional[RequestType]
    #: When it was applied; zero when there is none. [s]
    last_applied_therapy_seconds: int
    #: What runs besides the basal infusion or in its place. [None: nothing does]
    infusion: Optional[InfusionKind]
    #: The whole dose of the running infusion; zero when none runs. [ng]
    bolus_nanograms: int
    #: How long the running infusion still takes; zero when none runs. [ms]
    bolus_remaining_milliseconds: int
    #: What of a bridge waits until delivery is resumed; zero when none waits. [nL]
    bridge_waiting_nanolitres: int
    #: Frames the pump dropped since it was switched on; it stays at the highest value it can
    #: hold.
    dropped_frames: int
    #: The part of the path that lies in the pump; the rest is the catheter. [nL]
    tubing_nanolitres: int
    #: The version of the data that both volumes come from.
    volumes_version: int
    #: What the reservoir held after the last refill, or at implant. [nL]
    filled_nanolitres: int
    #: When that was, in therapy time since the factory. [s]
    filled_seconds: int
    #: How many refills there were since implant.
    refills: int
    #: What no syringe reaches: it lies below the counter and mixes with what is filled in.
    #: [nL]
    residual_nanolitres: int
    #: What was programmed since the factory: the sum of all that was to be infused. [pg]
    programmed_picograms: int
    #: For how long the tones are still silent, rounded up; zero when they are not. [min]
    silent_minutes: int
    #: The dose of each patient bolus. [ng; None: the patient bolus is off]
    patient_bolus_nanograms: Optional[int]
    #: Over how long each is given; zero when it is off. [ms]
    patient_bolus_milliseconds: int
    #: From the beginning of one to the earliest beginning of the next; zero when it is off.
    #: [min]
    patient_bolus_lockout_minutes: int
    #: How many may begin in any 24 hours; zero when it is off. [boluses; 0 to 24]
    patient_bolus_maximum_per_day: int
    #: The flow of a prime. [nL/day]
    prime_flow_nanolitres_per_day: int
    #: Until the next bolus of the programme is due, rounded up, whether or not something will
    #: stand against it. [min; None: none is to come]
    minutes_to_periodic_bolus: Optional[int]
    #: When the emergency rate began, in therapy time since the factory. [s; None: not at the
    #: emergency rate]
    emergency_seconds: Optional[int]
    #: Why a temporary rate or a planned stop runs. [None: neither a temporary rate nor a
    #: planned stop runs]
    temporary_reason: Optional[TemporaryReason]
    #: Its rate; zero for a planned stop, and when neither runs. [ng/day]
    temporary_nanograms_per_day: int
    #: How long it lasts in all; zero when neither runs. [min]
    temporary_minutes: int
    #: Until it ends by itself, rounded up; zero when neither runs. [s]
    temporary_seconds_left: int
    #: What it has given so far, rounded down; zero when neither runs. [ng]
    temporary_nanograms: int
    #: What the programme would have given since it began, with every bolus of the programme
    #: that it kept from beginning, rounded down; zero when neither runs. [ng]
    foregone_nanograms: int
    #: The drug of the liquid from before the last change of drug or strength, while some of
    #: that lies in the path. [None: the path holds no such liquid, by the pump's account]
    former_drug: Optional[Drug]
    #: Another drug, from before that one, of which some may still lie in the path. [None:
    #: none]
    older_drug: Optional[Drug]


@dataclass(frozen=True)
class Status(Reply):
    """What the pump is doing now. With request id 0 it is streamed telemetry."""

    NAME: ClassVar[str] = "status"
    TYPE: ClassVar[int] = 145
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("therapy_seconds", "therapySeconds", "I", unit="s"),
        Field("link_clock", "linkClock", "I", wraps=True, unit="ms"),
        Field("reservoir_nanolitres", "reservoirNanolitres", "I", unit="nL"),
        Field("basal_nanograms_per_day", "basalNanogramsPerDay", "I", unit="ng/day"),
        Field("bolus_remaining_nanograms", "bolusRemainingNanograms", "I", unit="ng"),
        Field("last_applied_session", "lastApplied.session", "I", absent=0),
        Field("last_applied_request", "lastApplied.request", "H"),
        Field("alarms", "alarms", "H", kind=Alarms),
        Field("battery_percent", "batteryPercent", "B", min=0, max=100, unit="%"),
        Field("mode", "mode", "B", kind=InfusionMode),
        Field("flags", "flags", "B", kind=StatusFlags),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(5, 0, 64, True, 0),
             Condition(6, 0, 64, True, 0),
             "No order, no request id."),
    )

    #: Therapy time since the factory. [s]
    therapy_seconds: int
    #: The pump's link clock. [ms]
    link_clock: int
    #: The reservoir by the pump's own counter; zero when the counter ran out. [nL]
    reservoir_nanolitres: int
    #: The basal dose given now; zero when stopped or in a planned stop, and the drug of the
    #: fixed flow in minimum rate. [ng/day]
    basal_nanograms_per_day: int
    #: What is still to come of a running bolus, prime or bridge, rounded down; zero when none
    #: runs. [ng]
    bolus_remaining_nanograms: int
    #: The session of the order applied last. [None: no order was ever applied]
    last_applied_session: Optional[int]
    #: The request id of the order applied last; zero when there is none.
    last_applied_request: int
    #: The alarms that are active.
    alarms: Alarms
    #: What is left of the battery, by the last daily measurement. [%; 0 to 100]
    battery_percent: int
    #: How the committed therapy infuses.
    mode: InfusionMode
    #: What else is the case.
    flags: StatusFlags


@dataclass(frozen=True)
class Therapy(Reply):
    """The committed programme, with what follows from it."""

    NAME: ClassVar[str] = "therapy"
    TYPE: ClassVar[int] = 146
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("token", "token", "I"),
        Field("therapy_mode", "therapy.mode", "B", kind=InfusionMode),
        Field("therapy_dose_nanograms_per_day", "therapy.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("therapy_week", "therapy.week", "I", kind=WeekPlan),
        Field("therapy_periodic_nanograms", "therapy.periodic.nanograms", "I", absent=0, unit="ng"),
        Field("therapy_periodic_milliseconds", "therapy.periodic.milliseconds", "I", unit="ms"),
        Field("therapy_periodic_interval_minutes", "therapy.periodic.intervalMinutes", "H", unit="min"),
        Field("therapy_periodic_first_minutes", "therapy.periodic.firstMinutes", "H", unit="min"),
        Field("drug", "drug", "B", kind=Drug),
        Field("concentration_micrograms_per_millilitre", "concentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("daily_nanograms", "dailyNanograms", "I", unit="ng"),
        Field("least_daily_nanograms", "leastDailyNanograms", "I", unit="ng"),
        Field("flow_nanolitres_per_day", "flowNanolitresPerDay", "I", unit="nL/day"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(1, 0, 64, False, 1),
             Condition(2, 0, 64, True, 0),
             "Only simple continuous infusion has a dose of its own."),
        Rule(Condition(1, 0, 64, False, 3),
             Condition(3, 0, 64, True, 0),
             "Only a day schedule has plans."),
        Rule(Condition(1, 0, 64, True, 2),
             Condition(4, 0, 64, True, 0),
             "Minimum rate carries no bolus."),
        Rule(Condition(1, 0, 64, True, 4),
             Condition(4, 0, 64, False, 0),
             "A programme of periodic boluses has one."),
        Rule(Condition(4, 0, 64, True, 0),
             Condition(5, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(4, 0, 64, False, 0),
             Condition(5, 0, 64, False, 0),
             "A bolus takes time."),
        Rule(Condition(4, 0, 64, True, 0),
             Condition(6, 0, 64, True, 0),
             "No bolus, no interval."),
        Rule(Condition(4, 0, 64, False, 0),
             Condition(6, 0, 64, False, 0),
             "A periodic bolus has an interval."),
        Rule(Condition(4, 0, 64, True, 0),
             Condition(7, 0, 64, True, 0),
             "No bolus, no first one."),
    )

    #: Names all that is staged in the order to commit it; zero for the committed programme.
    token: int
    #: How the pump infuses.
    therapy_mode: InfusionMode
    #: The dose of simple continuous infusion; zero in every other mode. [ng/day; 0 to
    #: 200000000]
    therapy_dose_nanograms_per_day: int
    #: The plan of each weekday in a day schedule; no plan on any day in every other mode.
    therapy_week: WeekPlan
    #: The dose of each periodic bolus. [ng; None: no periodic bolus]
    therapy_periodic_nanograms: Optional[int]
    #: Over how long each is given; zero when there is none. [ms]
    therapy_periodic_milliseconds: int
    #: From the beginning of one to the beginning of the next; zero when there is none. [min]
    therapy_periodic_interval_minutes: int
    #: From the commit of the programme to the first; zero when there is none. [min]
    therapy_periodic_first_minutes: int
    #: The drug in the reservoir.
    drug: Drug
    #: Its strength. [mcg/mL; 1 to 1000000]
    concentration_micrograms_per_millilitre: int
    #: The drug of 24 hours of this programme: of its largest day, periodic boluses included.
    #: [ng]
    daily_nanograms: int
    #: The drug of its smallest day, periodic boluses included. [ng]
    least_daily_nanograms: int
    #: The volume of its largest day, rounded down. [nL/day]
    flow_nanolitres_per_day: int


@dataclass(frozen=True)
class DayPlan(Reply):
    """One day plan as the pump holds it."""

    NAME: ClassVar[str] = "dayPlan"
    TYPE: ClassVar[int] = 147
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("number", "number", "B", kind=PlanNumber),
        Field("source", "source", "B", kind=Source),
        Field("step1_start_minute", "step1.startMinute", "H", min=0, max=1439, unit="min"),
        Field("step1_dose_nanograms_per_day", "step1.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step2_start_minute", "step2.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step2_dose_nanograms_per_day", "step2.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step3_start_minute", "step3.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step3_dose_nanograms_per_day", "step3.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step4_start_minute", "step4.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step4_dose_nanograms_per_day", "step4.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step5_start_minute", "step5.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step5_dose_nanograms_per_day", "step5.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step6_start_minute", "step6.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step6_dose_nanograms_per_day", "step6.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step7_start_minute", "step7.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step7_dose_nanograms_per_day", "step7.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step8_start_minute", "step8.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step8_dose_nanograms_per_day", "step8.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step9_start_minute", "step9.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step9_dose_nanograms_per_day", "step9.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step10_start_minute", "step10.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step10_dose_nanograms_per_day", "step10.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step11_start_minute", "step11.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step11_dose_nanograms_per_day", "step11.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step12_start_minute", "step12.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step12_dose_nanograms_per_day", "step12.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("step13_start_minute", "step13.startMinute", "H", min=0, max=1439, absent=65535, unit="min"),
        Field("step13_dose_nanograms_per_day", "step13.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(4, 0, 64, True, 65535),
             Condition(5, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(4, 0, 64, True, 65535),
             Condition(6, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(6, 0, 64, True, 65535),
             Condition(7, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(6, 0, 64, True, 65535),
             Condition(8, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(8, 0, 64, True, 65535),
             Condition(9, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(8, 0, 64, True, 65535),
             Condition(10, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(10, 0, 64, True, 65535),
             Condition(11, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(10, 0, 64, True, 65535),
             Condition(12, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(12, 0, 64, True, 65535),
             Condition(13, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(12, 0, 64, True, 65535),
             Condition(14, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(14, 0, 64, True, 65535),
             Condition(15, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(14, 0, 64, True, 65535),
             Condition(16, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(16, 0, 64, True, 65535),
             Condition(17, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(16, 0, 64, True, 65535),
             Condition(18, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(18, 0, 64, True, 65535),
             Condition(19, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(18, 0, 64, True, 65535),
             Condition(20, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(20, 0, 64, True, 65535),
             Condition(21, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(20, 0, 64, True, 65535),
             Condition(22, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(22, 0, 64, True, 65535),
             Condition(23, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(22, 0, 64, True, 65535),
             Condition(24, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(24, 0, 64, True, 65535),
             Condition(25, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(24, 0, 64, True, 65535),
             Condition(26, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(26, 0, 64, True, 65535),
             Condition(27, 0, 64, True, 0),
             "No step, no dose."),
    )

    #: Which plan.
    number: PlanNumber
    #: Whether it is in force or staged.
    source: Source
    #: When step 1 begins, since midnight. [min; 0 to 1439]
    step1_start_minute: int
    #: The dose of step 1; zero stands for minimum rate. [ng/day; 0 to 200000000]
    step1_dose_nanograms_per_day: int
    #: When step 2 begins, since midnight. [min; 0 to 1439; None: no such step]
    step2_start_minute: Optional[int]
    #: The dose of step 2; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step2_dose_nanograms_per_day: int
    #: When step 3 begins, since midnight. [min; 0 to 1439; None: no such step]
    step3_start_minute: Optional[int]
    #: The dose of step 3; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step3_dose_nanograms_per_day: int
    #: When step 4 begins, since midnight. [min; 0 to 1439; None: no such step]
    step4_start_minute: Optional[int]
    #: The dose of step 4; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step4_dose_nanograms_per_day: int
    #: When step 5 begins, since midnight. [min; 0 to 1439; None: no such step]
    step5_start_minute: Optional[int]
    #: The dose of step 5; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step5_dose_nanograms_per_day: int
    #: When step 6 begins, since midnight. [min; 0 to 1439; None: no such step]
    step6_start_minute: Optional[int]
    #: The dose of step 6; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step6_dose_nanograms_per_day: int
    #: When step 7 begins, since midnight. [min; 0 to 1439; None: no such step]
    step7_start_minute: Optional[int]
    #: The dose of step 7; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step7_dose_nanograms_per_day: int
    #: When step 8 begins, since midnight. [min; 0 to 1439; None: no such step]
    step8_start_minute: Optional[int]
    #: The dose of step 8; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step8_dose_nanograms_per_day: int
    #: When step 9 begins, since midnight. [min; 0 to 1439; None: no such step]
    step9_start_minute: Optional[int]
    #: The dose of step 9; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step9_dose_nanograms_per_day: int
    #: When step 10 begins, since midnight. [min; 0 to 1439; None: no such step]
    step10_start_minute: Optional[int]
    #: The dose of step 10; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step10_dose_nanograms_per_day: int
    #: When step 11 begins, since midnight. [min; 0 to 1439; None: no such step]
    step11_start_minute: Optional[int]
    #: The dose of step 11; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step11_dose_nanograms_per_day: int
    #: When step 12 begins, since midnight. [min; 0 to 1439; None: no such step]
    step12_start_minute: Optional[int]
    #: The dose of step 12; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step12_dose_nanograms_per_day: int
    #: When step 13 begins, since midnight. [min; 0 to 1439; None: no such step]
    step13_start_minute: Optional[int]
    #: The dose of step 13; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step13_dose_nanograms_per_day: int


@dataclass(frozen=True)
class PatientBolus(Reply):
    """The settings of the patient bolus and what was used of them."""

    NAME: ClassVar[str] = "patientBolus"
    TYPE: ClassVar[int] = 148
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("source", "source", "B", kind=Source),
        Field("nanograms", "nanograms", "I", absent=0, unit="ng"),
        Field("milliseconds", "milliseconds", "I", unit="ms"),
        Field("lockout_minutes", "lockoutMinutes", "H", unit="min"),
        Field("maximum_per_day", "maximumPerDay", "B", min=0, max=24, unit="boluses"),
        Field("started_today", "startedToday", "B", unit="boluses"),
        Field("lockout_seconds_left", "lockoutSecondsLeft", "I", unit="s"),
        Field("maximum_seconds_left", "maximumSecondsLeft", "I", unit="s"),
        Field("denied_in_all", "deniedInAll", "I", unit="requests"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(1, 0, 64, True, 0),
             Condition(2, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(1, 0, 64, False, 0),
             Condition(2, 0, 64, False, 0),
             "A patient bolus takes time."),
        Rule(Condition(1, 0, 64, True, 0),
             Condition(3, 0, 64, True, 0),
             "No bolus, no lockout."),
        Rule(Condition(1, 0, 64, False, 0),
             Condition(3, 0, 64, False, 0),
             "A patient bolus has a lockout."),
        Rule(Condition(1, 0, 64, True, 0),
             Condition(4, 0, 64, True, 0),
             "No bolus, no maximum."),
        Rule(Condition(1, 0, 64, False, 0),
             Condition(4, 0, 64, False, 0),
             "A patient bolus has a maximum."),
    )

    #: Whether these are the settings in force or the staged ones.
    source: Source
    #: The dose of each patient bolus. [ng; None: the patient bolus is off]
    nanograms: Optional[int]
    #: Over how long each is given; zero when it is off. [ms]
    milliseconds: int
    #: From the beginning of one to the earliest beginning of the next; zero when it is off.
    #: [min]
    lockout_minutes: int
    #: How many may begin in any 24 hours; zero when it is off. [boluses; 0 to 24]
    maximum_per_day: int
    #: How many began in the last 24 hours. [boluses]
    started_today: int
    #: Until the lockout ends, rounded up; zero when none runs. [s]
    lockout_seconds_left: int
    #: Until fewer than the maximum began in the last 24 hours, rounded up; zero when that is
    #: so. [s]
    maximum_seconds_left: int
    #: How many requests were denied since the factory; it stays at the highest value it can
    #: hold. [requests]
    denied_in_all: int


@dataclass(frozen=True)
class LogPage(Reply):
    """Up to seven entries of the event log in a row."""

    NAME: ClassVar[str] = "logPage"
    TYPE: ClassVar[int] = 149
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("oldest", "oldest", "I", absent=0),
        Field("newest", "newest", "I", absent=0),
        Field("first", "first", "I"),
        Field("previous_chain", "previousChain", "Q"),
        Field("entry1_therapy_seconds", "entry1.therapySeconds", "I", unit="s"),
        Field("entry1_kind", "entry1.kind", "B", kind=LogKind, absent=0),
        Field("entry1_detail", "entry1.detail", "B"),
        Field("entry1_short", "entry1.short", "H"),
        Field("entry1_number", "entry1.number", "I"),
        Field("entry1_amount", "entry1.amount", "Q"),
        Field("entry1_chain", "entry1.chain", "Q"),
        Field("entry2_therapy_seconds", "entry2.therapySeconds", "I", unit="s"),
        Field("entry2_kind", "entry2.kind", "B", kind=LogKind, absent=0),
        Field("entry2_detail", "entry2.detail", "B"),
        Field("entry2_short", "entry2.short", "H"),
        Field("entry2_number", "entry2.number", "I"),
        Field("entry2_amount", "entry2.amount", "Q"),
        Field("entry2_chain", "entry2.chain", "Q"),
        Field("entry3_therapy_seconds", "entry3.therapySeconds", "I", unit="s"),
        Field("entry3_kind", "entry3.kind", "B", kind=LogKind, absent=0),
        Field("entry3_detail", "entry3.detail", "B"),
        Field("entry3_short", "entry3.short", "H"),
        Field("entry3_number", "entry3.number", "I"),
        Field("entry3_amount", "entry3.amount", "Q"),
        Field("entry3_chain", "entry3.chain", "Q"),
        Field("entry4_therapy_seconds", "entry4.therapySeconds", "I", unit="s"),
        Field("entry4_kind", "entry4.kind", "B", kind=LogKind, absent=0),
        Field("entry4_detail", "entry4.detail", "B"),
        Field("entry4_short", "entry4.short", "H"),
        Field("entry4_number", "entry4.number", "I"),
        Field("entry4_amount", "entry4.amount", "Q"),
        Field("entry4_chain", "entry4.chain", "Q"),
        Field("entry5_therapy_seconds", "entry5.therapySeconds", "I", unit="s"),
        Field("entry5_kind", "entry5.kind", "B", kind=LogKind, absent=0),
        Field("entry5_detail", "entry5.detail", "B"),
        Field("entry5_short", "entry5.short", "H"),
        Field("entry5_number", "entry5.number", "I"),
        Field("entry5_amount", "entry5.amount", "Q"),
        Field("entry5_chain", "entry5.chain", "Q"),
        Field("entry6_therapy_seconds", "entry6.therapySeconds", "I", unit="s"),
        Field("entry6_kind", "entry6.kind", "B", kind=LogKind, absent=0),
        Field("entry6_detail", "entry6.detail", "B"),
        Field("entry6_short", "entry6.short", "H"),
        Field("entry6_number", "entry6.number", "I"),
        Field("entry6_amount", "entry6.amount", "Q"),
        Field("entry6_chain", "entry6.chain", "Q"),
        Field("entry7_therapy_seconds", "entry7.therapySeconds", "I", unit="s"),
        Field("entry7_kind", "entry7.kind", "B", kind=LogKind, absent=0),
        Field("entry7_detail", "entry7.detail", "B"),
        Field("entry7_short", "entry7.short", "H"),
        Field("entry7_number", "entry7.number", "I"),
        Field("entry7_amount", "entry7.amount", "Q"),
        Field("entry7_chain", "entry7.chain", "Q"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(5, 0, 64, True, 0),
             Condition(4, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(5, 0, 64, True, 0),
             Condition(6, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(5, 0, 64, True, 0),
             Condition(7, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(5, 0, 64, True, 0),
             Condition(8, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(5, 0, 64, True, 0),
             Condition(9, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(5, 0, 64, True, 0),
             Condition(10, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(11, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(5, 0, 64, True, 0),
             Condition(12, 0, 64, True, 0),
             "Entries stand without a gap."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(13, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(14, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(15, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(16, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(17, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(18, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(12, 0, 64, True, 0),
             Condition(19, 0, 64, True, 0),
             "Entries stand without a gap."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(20, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(21, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(22, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(23, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(24, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(25, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(19, 0, 64, True, 0),
             Condition(26, 0, 64, True, 0),
             "Entries stand without a gap."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(27, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(28, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(29, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(30, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(31, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(32, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(26, 0, 64, True, 0),
             Condition(33, 0, 64, True, 0),
             "Entries stand without a gap."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(34, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(35, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(36, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(37, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(38, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(39, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(33, 0, 64, True, 0),
             Condition(40, 0, 64, True, 0),
             "Entries stand without a gap."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(41, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(42, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(43, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(44, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(45, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(47, 0, 64, True, 0),
             Condition(46, 0, 64, True, 0),
             "No entry, no moment."),
        Rule(Condition(40, 0, 64, True, 0),
             Condition(47, 0, 64, True, 0),
             "Entries stand without a gap."),
        Rule(Condition(47, 0, 64, True, 0),
             Condition(48, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(47, 0, 64, True, 0),
             Condition(49, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(47, 0, 64, True, 0),
             Condition(50, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(47, 0, 64, True, 0),
             Condition(51, 0, 64, True, 0),
             "No entry, nothing about one."),
        Rule(Condition(47, 0, 64, True, 0),
             Condition(52, 0, 64, True, 0),
             "No entry, nothing about one."),
    )

    #: The sequence number of the oldest entry the pump keeps. [None: the log is empty]
    oldest: Optional[int]
    #: The sequence number of the newest entry. [None: the log is empty]
    newest: Optional[int]
    #: The sequence number of the page's first entry; the others follow without a gap.
    first: int
    #: The chain value of the entry before the first; 0 before entry 1.
    previous_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry1_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry1_kind: Optional[LogKind]
    #: As its kind says.
    entry1_detail: int
    #: As its kind says.
    entry1_short: int
    #: As its kind says.
    entry1_number: int
    #: As its kind says.
    entry1_amount: int
    #: Its chain value.
    entry1_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry2_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry2_kind: Optional[LogKind]
    #: As its kind says.
    entry2_detail: int
    #: As its kind says.
    entry2_short: int
    #: As its kind says.
    entry2_number: int
    #: As its kind says.
    entry2_amount: int
    #: Its chain value.
    entry2_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry3_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry3_kind: Optional[LogKind]
    #: As its kind says.
    entry3_detail: int
    #: As its kind says.
    entry3_short: int
    #: As its kind says.
    entry3_number: int
    #: As its kind says.
    entry3_amount: int
    #: Its chain value.
    entry3_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry4_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry4_kind: Optional[LogKind]
    #: As its kind says.
    entry4_detail: int
    #: As its kind says.
    entry4_short: int
    #: As its kind says.
    entry4_number: int
    #: As its kind says.
    entry4_amount: int
    #: Its chain value.
    entry4_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry5_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry5_kind: Optional[LogKind]
    #: As its kind says.
    entry5_detail: int
    #: As its kind says.
    entry5_short: int
    #: As its kind says.
    entry5_number: int
    #: As its kind says.
    entry5_amount: int
    #: Its chain value.
    entry5_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry6_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry6_kind: Optional[LogKind]
    #: As its kind says.
    entry6_detail: int
    #: As its kind says.
    entry6_short: int
    #: As its kind says.
    entry6_number: int
    #: As its kind says.
    entry6_amount: int
    #: Its chain value.
    entry6_chain: int
    #: When it happened, in therapy time since the factory. [s]
    entry7_therapy_seconds: int
    #: What it is about. [None: no entry here]
    entry7_kind: Optional[LogKind]
    #: As its kind says.
    entry7_detail: int
    #: As its kind says.
    entry7_short: int
    #: As its kind says.
    entry7_number: int
    #: As its kind says.
    entry7_amount: int
    #: Its chain value.
    entry7_chain: int


@dataclass(frozen=True)
class Forecast(Reply):
    """What is to come: the moments, counted from now, and what the next 24 hours may hold. A
    moment that does not come, or comes after the end of service, is absent.
    """

    NAME: ClassVar[str] = "forecast"
    TYPE: ClassVar[int] = 150
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("subject", "subject", "B", kind=ForecastSubject),
        Field("token", "token", "I"),
        Field("seconds_to_tip", "secondsToTip", "I", absent=4294967295, unit="s"),
        Field("seconds_to_low_alarm", "secondsToLowAlarm", "I", absent=4294967295, unit="s"),
        Field("seconds_to_empty", "secondsToEmpty", "I", absent=4294967295, unit="s"),
        Field("seconds_to_replacement", "secondsToReplacement", "I", absent=4294967295, unit="s"),
        Field("seconds_to_end_of_service", "secondsToEndOfService", "I", absent=4294967295, unit="s"),
        Field("seconds_to_temporary_end", "secondsToTemporaryEnd", "I", absent=4294967295, unit="s"),
        Field("temporary_nanograms", "temporaryNanograms", "I", unit="ng"),
        Field("foregone_nanograms", "foregoneNanograms", "I", unit="ng"),
        Field("most_nanograms", "mostNanograms", "I", unit="ng"),
        Field("former_least_nanograms", "formerLeastNanograms", "I", unit="ng/day"),
        Field("former_most_nanograms", "formerMostNanograms", "I", unit="ng/day"),
        Field("tip_nanograms", "tipNanograms", "I", unit="ng"),
        Field("beyond", "beyond", "B", kind=StepRule),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(0, 0, 64, False, 1),
             Condition(1, 0, 64, True, 0),
             "Only a staged set has a token."),
        Rule(Condition(0, 0, 64, True, 7),
             Condition(7, 0, 64, False, 4294967295),
             "A temporary rate ends."),
        Rule(Condition(0, 0, 64, True, 8),
             Condition(7, 0, 64, True, 4294967295),
             "What was ended ends no more."),
        Rule(Condition(7, 0, 64, True, 4294967295),
             Condition(8, 0, 64, True, 0),
             "No temporary rate, nothing given."),
        Rule(Condition(7, 0, 64, True, 4294967295),
             Condition(9, 0, 64, True, 0),
             "No temporary rate, nothing it stands for."),
        Rule(Condition(0, 0, 64, False, 3),
             Condition(13, 0, 64, True, 0),
             "Only a prime pushes so fast."),
    )

    #: What is foretold, as it was asked.
    subject: ForecastSubject
    #: The token of the staged set that is foretold; zero for every other subject.
    token: int
    #: Until what leaves the reservoir from now on reaches the catheter tip. [s; None: never]
    seconds_to_tip: Optional[int]
    #: Until the reservoir counter reaches the alarm volume; zero when it is there. [s; None:
    #: never]
    seconds_to_low_alarm: Optional[int]
    #: Until the reservoir counter reaches zero; zero when it is there. [s; None: never]
    seconds_to_empty: Optional[int]
    #: Until the elective replacement indicator; zero once it is reached. [s; None: never]
    seconds_to_replacement: Optional[int]
    #: Until the end of service; zero once it is reached. [s; None: never]
    seconds_to_end_of_service: Optional[int]
    #: Until the temporary rate or the planned stop ends by itself. [s; None: none ends by
    #: itself]
    seconds_to_temporary_end: Optional[int]
    #: What it will have given by then in all, rounded down; zero when none ends by itself.
    #: [ng]
    temporary_nanograms: int
    #: What the programme would give in its whole time, with every bolus of the programme that
    #: it keeps from beginning, rounded down; zero when none ends by itself. [ng]
    foregone_nanograms: int
    #: The most drug that any 24 hours will hold, rounded up; see therapy.md. [ng]
    most_nanograms: int
    #: The smallest day's total that was in force in the last 24 hours; zero when none was.
    #: [ng/day]
    former_least_nanograms: int
    #: The largest day's total that was in force in the last 24 hours; zero when none was.
    #: [ng/day]
    former_most_nanograms: int
    #: The drug that a prime pushes out of the tip, at most; zero for every other subject. [ng]
    tip_nanograms: int
    #: Which rule of the largest step it is beyond; then the order needs the total confirmed.
    beyond: StepRule


@dataclass(frozen=True)
class Catheter(Reply):
    """The catheter, the path's volumes, what lies in it, and what a mistake about that would do:
    as it is, or as the request would make it.
    """

    NAME: ClassVar[str] = "catheter"
    TYPE: ClassVar[int] = 151
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("model", "model", "B", absent=0),
        Field("implanted_millimetres", "implantedMillimetres", "H", unit="mm"),
        Field("cut_millimetres", "cutMillimetres", "H", unit="mm"),
        Field("tip", "tip", "B", kind=SpinalLevel),
        Field("volumes_version", "volumesVersion", "H"),
        Field("tube_nanolitres", "tubeNanolitres", "I", unit="nL"),
        Field("catheter_nanolitres", "catheterNanolitres", "I", unit="nL"),
        Field("empty_nanolitres", "emptyNanolitres", "I", unit="nL"),
        Field("former_nanolitres", "formerNanolitres", "I", unit="nL"),
        Field("prime", "prime", "B", kind=PrimedPath, absent=0),
        Field("tip_nanograms", "tipNanograms", "I", unit="ng"),
        Field("seconds_without", "secondsWithout", "I", absent=4294967295, unit="s"),
        Field("tolerance_millimetres", "toleranceMillimetres", "H", unit="mm"),
        Field("model1_name", "model1.name", "8s"),
        Field("model1_stock_millimetres", "model1.stockMillimetres", "H", unit="mm"),
        Field("model1_nanolitres_per_centimetre", "model1.nanolitresPerCentimetre", "H", unit="nL/cm"),
        Field("model2_name", "model2.name", "8s"),
        Field("model2_stock_millimetres", "model2.stockMillimetres", "H", unit="mm"),
        Field("model2_nanolitres_per_centimetre", "model2.nanolitresPerCentimetre", "H", unit="nL/cm"),
        Field("model3_name", "model3.name", "8s"),
        Field("model3_stock_millimetres", "model3.stockMillimetres", "H", unit="mm"),
        Field("model3_nanolitres_per_centimetre", "model3.nanolitresPerCentimetre", "H", unit="nL/cm"),
        Field("model4_name", "model4.name", "8s"),
        Field("model4_stock_millimetres", "model4.stockMillimetres", "H", unit="mm"),
        Field("model4_nanolitres_per_centimetre", "model4.nanolitresPerCentimetre", "H", unit="nL/cm"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(0, 0, 64, True, 0),
             Condition(1, 0, 64, True, 0),
             "No catheter told of, no length."),
        Rule(Condition(0, 0, 64, False, 0),
             Condition(1, 0, 64, False, 0),
             "A catheter has a length."),
        Rule(Condition(0, 0, 64, True, 0),
             Condition(2, 0, 64, True, 0),
             "No catheter told of, nothing cut off."),
    )

    #: The model's number, from 1. [None: the pump was never told; the catheter's volume is the
    #: profile's]
    model: Optional[int]
    #: The length implanted; zero when the pump was never told. [mm]
    implanted_millimetres: int
    #: The length cut off; zero when the pump was never told. [mm]
    cut_millimetres: int
    #: Where its tip lies; unknown in what would be.
    tip: SpinalLevel
    #: The version of the volume data.
    volumes_version: int
    #: The part of the path that lies in the pump: its tubing. [nL]
    tube_nanolitres: int
    #: The part that is the catheter. [nL]
    catheter_nanolitres: int
    #: How much of the path, from the tip, no drug has reached yet by the pump's account. [nL]
    empty_nanolitres: int
    #: How much of it, behind that, holds liquid from before the last change of drug or
    #: strength. [nL]
    former_nanolitres: int
    #: What has to be primed. [None: nothing]
    prime: Optional[PrimedPath]
    #: What a prime of that part, or of the catheter where nothing has to be, pushes out of the
    #: tip if the part is full, at most. [ng]
    tip_nanograms: int
    #: Until what leaves the reservoir from now on has filled what is empty, unprimed; where
    #: nothing is, until it would have filled an empty catheter. [s; None: never, as things
    #: are]
    seconds_without: Optional[int]
    #: By how much what is implanted and what was cut off may differ from the length the model
    #: is made in. [mm]
    tolerance_millimetres: int
    #: Its name; empty where there is no model of this number.
    model1_name: str
    #: The length it is made in; zero where there is no model of this number. [mm]
    model1_stock_millimetres: int
    #: What a length of it holds. [nL/cm]
    model1_nanolitres_per_centimetre: int
    #: Its name; empty where there is no model of this number.
    model2_name: str
    #: The length it is made in; zero where there is no model of this number. [mm]
    model2_stock_millimetres: int
    #: What a length of it holds. [nL/cm]
    model2_nanolitres_per_centimetre: int
    #: Its name; empty where there is no model of this number.
    model3_name: str
    #: The length it is made in; zero where there is no model of this number. [mm]
    model3_stock_millimetres: int
    #: What a length of it holds. [nL/cm]
    model3_nanolitres_per_centimetre: int
    #: Its name; empty where there is no model of this number.
    model4_name: str
    #: The length it is made in; zero where there is no model of this number. [mm]
    model4_stock_millimetres: int
    #: What a length of it holds. [nL/cm]
    model4_nanolitres_per_centimetre: int


@dataclass(frozen=True)
class Staged(Reply):
    """The therapy as it would be with all that is staged: the read-back."""

    NAME: ClassVar[str] = "staged"
    TYPE: ClassVar[int] = 161
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("token", "token", "I"),
        Field("therapy_mode", "therapy.mode", "B", kind=InfusionMode),
        Field("therapy_dose_nanograms_per_day", "therapy.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("therapy_week", "therapy.week", "I", kind=WeekPlan),
        Field("therapy_periodic_nanograms", "therapy.periodic.nanograms", "I", absent=0, unit="ng"),
        Field("therapy_periodic_milliseconds", "therapy.periodic.milliseconds", "I", unit="ms"),
        Field("therapy_periodic_interval_minutes", "therapy.periodic.intervalMinutes", "H", unit="min"),
        Field("therapy_periodic_first_minutes", "therapy.periodic.firstMinutes", "H", unit="min"),
        Field("drug", "drug", "B", kind=Drug),
        Field("concentration_micrograms_per_millilitre", "concentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("daily_nanograms", "dailyNanograms", "I", unit="ng"),
        Field("least_daily_nanograms", "leastDailyNanograms", "I", unit="ng"),
        Field("flow_nanolitres_per_day", "flowNanolitresPerDay", "I", unit="nL/day"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(1, 0, 64, False, 1),
             Condition(2, 0, 64, True, 0),
             "Only simple continuous infusion has a dose of its own."),
        Rule(Condition(1, 0, 64, False, 3),
             Condition(3, 0, 64, True, 0),
             "Only a day schedule has plans."),
        Rule(Condition(1, 0, 64, True, 2),
             Condition(4, 0, 64, True, 0),
             "Minimum rate carries no bolus."),
        Rule(Condition(1, 0, 64, True, 4),
             Condition(4, 0, 64, False, 0),
             "A programme of periodic boluses has one."),
        Rule(Condition(4, 0, 64, True, 0),
             Condition(5, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(4, 0, 64, False, 0),
             Condition(5, 0, 64, False, 0),
             "A bolus takes time."),
        Rule(Condition(4, 0, 64, True, 0),
             Condition(6, 0, 64, True, 0),
             "No bolus, no interval."),
        Rule(Condition(4, 0, 64, False, 0),
             Condition(6, 0, 64, False, 0),
             "A periodic bolus has an interval."),
        Rule(Condition(4, 0, 64, True, 0),
             Condition(7, 0, 64, True, 0),
             "No bolus, no first one."),
    )

    #: Names all that is staged in the order to commit it; zero for the committed programme.
    token: int
    #: How the pump infuses.
    therapy_mode: InfusionMode
    #: The dose of simple continuous infusion; zero in every other mode. [ng/day; 0 to
    #: 200000000]
    therapy_dose_nanograms_per_day: int
    #: The plan of each weekday in a day schedule; no plan on any day in every other mode.
    therapy_week: WeekPlan
    #: The dose of each periodic bolus. [ng; None: no periodic bolus]
    therapy_periodic_nanograms: Optional[int]
    #: Over how long each is given; zero when there is none. [ms]
    therapy_periodic_milliseconds: int
    #: From the beginning of one to the beginning of the next; zero when there is none. [min]
    therapy_periodic_interval_minutes: int
    #: From the commit of the programme to the first; zero when there is none. [min]
    therapy_periodic_first_minutes: int
    #: The drug in the reservoir.
    drug: Drug
    #: Its strength. [mcg/mL; 1 to 1000000]
    concentration_micrograms_per_millilitre: int
    #: The drug of 24 hours of this programme: of its largest day, periodic boluses included.
    #: [ng]
    daily_nanograms: int
    #: The drug of its smallest day, periodic boluses included. [ng]
    least_daily_nanograms: int
    #: The volume of its largest day, rounded down. [nL/day]
    flow_nanolitres_per_day: int


@dataclass(frozen=True)
class Refill(Reply):
    """What a staged refill says and will lead to, by the pump's own account."""

    NAME: ClassVar[str] = "refill"
    TYPE: ClassVar[int] = 167
    ENVELOPE: ClassVar[str] = "sealed"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("token", "token", "I"),
        Field("expected_nanolitres", "expectedNanolitres", "I", unit="nL"),
        Field("withdrawn_nanolitres", "withdrawnNanolitres", "I", unit="nL"),
        Field("discrepancy_limit_nanolitres", "discrepancyLimitNanolitres", "I", unit="nL"),
        Field("volume_nanolitres", "volumeNanolitres", "I", unit="nL"),
        Field("residual_nanolitres", "residualNanolitres", "I", unit="nL"),
        Field("old_drug", "oldDrug", "B", kind=Drug),
        Field("drug", "drug", "B", kind=Drug),
        Field("is_rinsed", "isRinsed", "B", flag=True),
        Field("old_concentration_micrograms_per_millilitre", "oldConcentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("filled_concentration_micrograms_per_millilitre", "filledConcentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("concentration_micrograms_per_millilitre", "concentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("low_alarm_nanolitres", "lowAlarmNanolitres", "I", unit="nL"),
        Field("bridge", "bridge", "B", kind=BridgeDecision),
        Field("skip_reason", "skipReason", "B", kind=SkipReason),
        Field("bridge_nanolitres", "bridgeNanolitres", "I", absent=0, unit="nL"),
        Field("bridge_flow_nanolitres_per_day", "bridgeFlowNanolitresPerDay", "I", unit="nL/day"),
        Field("bridge_seconds", "bridgeSeconds", "I", unit="s"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(13, 0, 64, False, 3),
             Condition(14, 0, 64, True, 0),
             "Only what is skipped has a reason."),
        Rule(Condition(13, 0, 64, True, 3),
             Condition(14, 0, 64, False, 0),
             "What is skipped has a reason."),
        Rule(Condition(13, 0, 64, False, 1),
             Condition(15, 0, 64, True, 0),
             "No bridge, no volume."),
        Rule(Condition(13, 0, 64, True, 1),
             Condition(15, 0, 64, False, 0),
             "A bridge has a volume."),
        Rule(Condition(15, 0, 64, True, 0),
             Condition(16, 0, 64, True, 0),
             "No bridge, no flow."),
        Rule(Condition(15, 0, 64, True, 0),
             Condition(17, 0, 64, True, 0),
             "No bridge, no time."),
    )

    #: Names all that is staged in the order to commit it.
    token: int
    #: What the reservoir counter expected to be drawn out. [nL]
    expected_nanolitres: int
    #: What was drawn out. [nL]
    withdrawn_nanolitres: int
    #: A difference above this is suspicious. [nL]
    discrepancy_limit_nanolitres: int
    #: What the counter will hold after the refill. [nL]
    volume_nanolitres: int
    #: What no syringe reaches and the new liquid mixes with; rinsed, nothing of the old
    #: liquid. [nL]
    residual_nanolitres: int
    #: The drug in the reservoir before.
    old_drug: Drug
    #: The drug that is staged.
    drug: Drug
    #: Whether it is said that the reservoir was emptied and rinsed.
    is_rinsed: bool
    #: The strength in the reservoir before. [mcg/mL; 1 to 1000000]
    old_concentration_micrograms_per_millilitre: int
    #: The strength that was filled in. [mcg/mL; 1 to 1000000]
    filled_concentration_micrograms_per_millilitre: int
    #: The strength after mixing, to the nearest; rinsed, that of what was filled in. [mcg/mL;
    #: 1 to 1000000]
    concentration_micrograms_per_millilitre: int
    #: The volume at which the low-reservoir alarm is to sound. [nL]
    low_alarm_nanolitres: int
    #: What is to become of the old liquid in the path.
    bridge: BridgeDecision
    #: Why a bridge is skipped.
    skip_reason: SkipReason
    #: What the bridge delivers. [nL; None: no bridge]
    bridge_nanolitres: Optional[int]
    #: The flow of the bridge; zero without one. [nL/day]
    bridge_flow_nanolitres_per_day: int
    #: How long the bridge takes, rounded up; zero without one. [s]
    bridge_seconds: int


@dataclass(frozen=True)
class Acknowledged(Reply):
    """Done, and durable."""

    NAME: ClassVar[str] = "acknowledged"
    TYPE: ClassVar[int] = 224
    ENVELOPE: ClassVar[str] = "any"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("request", "request", "B", kind=RequestType),
        Field("therapy_seconds", "therapySeconds", "I", unit="s"),
        Field("withheld_nanograms", "withheldNanograms", "I", unit="ng"),
    )

    #: The request that was carried out.
    request: RequestType
    #: Therapy time since the factory at which it took effect. [s]
    therapy_seconds: int
    #: Cancel bolus, cancel bridge and stop: the drug of the infusion that is no longer given,
    #: rounded down. Otherwise zero. [ng]
    withheld_nanograms: int


@dataclass(frozen=True)
class Refused(Reply):
    """Not done, and nothing changed."""

    NAME: ClassVar[str] = "refused"
    TYPE: ClassVar[int] = 225
    ENVELOPE: ClassVar[str] = "any"
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("request", "request", "B", kind=RequestType),
        Field("code", "code", "B", kind=RefusalCode),
        Field("asked", "asked", "Q", unit="by code"),
        Field("limit", "limit", "Q", unit="by code"),
    )

    #: The request that was refused.
    request: RequestType
    #: Why.
    code: RefusalCode
    #: What was asked for, in the unit of the code; zero where it has none. [by code]
    asked: int
    #: The limit that stood against it, in the unit of the code; zero where it has none. [by
    #: code]
    limit: int


#: Each by the number of its type.
REPLY_TYPES: Dict[int, Type[Reply]] = {
    Identity.TYPE: Identity,
    SessionOpened.TYPE: SessionOpened,
    SessionOffered.TYPE: SessionOffered,
    NoSession.TYPE: NoSession,
    Interrogation.TYPE: Interrogation,
    Status.TYPE: Status,
    Therapy.TYPE: Therapy,
    DayPlan.TYPE: DayPlan,
    PatientBolus.TYPE: PatientBolus,
    LogPage.TYPE: LogPage,
    Forecast.TYPE: Forecast,
    Catheter.TYPE: Catheter,
    Staged.TYPE: Staged,
    Refill.TYPE: Refill,
    Acknowledged.TYPE: Acknowledged,
    Refused.TYPE: Refused,
}
