"""Every file under test-vectors/, and how it is checked. A file that is none of these is an error:

- cases of an operation, which the file names;
- a document, which says its kind;
- a file that FILES lists.
"""

import json
from fnmatch import fnmatchcase
from pathlib import Path

import derived
from documents import DOCUMENTS, read_document
from errors import Refused
from operations import OPERATIONS, VectorError, check_case, check_file
from patch import PatchError


class VectorFile:
    """A file, its JSON content, and the files beside it."""

    def __init__(self, root, name):
        self.root, self.name = Path(root), name
        self.path = Path(root) / name
        self.content = json.loads(self.path.read_bytes())

    def read_beside(self, name):
        """The bytes of a file named relative to this one."""
        return (self.path.parent / name).read_bytes()

    def load_report(self, name):
        """The JSON of a file that the cases of reports name."""
        return json.loads((self.root / "report" / name).read_bytes())


def cases_of(operation, file):
    """Checks a file of cases."""
    check_file(operation, file.content)
    for number, case in enumerate(file.content["cases"], 1):
        label = f"{case.get('id', number)} ({case.get('comment', 'no comment')})"
        try:
            wrong = check_case(operation, file, case)
        except (VectorError, PatchError) as error:
            wrong = f"{type(error).__name__}: {error}"
        yield label, case.get("result", "valid"), wrong


def document(file):
    """Checks that a document, which cases are made of, can be read."""
    try:
        read_document(file.content["kind"], file.path.read_bytes())
        yield file.name, "valid", None
    except Refused as error:
        yield file.name, "valid", str(error)


# Pattern of the path: a function that gives (label, expected result, None or what is wrong) for each check;
# None for files that hold nothing to check.
FILES = {
    "report/intermediate.json": derived.check_intermediate,
    "report/bls12-381/intermediate.json": derived.check_intermediate_of_suite,
    "report/*.opening.json": derived.check_opening,
    # Schemas say what the other files look like.
    "schemas/*.schema.json": None,
    "*.md": None,
}


def discover(root):
    """The names of all files under the root but those of this implementation."""
    root = Path(root)
    names = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    return sorted(name for name in names if not name.startswith("reference/"))


def checks_of(root, name):
    """The checks of a file, to be iterated; None if it holds nothing to check."""
    for pattern, check in FILES.items():
        # `*` of a pattern does not cross folders.
        if pattern.count("/") == name.count("/") and fnmatchcase(name, pattern):
            return None if check is None else check(VectorFile(root, name))
    if name.endswith(".json"):
        file = VectorFile(root, name)
        content = file.content if isinstance(file.content, dict) else {}
        operation = content.get("operation")
        if operation in OPERATIONS:
            return cases_of(operation, file)
        if operation is not None:
            raise VectorError(f"unknown operation {operation!r}: add it to operations.py")
        if content.get("kind") in DOCUMENTS:
            return document(file)
    raise VectorError("unknown file: add it to files.py")
