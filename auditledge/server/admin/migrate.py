"""Moving a ledger from one store to another: in steps that may break off anywhere, and verified at the end.

Events go first, each account's in the order of its sequence, so that the end of what the target has tells
where to go on. They are copied while the source is served. Keys come last, in the transaction that makes the
target whole: until then it answers nobody.
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

Shown = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Shows the progress of what is named, up to so many events; gives what is to be told how many are done."""

_MOST_EVENTS = 2_000  # in a transaction; with more, PostgreSQL gains little
_MOST_TEXT = 8 * 2**20  # characters of metadata, roughly, in a transaction
_ALL = Filters()
_NOTHING = SequencePage([], 0, more=False)


class StillServedError(StoreError):
    """The source is served: all that it had is copied, but it goes on."""


class UnequalError(StoreError):
    """The target does not hold what the source does."""


class Moved(NamedTuple):
    """What the target holds now. `copied` is how many of the events this run brought."""

    accounts: int
    events: int
    copied: int


def move(source_url: str, target_url: str, shown: Shown) -> Moved:
    """Have a target hold all that a source does, from where an earlier run broke off.

    Raises StillServedError when the source has yet to be stopped, UnequalError when the target turns out to
    differ, and StoreError when it holds something else or a store can't be used; the source stays as it is.
    """
    if source_url == target_url:
        raise StoreError("a ledger can't be moved to where it is")
    if "sqlite://" in (source_url, target_url):
        raise StoreError("a ledger in memory can't be moved")
    if is_in_use(target_url):
        raise StoreError("the target is being served: it has to be stopped for this")
    with closing(open_existing(source_url)) as source, closing(open_store(target_url)) as target:
        copied = _copy(source, target, shown)
    if is_in_use(source_url):
        raise StillServedError(f"{copied:,} events were copied, but the source is still being served")
    with closing(open_existing(source_url)) as source, closing(open_store(target_url)) as target:
        copied += _copy(source, target, shown)
        events = _verify(source, target, shown)
        accounts = _complete(source, target)
    return Moved(accounts, events, copied)


def _copy(source: Store, target: Store, shown: Shown) -> int:
    """Copy the events that the target lacks; how many those were."""
    theirs, ours = _directory(source), _directory(target)
    if not theirs.accounts:
        raise StoreError("the source has no accounts: there is nothing to move")
    ends = _ends(source, theirs, ours)
    missing = {row["account"]: row["sequence"] - ends.get(row["account"], 0) for row in theirs.accounts}
    if not any(missing.values()) and len(ends) == len(missing):
        return 0  # it may be served already, with its keys
    with target.writing() as transaction:
        transaction.replace_catalog(_without_keys(theirs, ours))
    copied = done = 0
    with shown("copying", sum(missing.values())) as advance:
        for account in missing:
            start = ends.get(account, 0)
            for events, last, _ in _ahead(_stretches(source, account, start)):
                if events:
                    with target.writing() as transaction:
                        transaction.append(account, events, month_of(events[-1].received_at))
                copied += len(events)
                done += last - start
                start = last
                advance(done)
    return copied


def _ends(source: Store, theirs: Catalog, ours: Catalog) -> dict[int, int]:
    """The last sequence that the target has of each account. Raises StoreError if it has anything else."""
    if ours.accounts and ours.pepper != theirs.pepper:
        raise StoreError("the target holds another ledger")
    live = {key["digest"]: key["revoked_at"] is None for key in theirs.keys}
    if any(key["digest"] not in live or (key["revoked_at"] and live[key["digest"]]) for key in ours.keys):
        raise StoreError("the target has gone on by itself: it has other keys")
    ends = {row["account"]: row["sequence"] for row in theirs.accounts}
    for row in ours.accounts:
        account, sequence = row["account"], row["sequence"]
        if ends.get(account, -1) < sequence or not _agrees(source, account, sequence, row["received_at"]):
            raise StoreError(f"the target has gone on by itself: account {row['name']!r} has other events")
    return {row["account"]: row["sequence"] for row in ours.accounts}


def _agrees(source: Store, account: int, sequence: int, received_at: int) -> bool:
    """Whether the source's event of this sequence was received at this time, or is not there any more."""
    if not sequence:
        return True
    with source.reading() as snapshot:
        events = snapshot.search(account, _ALL).page_by_sequence(sequence - 1, 1).events
    return not events or events[0].sequence != sequence or events[0].received_at == received_at


def _without_keys(theirs: Catalog, ours: Catalog) -> Catalog:
    """The source's directory with sequences as far as the target has them, and nothing to get in with."""
    nowhere = {"sequence": 0, "received_at": 0}
    ends = {row["account"]: {name: row[name] for name in nowhere} for row in ours.accounts}
    accounts = [row | ends.get(row["account"], nowhere) for row in theirs.accounts]
    return Catalog(theirs.pepper, accounts, keys=[], usage=[])


def _stretches(store: Store, account: int, after: int) -> Iterator[SequencePage]:
    """An account's events behind a sequence, in its order.

    Each stretch is read from a snapshot of its own, so that a log need not be kept for all of them.
    """
    size, stretch = _MOST_EVENTS // 10, SequencePage([], after, more=True)
    while stretch.more:
        with store.reading() as snapshot:
            stretch = snapshot.search(account, _ALL).page_by_sequence(stretch.last, size)
        text = sum(len(event.metadata) for event in stretch.events) // max(len(stretch.events), 1)
        size = min(_MOST_EVENTS, max(1, _MOST_TEXT // (text + 1)))
        yield stretch


def _ahead(stretches: Iterator[SequencePage]) -> Iterator[SequencePage]:
    """The same, each of them read by a thread while the one before is worked on."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, stretches, None)
        while (stretch := coming.result()) is not None:
            coming = reader.submit(next, stretches, None)
            yield stretch


def _verify(source: Store, target: Store, shown: Shown) -> int:
    """Compare every event; how many there are. Raises UnequalError."""
    verified = 0
    accounts = _directory(source).accounts
    with shown("verifying", sum(row["sequence"] for row in accounts)) as advance:
        for row in accounts:
            # What was deleted here may not be yet there.
            start = _first(source, row["account"]) - 1
            both = (_stretches(store, row["account"], start) for store in (source, target))
            for theirs, ours in zip_longest(*map(_ahead, both), fillvalue=_NOTHING):
                if theirs.events != ours.events:
                    sequence = _where(theirs.events, ours.events)
                    raise UnequalError(f"account {row['name']!r} differs at the sequence {sequence}")
                verified += len(ours.events)
                advance(verified)
    return verified


def _first(store: Store, account: int) -> int:
    """The sequence of an account's first event."""
    with store.reading() as snapshot:
        events = snapshot.search(account, _ALL).page_by_sequence(0, 1).events
    return events[0].sequence if events else 1


def _where(theirs: list[Event], ours: list[Event]) -> int:
    """The sequence at which two lists begin to differ."""
    pairs = zip_longest(theirs, ours)
    return next((min(each.sequence for each in pair if each) for pair in pairs if pair[0] != pair[1]), 0)


def _complete(source: Store, target: Store) -> int:
    """Give the target its keys, and the counts that copying does not carry; how many accounts there are."""
    theirs = _directory(source)
    if _directory(target) != theirs:
        with target.writing() as transaction:
            transaction.replace_catalog(theirs)
        if _directory(target) != theirs:
            raise UnequalError("the accounts, keys or counts in the target differ from those in the source")
    return len(theirs.accounts)


def _directory(store: Store) -> Catalog:
    with store.reading() as snapshot:
        return snapshot.catalog()
