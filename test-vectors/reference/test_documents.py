"""Reading: what the vectors do not reach, or reach only behind another check."""

import datetime
import json
import unittest
from unittest import mock

import forms
import jcs
import keys
import shapes
import strict_json
import times
from documents import LIMITS, read_document
from errors import Refused
from suites import SUITES

SUPPLY = {
    "assay": "v1",
    "kind": "supply",
    "subject": "fund:x",
    "as_of": "2026-11-20T22:00:00Z",
    "currency": "USD",
    "entries": [],
    "value_per_token": "1",
}


class Reading(unittest.TestCase):
    def malformed(self, read, *arguments):
        with self.assertRaises(Refused) as raised:
            read(*arguments)
        self.assertEqual(raised.exception.code, "malformed")

    def test_strings(self):
        for text, value in [
            (r'"\ud83d\ude00"', "\U0001f600"),
            (r'"\u00e9\/\b\f\n\r\t\"\\"', '\xe9/\b\f\n\r\t"\\'),
            ('"\x7f\u2028"', "\x7f\u2028"),
        ]:
            self.assertEqual(strict_json.parse(text.encode()), value)
        for text in [
            r'"\ud83d"',
            r'"\ud83dx"',
            r'"\ud83d\u0041"',
            r'"\ud83d\ud83d"',
            r'"\ude00"',
            r'"\u12g4"',
            r'"\u123"',
            r'"\x41"',
            r'"\U0041"',
            '"\x1f"',
            '"open',
            '"open\\',
            "'a'",
        ]:
            self.malformed(strict_json.parse, text.encode())
        self.malformed(strict_json.parse, b'"\xed\xa0\x80"')
        self.malformed(strict_json.parse, b'\xef\xbb\xbf"a"')

    def test_numbers(self):
        self.assertEqual(strict_json.parse(b"[0,-1,9007199254740991,-9007199254740991]")[2:], [2**53 - 1, 1 - 2**53])
        texts = ["-0", "01", "-01", "+1", "1.0", "1.", ".5", "1e3", "1E0", "9007199254740992", "-9007199254740992"]
        for text in texts + ["1" * 5000, "-", "0x1", "NaN", "Infinity", "\u0661", "null", "tru", ""]:
            self.malformed(strict_json.parse, text.encode())

    def test_structure(self):
        self.assertEqual(strict_json.parse(b' {"a" :\t[ ] ,\r"b":\n{ } } '), {"a": [], "b": {}})
        for text in ["[1,]", '{"a":1,}', "[1 2]", '{"a" 1}', "{1:2}", "[", "{", "1 1", "[1]]", "\x0c1", "\xa01", "//\n1"]:
            self.malformed(strict_json.parse, text.encode())
        for text in ['{"a":1,"a":1}', r'{"a":1,"\u0061":2}', '[{"b":{"a":1,"a":1}}]']:
            self.malformed(strict_json.parse, text.encode())
        self.assertEqual(len(strict_json.parse(b"[" * 127 + b"]" * 127)), 1)
        self.malformed(strict_json.parse, b"[" * 128 + b"]" * 128)
        self.malformed(strict_json.parse, b"[" * 100_000)

    def test_limits_of_files(self):
        text = json.dumps(SUPPLY).encode()
        limit = LIMITS["supply"]
        read = read_document("supply", text + b" " * (limit - len(text)))
        self.assertEqual(read["digest"], jcs.digest(SUPPLY))
        self.malformed(read_document, "supply", text + b" " * (limit - len(text) + 1))

    def test_limits_of_fields(self):
        forms.big_integer("9" * 78)
        self.malformed(forms.big_integer, "9" * 79)
        forms.decimal("9" * 48 + "." + "9" * 30)
        self.malformed(forms.decimal, "9" * 49 + "." + "9" * 30)
        self.malformed(forms.decimal, "0." + "0" * 31)
        self.assertEqual(len(forms.hex_bytes("00" * 65536)), 65536)
        self.malformed(forms.hex_bytes, "00" * 65537)
        for text in ["0", "0A", "0\n", "g0"]:
            self.malformed(forms.hex_bytes, text)
        forms.text("\u00e9" * 2048)
        self.malformed(forms.text, "\u00e9" * 2048 + "x")
        self.malformed(forms.u8, True)
        self.malformed(forms.u8, 256)

    def test_lists_and_maps(self):
        self.malformed(forms.list_of(forms.kind, empty=False), [])
        self.malformed(forms.list_of(forms.kind), {})
        self.malformed(forms.map_of(forms.kind, forms.u32), {})
        self.malformed(forms.map_of(forms.kind, forms.u32), ["cash"])
        self.malformed(forms.record({}), [])

    def test_days(self):
        for year in (1, 4, 100, 400, 1900, 1999, 2000, 2024, 2026, 9999):
            for month, day in [(1, 1), (2, 28), (3, 1), (12, 31)]:
                # `datetime` counts from 0001-01-01 as day 1; 0000 is a leap year.
                expected = datetime.date(year, month, day).toordinal() + 365
                self.assertEqual(times.day_number(f"{year:04}-{month:02}-{day:02}"), expected)
        self.assertEqual(times.day_number("0000-02-29"), 59)
        self.assertTrue(times.is_date("0000-02-29"))
        self.assertFalse(times.is_date("1900-02-29"))
        self.assertEqual(times.seconds("0000-01-02T00:00:01Z"), 86401)


class Keys(unittest.TestCase):
    def test_a_key_that_is_not_that_of_the_specification(self):
        for suite in SUITES.values():
            with mock.patch.dict(suite.keys, {(7, 4): "00" * 32}):
                with self.assertRaises(AssertionError):
                    keys.Key(suite, shapes.Shape(7, 4))


if __name__ == "__main__":
    unittest.main()
