"""Errors of a ledger that is older than this SDK: it does not know a field or parameter that was sent."""

from collections.abc import Sequence

from auditledge.contract.problems import Problem, describe

_HINT = "The ledger is older than this SDK: update the ledger, or don't send what it does not know"


def explanation(problems: Sequence[Problem]) -> tuple[str, list[Problem]] | None:
    """The message and the problems of an error that says so; None if the ledger is not older.

    The SDK validates what it sends. So a name that the ledger does not know is one of a later contract, and
    what the ledger suggests in its place is not what was meant.
    """
    explained = [_explained(each) for each in problems]
    return None if explained == [*problems] else (f"{describe(explained)}. {_HINT}", explained)


def _explained(problem: Problem) -> Problem:
    # A problem of a search expression is of another class: the SDK does not validate expressions.
    is_unknown = type(problem) is Problem and problem.message.startswith("is not known;")
    return Problem(problem.field, "is not known to the ledger") if is_unknown else problem
