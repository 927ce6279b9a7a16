"""Strict text encodings: each value has exactly one text. All functions raise ValueError for other texts.

Python's own functions are too lenient for this: `int` accepts `1_0`, `+5` and the digits of all scripts, and
`b64decode` drops characters that are not base64 and accepts stray bits at the end.
"""

import binascii
import re

HASH_SIZE = 32
MAX_INDEX = 2**63 - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def encode_base64(data: bytes) -> str:
    """Base64 as in RFC 4648, section 4, with padding."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode_base64(text: str, size: int | None = None) -> bytes:
    """The bytes of canonical base64: of any number, or exactly `size` of them."""
    try:
        data = binascii.a2b_base64(text)
    except ValueError:
        raise ValueError("is not base64") from None
    if binascii.b2a_base64(data, newline=False) != text.encode("utf-8", "replace"):
        raise ValueError("is not canonical base64")
    if size is not None and len(data) != size:
        raise ValueError(f"has {len(data)} bytes instead of {size}")
    return data


def decode_hash(text: str) -> bytes:
    """The 32 bytes of a SHA-256 hash in base64."""
    return decode_base64(text, HASH_SIZE)


def decode_decimal(text: str) -> int:
    """An index or a size, from 0 to 2^63-1, without leading zeros."""
    if _DECIMAL.fullmatch(text) is None or int(text) > MAX_INDEX:
        raise ValueError("is not a decimal number from 0 to 2^63-1 without leading zeros")
    return int(text)
