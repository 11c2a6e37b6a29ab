"""Names of securities: which name the same (spec, 2.4)."""

import re

ISIN = re.compile("[A-Z]{2}[A-Z0-9]{9}[0-9]")
CUSIP = re.compile("[A-Z0-9*@#]{8}[0-9]")
EXTRA = {"*": 36, "@": 37, "#": 38}


def is_isin(code):
    if not ISIN.fullmatch(code):
        return False
    digits = "".join(str(int(character, 36)) for character in code)
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def is_cusip(code):
    if not CUSIP.fullmatch(code):
        return False
    values = [EXTRA[character] if character in EXTRA else int(character, 36) for character in code]
    doubled = [value * (1 + place % 2) for place, value in enumerate(values)]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def security_of(instrument):
    """None if nothing else is the same security."""
    if instrument.startswith("eip155:"):
        return instrument.lower()
    code = instrument.upper()
    if is_isin(code):
        inside = code[2:11]
        return inside if code[:2] in ("US", "CA") and is_cusip(inside) else code
    return code if is_cusip(code) else None
