"""One call to the ledger, and the steps that performing it takes."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MAX_RESPONSE_BYTES = 1 << 24
"""Bytes of a response that is read in full, unless a call expects more."""

Headers = Any  # a case-insensitive mapping of str to str, as the HTTP library provides it


@dataclass(frozen=True, slots=True)
class LedgerResponse:
    """A response of the ledger, read in full; transfer and content codings of the body are undone."""

    status: int
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class StreamingResponse:
    """A response whose body is still to be read from `source`, a response of the HTTP library."""

    status: int
    headers: Headers
    source: Any


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One operation of the contract to perform, and how to decode its response.

    `operation` is its operationId, `arguments` are its parameters by name, `content` is its body as JSON.

    `decode` gets a StreamingResponse if the response is a 2xx whose media type starts with `streamed`, and
    otherwise the whole response, of at most `max_response_bytes`. A stream may be idle for `idle_timeout`
    seconds. With `reserve_retry_time`, an attempt that may be followed by another gets half of the time left.
    """

    operation: str
    decode: Callable[[Any], T]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    content: bytes | None = None
    streamed: str | None = None
    idle_timeout: float = 0.0
    reserve_retry_time: bool = True
    max_response_bytes: int = MAX_RESPONSE_BYTES


@dataclass(frozen=True, slots=True)
class SendRequest(Generic[T]):
    """A step: send the call's request; `deadline` is a time of `time.monotonic`."""

    call: Call[T]
    deadline: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """A step: wait, in seconds."""

    seconds: float


Flow = Generator[SendRequest[T] | Sleep, Any, T]
"""Decides without I/O: yields the next step, is sent its outcome, and returns the result."""
