# Made by protocol-spec/tools/python_messages.py from protocol-spec/messages.json.

"""Every request, as a value (messages.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Dict, Optional, Tuple, Type

from .enums import (
    BridgeDecision,
    CatheterReason,
    ClockReason,
    Drug,
    ForecastSubject,
    InfusionMode,
    PathContent,
    PlanNumber,
    PrimedPath,
    Role,
    SkipReason,
    Source,
    SpinalLevel,
    TemporaryReason,
    Tone,
    WeekPlan,
)
from .layout import Condition, Field, Request, Rule


@dataclass(frozen=True)
class Identify(Request):
    """Who are you?"""

    NAME: ClassVar[str] = "identify"
    TYPE: ClassVar[int] = 1
    ENVELOPE: ClassVar[str] = "open"
    KIND: ClassVar[str] = "opening"
    ANSWER: ClassVar[str] = "identity"
    ROLES: ClassVar[Tuple[str, ...]] = ()
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class OpenSession(Request):
    """Open a session."""

    NAME: ClassVar[str] = "openSession"
    TYPE: ClassVar[int] = 2
    ENVELOPE: ClassVar[str] = "open"
    KIND: ClassVar[str] = "opening"
    ANSWER: ClassVar[str] = "sessionOffered"
    ROLES: ClassVar[Tuple[str, ...]] = ()
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("role", "role", "B", kind=Role),
        Field("schema", "schema", "I"),
        Field("nonce", "nonce", "16s"),
    )

    #: On whose behalf the session is opened.
    role: Role
    #: The schema hash the programmer was built with.
    schema: int
    #: A number the programmer has not used before; the answer repeats it.
    nonce: bytes


@dataclass(frozen=True)
class CloseSession(Request):
    """Close the session and forget what was staged in it."""

    NAME: ClassVar[str] = "closeSession"
    TYPE: ClassVar[int] = 3
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class ConfirmSession(Request):
    """Prove to be the one who opens the session."""

    NAME: ClassVar[str] = "confirmSession"
    TYPE: ClassVar[int] = 4
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "opening"
    ANSWER: ClassVar[str] = "sessionOpened"
    ROLES: ClassVar[Tuple[str, ...]] = ()
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class EmergencyRate(Request):
    """Go to minimum rate at once, without a key."""

    NAME: ClassVar[str] = "emergencyRate"
    TYPE: ClassVar[int] = 5
    ENVELOPE: ClassVar[str] = "open"
    KIND: ClassVar[str] = "opening"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ()
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("session", "session", "I", min=1),
    )

    #: The session on offer, which shows that this is no copy of an earlier request. [from 1
    #: on]
    session: int


@dataclass(frozen=True)
class Interrogate(Request):
    """Everything a clinician reviews."""

    NAME: ClassVar[str] = "interrogate"
    TYPE: ClassVar[int] = 16
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "interrogation"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class ReadStatus(Request):
    """What are you doing?"""

    NAME: ClassVar[str] = "readStatus"
    TYPE: ClassVar[int] = 17
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "status"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class ReadTherapy(Request):
    """The committed programme."""

    NAME: ClassVar[str] = "readTherapy"
    TYPE: ClassVar[int] = 18
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "therapy"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class ReadDayPlan(Request):
    """One day plan, in force or staged."""

    NAME: ClassVar[str] = "readDayPlan"
    TYPE: ClassVar[int] = 19
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "dayPlan"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("number", "number", "B", kind=PlanNumber),
        Field("source", "source", "B", kind=Source),
    )

    #: Which plan.
    number: PlanNumber
    #: The one in force or the staged one.
    source: Source


@dataclass(frozen=True)
class ReadPatientBolus(Request):
    """The settings of the patient bolus, in force or staged."""

    NAME: ClassVar[str] = "readPatientBolus"
    TYPE: ClassVar[int] = 20
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "patientBolus"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("source", "source", "B", kind=Source),
    )

    #: The settings in force or the staged ones.
    source: Source


@dataclass(frozen=True)
class ReadLog(Request):
    """Some entries of the event log."""

    NAME: ClassVar[str] = "readLog"
    TYPE: ClassVar[int] = 21
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "logPage"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("first", "first", "I"),
    )

    #: The sequence number of the first entry wanted.
    first: int


@dataclass(frozen=True)
class ReadForecast(Request):
    """What is to come, as things are or if an order were carried out now. Nothing is carried out.
    """

    NAME: ClassVar[str] = "readForecast"
    TYPE: ClassVar[int] = 22
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "forecast"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    PATIENT_ONLY: ClassVar[Optional[Tuple[str, int]]] = ("subject", 0)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("subject", "subject", "B", kind=ForecastSubject),
        Field("path", "path", "B", kind=PrimedPath, absent=0),
        Field("nanograms", "nanograms", "I", unit="ng"),
        Field("milliseconds", "milliseconds", "I", unit="ms"),
        Field("flow_nanolitres_per_day", "flowNanolitresPerDay", "I", unit="nL/day"),
        Field("dose_nanograms_per_day", "doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("minutes", "minutes", "H", unit="min"),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(0, 0, 64, True, 3),
             Condition(1, 0, 64, False, 0),
             "A prime fills a part of the path."),
        Rule(Condition(0, 0, 64, False, 3),
             Condition(1, 0, 64, True, 0),
             "Nothing else does."),
        Rule(Condition(0, 0, 64, True, 2),
             Condition(2, 0, 64, False, 0),
             "A bolus has a dose."),
        Rule(Condition(0, 0, 64, False, 2),
             Condition(2, 0, 64, True, 0),
             "Nothing else has."),
        Rule(Condition(0, 0, 64, True, 2),
             Condition(3, 0, 64, False, 0),
             "A bolus takes time."),
        Rule(Condition(0, 0, 64, False, 2),
             Condition(3, 0, 64, True, 0),
             "Nothing else is given a time."),
        Rule(Condition(0, 0, 64, True, 4),
             Condition(4, 0, 64, False, 0),
             "A bridge has a flow."),
        Rule(Condition(0, 0, 64, False, 4),
             Condition(4, 0, 64, True, 0),
             "Nothing else is given one."),
        Rule(Condition(0, 0, 64, False, 7),
             Condition(5, 0, 64, True, 0),
             "Nothing else has a rate."),
        Rule(Condition(0, 0, 64, True, 7),
             Condition(6, 0, 64, False, 0),
             "A temporary rate lasts some time."),
        Rule(Condition(0, 0, 64, False, 7),
             Condition(6, 0, 64, True, 0),
             "Nothing else ends by itself at a time that is asked for."),
    )

    #: What is to be foretold.
    subject: ForecastSubject = ForecastSubject.RUNNING
    #: Which part of the path a prime would fill. [None: no prime is meant]
    path: Optional[PrimedPath] = None
    #: The dose of a bolus; zero for every other subject. [ng]
    nanograms: int = 0
    #: Over how long a bolus would be given; zero for every other subject. [ms]
    milliseconds: int = 0
    #: The flow of a bridge; zero for every other subject. [nL/day]
    flow_nanolitres_per_day: int = 0
    #: The dose of a temporary rate; zero for a planned stop and for every other subject.
    #: [ng/day; 0 to 200000000]
    dose_nanograms_per_day: int = 0
    #: How long a temporary rate or a planned stop would last; zero for every other subject.
    #: [min]
    minutes: int = 0


@dataclass(frozen=True)
class ReadCatheter(Request):
    """The catheter and what lies in the path, as it is or as `setCatheter` would make it. Nothing
    is carried out.
    """

    NAME: ClassVar[str] = "readCatheter"
    TYPE: ClassVar[int] = 23
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "catheter"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("model", "model", "B", absent=0),
        Field("implanted_millimetres", "implantedMillimetres", "H", unit="mm"),
        Field("cut_millimetres", "cutMillimetres", "H", unit="mm"),
        Field("content", "content", "B", kind=PathContent),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(0, 0, 64, True, 0),
             Condition(1, 0, 64, True, 0),
             "What is, is not asked with a length."),
        Rule(Condition(0, 0, 64, False, 0),
             Condition(1, 0, 64, False, 0),
             "A catheter has a length."),
        Rule(Condition(0, 0, 64, True, 0),
             Condition(2, 0, 64, True, 0),
             "What is, is not asked with a length."),
        Rule(Condition(0, 0, 64, True, 0),
             Condition(3, 0, 64, True, 0),
             "What is, is not asked with a content."),
    )

    #: The model's number in the pump's volume data, from 1. [None: as it is]
    model: Optional[int] = None
    #: The length implanted; zero for what is. [mm]
    implanted_millimetres: int = 0
    #: The length cut off; zero for what is. [mm]
    cut_millimetres: int = 0
    #: What would lie in the path; as it was for what is.
    content: PathContent = PathContent.AS_IT_WAS


@dataclass(frozen=True)
class StageTherapy(Request):
    """Check and hold a programme. Nothing changes for the patient."""

    NAME: ClassVar[str] = "stageTherapy"
    TYPE: ClassVar[int] = 32
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "part"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("therapy_mode", "therapy.mode", "B", kind=InfusionMode),
        Field("therapy_dose_nanograms_per_day", "therapy.doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("therapy_week", "therapy.week", "I", kind=WeekPlan),
        Field("therapy_periodic_nanograms", "therapy.periodic.nanograms", "I", absent=0, unit="ng"),
        Field("therapy_periodic_milliseconds", "therapy.periodic.milliseconds", "I", unit="ms"),
        Field("therapy_periodic_interval_minutes", "therapy.periodic.intervalMinutes", "H", unit="min"),
        Field("therapy_periodic_first_minutes", "therapy.periodic.firstMinutes", "H", unit="min"),
        Field("overrides_soft_limits", "overridesSoftLimits", "B", flag=True),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(0, 0, 64, False, 1),
             Condition(1, 0, 64, True, 0),
             "Only simple continuous infusion has a dose of its own."),
        Rule(Condition(0, 0, 64, False, 3),
             Condition(2, 0, 64, True, 0),
             "Only a day schedule has plans."),
        Rule(Condition(0, 0, 64, True, 2),
             Condition(3, 0, 64, True, 0),
             "Minimum rate carries no bolus."),
        Rule(Condition(0, 0, 64, True, 4),
             Condition(3, 0, 64, False, 0),
             "A programme of periodic boluses has one."),
        Rule(Condition(3, 0, 64, True, 0),
             Condition(4, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(3, 0, 64, False, 0),
             Condition(4, 0, 64, False, 0),
             "A bolus takes time."),
        Rule(Condition(3, 0, 64, True, 0),
             Condition(5, 0, 64, True, 0),
             "No bolus, no interval."),
        Rule(Condition(3, 0, 64, False, 0),
             Condition(5, 0, 64, False, 0),
             "A periodic bolus has an interval."),
        Rule(Condition(3, 0, 64, True, 0),
             Condition(6, 0, 64, True, 0),
             "No bolus, no first one."),
    )

    #: How the pump infuses.
    therapy_mode: InfusionMode
    #: The dose of simple continuous infusion; zero in every other mode. [ng/day; 0 to
    #: 200000000]
    therapy_dose_nanograms_per_day: int = 0
    #: The plan of each weekday in a day schedule; no plan on any day in every other mode.
    therapy_week: WeekPlan = WeekPlan()
    #: The dose of each periodic bolus. [ng; None: no periodic bolus]
    therapy_periodic_nanograms: Optional[int] = None
    #: Over how long each is given; zero when there is none. [ms]
    therapy_periodic_milliseconds: int = 0
    #: From the beginning of one to the beginning of the next; zero when there is none. [min]
    therapy_periodic_interval_minutes: int = 0
    #: From the commit of the programme to the first; zero when there is none. [min]
    therapy_periodic_first_minutes: int = 0
    #: Whether the clinician confirmed going beyond the drug profile's soft limits.
    overrides_soft_limits: bool = False


@dataclass(frozen=True)
class ReadBack(Request):
    """The therapy as it would be with all that is staged, and the token to commit it by."""

    NAME: ClassVar[str] = "readBack"
    TYPE: ClassVar[int] = 33
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "staged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class Commit(Request):
    """Make all that is staged the therapy, at once. An order: it changes therapy."""

    NAME: ClassVar[str] = "commit"
    TYPE: ClassVar[int] = 34
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("token", "token", "I"),
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The token of the read-back that was confirmed; anything staged since has given all of it
    #: another.
    token: int
    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class Discard(Request):
    """Forget all that is staged."""

    NAME: ClassVar[str] = "discard"
    TYPE: ClassVar[int] = 35
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class StageDayPlan(Request):
    """Check and hold the steps of one day plan. Nothing changes for the patient."""

    NAME: ClassVar[str] = "stageDayPlan"
    TYPE: ClassVar[int] = 36
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "part"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("number", "number", "B", kind=PlanNumber),
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
        Rule(Condition(3, 0, 64, True, 65535),
             Condition(4, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(3, 0, 64, True, 65535),
             Condition(5, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(5, 0, 64, True, 65535),
             Condition(6, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(5, 0, 64, True, 65535),
             Condition(7, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(7, 0, 64, True, 65535),
             Condition(8, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(7, 0, 64, True, 65535),
             Condition(9, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(9, 0, 64, True, 65535),
             Condition(10, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(9, 0, 64, True, 65535),
             Condition(11, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(11, 0, 64, True, 65535),
             Condition(12, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(11, 0, 64, True, 65535),
             Condition(13, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(13, 0, 64, True, 65535),
             Condition(14, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(13, 0, 64, True, 65535),
             Condition(15, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(15, 0, 64, True, 65535),
             Condition(16, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(15, 0, 64, True, 65535),
             Condition(17, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(17, 0, 64, True, 65535),
             Condition(18, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(17, 0, 64, True, 65535),
             Condition(19, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(19, 0, 64, True, 65535),
             Condition(20, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(19, 0, 64, True, 65535),
             Condition(21, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(21, 0, 64, True, 65535),
             Condition(22, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(21, 0, 64, True, 65535),
             Condition(23, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(23, 0, 64, True, 65535),
             Condition(24, 0, 64, True, 0),
             "No step, no dose."),
        Rule(Condition(23, 0, 64, True, 65535),
             Condition(25, 0, 64, True, 65535),
             "Steps stand without a gap."),
        Rule(Condition(25, 0, 64, True, 65535),
             Condition(26, 0, 64, True, 0),
             "No step, no dose."),
    )

    #: Which plan.
    number: PlanNumber
    #: When step 1 begins, since midnight. [min; 0 to 1439]
    step1_start_minute: int = 0
    #: The dose of step 1; zero stands for minimum rate. [ng/day; 0 to 200000000]
    step1_dose_nanograms_per_day: int = 0
    #: When step 2 begins, since midnight. [min; 0 to 1439; None: no such step]
    step2_start_minute: Optional[int] = None
    #: The dose of step 2; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step2_dose_nanograms_per_day: int = 0
    #: When step 3 begins, since midnight. [min; 0 to 1439; None: no such step]
    step3_start_minute: Optional[int] = None
    #: The dose of step 3; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step3_dose_nanograms_per_day: int = 0
    #: When step 4 begins, since midnight. [min; 0 to 1439; None: no such step]
    step4_start_minute: Optional[int] = None
    #: The dose of step 4; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step4_dose_nanograms_per_day: int = 0
    #: When step 5 begins, since midnight. [min; 0 to 1439; None: no such step]
    step5_start_minute: Optional[int] = None
    #: The dose of step 5; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step5_dose_nanograms_per_day: int = 0
    #: When step 6 begins, since midnight. [min; 0 to 1439; None: no such step]
    step6_start_minute: Optional[int] = None
    #: The dose of step 6; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step6_dose_nanograms_per_day: int = 0
    #: When step 7 begins, since midnight. [min; 0 to 1439; None: no such step]
    step7_start_minute: Optional[int] = None
    #: The dose of step 7; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step7_dose_nanograms_per_day: int = 0
    #: When step 8 begins, since midnight. [min; 0 to 1439; None: no such step]
    step8_start_minute: Optional[int] = None
    #: The dose of step 8; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step8_dose_nanograms_per_day: int = 0
    #: When step 9 begins, since midnight. [min; 0 to 1439; None: no such step]
    step9_start_minute: Optional[int] = None
    #: The dose of step 9; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step9_dose_nanograms_per_day: int = 0
    #: When step 10 begins, since midnight. [min; 0 to 1439; None: no such step]
    step10_start_minute: Optional[int] = None
    #: The dose of step 10; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step10_dose_nanograms_per_day: int = 0
    #: When step 11 begins, since midnight. [min; 0 to 1439; None: no such step]
    step11_start_minute: Optional[int] = None
    #: The dose of step 11; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step11_dose_nanograms_per_day: int = 0
    #: When step 12 begins, since midnight. [min; 0 to 1439; None: no such step]
    step12_start_minute: Optional[int] = None
    #: The dose of step 12; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step12_dose_nanograms_per_day: int = 0
    #: When step 13 begins, since midnight. [min; 0 to 1439; None: no such step]
    step13_start_minute: Optional[int] = None
    #: The dose of step 13; zero stands for minimum rate, and stands where there is no such
    #: step. [ng/day; 0 to 200000000]
    step13_dose_nanograms_per_day: int = 0


@dataclass(frozen=True)
class StagePatientBolus(Request):
    """Check and hold settings of the patient bolus. Nothing changes for the patient."""

    NAME: ClassVar[str] = "stagePatientBolus"
    TYPE: ClassVar[int] = 37
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "part"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("nanograms", "nanograms", "I", absent=0, unit="ng"),
        Field("milliseconds", "milliseconds", "I", unit="ms"),
        Field("lockout_minutes", "lockoutMinutes", "H", unit="min"),
        Field("maximum_per_day", "maximumPerDay", "B", min=0, max=24, unit="boluses"),
        Field("overrides_soft_limits", "overridesSoftLimits", "B", flag=True),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(0, 0, 64, True, 0),
             Condition(1, 0, 64, True, 0),
             "No bolus, no time."),
        Rule(Condition(0, 0, 64, False, 0),
             Condition(1, 0, 64, False, 0),
             "A patient bolus takes time."),
        Rule(Condition(0, 0, 64, True, 0),
             Condition(2, 0, 64, True, 0),
             "No bolus, no lockout."),
        Rule(Condition(0, 0, 64, False, 0),
             Condition(2, 0, 64, False, 0),
             "A patient bolus has a lockout."),
        Rule(Condition(0, 0, 64, True, 0),
             Condition(3, 0, 64, True, 0),
             "No bolus, no maximum."),
        Rule(Condition(0, 0, 64, False, 0),
             Condition(3, 0, 64, False, 0),
             "A patient bolus has a maximum."),
    )

    #: The dose of each patient bolus. [ng; None: the patient bolus is off]
    nanograms: Optional[int] = None
    #: Over how long each is given; zero when it is off. [ms]
    milliseconds: int = 0
    #: From the beginning of one to the earliest beginning of the next; zero when it is off.
    #: [min]
    lockout_minutes: int = 0
    #: How many may begin in any 24 hours; zero when it is off. [boluses; 0 to 24]
    maximum_per_day: int = 0
    #: Whether the clinician confirmed going beyond the drug profile's soft limits.
    overrides_soft_limits: bool = False


@dataclass(frozen=True)
class StageRefill(Request):
    """Check and hold the record of a refill. Nothing changes for the patient."""

    NAME: ClassVar[str] = "stageRefill"
    TYPE: ClassVar[int] = 38
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "part"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("withdrawn_nanolitres", "withdrawnNanolitres", "I", unit="nL"),
        Field("filled_nanolitres", "filledNanolitres", "I", unit="nL"),
        Field("drug", "drug", "B", kind=Drug),
        Field("concentration_micrograms_per_millilitre", "concentrationMicrogramsPerMillilitre", "I", min=1, max=1000000, unit="mcg/mL"),
        Field("low_alarm_nanolitres", "lowAlarmNanolitres", "I", unit="nL"),
        Field("bridge", "bridge", "B", kind=BridgeDecision),
        Field("skip_reason", "skipReason", "B", kind=SkipReason),
        Field("is_rinsed", "isRinsed", "B", flag=True),
        Field("accepts_discrepancy", "acceptsDiscrepancy", "B", flag=True),
        Field("overrides_soft_limits", "overridesSoftLimits", "B", flag=True),
    )
    RULES: ClassVar[Tuple[Rule, ...]] = (
        Rule(Condition(5, 0, 64, False, 3),
             Condition(6, 0, 64, True, 0),
             "Only what is skipped has a reason."),
        Rule(Condition(5, 0, 64, True, 3),
             Condition(6, 0, 64, False, 0),
             "What is skipped has a reason."),
    )

    #: What was drawn out. [nL]
    withdrawn_nanolitres: int
    #: What was filled in. [nL]
    filled_nanolitres: int
    #: The drug that was filled in.
    drug: Drug
    #: Its strength. [mcg/mL; 1 to 1000000]
    concentration_micrograms_per_millilitre: int
    #: The volume at which the low-reservoir alarm is to sound. [nL]
    low_alarm_nanolitres: int
    #: What is to become of the old liquid in the path.
    bridge: BridgeDecision
    #: Why a bridge is skipped.
    skip_reason: SkipReason
    #: Whether the reservoir was emptied and rinsed, so that nothing of the old liquid is left
    #: in it to mix with.
    is_rinsed: bool = False
    #: Whether the clinician confirmed a difference between the volume drawn out and the
    #: counter.
    accepts_discrepancy: bool = False
    #: Whether the clinician confirmed a strength the drug profile does not name.
    overrides_soft_limits: bool = False


@dataclass(frozen=True)
class ReadRefill(Request):
    """What the staged refill leads to."""

    NAME: ClassVar[str] = "readRefill"
    TYPE: ClassVar[int] = 39
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "refill"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
    )



@dataclass(frozen=True)
class StartBolus(Request):
    """Give a dose on top of the therapy. An order: it changes therapy."""

    NAME: ClassVar[str] = "startBolus"
    TYPE: ClassVar[int] = 48
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("nanograms", "nanograms", "I", min=1, unit="ng"),
        Field("milliseconds", "milliseconds", "I", min=1, unit="ms"),
        Field("overrides_soft_limits", "overridesSoftLimits", "B", flag=True),
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The dose. [ng; from 1 on]
    nanograms: int
    #: Over how long it is given. [ms; from 1 on]
    milliseconds: int
    #: Whether the clinician confirmed going beyond the drug profile's soft limits.
    overrides_soft_limits: bool = False
    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class CancelBolus(Request):
    """End the running bolus or prime. An order: it changes therapy."""

    NAME: ClassVar[str] = "cancelBolus"
    TYPE: ClassVar[int] = 49
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class Stop(Request):
    """Stop delivery. An order: it changes therapy."""

    NAME: ClassVar[str] = "stop"
    TYPE: ClassVar[int] = 50
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class Resume(Request):
    """Resume delivery. An order: it changes therapy."""

    NAME: ClassVar[str] = "resume"
    TYPE: ClassVar[int] = 51
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class RequestBolus(Request):
    """Give the patient the bolus he asks for. An order: it changes therapy."""

    NAME: ClassVar[str] = "requestBolus"
    TYPE: ClassVar[int] = 52
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician", "patient",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class StartPrime(Request):
    """Fill the fluid path fast, without counting it as therapy. An order: it changes therapy."""

    NAME: ClassVar[str] = "startPrime"
    TYPE: ClassVar[int] = 53
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("path", "path", "B", kind=PrimedPath),
        Field("volumes_version", "volumesVersion", "H"),
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: Which part of the path.
    path: PrimedPath
    #: The version of the pump's volume data that the clinician saw; another one is refused.
    volumes_version: int
    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class StartBridge(Request):
    """Deliver one path volume at a constant flow, in place of the basal infusion. An order: it
    changes therapy.
    """

    NAME: ClassVar[str] = "startBridge"
    TYPE: ClassVar[int] = 54
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("flow_nanolitres_per_day", "flowNanolitresPerDay", "I", min=1, unit="nL/day"),
        Field("volumes_version", "volumesVersion", "H"),
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The flow. [nL/day; from 1 on]
    flow_nanolitres_per_day: int
    #: The version of the pump's volume data that the clinician saw; another one is refused.
    volumes_version: int
    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class CancelBridge(Request):
    """End the bridge, running or waiting. An order: it changes therapy."""

    NAME: ClassVar[str] = "cancelBridge"
    TYPE: ClassVar[int] = 55
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class StartTemporaryRate(Request):
    """Infuse at another rate, or not at all, for some time in place of the programme's basal
    infusion. An order: it changes therapy.
    """

    NAME: ClassVar[str] = "startTemporaryRate"
    TYPE: ClassVar[int] = 56
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("dose_nanograms_per_day", "doseNanogramsPerDay", "I", min=0, max=200000000, unit="ng/day"),
        Field("minutes", "minutes", "H", min=1, unit="min"),
        Field("reason", "reason", "B", kind=TemporaryReason),
        Field("overrides_soft_limits", "overridesSoftLimits", "B", flag=True),
        Field("confirmed_nanograms", "confirmedNanograms", "I", unit="ng"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The rate; zero for a planned stop. [ng/day; 0 to 200000000]
    dose_nanograms_per_day: int
    #: How long it lasts, in therapy time. [min; from 1 on]
    minutes: int
    #: Why.
    reason: TemporaryReason
    #: Whether the clinician confirmed going beyond the drug profile's soft limits.
    overrides_soft_limits: bool = False
    #: The most drug that any 24 hours will hold, as the clinician confirmed it; zero when
    #: nothing was confirmed. The pump compares it with its own. [ng]
    confirmed_nanograms: int = 0
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class EndTemporaryRate(Request):
    """End the temporary rate or the planned stop; the programme goes on where its clock stands. An
    order: it changes therapy.
    """

    NAME: ClassVar[str] = "endTemporaryRate"
    TYPE: ClassVar[int] = 57
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class SetClock(Request):
    """Set the wall clock. An order: it changes therapy."""

    NAME: ClassVar[str] = "setClock"
    TYPE: ClassVar[int] = 64
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("clock", "clock", "I", unit="s"),
        Field("reason", "reason", "B", kind=ClockReason),
        Field("accepts_shift", "acceptsShift", "B", flag=True),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The local time of day and date, counted from 2000-01-01 00:00:00. [s]
    clock: int
    #: Why the clock is set.
    reason: ClockReason
    #: Whether the clinician confirmed that a running day schedule repeats or leaves out steps.
    accepts_shift: bool = False
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class SetLowAlarm(Request):
    """Set the volume of the low-reservoir alarm. An order: it changes therapy."""

    NAME: ClassVar[str] = "setLowAlarm"
    TYPE: ClassVar[int] = 80
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("nanolitres", "nanolitres", "I", unit="nL"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The volume at or below which the alarm sounds. [nL]
    nanolitres: int
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class SilenceAlarms(Request):
    """Silence the tones of the alarms that are active. An order: it changes therapy."""

    NAME: ClassVar[str] = "silenceAlarms"
    TYPE: ClassVar[int] = 81
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("minutes", "minutes", "H", unit="min"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: For how long; zero ends a silence. [min]
    minutes: int
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class TestAlarm(Request):
    """Sound a tone once."""

    NAME: ClassVar[str] = "testAlarm"
    TYPE: ClassVar[int] = 82
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "query"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("tone", "tone", "B", kind=Tone),
    )

    #: Which tone.
    tone: Tone


@dataclass(frozen=True)
class RotateKey(Request):
    """Take another pairing key for a role. An order: it changes therapy."""

    NAME: ClassVar[str] = "rotateKey"
    TYPE: ClassVar[int] = 83
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("role", "role", "B", kind=Role),
        Field("key", "key", "16s", secret=True),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: Whose key.
    role: Role
    #: The new key. It waits beside the old one until a session is opened with it.
    key: bytes = field(repr=False)
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


@dataclass(frozen=True)
class SetCatheter(Request):
    """Take note of the catheter as it was implanted or revised: the path's volumes follow from it.
    An order: it changes therapy.
    """

    NAME: ClassVar[str] = "setCatheter"
    TYPE: ClassVar[int] = 84
    ENVELOPE: ClassVar[str] = "sealed"
    KIND: ClassVar[str] = "order"
    ANSWER: ClassVar[str] = "acknowledged"
    ROLES: ClassVar[Tuple[str, ...]] = ("clinician",)
    FIELDS: ClassVar[Tuple[Field, ...]] = (
        Field("model", "model", "B", min=1),
        Field("implanted_millimetres", "implantedMillimetres", "H", min=1, unit="mm"),
        Field("cut_millimetres", "cutMillimetres", "H", unit="mm"),
        Field("tip", "tip", "B", kind=SpinalLevel),
        Field("reason", "reason", "B", kind=CatheterReason),
        Field("content", "content", "B", kind=PathContent),
        Field("volumes_version", "volumesVersion", "H"),
        Field("not_after", "notAfter", "I", wraps=True, unit="ms"),
    )

    #: The model's number in the pump's volume data. [from 1 on]
    model: int
    #: The length implanted, from the pump to the tip. [mm; from 1 on]
    implanted_millimetres: int
    #: The length cut off. [mm]
    cut_millimetres: int
    #: Where its tip lies.
    tip: SpinalLevel
    #: Why the pump is told.
    reason: CatheterReason
    #: What lies in the path now.
    content: PathContent
    #: The version of the pump's volume data that the clinician saw; another one is refused.
    volumes_version: int
    #: The pump's link clock after which the order is refused. [ms]
    not_after: int = 0


#: Each by the number of its type.
REQUEST_TYPES: Dict[int, Type[Request]] = {
    Identify.TYPE: Identify,
    OpenSession.TYPE: OpenSession,
    CloseSession.TYPE: CloseSession,
    ConfirmSession.TYPE: ConfirmSession,
    EmergencyRate.TYPE: EmergencyRate,
    Interrogate.TYPE: Interrogate,
    ReadStatus.TYPE: ReadStatus,
    ReadTherapy.TYPE: ReadTherapy,
    ReadDayPlan.TYPE: ReadDayPlan,
    ReadPatientBolus.TYPE: ReadPatientBolus,
    ReadLog.TYPE: ReadLog,
    ReadForecast.TYPE: ReadForecast,
    ReadCatheter.TYPE: ReadCatheter,
    StageTherapy.TYPE: StageTherapy,
    ReadBack.TYPE: ReadBack,
    Commit.TYPE: Commit,
    Discard.TYPE: Discard,
    StageDayPlan.TYPE: StageDayPlan,
    StagePatientBolus.TYPE: StagePatientBolus,
    StageRefill.TYPE: StageRefill,
    ReadRefill.TYPE: ReadRefill,
    StartBolus.TYPE: StartBolus,
    CancelBolus.TYPE: CancelBolus,
    Stop.TYPE: Stop,
    Resume.TYPE: Resume,
    RequestBolus.TYPE: RequestBolus,
    StartPrime.TYPE: StartPrime,
    StartBridge.TYPE: StartBridge,
    CancelBridge.TYPE: CancelBridge,
    StartTemporaryRate.TYPE: StartTemporaryRate,
    EndTemporaryRate.TYPE: EndTemporaryRate,
    SetClock.TYPE: SetClock,
    SetLowAlarm.TYPE: SetLowAlarm,
    SilenceAlarms.TYPE: SilenceAlarms,
    TestAlarm.TYPE: TestAlarm,
    RotateKey.TYPE: RotateKey,
    SetCatheter.TYPE: SetCatheter,
}
