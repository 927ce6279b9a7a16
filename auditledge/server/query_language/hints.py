"""The qualifier that somebody who wrote an unknown one probably meant."""

import re

from auditledge.server.query_language.qualifiers import JSON_ROOTS, QUALIFIERS

_SYNONYMS = {
    **dict.fromkeys(("user", "username", "by"), "actor"),
    **dict.fromkeys(
        ("created", "date", "since", "until", "before", "after", "start_date", "end_date"), "timestamp"
    ),
    **dict.fromkeys(("status", "result"), "outcome"),
    **dict.fromkeys(("event", "operation", "action_is"), "action"),
    "type": "resource.type",
    **dict.fromkeys(("object", "entity"), "resource"),
    "name": "actor.name",
    "email": "actor.email",
    **dict.fromkeys(("tenant", "org_id", "tenant_id"), "organization_id"),
    "meta": "metadata",
}
_NAMES = sorted(QUALIFIERS)
_MAX_LENGTH = 36  # twice the longest name: nothing longer resembles one, and comparing it takes time


def hint(name: str) -> str | None:
    """The name, alias or path that resembles an unknown qualifier, if one does."""
    if (meant := _SYNONYMS.get(name.lower())) is not None:
        return meant
    candidates = [(_edits(name, known), known) for known in _NAMES if len(name) <= _MAX_LENGTH]
    candidates += _paths(name)
    edits, candidate = min(candidates, default=(len(name), ""))
    return candidate if 3 * edits <= max(len(name), len(candidate)) else None


def _paths(name: str) -> list[tuple[int, str]]:
    """Paths whose root may be misspelled: the name up to a separator. What follows it is the same."""
    return [
        (_edits(name[: separator.start()], root), f"{root}.{name[separator.end() :]}")
        for separator in re.finditer("[._]", name[:_MAX_LENGTH])
        if separator.end() < len(name)
        for root in JSON_ROOTS
    ]


def _edits(first: str, second: str) -> int:
    """How many characters to insert, delete or replace (the Levenshtein distance), ignoring case and _."""
    first, second = (text.lower().replace("_", ".") for text in (first, second))
    previous = list(range(len(second) + 1))
    for row, character in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            replaced = previous[column - 1] + (character != other)
            current.append(min(previous[column] + 1, current[-1] + 1, replaced))
        previous = current
    return previous[-1]
