"""What failures of the network mean, in errors of ours."""

import os
import re
import socket
import ssl

import httpx

from auditledge.errors import APIConnectionError, APITimeoutError, AuditLedgeError, UnreadableAnswerError

# RuntimeError is how httpx and the event loops tell of connections that were closed, or are another loop's.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, RuntimeError, UnicodeError)

_STATUS = re.compile(r"[1-9]\d\d\b")


def wrap(error: Exception) -> AuditLedgeError:
    """What a failure of the network means. Its text may hold a URL, so it is told by its kind alone."""
    kind = type(error).__name__
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(f"The ledger did not answer in time ({kind})")
    if isinstance(error, httpx.DecodingError):
        return UnreadableAnswerError("The answer is not readable: its compression is broken")
    if isinstance(error, RuntimeError):
        return APIConnectionError("The connections were closed, or belong to another event loop")
    return APIConnectionError(f"The connection to the ledger failed: {_reason(error) or kind}")


def _reason(error: BaseException | None) -> str | None:
    """What the operating system, TLS or a proxy said. None of them knows more of the URL than its host."""
    while error is not None:
        if isinstance(error, httpx.ProxyError) and (status := _STATUS.match(str(error))):
            return f"the proxy answered {status[0]}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {error.verify_message.rstrip('.')}"
        if isinstance(error, ssl.SSLError):
            return f"TLS: {error.reason}" if error.reason else None
        if isinstance(error, OSError) and error.errno:
            return error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno)
        error = _behind(error)
    return None


def _behind(error: BaseException) -> BaseException | None:
    """What led to an error of the network; its context may be an exception that our caller handles."""
    first = error.args[0] if error.args else None
    if isinstance(first, BaseException):  # httpcore wraps errors so, and forgets their cause
        return first
    return error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error.__cause__
