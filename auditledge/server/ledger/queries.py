"""Queries: what can be asked of a ledger's events, as typed and validated values."""

from typing import NamedTuple

from auditledge.server.stores.models import Filters, Order

BEGINNING = "beginning"
"""Stands for a resume token before the first event."""


class PageQuery(NamedTuple):
    """One page of a search. `cursor` is not yet validated; with a cursor, `offset` is 0."""

    filters: Filters
    order: Order
    limit: int
    offset: int
    cursor: str | None


class ExportQuery(NamedTuple):
    """An export. `after` is the id of an event, not yet looked up."""

    filters: Filters
    order: Order
    after: str | None


class StreamQuery(NamedTuple):
    """A stream. `after` is a resume token, not yet validated, BEGINNING, or None for the present."""

    filters: Filters
    after: str | None
    follow: bool
