"""A budget for the bodies in a process, so that many long ones, sent slowly, can't fill its memory."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator

from auditledge.server.errors import LedgerUnavailableError

_FREE_BYTES = 64 * 2**10  # of each body, that don't count: short bodies are accepted whatever others send
_MAX_BYTES = 256 * 2**20
_MAX_BYTES_PER_ACCOUNT = 64 * 2**20  # so that the clients of one account leave room for others

Reserve = Callable[[int], None]
"""Reserves as many bytes in all for one body. Raises LedgerUnavailableError when there is no room."""


class BodyBudget:
    """Counts the bodies of requests that have no response yet, by account. Belongs to one event loop."""

    def __init__(self) -> None:
        self._reserved: Counter[int] = Counter()

    @contextlib.contextmanager
    def open(self, account: int) -> Iterator[Reserve]:
        """A function that reserves room for a body as it grows; released after the `with` block."""
        own = 0

        def reserve(size: int) -> None:
            nonlocal own
            more = max(size - _FREE_BYTES, 0) - own
            if (
                self._reserved[account] + more > _MAX_BYTES_PER_ACCOUNT
                or self._reserved.total() + more > _MAX_BYTES
            ):
                raise LedgerUnavailableError()
            self._reserved[account] += more
            own += more

        try:
            yield reserve
        finally:
            self._reserved[account] -= own
            if not self._reserved[account]:
                del self._reserved[account]
