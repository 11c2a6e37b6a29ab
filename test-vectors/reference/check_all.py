#!/usr/bin/env python3
"""Checks every test vector: python3 test-vectors/reference/check_all.py [ROOT]

Exit code 0 if every verdict, error code and value is as the vectors say; 1 if not, or if a file is unknown.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from files import checks_of, discover
from operations import VectorError


def check_file(root, name, out):
    """Counts of one file: (valid, invalid, failed), or None for a file with nothing to check."""
    counts = {"valid": 0, "invalid": 0, "failed": 0}

    def fail(label, why):
        counts["failed"] += 1
        print(f"FAILED {name}: {label}: {why}", file=out)

    try:
        checks = checks_of(root, name)
        if checks is None:
            return None
        for label, expected, wrong in checks:
            if wrong is None:
                counts[expected] += 1
            else:
                fail(label, wrong)
    except (VectorError, json.JSONDecodeError, KeyError, TypeError, ValueError, OSError) as error:
        # What cannot be read is counted, and the other files are still checked.
        fail("file", f"{type(error).__name__}: {error}")
    return counts


def check_all(root, out=sys.stdout):
    """Checks all files under the root and prints the counts. True if nothing failed."""
    start = time.monotonic()
    total = {"valid": 0, "invalid": 0, "failed": 0}
    line = "{:<34}{:>8}{:>9}{:>8}"
    print(line.format("file", "valid", "invalid", "failed"), file=out)
    for name in discover(root):
        counts = check_file(root, name, out)
        if counts is not None:
            print(line.format(name, *counts.values()), file=out, flush=True)
            total = {verdict: total[verdict] + counts[verdict] for verdict in total}
    if sum(total.values()) == 0:
        print("FAILED: there is nothing to check", file=out)
        total["failed"] += 1
    print(line.format("total", *total.values()), file=out)
    print(f"{time.monotonic() - start:.1f} s", file=out)
    return total["failed"] == 0


def main():
    parser = argparse.ArgumentParser(description="Checks every test vector.")
    here = Path(__file__).resolve().parent
    parser.add_argument("root", nargs="?", type=Path, default=here.parent, help="the directory of the vectors")
    return 0 if check_all(parser.parse_args().root) else 1


if __name__ == "__main__":
    sys.exit(main())
