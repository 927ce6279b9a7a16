"""Whether the store can be used: asked by one at a time, known for a moment, waited for within a bound."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Literal

StoreState = Literal["ok", "unreachable", "unwritable", "incompatible"]

_PATIENCE_S = 2.0


class Readiness:
    """The state of a store, which `check` finds out. Belongs to one event loop."""

    def __init__(self, check: Callable[[], Awaitable[StoreState]]) -> None:
        self._check = check
        self._checking: asyncio.Future[StoreState] | None = None
        self._known: StoreState = "ok"
        self._known_at = -math.inf

    async def state(self, max_age: float) -> StoreState:
        """The state as it was up to `max_age` seconds ago. One that takes two to answer is `unreachable`."""
        if time.monotonic() - self._known_at > max_age:
            self._known = await self._ask()
            self._known_at = time.monotonic()
        return self._known

    async def _ask(self) -> StoreState:
        """Check, or wait for the check under way: a store that hangs is not asked by more and more."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.ensure_future(self._check())
        done, _ = await asyncio.wait([self._checking], timeout=_PATIENCE_S)
        return self._checking.result() if done else "unreachable"
