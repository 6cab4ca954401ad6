"""How Swift is written: comments, lists of arguments, names."""
import re
import textwrap

WIDTH = 100


def capitalised(name):
    return name[0].upper() + name[1:]


def doc(text, indent=""):
    """A comment of documentation, as many lines as it takes."""
    text = re.sub(r"\[(\w+)\]\([^)]*\)", lambda link: f"``{type_name(link[1])}``", text)
    lines = textwrap.wrap(text, WIDTH - len(indent) - 4, break_long_words=False,
                          break_on_hyphens=False)
    return "".join(f"{indent}/// {line}\n" for line in lines)


def listed(head, items, tail, indent=""):
    """`head` items `tail` on one line where they fit, else filled into lines of their own."""
    line = f"{indent}{head}{', '.join(items)}{tail}"
    if len(line) <= WIDTH:
        return line + "\n"
    body = textwrap.wrap(", ".join(item.replace(" ", "\0") for item in items),
                         WIDTH - len(indent) - 2, break_long_words=False, break_on_hyphens=False)
    inner = "".join(f"{indent}  {line}\n" for line in body).replace("\0", " ")
    return f"{indent}{head}\n{inner}{indent}{tail}\n"


def cases(names, value, indent="    "):
    """An arm of a switch over several cases of an enum."""
    names = [f".{name}" for name in names]
    line = f"{indent}case {', '.join(names)}: {value}"
    if len(line) <= WIDTH:
        return line + "\n"
    body = textwrap.wrap(", ".join(names), WIDTH - len(indent) - 5)
    joined = f"\n{indent}  ".join(body)
    return f"{indent}case {joined}:\n{indent}  {value}\n"


# What Swift calls some things otherwise than the wire does.
TYPES = {"drug": "DrugCode", "alarms": "AlarmSet", "statusFlags": "Status.Flags",
         "applied": "Interrogation.Applied", "stepFigures": "Forecast.StepFigures",
         "concentration": "Concentration", "doseRate": "DoseRate", "wallClock": "WallClock"}
BODIES = {"resume": "ConfirmedOrder", "cancelBridge": "ConfirmedOrder", "readPatientBolus": "Source",
          "therapy": "TherapyReport", "staged": "TherapyReport", "dayPlan": "DayPlanReport",
          "patientBolus": "PatientBolusReport", "refill": "RefillReport", "catheter": "CatheterReport",
          "acknowledged": "Acknowledgement", "refused": "Refusal"}


def type_name(name):
    """The Swift type of an enum, a group of bits or fields, or a quantity."""
    return TYPES.get(name) or capitalised(name)


def body_type(message):
    """The Swift type of a message's body."""
    return BODIES.get(message["name"]) or capitalised(message["name"])


INTEGERS = {"u8": "UInt8", "u16": "UInt16", "u32": "UInt32", "u64": "UInt64"}
