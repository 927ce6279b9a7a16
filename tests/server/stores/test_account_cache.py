"""What a process keeps in memory: within a bound, and no account at the cost of another."""

from hypothesis import given
from hypothesis import strategies as st

from auditledge.server.stores.account_cache import AccountCache


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
