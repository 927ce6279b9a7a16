"""Strict JSON of responses: without NaN, and without repeated keys.

Python's default accepts both, where another parser reads another value, or none.
"""

import json
from typing import Any


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key is repeated")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


STRICT = json.JSONDecoder(object_pairs_hook=_without_repeated_keys, parse_constant=_refuse_constant)
_FINITE = json.JSONDecoder(parse_constant=_refuse_constant)


def decode(body: bytes) -> Any:
    """The value of strict JSON. Raises ValueError."""
    return STRICT.decode(body.decode())


def decode_page(body: bytes) -> Any:
    """The value of JSON without NaN. Raises ValueError.

    To look for repeated keys in each event of a page would take a sixth of the whole call.
    """
    return _FINITE.decode(body.decode())
