"""Times as people type them: `24h` ago, `now`, a date, or a time; and durations."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    _ParamType = click.ParamType[str]
    _Duration = click.ParamType[timedelta]
else:
    _ParamType = _Duration = click.ParamType

_AGO = re.compile(r"(\d{1,6})(s|m|h|d|w)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_HINT = "use a time ago (15m, 24h, 7d, 2w), a date (2026-01-31), or a time (2026-01-31T12:00:00Z)"


class Duration(_Duration):
    """A length of time, such as 15m, 24h or 90d."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The duration for `value`."""
        if isinstance(value, timedelta):
            return value
        match = _AGO.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is not a duration; use 30s, 15m, 24h, 90d or 2w", param, ctx)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})


class Time(_ParamType):
    """A time or a date in the format of the contract."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`value` in the format of the contract; a duration is subtracted from now."""
        from auditledge.contract import format_datetime, parse_boundary  # noqa: PLC0415 - loads the contract

        text = str(value).strip()
        try:
            if text == "now":
                return format_datetime(datetime.now(UTC))
            if match := _AGO.fullmatch(text):
                ago = timedelta(**{_UNITS[match[2]]: int(match[1])})
                return format_datetime(datetime.now(UTC) - ago)
            parse_boundary(text)
        except OverflowError:
            self.fail(f"{text!r} is before the year 1", param, ctx)
        except ValueError as error:
            self.fail(f"{text!r} {error}; {_HINT}", param, ctx)
        return text
