"""One call to the ledger, and the steps that performing it takes."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")

Headers = Any  # a case-insensitive mapping of str to str, as the HTTP library provides it


@dataclass(frozen=True, slots=True)
class Response:
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
    """One request and how to decode its response. `url` is the path and query below the base URL.

    `decode` gets a StreamingResponse if the response is a 2xx whose media type begins with `streamed`, and
    otherwise the whole response, of at most `max_response_bytes`. A stream may be idle for `idle_timeout`
    seconds. With `reserve_retry_time`, an attempt that may be followed by another gets half of the time left.
    """

    name: str
    method: str
    url: str
    decode: Callable[[Any], T]
    content: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    streamed: str | None = None
    idle_timeout: float = 0.0
    reserve_retry_time: bool = True
    max_response_bytes: int = 1 << 24


@dataclass(frozen=True, slots=True)
class Send(Generic[T]):
    """A step: send the call's request; `deadline` is a time of `time.monotonic`."""

    call: Call[T]
    deadline: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """A step: wait, in seconds."""

    seconds: float


Flow = Generator[Send[T] | Sleep, Any, T]
"""Decides without I/O: yields the next step, is sent its outcome, and returns the result."""
