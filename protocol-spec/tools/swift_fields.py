"""One field of a body in Swift: its type, and how it is read, written, shown and asked about."""
import textwrap

from swift_text import INTEGERS, WIDTH, type_name

NAMES = {"type": "request"}  # The command that was applied, in Swift as everywhere a request is named.
RAW = {"concentration": "microgramsPerMillilitre", "doseRate": "nanogramsPerDay",
       "wallClock": "rawValue"}
NOTHING = {"concentration": ".weakest", "therapy": ".minimumRate", "infusionMode": ".minimumRate",
           "firmwareVersion": "FirmwareVersion(major: 0, minor: 0, patch: 0)"}
TOP = {"u8": 0xFF, "u16": 0xFFFF, "u32": 0xFFFFFFFF, "u64": 0xFFFFFFFFFFFFFFFF}


def fields_of(data, fields, rules):
    return [Field(data, field, rules) for field in fields if field.get("group") != "expiry"]


class Field:
    """A field of a struct: a number on the wire, or a group of them."""

    def __init__(self, data, field, rules):
        self.data, self.field = data, field
        if "quantity" in field:
            kind = data["quantities"][field["quantity"]]
            self.field = {**{k: v for k, v in kind.items() if k != "text"}, **field}
            self.wire = field["name"] + kind["suffix"]
        else:
            self.wire = field.get("name", "")
        # A body that is a group and nothing else has no property for it.
        self.name = field.get("property") or NAMES.get(field.get("name")) or field.get("name") \
            or field.get("group")
        self.group = data["groups"].get(field.get("group"))
        self.present = field.get("present")
        # A number that is zero for none stays one; a choice, or the highest number, becomes `nil`.
        self.is_optional = field.get("optional", False) or bool(self.present) or (
            "absent" in field and not field.get("marks")
            and ("enum" in field or field["absent"] == TOP[field["type"]]))
        # Where a rule of the body is about a field inside, the group is read field by field.
        self.parts = fields_of(data, self.group["fields"], []) if self.group else []
        inner = {f"{self.wire}.{part.wire}" if self.wire else part.wire for part in self.parts}
        self.is_open = bool(self.group) and not self.group.get("byHand") and any(
            rule["then"]["field"] in inner for rule in rules)

    @property
    def type(self):
        return self.base + ("?" if self.is_optional else "")

    @property
    def base(self):
        field = self.field
        for key in ("group", "quantity", "enum", "bits"):
            if key in field:
                return type_name(field[key])
        if field["type"].startswith("text"):
            return f"ShortText<{field['type'][4:]}>"
        return {"flag": "Bool", "block16": "AsconBlock"}.get(field["type"]) \
            or INTEGERS[field["type"]]

    def sentence(self):
        """What it is, with unit, range and what its absence means."""
        field, notes = self.field, [self.field["text"]]
        numbers = []
        if field.get("unit") and "quantity" not in field:
            unit = "by the refusal's code" if field["unit"] == "by code" else field["unit"]
            numbers.append(f"Unit {unit}" + (" modulo 2^32" if field.get("wraps") else ""))
        if "quantity" not in field and ("min" in field or "max" in field):
            low, high = field.get("min", 0), field.get("max")
            numbers.append(f"{low} through {high}" if high is not None else f"{low} or more")
        if numbers:
            notes.append(", ".join(numbers) + ".")
        if "absent" in field and self.is_optional:
            notes.append(f"`nil`: {field['absentMeans']}.")
        elif self.group and self.is_optional:
            first = self.parts[0].field
            notes.append(f"`nil`: {first['absentMeans']}.")
        elif self.present:
            notes.append(f"There exactly when `{self.present['field']}` says "
                         f"`{self.present['bit']}`.")
        return " ".join(notes)

    def nothing(self):
        """A value that says nothing."""
        if self.is_optional:
            return "nil"
        if self.group:
            return NOTHING.get(self.field["group"]) or f"{self.base}()"
        for key in ("quantity", "enum"):
            if key in self.field:
                values = self.data["enums"].get(self.field[key], {}).get("values")
                return NOTHING.get(self.field[key]) or f".{values[0]['name']}"
        if self.field["type"].startswith("text"):
            return "ShortText()"
        if self.field["type"] == "flag":
            return "false"
        return f"{self.base.split('.')[-1]}()" if "bits" in self.field else "0"

    # Reading

    def reading(self, rules, scope):
        if self.is_open:
            return self.reading_parts(rules, scope)
        lines = self.reading_alone()
        for rule in rules:
            if rule["then"]["field"] == self.wire:
                lines.append(f"if {scope.broken(rule, self.raw_local())} {{ reader.reject() }}")
        if self.present:
            value = f"{self.base}(rawValue: {self.name})"
            lines.append(f"self.{self.name} = {scope.holds(self.present)} ? {value} : nil")
        return lines

    def raw_local(self):
        return {self.wire: self.name} if self.present else {}

    def reading_alone(self):
        field, name = self.field, self.name
        if self.present:
            return [f"let {name} = reader.{field['type']}()"]
        if self.group:
            call = f"{self.base}.optional" if self.is_optional else self.base
            return [f"{name} = {call}(from: &reader)"]
        if "bits" in field or field["type"].startswith("text"):
            made = "ShortText" if field["type"].startswith("text") else self.base.split(".")[-1]
            return [f"{name} = {made}(from: &reader)"]
        lines = [f"{name} = {self.value()}"]
        if "quantity" in field:
            return lines
        low, high = field.get("min", 0), field.get("max")
        if low and high is not None:
            lines.append(f"if {name} < {low} || {name} > {high} {{ reader.reject() }}")
        elif high is not None:
            lines.append(f"if {name} > {high} {{ reader.reject() }}")
        elif low:
            lines.append(f"if {name} < {low} {{ reader.reject() }}" if low > 1
                         else f"if {name} == 0 {{ reader.reject() }}")
        return lines

    def value(self):
        field = self.field
        if field.get("quantity") == "concentration":
            return "reader.concentration()"
        if field.get("quantity") == "doseRate":
            return "reader.doseRate()"
        if field.get("quantity") == "wallClock":
            return "WallClock(rawValue: reader.u32())"
        if "enum" in field:
            return f"{self.base}.optional(from: &reader)" if self.is_optional \
                else f"{self.base}(from: &reader)"
        if field["type"] == "flag":
            return "reader.flag()"
        if field["type"].startswith("block"):
            return "reader.block()"
        if self.is_optional:
            return f"reader.{field['type']}(orNoneAt: {self.absent()})"
        return f"reader.{field['type']}()"

    def absent(self):
        return ".max" if self.field["absent"] == TOP[self.field["type"]] else self.field["absent"]

    def reading_parts(self, rules, scope):
        """Field by field, for the rules between them; then the group is put together."""
        lines, items = [], []
        prefix = f"{self.wire}." if self.wire else ""
        for part in self.parts:
            local = f"{self.name}{part.name[0].upper()}{part.name[1:]}"
            marks = "absent" in part.field and self.is_optional and "enum" in part.field
            value = f"reader.{part.field['type']}()" if marks or "enum" not in part.field \
                else part.value()
            lines.append(f"let {local} = {value}")
            if marks:
                kind = part.base
                lines.append(f"let {local}Known = {kind}(rawValue: {local})")
                lines.append(f"if {local} != {part.absent()} && {local}Known == nil "
                             "{ reader.reject() }")
            for rule in rules:
                if rule["then"]["field"] == prefix + part.wire:
                    lines.append(f"if {scope.broken(rule, {prefix + part.wire: local})} "
                                 "{ reader.reject() }")
            label = "" if part.name in ("request",) else f"{part.name}: "
            items.append(f"{label}{local}" if not marks else f"{label}$0")
        made = f"{self.base}({', '.join(items)})"
        if self.is_optional:
            first = self.parts[0]
            local = f"{self.name}{first.name[0].upper()}{first.name[1:]}"
            lines += [f"{self.name} = {local}Known.map {{", f"  {made}", "}"]
        else:
            lines += [f"{self.name} = {self.base}("]
            lines += ["  " + text for text in wrapped(items)]
            lines[-1] += ")"
        return lines

    # Writing

    def writing(self):
        field, name = self.field, self.name
        if self.is_open:
            return [f"writer.put({value})" for value, _ in self.leaves()]
        if self.group:
            return [f"{self.base}.encode({name}, to: &writer)" if self.is_optional
                    else f"{name}.encode(to: &writer)"]
        if field.get("type", "").startswith("text"):
            return [f"{name}.encode(to: &writer)"]
        return [f"writer.put({self.raw()})"]

    def raw(self, place=None):
        """The number that goes on the wire."""
        field, name = self.field, place or self.name
        if self.group:
            raise ValueError(f"{name} is no number")
        tail = ""
        if "enum" in field:
            tail = "rawValue"
        elif "quantity" in field:
            tail = RAW[field["quantity"]]
        elif "bits" in field:
            tail = "bits"
        if self.is_optional:
            absent = self.absent() if "absent" in field else 0
            return f"{name}?.{tail} ?? {absent}" if tail else f"{name} ?? {absent}"
        return f"{name}.{tail}" if tail else name

    def leaves(self):
        """The numbers on the wire with their bits, one after another."""
        if not self.group:
            value = f"UInt8({self.name} ? 1 : 0)" if self.field["type"] == "flag" else self.raw()
            return [(value, 8 * self.data["types"][self.field["type"]])]
        found = []
        for part in self.parts:
            if self.is_optional:
                tail = ".rawValue" if "enum" in part.field else ""
                value = f"{self.name}?.{part.name}{tail} ?? 0"
            else:
                value = part.raw(f"{self.name}.{part.name}")
            found.append((value, 8 * self.data["types"][part.field["type"]]))
        return found

    # Showing

    def visiting(self):
        field, name = self.field, self.name
        shown = f"\"{name}\""
        if field.get("secret"):
            return [f"visitor.secret({shown})"]
        if self.group and not self.is_optional:
            return [f"visitor.enter({shown})", f"{name}.visit(&visitor)", "visitor.leave()"]
        if self.group:
            return [f"if let {name} {{", f"  visitor.enter({shown})", f"  {name}.visit(&visitor)",
                    "  visitor.leave()", "} else {", f"  visitor.nothing({shown})", "}"]
        if field.get("bits") == "statusFlags":
            return [f"visitor.enter({shown})", f"{name}.visit(&visitor)", "visitor.leave()"]
        return [self.show(name)]

    def show(self, value):
        field, shown = self.field, f"\"{self.name}\""
        chain = "?" if self.is_optional else ""
        if "enum" in field:
            return f"visitor.choice({shown}, {value}{chain}.wireName)"
        for start, method in (("flag", "flag"), ("text", "text"), ("block", "block")):
            if field["type"].startswith(start):
                return f"visitor.{method}({shown}, {value})"
        if "quantity" in field:
            tail = RAW[field["quantity"]]
            if tail != "rawValue":
                shown = f"\"{self.name}.{tail}\""
            line = f"visitor.number({shown}, {value}{chain}.{tail})"
            return line if len(line) <= WIDTH - 4 \
                else f"visitor.number(\n      {shown}, {value}{chain}.{tail})"
        if "bits" in field:
            return f"visitor.number({shown}, {value}.bits)"
        return f"visitor.number({shown}, {value})"


def wrapped(items):
    body = textwrap.wrap(", ".join(item.replace(" ", "\0") for item in items), 90)
    return [line.replace("\0", " ") for line in body]


def opposite(asked):
    """The condition that holds where this one does not."""
    return {**{key: value for key, value in asked.items() if key not in ("is", "isNot")},
            **({"isNot": asked["is"]} if "is" in asked else {"is": asked.get("isNot", 0)})}


class Scope:
    """The fields of a body by their names on the wire, and conditions about them in Swift."""

    def __init__(self, data, fields, locals_=None):
        self.data, self.fields, self.locals = data, fields, dict(locals_ or {})

    def is_implied(self, rule):
        """Whether it is about a field of a group that may be absent, and says that it is."""
        _, field, marks = self.find(rule["then"]["field"], self.fields)
        return "." in rule["then"]["field"] and not marks and any(
            owner.is_optional and owner.parts and field in owner.parts for owner in self.fields)

    def kept(self, rule):
        """That a rule is kept."""
        return f"({self.holds(opposite(rule['when']))} || {self.holds(rule['then'])})"

    def broken(self, rule, locals_=None):
        """That a rule is broken: what it asks about holds, and what follows does not."""
        then = self.holds(opposite(rule["then"]), locals_)
        return f"{self.holds(rule['when'], locals_)} && {then}"

    def holds(self, asked, locals_=None):
        """A condition on one field, in Swift."""
        names = {**self.locals, **(locals_ or {})}
        is_equal = "is" in asked
        value = asked["is"] if is_equal else asked.get("isNot", 0)
        if asked["field"] in names:
            return f"{names[asked['field']]} {'==' if is_equal else '!='} {value}"
        place, field, optional_group = self.find(asked["field"], self.fields)
        if "bit" in asked:
            flag = f"{place}.contains(.{asked['bit']})" if field.field["bits"] == "alarms" \
                else f"{place}.{asked['bit']}"
            return flag if not is_equal and value == 0 else f"!{flag}"
        if optional_group or field.is_optional and value == field.field.get("absent"):
            return f"{place} {'==' if is_equal else '!='} nil"
        if "enum" in field.field:
            name = next(v["name"] for v in self.data["enums"][field.field["enum"]]["values"]
                        if v["number"] == value)
            return f"{place} {'==' if is_equal else '!='} .{name}"
        if field.field["type"] == "flag":
            return place if is_equal == bool(value) else f"!{place}"
        raw = field.raw(place)
        return f"{raw} {'==' if is_equal else '!='} {value}"

    def find(self, name, fields, place=""):
        """Where a field is, and whether it is the one that says that its group is absent."""
        for field in fields:
            here = f"{place}.{field.name}" if place else field.name
            if field.wire == name and not field.group:
                return here, field, False
            inner = name.removeprefix(field.wire + ".") if field.wire else name
            if field.group and (not field.wire or inner != name):
                found = self.find(inner, field.parts, here) \
                    if any(inner == p.wire or inner.startswith(p.wire + ".") for p in field.parts) \
                    else None
                if found:
                    if field.is_optional and inner == field.parts[0].wire:
                        return here, field, True
                    return found
        return None
