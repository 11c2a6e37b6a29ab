#!/usr/bin/env python3
"""Is the witness unique, given the quantities and the program? See README.md."""

import argparse
import sys
import time

import relation
import solver
from broken import second_witness
from propagate import Propagation


# Seconds for a question that is expected to stay open.
SHORT = 10


def shape_name(text):
    k, rules = text.split(",")
    return int(k), int(rules)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", type=shape_name, action="append", help="K,RULES; all of the dump if not given")
    parser.add_argument("--timeout", type=int, default=120, help="seconds for one question")
    parser.add_argument("--only", choices=["intact", "broken"], help="one of the two halves")
    options = parser.parse_args()

    rel = relation.read()
    print(f"cvc5 {solver.version()}, field of {rel.modulus.bit_length()} bits, {rel.limbs} limbs")
    good = True
    # Questions that several shapes have in common are asked once.
    answers = {}
    for key in options.shape or rel.shapes:
        shape = rel.shapes[key]
        if options.only != "broken":
            good &= intact(rel, shape, options.timeout, answers)
        if options.only != "intact":
            good &= broken(rel, shape, options.timeout, answers)
    return 0 if good else 1


def intact(rel, shape, timeout, answers):
    start = time.monotonic()
    found = Propagation(rel, shape, timeout, answers=answers)
    found.run()
    answers |= found.answers
    open_ = found.open_cells()
    verdict = "NOT SHOWN: " + ", ".join(f"{c} in row {r}" for c, r in open_[:5]) if open_ else "UNIQUE"
    print(
        f"shape {shape}: {verdict}; {len(found.known)} cells determined, {len(shape.free)} free, "
        f"{found.questions} questions, {time.monotonic() - start:.0f} s",
        flush=True,
    )
    return not open_


def broken(rel, shape, timeout, answers):
    """Without any one identity there are two witnesses: a check that could not fail would be worth nothing."""
    start = time.monotonic()
    witnesses = {i: second_witness(rel, shape, i, timeout) for i in range(len(shape.identities))}
    without = [f"{i} ({shape.identities[i].name})" for i, differ in witnesses.items() if differ is None]
    print(
        f"shape {shape}: a second witness without identity i, for {len(witnesses) - len(without)} of {len(witnesses)} "
        f"identities; {time.monotonic() - start:.0f} s" + "".join(f"\n  NONE FOUND without {name}" for name in without),
        flush=True,
    )
    if not answers:
        return not without
    # And uniqueness is not shown then. One identity of each kind; what the others give has been asked already.
    shown = []
    for name, index in {identity.name: i for i, identity in enumerate(shape.identities)}.items():
        start = time.monotonic()
        found = Propagation(rel, shape, SHORT, removed=index, answers=answers)
        found.run()
        open_ = found.open_cells()
        print(f"shape {shape} without identity {index}, {name}: {len(open_)} cells open, {time.monotonic() - start:.0f} s", flush=True)
        if not open_:
            shown.append(name)
    return not without and not shown


if __name__ == "__main__":
    sys.exit(main())
