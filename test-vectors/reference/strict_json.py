"""A strict reader of JSON (spec, 2.1, points 2 to 5). Written out, so that no leniency of a library hides in it."""

from errors import Refused

WHITE_SPACE = " \t\n\r"
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 127
SIMPLE_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
DIGITS = "0123456789"


def parse(data):
    """The value of bytes: dict, list, str, int, bool. Refused with `malformed`."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("malformed", "not UTF-8") from None
    reader = _Reader(text)
    value = reader.value(0)
    reader.skip_white_space()
    if reader.at != len(text):
        reader.refuse("something after the end")
    return value


class _Reader:
    def __init__(self, text):
        self.text, self.at = text, 0

    def refuse(self, why):
        raise Refused("malformed", f"character {self.at}: {why}")

    def peek(self):
        return self.text[self.at : self.at + 1]

    def skip_white_space(self):
        while self.peek() and self.peek() in WHITE_SPACE:
            self.at += 1

    def expect(self, text):
        if not self.text.startswith(text, self.at):
            self.refuse(f"expected {text!r}")
        self.at += len(text)

    def value(self, depth):
        self.skip_white_space()
        first = self.peek()
        if first == '"':
            return self.string()
        if first == "{" or first == "[":
            if depth == DEEPEST:
                self.refuse("nested too deeply")
            return self.object(depth + 1) if first == "{" else self.list(depth + 1)
        if first == "t":
            self.expect("true")
            return True
        if first == "f":
            self.expect("false")
            return False
        return self.integer()

    def object(self, depth):
        self.expect("{")
        members = {}
        self.skip_white_space()
        if self.peek() == "}":
            self.at += 1
            return members
        while True:
            self.skip_white_space()
            name = self.string()
            if name in members:
                self.refuse(f"{name!r} twice")
            self.skip_white_space()
            self.expect(":")
            members[name] = self.value(depth)
            self.skip_white_space()
            if self.peek() == "}":
                self.at += 1
                return members
            self.expect(",")

    def list(self, depth):
        self.expect("[")
        elements = []
        self.skip_white_space()
        if self.peek() == "]":
            self.at += 1
            return elements
        while True:
            elements.append(self.value(depth))
            self.skip_white_space()
            if self.peek() == "]":
                self.at += 1
                return elements
            self.expect(",")

    def string(self):
        self.expect('"')
        parts = []
        while True:
            start = self.at
            while self.peek() not in ('"', "\\", "") and self.peek() >= " ":
                self.at += 1
            parts.append(self.text[start : self.at])
            if self.peek() == "\\":
                self.at += 1
                parts.append(self.escape())
            else:
                # A control character or the end fails here.
                self.expect('"')
                return "".join(parts)

    def escape(self):
        letter = self.peek()
        self.at += 1
        if letter in SIMPLE_ESCAPES:
            return SIMPLE_ESCAPES[letter]
        if letter != "u":
            self.refuse("unknown escape")
        unit = self.code_unit()
        if 0xDC00 <= unit <= 0xDFFF:
            self.refuse("a low surrogate without a high one")
        if 0xD800 <= unit <= 0xDBFF:
            self.expect("\\u")
            low = self.code_unit()
            if not 0xDC00 <= low <= 0xDFFF:
                self.refuse("a high surrogate without a low one")
            unit = 0x10000 + (unit - 0xD800 << 10) + (low - 0xDC00)
        return chr(unit)

    def code_unit(self):
        digits = self.text[self.at : self.at + 4]
        if len(digits) != 4 or any(d not in "0123456789abcdefABCDEF" for d in digits):
            self.refuse("expected four hexadecimal digits")
        self.at += 4
        return int(digits, 16)

    def integer(self):
        start = self.at
        if self.peek() == "-":
            self.at += 1
        first = self.at
        while self.peek() and self.peek() in DIGITS:
            self.at += 1
        digits = self.text[first : self.at]
        if not digits:
            self.refuse("expected a value")
        if digits[0] == "0" and (len(digits) > 1 or start != first):
            self.refuse("a leading zero, or minus zero")
        if self.peek() and self.peek() in ".eE":
            self.refuse("a number with a fraction or an exponent")
        # The length first: integers of any size are slow to read.
        if len(digits) > 16 or int(digits) > LARGEST_INTEGER:
            self.refuse("an integer beyond 2^53 - 1")
        return int(self.text[start : self.at])
