"""What a process keeps in memory: within a bound, and no account at the cost of another."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auditledge.server.stores.account_cache import AccountCache
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import ACTORS, Interner, InternTable
from auditledge.server.stores.models import EventKind
from auditledge.server.stores.row_codec import EventColumns, EventRow


def test_values_are_kept_until_the_cache_is_full() -> None:
    cache = AccountCache(100)
    for key in range(10):
        cache.put(1, key, f"value {key}", 10)
    assert [cache.get(1, key) for key in range(10)] == [f"value {key}" for key in range(10)]
    assert len(cache) == 100
    assert cache.get(1, 10) is None
    assert cache.get(2, 1) is None


def test_the_least_recently_used_go_first() -> None:
    cache = AccountCache(30)
    for key in "abc":
        cache.put(1, key, key, 10)
    cache.get(1, "a")
    cache.put(1, "d", "d", 10)
    assert [cache.get(1, key) for key in "abcd"] == ["a", None, "c", "d"]


def test_a_value_may_grow() -> None:
    cache = AccountCache(100)
    cache.put(1, "other", "other", 30)
    for size in (10, 40, 70, 20):
        cache.put(1, "a", f"of {size}", size)
    assert (cache.get(1, "a"), len(cache)) == ("of 20", 50)
    cache.put(1, "a", "of 71", 71)
    assert cache.get(1, "other") is None
    cache.put(1, "a", "too large", 101)
    assert (cache.get(1, "a"), len(cache)) == (None, 0)


def test_the_largest_account_gives_up_its_own() -> None:
    """However much it reads, the others keep what they hold, up to an equal share."""
    cache = AccountCache(90)
    for key in range(9):
        cache.put(1, key, key, 10)
    cache.put(2, "b", "b", 20)
    cache.put(3, "c", "c", 30)
    for key in range(1_000):
        cache.put(1, key, key, 10)
    assert (cache.get(2, "b"), cache.get(3, "c"), len(cache)) == ("b", "c", 90)
    assert [key for key in range(1_000) if cache.get(1, key) is not None] == [996, 997, 998, 999]


class Entries:
    """A dictionary of an account, which counts how often it is asked."""

    def __init__(self, account: int, text: str) -> None:
        self.account = account
        self.asked = 0
        self._text = text

    def interned_values(self, table: InternTable, numbers: Collection[int]) -> list[list[Any]]:
        self.asked += len(numbers)
        return [[number, *[f"{number} {self._text}"] * len(table.columns)] for number in numbers]


def rows(numbers: Iterable[int]) -> list[EventRow]:
    absent = [None] * 6
    return [EventRow(bytes(16), 1, 1, 1, None, number, 1, "r", None, "{}", *absent) for number in numbers]


def test_interned_texts_take_bytes_not_places() -> None:
    """One account with long names pushes out nothing of another, and stays within the bound."""
    cache = AccountCache(2**20)
    interned = InternCache(cache)
    small, large = Entries(1, "a"), Entries(2, "\N{GRINNING FACE}" * 1_000)
    for _ in range(3):
        assert [event.actor.id for event in interned.events(small, rows(range(10)))][9] == "9 a"
    asked = small.asked
    for start in range(0, 5_000, 100):
        events = interned.events(large, rows(range(start, start + 100)))
        assert [event.actor.id.split()[0] for event in events] == [str(n) for n in range(start, start + 100)]
        assert len(cache) <= 2**20
    interned.events(small, rows(range(10)))
    assert small.asked == asked


def test_numbers_of_long_texts_are_bounded() -> None:
    interner = Interner()
    numbers = itertools.count(1)
    created: dict[tuple[str | None, ...], int] = {}

    def find_or_create(_: InternTable, values: Sequence[tuple[str | None, ...]]) -> dict[Any, int]:
        return {value: created.setdefault(value, next(numbers)) for value in values}

    for start in range(0, 20_000, 500):
        actors = [(f"{n}", "\N{GRINNING FACE}" * 900, None) for n in range(start, start + 500)]
        size = len(actors)
        columns = EventColumns(
            id=[b""] * size, sequence=[1] * size, timestamp=[1] * size, received_at=[1] * size,
            organization=[None] * size, actor=actors, kind=[EventKind("a", "t")] * size,
            resource_id=["r"] * size, resource_name=[None] * size, metadata=["{}"] * size,
            actor_type=[None] * size, on_behalf_of=[None] * size, outcome=[None] * size, ip=[None] * size,
            changes=[None] * size, details=[None] * size,
        )  # fmt: skip
        got = interner.intern(1, columns, find_or_create)
        assert got.actor == [created[tuple(actor)] for actor in actors]
        if start % 1_000:
            interner.commit()
        else:
            interner.rollback()
    assert 2**20 < len(interner._tables[ACTORS]._cache) <= 64 * 2**20


_puts = st.tuples(st.integers(1, 4), st.integers(0, 5), st.integers(0, 60))


@given(st.lists(_puts, max_size=60))
def test_the_bound_holds(puts: list[tuple[int, int, int]]) -> None:
    cache = AccountCache(100)
    latest: dict[tuple[int, int], int] = {}
    for account, key, size in puts:
        cache.put(account, key, (account, key, size), size)
        latest[account, key] = size
        held = {each: value for each in latest if (value := cache.get(*each)) is not None}
        assert all(value == (*each, latest[each]) for each, value in held.items())
        assert len(cache) == sum(size for *_, size in held.values()) <= 100
