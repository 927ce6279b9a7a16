"""How much of long bodies a process holds, so that many of them, sent slowly, can't fill its memory."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator

from auditledge.server.errors import LedgerUnavailableError

_FREE = 64 * 2**10  # bytes of each body that count for nothing: what is short is taken whatever others send
_MOST = 256 * 2**20
_MOST_OF_ACCOUNT = 64 * 2**20  # so that one account's senders leave room for others


class Intake:
    """Counts the bodies of requests that are not answered yet, by account. Belongs to one event loop."""

    def __init__(self) -> None:
        self._held: Counter[int] = Counter()

    @contextlib.contextmanager
    def body(self, account: int) -> Iterator[Callable[[int], None]]:
        """Count a body within the `with` block; gives what is told its size so far, in bytes, as it grows.

        That raises LedgerUnavailableError when there is no room for it.
        """
        held = 0

        def grown(size: int) -> None:
            nonlocal held
            more = max(size - _FREE, 0) - held
            if self._held[account] + more > _MOST_OF_ACCOUNT or self._held.total() + more > _MOST:
                raise LedgerUnavailableError()
            self._held[account] += more
            held += more

        try:
            yield grown
        finally:
            self._held[account] -= held
            if not self._held[account]:
                del self._held[account]
