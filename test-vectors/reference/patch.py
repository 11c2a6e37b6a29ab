"""JSON Patch (RFC 6902), as far as the vectors use it: add, remove, replace."""

import copy


class PatchError(Exception):
    """The edit does not fit the document: a mistake in the vectors."""


def apply(document, edit):
    """A copy of the document with the edit applied."""
    document = copy.deepcopy(document)
    for step in edit:
        fields = {"op", "path"} if step.get("op") == "remove" else {"op", "path", "value"}
        if set(step) != fields or step["op"] not in ("add", "remove", "replace"):
            raise PatchError(f"not an edit: {step}")
        *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in step["path"].split("/")[1:]]
        target = document
        for part in parents:
            target = target[_position(target, part, step)]
        _edit(target, last, step)
    return document


def _position(target, part, step):
    if isinstance(target, dict):
        if part not in target:
            raise PatchError(f"nothing at {step['path']}")
        return part
    if not isinstance(target, list) or not part.isdecimal() or int(part) >= len(target):
        raise PatchError(f"nothing at {step['path']}")
    return int(part)


def _edit(target, last, step):
    value = copy.deepcopy(step.get("value"))
    if step["op"] == "remove":
        del target[_position(target, last, step)]
    elif step["op"] == "replace":
        target[_position(target, last, step)] = value
    elif isinstance(target, dict):
        target[last] = value
    elif last == "-" or last == str(len(target)):
        target.append(value)
    else:
        target.insert(_position(target, last, step), value)
