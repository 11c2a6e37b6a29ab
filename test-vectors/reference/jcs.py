"""The canonical form of documents and their digests (spec, 2.2; RFC 8785 without floats)."""

from hashlib import sha256

ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def canonical(value):
    """The canonical bytes of a JSON value."""
    return _write(value).encode("utf-8")


def digest(value):
    """SHA-256 of the canonical form."""
    return sha256(canonical(value)).digest()


def _write(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ",".join(map(_write, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be"))
    return "{" + ",".join(_string(name) + ":" + _write(value[name]) for name in names) + "}"


def _string(text):
    def escape(character):
        if character in ESCAPES:
            return ESCAPES[character]
        return f"\\u{ord(character):04x}" if character < " " else character

    return '"' + "".join(map(escape, text)) + '"'
