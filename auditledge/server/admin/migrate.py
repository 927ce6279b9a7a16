"""Migration of a ledger to another store, in steps that can be interrupted anywhere, and verified at the end.

Events are copied first, each account's in the order of its sequence, so that the end of the target's sequence
says where to resume. They can be copied while the source is served. Keys are copied last, in the transaction
that completes the target: until then nobody can use it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from itertools import zip_longest
from typing import NamedTuple

from auditledge.server.calendar_months import month_of
from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.models import Catalog, Event, Filters, SequencePage
from auditledge.server.stores.protocol import Store
from auditledge.server.stores.urls import is_in_use, open_existing, open_store

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Shows the progress of a step: given its name and its number of events, a function that reports how many
are done."""

_MAX_EVENTS = 2_000  # per transaction; with more, PostgreSQL gains little
_MAX_TEXT = 8 * 2**20  # characters of long texts per transaction, approximately
_ALL = Filters()
_EMPTY_PAGE = SequencePage([], 0, more=False)


class SourceInUseError(StoreError):
    """The source is being served. Its events so far are copied, but there may be more."""


class StoresDifferError(StoreError):
    """The target does not contain the same as the source."""


class MigrationResult(NamedTuple):
    """What the target contains now; `copied` of its events were copied by this run."""

    accounts: int
    events: int
    copied: int


def migrate(source_url: str, target_url: str, progress: Progress) -> MigrationResult:
    """Copy a ledger to a target store, starting where an earlier run was interrupted.

    Raises SourceInUseError if the source has yet to be stopped, StoresDifferError if the verification fails,
    and StoreError if the target contains something else or a store can't be used. The source is not changed.
    """
    if source_url == target_url:
        raise StoreError("the source and the target are the same store")
    if "sqlite://" in (source_url, target_url):
        raise StoreError("a ledger in memory can't be migrated")
    if is_in_use(target_url):
        raise StoreError("the target is being served: stop its server first")
    with closing(open_existing(source_url)) as source, closing(open_store(target_url)) as target:
        copied = _copy(source, target, progress)
    if is_in_use(source_url):
        raise SourceInUseError(f"{copied:,} events were copied, but the source is still being served")
    with closing(open_existing(source_url)) as source, closing(open_store(target_url)) as target:
        copied += _copy(source, target, progress)
        events = _verify(source, target, progress)
        accounts = _complete(source, target)
    return MigrationResult(accounts, events, copied)


def _copy(source: Store, target: Store, progress: Progress) -> int:
    """Copy the events that the target lacks; returns how many."""
    theirs, ours = _catalog(source), _catalog(target)
    if not theirs.accounts:
        raise StoreError("the source has no accounts: there is nothing to migrate")
    ends = _ends(source, theirs, ours)
    missing = {row["account"]: row["sequence"] - ends.get(row["account"], 0) for row in theirs.accounts}
    if not any(missing.values()) and len(ends) == len(missing):
        return 0  # the target may already be served, with its keys: leave its catalog alone
    with target.writing() as transaction:
        transaction.replace_catalog(_without_keys(theirs, ours))
    copied = done = 0
    with progress("copying", sum(missing.values())) as advance:
        for account in missing:
            start = ends.get(account, 0)
            for events, last, _ in _prefetched(_pages(source, account, start)):
                if events:
                    with target.writing() as transaction:
                        transaction.append_events(account, events, month_of(events[-1].received_at))
                copied += len(events)
                done += last - start
                start = last
                advance(done)
    return copied


def _ends(source: Store, theirs: Catalog, ours: Catalog) -> dict[int, int]:
    """The last sequence of each account in the target. Raises StoreError if it contains anything else."""
    if ours.accounts and ours.pepper != theirs.pepper:
        raise StoreError("the target contains another ledger")
    is_live = {key["digest"]: key["revoked_at"] is None for key in theirs.keys}
    if any(
        key["digest"] not in is_live or (key["revoked_at"] and is_live[key["digest"]]) for key in ours.keys
    ):
        raise StoreError("the target has been used since: it has other keys than the source")
    ends = {row["account"]: row["sequence"] for row in theirs.accounts}
    for row in ours.accounts:
        account, sequence = row["account"], row["sequence"]
        # The last receipt is that of the last event, or later that of a repair of the clock after it.
        repaired_at = [
            each["repaired_at"]
            for each in theirs.clock_repairs
            if (each["account"], each["sequence"]) == (account, sequence)
        ]
        if ends.get(account, -1) < sequence or not (
            row["received_at"] in repaired_at or _agrees(source, account, sequence, row["received_at"])
        ):
            raise StoreError(f"the target has been used since: account {row['name']!r} has other events")
    return {row["account"]: row["sequence"] for row in ours.accounts}


def _agrees(source: Store, account: int, sequence: int, received_at: int) -> bool:
    """Whether the source's event of this sequence was received at this time, or has been deleted."""
    if not sequence:
        return True
    with source.reading() as snapshot:
        events = snapshot.search(account, _ALL).page_by_sequence(sequence - 1, 1).events
    return not events or events[0].sequence != sequence or events[0].received_at == received_at


def _without_keys(theirs: Catalog, ours: Catalog) -> Catalog:
    """The source's catalog with the target's sequences, and without keys: nobody can use the target yet."""
    empty = {"sequence": 0, "received_at": 0}
    ends = {row["account"]: {name: row[name] for name in empty} for row in ours.accounts}
    accounts = [row | ends.get(row["account"], empty) for row in theirs.accounts]
    return Catalog(theirs.pepper, accounts, keys=[], usage=[], clock=[], clock_decisions=[], clock_repairs=[])


def _pages(store: Store, account: int, after: int) -> Iterator[SequencePage]:
    """An account's events after a sequence, in its order.

    Each page has its own snapshot: one snapshot for all would keep the store from reclaiming space meanwhile.
    """
    size, page = _MAX_EVENTS // 10, SequencePage([], after, more=True)
    while page.more:
        with store.reading() as snapshot:
            page = snapshot.search(account, _ALL).page_by_sequence(page.last, size)
        text = sum(event.text_length for event in page.events) // max(len(page.events), 1)
        size = min(_MAX_EVENTS, max(1, _MAX_TEXT // (text + 1)))
        yield page


def _prefetched(pages: Iterator[SequencePage]) -> Iterator[SequencePage]:
    """The same pages; a thread reads the next one while the caller works on the last one."""
    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(next, pages, None)
        while (page := reading.result()) is not None:
            reading = reader.submit(next, pages, None)
            yield page


def _verify(source: Store, target: Store, progress: Progress) -> int:
    """Compare every event; returns how many there are. Raises StoresDifferError."""
    verified = 0
    accounts = _catalog(source).accounts
    with progress("verifying", sum(row["sequence"] for row in accounts)) as advance:
        for row in accounts:
            # The source may have deleted events since they were copied: compare from its first one on.
            start = _first_sequence(source, row["account"]) - 1
            both = (_pages(store, row["account"], start) for store in (source, target))
            for theirs, ours in zip_longest(*map(_prefetched, both), fillvalue=_EMPTY_PAGE):
                if theirs.events != ours.events:
                    sequence = _first_difference(theirs.events, ours.events)
                    raise StoresDifferError(f"account {row['name']!r} differs at sequence {sequence}")
                verified += len(ours.events)
                advance(verified)
    return verified


def _first_sequence(store: Store, account: int) -> int:
    """The sequence of an account's first event; 1 if it has none."""
    with store.reading() as snapshot:
        events = snapshot.search(account, _ALL).page_by_sequence(0, 1).events
    return events[0].sequence if events else 1


def _first_difference(theirs: list[Event], ours: list[Event]) -> int:
    """The first sequence at which two lists differ."""
    pairs = zip_longest(theirs, ours)
    return next((min(each.sequence for each in pair if each) for pair in pairs if pair[0] != pair[1]), 0)


def _complete(source: Store, target: Store) -> int:
    """Copy the keys, and the counts that follow from no event; returns the number of accounts."""
    theirs = _catalog(source)
    if _catalog(target) != theirs:
        with target.writing() as transaction:
            transaction.replace_catalog(theirs)
        if _catalog(target) != theirs:
            raise StoresDifferError("accounts, keys or counts in the target differ from those in the source")
    return len(theirs.accounts)


def _catalog(store: Store) -> Catalog:
    with store.reading() as snapshot:
        return snapshot.catalog()
