"""Pages of a search, in both directions: each leads to the page after it and to the page before it."""

from collections.abc import Callable
from typing import NamedTuple

from auditledge.server.ledger.page_cursor import Cursor
from auditledge.server.ledger.queries import PageQuery
from auditledge.server.stores.models import Event, Order, SortKey
from auditledge.server.stores.protocol import Search

_OPPOSITE: dict[Order, Order] = {"asc": "desc", "desc": "asc"}
_END: dict[Order, SortKey] = {"asc": SortKey(2**62, 0), "desc": SortKey(-(2**62), 0)}


class Page(NamedTuple):
    """One page of a search. `next_cursor` is None on the last page, `prev_cursor` on the first."""

    events: list[Event]
    total: int
    next_cursor: str | None
    prev_cursor: str | None


class _Found(NamedTuple):
    events: list[Event]
    following: Cursor | None = None
    previous: Cursor | None = None


def read_page(
    search: Search, query: PageQuery, cursor: Cursor | None, encode: Callable[[Cursor], str]
) -> Page:
    """The page that a query asks for: from its cursor if it has one, else from its offset.

    `encode` makes the text of a cursor.
    """
    total = search.count()
    if cursor is not None and cursor.is_backward:
        found = _before(search, query, cursor.key)
    else:
        found = _after(search, query, None if cursor is None else cursor.key)
    cursors = (None if each is None else encode(each) for each in (found.following, found.previous))
    return Page(found.events, total, *cursors)


def _after(search: Search, query: PageQuery, after: SortKey | None) -> _Found:
    # One more than asked for shows whether there is a next page.
    found = search.page(query.order, after=after, offset=query.offset, limit=query.limit + 1)
    events = found[: query.limit]
    following = Cursor(_key(events[-1])) if len(found) > query.limit else None
    if after is None and query.offset == 0:
        return _Found(events, following)
    if events:
        first = _key(events[0])
    else:  # the page before has the events up to `after`, itself included, or the last ones of all
        first = _END[query.order] if after is None else _neighbor(after, query.order)
    # Retention may have deleted all that was before the page.
    is_first = not search.page(_OPPOSITE[query.order], after=first, offset=0, limit=1)
    return _Found(events, following, None if is_first else Cursor(first, is_backward=True))


def _before(search: Search, query: PageQuery, before: SortKey) -> _Found:
    opposite = _OPPOSITE[query.order]
    found = search.page(opposite, after=before, offset=0, limit=query.limit + 1)
    events = found[: query.limit][::-1]
    previous = Cursor(_key(events[0]), is_backward=True) if len(found) > query.limit else None
    last = _key(events[-1]) if events else _neighbor(before, opposite)
    is_last = not search.page(query.order, after=last, offset=0, limit=1)
    return _Found(events, None if is_last else Cursor(last), previous)


def _key(event: Event) -> SortKey:
    return SortKey(event.timestamp, event.sequence)


def _neighbor(key: SortKey, order: Order) -> SortKey:
    """The key right after `key` in the order, whether or not an event has it."""
    return key._replace(sequence=key.sequence + (1 if order == "asc" else -1))
