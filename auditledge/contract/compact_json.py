"""Compact JSON, as events are sent and stored."""

import json
from collections.abc import Callable
from json import encoder as _encoder
from typing import Any

decode: Callable[[str | bytes], Any] = json.loads


def encode(value: object) -> bytes:
    """Compact UTF-8 JSON of a validated value."""
    return dumps(value).encode()


def _make_encoder() -> Callable[[object], str]:
    """`JSONEncoder.encode`, with one C encoder for all calls: the original makes one for each call."""
    whole = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))
    make = getattr(_encoder, "c_make_encoder", None)
    if make is None:
        return whole.encode
    chunks = make(None, whole.default, _encoder.encode_basestring, None, ":", ",", False, False, False)
    return lambda value: "".join(chunks(value, 0))


dumps: Callable[[object], str] = _make_encoder()
"""Compact JSON of a validated value, as a str."""
