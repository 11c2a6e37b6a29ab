"""Why a report, a document or a program is refused."""


class Refused(Exception):
    """A verdict. `code` is the one the specification names; `detail` is for people."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def require(condition, code, detail=""):
    """Refuses with `code` unless `condition` holds."""
    if not condition:
        raise Refused(code, detail)
