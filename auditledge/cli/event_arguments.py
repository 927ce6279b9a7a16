"""Values of the options of `auditledge log` that are more than a text."""

import json
from typing import Any

from auditledge.cli.exit_codes import usage_error
from auditledge.contract.numbers import read_float


def parse_metadata(text: str) -> tuple[str, Any]:
    """The name and the value in `KEY=TEXT` or `KEY:=JSON`. Raises click.UsageError."""
    key, equals, value = text.partition("=")
    if not equals or not key or key == ":":
        usage_error(f"--metadata {text!r} must be KEY=TEXT or KEY:=JSON")
    if not key.endswith(":"):
        return key, value
    try:
        return key[:-1], _read_json(value)
    except (ValueError, RecursionError):
        usage_error(f"--metadata {key[:-1]}:= takes JSON, such as 3, true or [1,2]; for text use {key[:-1]}=")


def parse_change(text: str) -> tuple[str, Any]:
    """The name and the change in `NAME=BEFORE..AFTER`, `NAME:=JSON` or `NAME`. Raises click.UsageError.

    A missing text is a value that is not recorded.
    """
    name, equals, value = text.partition("=")
    if not name or name == ":":
        usage_error(f"--change {text!r} must be NAME=BEFORE..AFTER, NAME:=JSON or NAME")
    if not equals:
        return name, {}
    if name.endswith(":"):
        try:
            return name[:-1], _read_json(value)
        except (ValueError, RecursionError):
            usage_error(f'--change {name[:-1]}:= takes JSON, such as {{"before": 1, "after": 2}}')
    before, dots, after = value.partition("..")
    if not dots:
        usage_error(f"--change {text!r} has no .. between the values before and after; use {name}=..{value}")
    return name, {part: each for part, each in (("before", before), ("after", after)) if each}


def parse_resource(option: str, text: str) -> dict[str, str]:
    """The type and the id in `TYPE:ID`; the type ends at the first colon. Raises click.UsageError."""
    kind, colon, resource_id = text.partition(":")
    if not colon:
        usage_error(f"{option} must be TYPE:ID, such as invoice:inv_456")
    return {"type": kind, "id": resource_id}


def parse_target(text: str) -> Any:
    """The resource in `TYPE:ID` or a JSON object. Raises click.UsageError."""
    if not text.startswith("{"):
        return parse_resource("--target", text)
    try:
        return _read_json(text)
    except (ValueError, RecursionError):
        usage_error("--target: a text that starts with { must be a JSON object with type, id and name")


def _read_json(text: str) -> Any:
    return json.loads(text, parse_float=read_float)
