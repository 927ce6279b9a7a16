"""One call to the ledger, and the steps that performing it takes."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ledger answered; the body is decoded from its transfer and content codings."""

    status: int
    headers: "Headers"
    body: bytes


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer whose body is still to come, from `source`, a response of the HTTP library."""

    status: int
    headers: "Headers"
    source: Any


Headers = Any  # a case-insensitive mapping of str to str, as the HTTP library has it


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request and what to make of its answer. `url` is the path and query below the base URL.

    `streamed` is None, or what the media type of an answer begins with that `decode` gets as a Stream; any
    other 2xx answer it gets whole, of at most `largest` bytes. A stream may be silent for `quiet` seconds. A
    `patient` call's first attempt may take all of the call's time.
    """

    name: str
    method: str
    url: str
    decode: Callable[[Any], T]
    content: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    streamed: str | None = None
    quiet: float = 0.0
    patient: bool = False
    largest: int = 1 << 24


@dataclass(frozen=True, slots=True)
class Send(Generic[T]):
    """Ask for a request to be sent; `deadline` is a time of `time.monotonic`."""

    call: Call[T]
    deadline: float


@dataclass(frozen=True, slots=True)
class Sleep:
    """Ask for a pause, in seconds."""

    seconds: float


Conversation = Generator[Send[T] | Sleep, Any, T]
