"""Plans from a TOML file: new ones, or changes to the built-in ones."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditledge.contract.unlimited import FOREVER_DAYS, UNLIMITED_EVENTS
from auditledge.server.accounts.plans import BUILT_IN, Plan, Plans

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# Of each field: its minimum and maximum, and the word for no limit.
_FIELDS = {
    "events_limit": (0, UNLIMITED_EVENTS - 1, "unlimited"),
    "retention_days": (1, FOREVER_DAYS - 1, "forever"),
}
_SETTINGS = ("default", "plans")


class PlansFileError(ValueError):
    """The file can't be used. The text names the file, the field, and what it should be."""


def read_plans(path: str) -> Plans:
    """The plans in a file, and the built-in ones that it does not change. Raises PlansFileError."""
    try:
        return _plans(tomllib.loads(Path(path).read_text("utf-8")))
    except OSError as error:
        raise PlansFileError(f"{path}: {error.strerror}") from None
    except ValueError as error:  # not UTF-8, not TOML, or a field of it
        raise PlansFileError(f"{path}: {error}") from None


def _plans(settings: dict[str, Any]) -> Plans:
    for name in settings:
        if name not in _SETTINGS:
            raise ValueError(f"{name} is unknown; a plans file has {' and '.join(_SETTINGS)}")
    tables = settings.get("plans", {})
    if not isinstance(tables, dict):
        raise ValueError("plans should contain a table for each plan, such as [plans.team]")
    plans = dict(BUILT_IN.by_name)
    for name, table in tables.items():
        plans[name] = _plan(name, table, plans.get(name))
    return Plans(plans, _default(settings.get("default", BUILT_IN.default), plans))


def _default(name: object, plans: Mapping[str, Plan]) -> str:
    if not isinstance(name, str) or name not in plans:
        raise ValueError(f"default should be one of {', '.join(plans)}, not {name!r}")
    return name


def _plan(name: str, table: object, known: Plan | None) -> Plan:
    where = f"plans.{name}"
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{where}: a name has 1 to 64 of A-Z a-z 0-9 . _ - and starts with a letter or digit"
        )
    if not isinstance(table, dict):
        raise ValueError(f"{where} should be a table: [{where}]")
    for field in table:
        if field not in _FIELDS:
            raise ValueError(f"{where}.{field} is unknown; a plan has {' and '.join(_FIELDS)}")
    return Plan(name, *_limits(where, table, known))


def _limits(where: str, table: dict[str, Any], known: Plan | None) -> Iterator[int | None]:
    for field, (minimum, maximum, none) in _FIELDS.items():
        value = table.get(field)
        if value is None:
            if known is None:
                raise ValueError(f"{where}.{field} is missing, and there is no built-in plan of this name")
            yield getattr(known, field)
        elif value == none:
            yield None
        elif type(value) is int and minimum <= value <= maximum:
            yield value
        else:
            raise ValueError(
                f'{where}.{field} should be an integer from {minimum:,} to {maximum:,}, or "{none}"'
            )
