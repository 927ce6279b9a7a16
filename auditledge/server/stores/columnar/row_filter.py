"""Filters applied to single rows. For a few rows, that is less work than a look through the dictionaries."""

from collections.abc import Sequence

from auditledge.server.stores.columnar.predicates import EXACT_ACTOR
from auditledge.server.stores.columnar.source import AccountSource, SearchRow
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS
from auditledge.server.stores.models import Actor, EventKind, Filters


def matching_sequences(
    source: AccountSource, interned: InternCache, filters: Filters, rows: Sequence[SearchRow]
) -> list[int]:
    """The sequences of the rows that match, ascending, apart from what is in `expression_of(filters)`."""
    organizations = interned.values(source, ORGANIZATIONS, {row.organization for row in rows} - {0})
    actors = interned.values(source, ACTORS, {row.actor for row in rows})
    kinds = interned.values(source, KINDS, {row.kind for row in rows})
    return sorted(
        row.sequence
        for row in rows
        if _holds_time(filters, row.timestamp)
        and filters.organization in (None, organizations.get(row.organization))
        and _holds_texts(filters, actors[row.actor], kinds[row.kind])
    )


def _holds_time(filters: Filters, timestamp: int) -> bool:
    after_start = filters.start is None or filters.start <= timestamp
    return after_start and (filters.end is None or timestamp <= filters.end)


def _holds_texts(filters: Filters, actor: Actor, kind: EventKind) -> bool:
    for column in EXACT_ACTOR:
        if getattr(filters, f"actor_{column}") not in (None, getattr(actor, column)):
            return False
    if filters.resource_type not in (None, kind.resource_type):
        return False
    name, action = (actor.name or "").casefold(), kind.action.casefold()
    texts = (name, action, kind.resource_type.casefold())
    return (
        (filters.actor_name is None or filters.actor_name.casefold() in name)
        and (filters.action is None or filters.action.casefold() in action)
        and all(any(word.casefold() in text for text in texts) for word in filters.search)
    )
