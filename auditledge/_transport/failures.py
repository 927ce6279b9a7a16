"""The SDK's errors for failures of the network."""

import os
import re
import socket
import ssl

import httpx

from auditledge.errors import APIConnectionError, APITimeoutError, AuditLedgeError, UnreadableAnswerError

# httpx and the event loops raise RuntimeError for connections that were closed, or belong to another loop.
FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, RuntimeError, UnicodeError)

_STATUS = re.compile(r"[1-9]\d\d\b")


def api_error(error: Exception) -> AuditLedgeError:
    """The SDK's error for a failure. Its message has only the kind: the failure's text may contain a URL."""
    kind = type(error).__name__
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return APITimeoutError(f"The ledger did not respond in time ({kind})")
    if isinstance(error, httpx.DecodingError):
        return UnreadableAnswerError("The response is not readable: invalid compression")
    if isinstance(error, RuntimeError):
        return APIConnectionError("The connections were closed, or belong to another event loop")
    return APIConnectionError(f"The connection to the ledger failed: {_reason(error) or kind}")


def _reason(error: BaseException | None) -> str | None:
    """What the operating system, TLS or a proxy reported. Of the URL, they know no more than the host."""
    while error is not None:
        if isinstance(error, httpx.ProxyError) and (status := _STATUS.match(str(error))):
            return f"the proxy returned {status[0]}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {error.verify_message.rstrip('.')}"
        if isinstance(error, ssl.SSLError):
            return f"TLS: {error.reason}" if error.reason else None
        if isinstance(error, OSError) and error.errno:
            return error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno)
        error = _cause(error)
    return None


def _cause(error: BaseException) -> BaseException | None:
    """What caused a failure. Its context is of no use: it may be an exception that our caller is handling."""
    first = error.args[0] if error.args else None
    if isinstance(first, BaseException):  # httpcore wraps errors like this, and drops their cause
        return first
    return error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error.__cause__
