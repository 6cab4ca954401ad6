"""Holds lines of JSON against the published schemas.

    validate_json.py FOLDER < cases

A case is a line of JSON with `case`, what was typed; `schema`, the program and the name of a schema
under its `$defs`, as `programmer/verb_dose`; and `output`, the line that was printed. A line for
each fault is printed, with the case, the key and the output. The exit code is 1 when there is one.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator


def renamed(part, name):
    """A part of a schema with its references as they are among the shapes of all files."""
    if isinstance(part, list):
        return [renamed(inner, name) for inner in part]
    if not isinstance(part, dict):
        return part
    result = {key: renamed(value, name) for key, value in part.items()}
    if isinstance(part.get("$ref"), str):
        file, shape = part["$ref"].split("#/$defs/")
        result["$ref"] = f"#/$defs/{file.removesuffix('.schema.json') or name}/{shape}"
    return result


def validators(folder):
    """One for each shape; a file may use shapes of another by its name."""
    shapes = {}
    for path in folder.glob("*.schema.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        name = path.name.removesuffix(".schema.json")
        shapes[name] = renamed(schema["$defs"], name)
    for file, names in shapes.items():
        for name in names:
            part = {"$ref": f"#/$defs/{file}/{name}", "$defs": shapes}
            yield f"{file}/{name}", Draft202012Validator(part)


def weight(error):
    """How far a fault is from the schema: most by the object's own keys, missing or too many."""
    if error.relative_path:
        return 1
    if error.context:
        return sum(map(weight, closest(error)))
    if error.validator == "additionalProperties":
        return 1000 * len(set(error.instance) - set(error.schema["properties"]))
    return 1000


def closest(error):
    """The faults against that of several shapes which comes closest."""
    shapes = {}
    for inner in error.context:
        shapes.setdefault(inner.schema_path[0], []).append(inner)
    return min(shapes.values(), key=lambda errors: sum(map(weight, errors)))


def leaves(error):
    """What a fault comes down to."""
    if not error.context:
        yield error
    else:
        for inner in closest(error):
            yield from leaves(inner)


def main():
    known = dict(validators(Path(sys.argv[1])))
    faults = []
    for line in sys.stdin:
        case = json.loads(line)
        where = f"{case['case']} ({case['schema']})"
        if case["schema"] not in known:
            faults.append(f"{where}: there is no such schema")
            continue
        try:
            output = json.loads(case["output"])
        except ValueError as error:
            faults.append(f"{where}: no JSON ({error}): {case['output']!r}")
            continue
        for error in known[case["schema"]].iter_errors(output):
            for leaf in leaves(error):
                key = ".".join(str(part) for part in leaf.absolute_path) or "the object"
                faults.append(f"{where}: {key}: {leaf.message[:300]}\n    {case['output'][:1500]}")
    print("\n".join(faults), end="")
    sys.exit(1 if faults else 0)


main()
