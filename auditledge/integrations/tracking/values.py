"""Values of fields: their JSON forms, and whether two of them are the same.

| value | JSON form |
|---|---|
| None, bool, str, int, float | itself; NaN, infinities and integers of more than 64 bits as text |
| Decimal, UUID, IP address, path, range | text |
| datetime, date, time | ISO 8601; aware datetimes in UTC with `Z` |
| timedelta | ISO 8601, such as `P1DT02H00M00S` |
| enum member | the form of its value |
| bytes | `{"bytes": 1024, "sha256": "…"}` |
| file | its name |
| mapping, list, tuple | object, array |
| set | array, sorted |
| anything else | `str(value)` |
"""

import datetime
import decimal
import enum
import hashlib
import json
import math
import uuid
from collections.abc import Mapping, Set
from functools import singledispatch
from typing import TypeAlias

from auditledge._core.redaction import REDACTED
from auditledge.integrations.tracking.secret_names import is_secret

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

MAX_DEPTH = 28
"""Levels of one value. `changes` may have 32, of which it needs two itself."""
MAX_PARTS = 10_000
"""Members and items of one value. More would not fit into an event."""
TOO_DEEP = "[too deep]"
TOO_MANY = "[too many]"

_INTEGERS = range(-(2**63), 2**64)
_IMMUTABLE = frozenset(
    {
        *(type(None), bool, int, float, str, bytes),
        *(datetime.datetime, datetime.date, datetime.time, datetime.timedelta),
        *(decimal.Decimal, uuid.UUID),
    }
)


def detached(value: object) -> object:
    """`value`, or its JSON form if the application could still modify it. Secrets within it are kept."""
    if type(value) in _IMMUTABLE or isinstance(value, enum.Enum):
        return value
    return _Converter(mask=False).convert(value, MAX_DEPTH)


def is_same(one: object, other: object) -> bool:
    """Whether a field that was set from one detached value to the other is unchanged.

    Numbers, times and decimals are the same if they are equal: Decimal("10") and Decimal("10.00").
    """
    if one is other:
        return True
    if isinstance(one, dict | list) and isinstance(other, dict | list):
        return _canonical(one) == _canonical(other)  # in JSON, 1 is not true
    return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - NaN


def json_value(value: object) -> JSON:
    """The JSON form of a value, with secrets inside of mappings masked. Never raises."""
    return _Converter(mask=True).convert(value, MAX_DEPTH)


def clean_text(text: str) -> str:
    """`text` without characters that the contract rejects: U+0000 and halves of surrogate pairs."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True)


class _Converter:
    """Converts one value. Its parts are counted, since a value can contain another one many times."""

    def __init__(self, *, mask: bool) -> None:
        self._mask = mask
        self._left = MAX_PARTS

    def convert(self, value: object, depth: int) -> JSON:
        try:
            return self._convert(value, depth)
        except Exception:  # noqa: BLE001 - code of the application, and an event must not be lost
            return f"[{type(value).__name__}]"

    def _convert(self, value: object, depth: int) -> JSON:
        if isinstance(value, enum.Enum):
            return self._convert(value.value, depth)
        if isinstance(value, Mapping | list | tuple | Set):
            return self._container(value, depth)
        return _scalar(value)

    def _container(self, value: object, depth: int) -> JSON:
        if depth == 0:
            return TOO_DEEP
        if isinstance(value, Mapping):
            return self._object(value, depth - 1)
        assert isinstance(value, list | tuple | Set)  # noqa: S101 - for the type checker
        items: list[JSON] = []
        for item in value:
            if self._is_exhausted():
                return [*items, TOO_MANY]
            items.append(self.convert(item, depth - 1))
        return sorted(items, key=_canonical) if isinstance(value, Set) else items

    def _object(self, value: Mapping[object, object], depth: int) -> JSON:
        members: dict[str, JSON] = {}
        for key, member in value.items():
            name = clean_text(str(key.value if isinstance(key, enum.Enum) else key))
            if self._is_exhausted():
                return {**members, TOO_MANY: None}
            is_masked = self._mask and member is not None and is_secret(name)
            members[name] = REDACTED if is_masked else self.convert(member, depth)
        return members

    def _is_exhausted(self) -> bool:
        self._left -= 1
        return self._left < 0


@singledispatch
def _scalar(value: object) -> JSON:
    if _is_file(value):
        name = getattr(value, "name", None)
        return None if name is None else clean_text(str(name))
    if type(value).__str__ is object.__str__ and type(value).__repr__ is object.__repr__:
        return f"[{type(value).__name__}]"  # not an address in memory, which differs each time
    return clean_text(str(value))


@_scalar.register
def _(value: bool | None) -> JSON:
    return value


@_scalar.register
def _(value: str) -> JSON:
    return clean_text(str(value))


@_scalar.register
def _(value: int) -> JSON:
    value = int(value)
    try:
        return value if value in _INTEGERS else str(value)
    except ValueError:
        return hex(value)  # too long for Python to print in decimal


@_scalar.register
def _(value: float) -> JSON:
    return float(value) if math.isfinite(value) else str(float(value))


@_scalar.register
def _(value: datetime.datetime) -> JSON:
    if value.utcoffset() is None:
        return value.isoformat()
    return value.astimezone(datetime.UTC).replace(tzinfo=None).isoformat() + "Z"


@_scalar.register
def _(value: datetime.date | datetime.time) -> JSON:
    return value.isoformat()


@_scalar.register
def _(value: datetime.timedelta) -> JSON:
    sign, value = ("-", -value) if value < datetime.timedelta(0) else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06d}" if value.microseconds else ""
    return f"{sign}P{value.days}DT{hours:02d}H{minutes:02d}M{seconds:02d}{fraction}S"


@_scalar.register
def _(value: bytes | bytearray | memoryview) -> JSON:
    content = bytes(value)
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _is_file(value: object) -> bool:
    """Whether this is a file: an open one, or what a file field of a framework holds."""
    return hasattr(value, "name") and (hasattr(value, "read") or hasattr(value, "storage"))
