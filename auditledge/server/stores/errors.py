"""What a store raises. The texts are for the operator, and hold nothing of an event or a key."""


class StoreError(Exception):
    """The store can't be opened or used as asked. The text is for the operator."""


class StoreUnavailableError(StoreError):
    """The store is busy, full, or failing for now. Retry later."""


class StoreDamagedError(StoreUnavailableError):
    """A part of the store is damaged. Other parts may still be read and written."""


class StoreMigratedError(StoreUnavailableError):
    """A later version of the program has migrated the tables since the store was opened."""


class StoreInterruptedError(StoreUnavailableError):
    """The connection to the store broke within a transaction: whether it was committed can't be known."""


class ReadTimeoutError(StoreError):
    """A read took longer than it may."""


class TooManyGroupsError(StoreError):
    """Events were to be counted by more than `limit` buckets of time."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} groups")
        self.limit = limit


class ReadCancelledError(StoreError):
    """A read was cancelled: nobody waits for it any more."""
