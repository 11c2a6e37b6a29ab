"""The suites by name (spec, 17)."""

from bls12_381 import BLS12_381
from vesta import VESTA

SUITES = {suite.name: suite for suite in (VESTA, BLS12_381)}


def suite_of(book):
    """The suite of a book: the one that it names, or Vesta."""
    return SUITES[book["suite"] or VESTA.name]
