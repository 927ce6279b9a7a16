"""Interned values by number: each is read once, and only those that rows have."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import InternTable
from auditledge.server.stores.models import Actor, EventContext
from auditledge.server.stores.row_codec import EventRow

VALUES: dict[str, tuple[str | None, ...]] = {
    "organizations": ("org_1",),
    "actors": ("u1", "Ann", None),
    "kinds": ("a.b", "t"),
    "actor_types": ("service",),
    "on_behalf_of": ("u2", None, "b@c.d", "user"),
    "ips": ("::1",),
}
PLAIN = EventRow(bytes(16), 1, 0, 0, None, 5, 5, "r", None, "{}", None, None, None, None, None, None)
WHOLE = PLAIN._replace(organization=5, actor_type=5, on_behalf_of=5, ip=5)


class Source:
    """An account in which every table has one value, with the number 5."""

    account = 1

    def __init__(self) -> None:
        self.read: list[str] = []

    def interned_values(self, table: InternTable, numbers: Collection[int]) -> Iterable[Sequence[Any]]:
        assert set(numbers) == {5}
        self.read.append(table.name)
        return [(5, *VALUES[table.name])]


def test_values_are_decoded() -> None:
    (event,) = InternCache().events(Source(), [WHOLE])
    assert event.organization == "org_1"
    assert event.actor == Actor("u1", "Ann", None, "service")
    assert event.on_behalf_of == Actor("u2", None, "b@c.d", "user")
    assert event.context == EventContext(ip="::1")
    assert (event.kind.action, event.kind.resource_type) == ("a.b", "t")


def test_only_tables_with_numbers_are_read() -> None:
    source = Source()
    (event,) = InternCache().events(source, [PLAIN])
    assert event.actor == Actor("u1", "Ann", None)
    assert event.on_behalf_of is None
    assert sorted(source.read) == ["actors", "kinds"]


def test_values_are_read_once() -> None:
    source, cache = Source(), InternCache()
    for _ in range(2):
        cache.events(source, [PLAIN, WHOLE, WHOLE])
    assert sorted(source.read) == sorted(VALUES)
