"""Forms of values that are errors in version 1.0, so that a later version can give them a meaning."""

import re
from ipaddress import ip_address

from auditledge.server.query_language.errors import ExpressionError
from auditledge.server.query_language.normal_form import JSON_NUMBER
from auditledge.server.query_language.reader import ExpressionReader

COMPARISON = re.compile("[<>]=?")
CURLY_QUOTES = ("“", "”", "„")

_RESERVED = ("=", "!", "~", "[", "{")
_NUMBER_RANGE = re.compile(rf"{JSON_NUMBER}\.\.(?:{JSON_NUMBER}|\*)|\*\.\.{JSON_NUMBER}", re.ASCII)
_MASK = re.compile(r"[\d.]+", re.ASCII)


def reject_reserved_start(reader: ExpressionReader, qualifier: str) -> None:
    """Raise an error if the value of a qualifier begins with a character that needs quotes there."""
    character = reader.peek()
    if comparison := COMPARISON.match(reader.text, reader.at):
        raise ExpressionError("comparison", reader.at, comparison.group())
    if character == "(":
        raise ExpressionError("list", reader.at, "(", qualifier=qualifier)
    if character in _RESERVED:
        raise ExpressionError("not_supported", reader.at, character)
    if character in CURLY_QUOTES:
        raise ExpressionError("curly_quote", reader.at, character)


def is_number_range(text: str) -> bool:
    """Whether the text is `A..B` with a JSON number, and another one or `*`."""
    return _NUMBER_RANGE.fullmatch(text) is not None


def is_network(text: str) -> bool:
    """Whether the text is an IP address with the length of a prefix or a mask, such as `10.0.0.0/8`."""
    address, slash, mask = text.partition("/")
    if not slash or not _MASK.fullmatch(mask):
        return False
    try:
        ip_address(address)
    except ValueError:
        return False
    return True
