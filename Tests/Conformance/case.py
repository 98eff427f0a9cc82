"""What a case is: bytes that are sent, and what must hold of all that comes back.

A case names the rule that it was drawn from and how strong the rule is:

    MUST     RFC 9110, 9111, 9112 or 3986 requires it
    SHOULD   they recommend it
    OURS     the contract promises it, or it is what the careful do where the standards leave a choice

The tables of the other files read `case(rule, level, label, what is sent, expectations…)`. In what is sent, `<<etag>>`
and the like stand for what the server said of its own file before: see `Facts` in run.py.
"""

import re

CASES = []
_rule = ""

HOST = b"Host: a\r\n"
PAGE = b"/healthz"          # small, the same for everybody
LIST = b"/v1/events"        # negotiated, validated, compressible
FILE = b"/v1/dataset.sqlite"  # served in ranges
NOWHERE = b"/no/such/path"


class Case:
    def __init__(self, rule, level, label, steps, expectations, heads, split):
        self.rule, self.level, self.label = rule, level, label
        self.steps, self.expectations, self.heads, self.split = steps, expectations, heads, split
        self.count = 1
        for expectation in expectations:
            self.count = getattr(expectation, "count", self.count)


def rule(text):
    """The rule of the cases that follow."""
    global _rule
    _rule = text


def case(level, label, steps, *expectations, heads=None, split=True):
    """Adds a case.

    heads: which of the final answers are to HEAD; by default the first, if the first request is one.
    split: whether the answers are the same when the bytes come one by one.
    """
    steps = steps if isinstance(steps, list) else [steps]
    if heads is None:
        first = next((step for step in steps if isinstance(step, bytes)), b"")
        heads = {0} if first.lstrip(b"\r\n").startswith(b"HEAD ") else set()
    CASES.append(Case(_rule, level, label, steps, expectations, heads, split))


# How requests are written


def get(target=PAGE, *lines, method=b"GET", version=b"HTTP/1.1", host=HOST, body=b""):
    """A request with the field lines given as bytes without their ends."""
    return method + b" " + target + b" " + version + b"\r\n" + host + b"".join(
        line + b"\r\n" for line in lines) + b"\r\n" + body


def raw(*lines):
    """Bytes of a head that is written line by line."""
    return b"\r\n".join(lines) + b"\r\n\r\n"


# What is expected. Each returns a function of the outcome that gives a complaint, or None where all is well.


def expectation(check, count=None):
    if count is not None:
        check.count = count
    return check


def status(*codes, nth=1):
    def check(outcome):
        if len(outcome.finals) < nth:
            return f"answer {nth} is missing; expected {codes}"
        found = outcome.finals[nth - 1].status
        return None if found in codes else f"answer {nth} is {found}, expected {' or '.join(map(str, codes))}"
    return check


def answers(count):
    """So many final answers to what was sent, no more and no fewer. Unsaid, it is one."""
    return expectation(lambda outcome: None, count=count)


def closes(outcome):
    return "the connection is still open" if outcome.persisted else None


def persists(outcome):
    return None if outcome.persisted else "the connection was closed"


def says_close(outcome):
    if outcome.finals and not outcome.finals[-1].is_last:
        return "the last answer lacks Connection: close"
    return None


def informational(count):
    def check(outcome):
        found = [answer.status for answer in outcome.informational]
        return None if found == [100] * count else f"informational answers {found}, expected {count} × 100"
    return check


def no_reset(outcome):
    return "the connection was reset" if outcome.was_reset else None


def has(name, value=None, nth=1):
    """The answer has the field; its value matches, if one is given (a regular expression)."""
    def check(outcome):
        if len(outcome.finals) < nth:
            return None
        found = outcome.finals[nth - 1].get(name)
        if found is None:
            return f"{name} is missing"
        if value is not None and not re.search(value, found):
            return f"{name} is {found!r}, expected {value}"
        return None
    return check


def lacks(name, value=None, nth=1):
    """The answer lacks the field, or such a value of it."""
    def check(outcome):
        if len(outcome.finals) < nth:
            return None
        found = outcome.finals[nth - 1].get(name)
        if found is None or (value is not None and not re.search(value, found)):
            return None
        return f"{name} is {found!r}"
    return check


def lists(name, *members, nth=1):
    """The field is a list that holds all these, in whatever case."""
    def check(outcome):
        if len(outcome.finals) < nth:
            return None
        found = [member.lower() for member in outcome.finals[nth - 1].members(name)]
        missing = [member for member in members if member.lower() not in found and "*" not in found]
        return f"{name} lacks {', '.join(missing)}" if missing else None
    return check


def body(test, what, nth=1):
    def check(outcome):
        if len(outcome.finals) < nth:
            return None
        return None if test(outcome.finals[nth - 1].body) else f"the body is not {what}"
    return check


def bodyless(nth=1):
    return body(lambda content: content == b"", "empty", nth)


def either(*alternatives):
    """One of several lists of expectations holds as a whole."""
    def check(outcome):
        complaints = []
        for alternative in alternatives:
            found = [complaint for one in alternative if (complaint := one(outcome))]
            if not found:
                return None
            complaints += found
        return "; ".join(dict.fromkeys(complaints))
    return check


def when(codes, *expectations):
    """These hold if the first answer has one of the codes."""
    def check(outcome):
        if not outcome.finals or outcome.finals[0].status not in codes:
            return None
        return "; ".join(complaint for one in expectations if (complaint := one(outcome))) or None
    return check


REFUSED = (status(400), closes)

# Steps other than bytes.

from wire import Await, HalfClose, Pause  # noqa: E402

HALF = HalfClose()
AWAIT = Await(1)
PAUSE = Pause()
