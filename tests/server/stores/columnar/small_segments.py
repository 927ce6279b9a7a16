"""Helpers for stores with small segments."""

from auditledge.contract import new_id
from server.load.scale import (
    SealedStore,
)

LARGE_SIZE = 64  # events in a large segment; a small one has 2


def new_account(store: SealedStore) -> int:
    return store.ensure_account(new_id("acc"), "growth")


def delete(store: SealedStore, account: int, sequence: int) -> None:
    """Delete the events up to a sequence, each of which was received at the instant of its sequence."""
    with store.expiring() as expiry:
        assert expiry is not None
        while expiry.step(account, sequence + 1, 1_000) is not None:
            pass
