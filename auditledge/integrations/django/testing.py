"""Records what the transactions of a test hold back, for a test that asserts what was recorded.

A TestCase never commits. Other transactions record when they are committed.
"""

from collections.abc import Iterator

from django.db import connections

from auditledge.integrations.django.transactions import Transaction, attach


def begin() -> None:
    """A test begins: forget what was recorded before, such as in `setUpTestData`."""
    for transaction in _of_test_cases():
        transaction.clear()


def settle(seconds: float) -> int:
    """Record what this thread has done so far, as if it were committed; returns 0, as nothing is left.

    Inside of a transaction that the test itself has begun, nothing has been committed.
    """
    del seconds
    for transaction in _of_test_cases():
        transaction.simulate_commit()
    return 0


def _of_test_cases() -> Iterator[Transaction]:
    """The transactions of this thread that a TestCase has begun, and nobody else."""
    for connection in connections.all(initialized_only=True):
        blocks = connection.atomic_blocks
        if blocks and all(block._from_testcase for block in blocks):
            yield attach(connection)
