"""Checks of the arguments of methods. Error messages start with the argument's name."""

import os
from collections.abc import Mapping
from typing import Any

from auditledge import contract
from auditledge.contract.problems import Problem
from auditledge.errors import ConfigurationError, ValidationError


def wrong_type(name: str, expected: str, value: object) -> ValidationError:
    """The error for an argument that is not what was `expected`, such as "a dict"."""
    found = "None" if value is None else type(value).__name__
    return ValidationError.of([Problem(name, f"must be {expected}, not {found}")])


def as_dict(name: str, values: object) -> dict[str, Any]:
    """A copy of filters or options; empty for None. Raises ValidationError."""
    if values is not None and not isinstance(values, Mapping):
        raise wrong_type(name, "a dict", values)
    return dict(values or {})


def check_function(name: str, function: object) -> None:
    """Raise ConfigurationError unless `function` is callable or None."""
    if function is not None and not callable(function):
        raise ConfigurationError(f"{name} must be a function, or None")


def check_outbox(outbox: object) -> None:
    """Raise ConfigurationError unless `outbox` is an Outbox, the path of a directory, or None."""
    is_path = isinstance(outbox, str | os.PathLike) and os.fspath(outbox) != ""
    # Outboxes are recognized by their method: importing the class would load the whole outbox.
    if outbox is not None and not is_path and not hasattr(outbox, "attach"):
        raise ConfigurationError("outbox must be an Outbox, or the path of a directory")


def check_date_range(filters: Mapping[str, Any]) -> list[Problem]:
    """The problem of valid filters whose start is after their end.

    Such a query is always a mistake, and its empty result would read as if nothing had happened.
    """
    end = contract.end_before_start(filters)
    return [Problem("start_date", f"is after {end}, so that no event can match: swap them?")] if end else []
