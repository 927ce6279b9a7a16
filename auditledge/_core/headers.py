"""Headers that the caller wants sent with every request."""

import re
from collections.abc import Mapping

from auditledge.errors import ConfigurationError

HeaderPairs = tuple[tuple[str, str], ...]

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token of RFC 9110, 5.6.2
_VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
_RESERVED = re.compile(
    r"accept|accept-encoding|authorization|connection|content-.*"
    r"|expect|host|prefer|te|trailer|transfer-encoding|upgrade",
    re.IGNORECASE,
)


def check_headers(headers: object) -> HeaderPairs:
    """The headers, if they can be sent. Errors never show a value: it may be the secret of a gateway.

    Raises ConfigurationError.
    """
    if headers is None:
        return ()
    if not isinstance(headers, Mapping):
        raise ConfigurationError("headers must be a dict of names and values")
    for name, value in headers.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ConfigurationError(f"headers: {name!r} is not a valid header name")
        if _RESERVED.fullmatch(name):
            raise ConfigurationError(f"headers: {name} is set by the client")
        if not isinstance(value, str) or not _VALUE.fullmatch(value):
            raise ConfigurationError(
                f"headers: the value of {name} must be a string of visible ASCII characters"
            )
    return tuple(headers.items())
