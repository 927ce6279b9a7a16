"""What happens when a statement writes a tracked table in a way that can't be recorded field by field."""

import warnings
from typing import Literal

from auditledge.errors import AuditLedgeError, ConfigurationError

Unseen = Literal["record", "warn", "raise"]
UNSEEN: tuple[Unseen, ...] = ("record", "warn", "raise")


class UnseenChangeError(AuditLedgeError):
    """A statement would have changed a tracked table unseen, and the setting UNSEEN is "raise"."""


class UnseenChangeWarning(RuntimeWarning):
    """A statement changed a tracked table unseen."""


def check_unseen(value: object) -> Unseen:
    """The setting UNSEEN. Raises ConfigurationError."""
    for each in UNSEEN:
        if value == each:
            return each
    raise ConfigurationError('UNSEEN must be "record", "warn" or "raise"')


def report_unseen(unseen: Unseen, statement: str, table: str, *, stacklevel: int = 2) -> None:
    """Warn or raise as the setting says, before the statement runs. Its event is recorded by the caller.

    Raises UnseenChangeError. The message names the table, and never shows the statement.
    """
    if unseen == "record":
        return
    message = (
        f"{statement} on the tracked table {table} can't be recorded row by row: use the ORM, record an "
        'event yourself, or set UNSEEN = "record"'
    )
    if unseen == "raise":
        raise UnseenChangeError(message)
    warnings.warn(message, UnseenChangeWarning, stacklevel=stacklevel + 1)
