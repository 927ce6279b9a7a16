"""Compact JSON, as events are sent and kept."""

import json
from collections.abc import Callable
from json import encoder as _encoder
from typing import Any

decode: Callable[[str | bytes], Any] = json.loads


def encode(value: object) -> bytes:
    """Compact UTF-8 JSON of a value that was checked."""
    return spell(value).encode()


def _spelling() -> Callable[[object], str]:
    """`JSONEncoder.encode`, but where it makes an encoder in C for each call, one is made for all."""
    whole = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))
    make = getattr(_encoder, "c_make_encoder", None)
    if make is None:
        return whole.encode
    chunks = make(None, whole.default, _encoder.encode_basestring, None, ":", ",", False, False, False)
    return lambda value: "".join(chunks(value, 0))


spell: Callable[[object], str] = _spelling()
"""Compact JSON of a value that was checked, as text."""
