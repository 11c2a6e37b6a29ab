"""The forms of fields (spec, 2.3). Each takes a JSON value and gives what it stands for, or refuses it."""

import re
import unicodedata
from fractions import Fraction

import times
from errors import Refused

AGENCY_KINDS = ("agency_note", "agency_frn", "agency_discount")
KINDS = ("bill", "note", "bond", "tips", "frn", "cash", "repo", "fund", "token", *AGENCY_KINDS, "reserve_balance")
SCHEMES = ("ed25519", "secp256k1", "p256")
# Characters, besides controls, that separate lines or turn the direction of text.
UNWANTED = {0x061C, 0x200E, 0x200F, 0xFEFF, *range(0x2028, 0x202F), *range(0x2066, 0x206A)}


def malformed(why):
    """Refuses a document for its form."""
    raise Refused("malformed", why)


def _string(value):
    if type(value) is not str:
        malformed("expected a string")
    return value


def _pattern(what, pattern):
    compiled = re.compile(pattern)

    def read(value):
        if not compiled.fullmatch(_string(value)):
            malformed(f"not {what}: {value[:100]!r}")
        return value

    return read


def _integer(largest):
    def read(value):
        # A bool is an int to Python.
        if type(value) is not int or not 0 <= value <= largest:
            malformed(f"expected an integer from 0 to {largest}")
        return value

    return read


u8 = _integer(2**8 - 1)
u32 = _integer(2**32 - 1)
u64 = _integer(2**53 - 1)

identifier = _pattern("an id", r"[\x21-\x7e]{1,128}")
subject = _pattern("a subject", r"[\x21-\x7e]{1,256}")
chain_id = _pattern("a chain id", r"[a-z0-9-]{3,8}:[a-zA-Z0-9_-]{1,32}")
country = _pattern("a country", r"[A-Z]{2}")
currency = _pattern("a currency", r"[A-Z0-9]{3,12}")

_decimal_text = _pattern("a decimal", r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_integer_text = _pattern("an integer", r"0|[1-9][0-9]*")
_32_bytes_text = _pattern("32 bytes in hex", r"[0-9a-f]{64}")
_point_text = _pattern("32 or 96 bytes in hex", r"[0-9a-f]{64}([0-9a-f]{128})?")
_hex_text = _pattern("bytes in hex", r"([0-9a-f]{2})*")


def decimal(value):
    """An exact number. Its text matters to digests only."""
    whole, _, fraction = _decimal_text(value).partition(".")
    if len(whole) + len(fraction) > 78 or len(fraction) > 30:
        malformed("too many digits")
    return Fraction(int(whole + fraction), 10 ** len(fraction))


def signed_decimal(value):
    """An exact number that may be below zero. Zero has no sign."""
    negative = _string(value).startswith("-")
    number = decimal(value[negative:])
    if negative and number == 0:
        malformed("a negative zero")
    return -number if negative else number


def positive_decimal(value):
    """An exact number above zero."""
    number = decimal(value)
    if number == 0:
        malformed("expected a number above zero")
    return number


def big_integer(value):
    """An integer in a string."""
    if len(_integer_text(value)) > 78:
        malformed("too many digits")
    return int(value)


def timestamp(value):
    """A time, as its text."""
    if not times.is_timestamp(_string(value)):
        malformed(f"not a time: {value[:100]!r}")
    return value


def date(value):
    """A day, as its text."""
    if not times.is_date(_string(value)):
        malformed(f"not a date: {value[:100]!r}")
    return value


def bytes32(value):
    """A digest."""
    return bytes.fromhex(_32_bytes_text(value))


def point(value):
    """What may be a point of one of the suites."""
    return bytes.fromhex(_point_text(value))


def hex_bytes(value):
    """At most 65,536 bytes."""
    if len(_hex_text(value)) > 2 * 65536:
        malformed("too many bytes")
    return bytes.fromhex(value)


def text(value):
    """Text for people."""
    if not 1 <= len(_string(value).encode("utf-8")) <= 4096:
        malformed("a text has 1 to 4,096 bytes")
    for character in value:
        if unicodedata.category(character) == "Cc" or ord(character) in UNWANTED:
            malformed(f"the character U+{ord(character):04X} in a text")
    return value


def one_of(*names):
    """One of these strings."""

    def read(value):
        if _string(value) not in names:
            malformed(f"expected one of {', '.join(names)}")
        return value

    return read


kind = one_of(*KINDS)
scheme = one_of(*SCHEMES)


def list_of(form, empty=True, most=None):
    """A list of at most so many entries; `empty` says whether it may be."""

    def read(value):
        if type(value) is not list:
            malformed("expected a list")
        if most is not None and len(value) > most:
            malformed(f"more than {most} entries")
        if not value and not empty:
            malformed("an empty list is left out")
        return [form(element) for element in value]

    return read


def map_of(name_form, form, most=None):
    """An object used as a map, of at most so many entries; an empty one is left out."""

    def read(value):
        if type(value) is not dict:
            malformed("expected an object")
        if most is not None and len(value) > most:
            malformed(f"more than {most} entries")
        if not value:
            malformed("an empty map is left out")
        return {name_form(name): form(element) for name, element in value.items()}

    return read


def record(required, optional=None):
    """An object of exactly these fields. Optional ones that are absent are None."""
    optional = optional or {}

    def read(value):
        if type(value) is not dict:
            malformed("expected an object")
        for name in required:
            if name not in value:
                malformed(f"{name!r} is missing")
        fields = {name: None for name in optional}
        for name, member in value.items():
            form = required.get(name) or optional.get(name)
            if form is None:
                malformed(f"unknown field {name!r}")
            fields[name] = form(member)
        return fields

    return read


def tagged(tag, variants):
    """An object whose field `tag` says which of the records it is."""

    def read(value):
        if type(value) is not dict:
            malformed("expected an object")
        name = value.get(tag)
        if type(name) is not str or name not in variants:
            malformed(f"unknown {tag} {name!r}")
        return variants[name](value)

    return read
