"""Arguments of methods: what is wrong with them is told by their names."""

import os
from collections.abc import Mapping
from typing import Any

from auditledge import contract
from auditledge.contract.problems import Problem
from auditledge.errors import ConfigurationError, ValidationError


def wrong_type(name: str, expected: str, value: object) -> ValidationError:
    """The error for an argument that is something else than `expected`, such as "a dict"."""
    found = "None" if value is None else type(value).__name__
    return ValidationError.of([Problem(name, f"must be {expected}, not {found}")])


def as_dict(name: str, values: object) -> dict[str, Any]:
    """Filters or options as a dict of their own; None has none. Raises ValidationError."""
    if values is not None and not isinstance(values, Mapping):
        raise wrong_type(name, "a dict", values)
    return dict(values or {})


def check_function(name: str, function: object) -> None:
    """Raise ConfigurationError for what can't be called; None may be."""
    if function is not None and not callable(function):
        raise ConfigurationError(f"{name} must be a function, or None")


def check_outbox(outbox: object) -> None:
    """Raise ConfigurationError for what is neither an Outbox nor a path; None is the usual folder."""
    is_path = isinstance(outbox, str | os.PathLike) and os.fspath(outbox) != ""
    if outbox is not None and not is_path and not hasattr(outbox, "attach"):  # the class is loaded at need
        raise ConfigurationError("outbox must be an Outbox, or the path of a folder")


def backward(filters: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with clean filters whose dates no event can lie between.

    Nobody asks for that: an empty answer would read as if nothing had happened.
    """
    start, end = filters.get("start_date"), filters.get("end_date")
    if start is None or end is None or not contract.is_backward(start, end):
        return []
    return [Problem("start_date", "is after end_date, so that no event can match: swap them?")]
