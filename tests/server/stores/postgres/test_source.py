"""The plans of statements: no statement reads more than it needs, whatever the statistics say."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS
from auditledge.server.stores.models import Actor, Filters
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.postgres.interning import find_or_create
from auditledge.server.stores.postgres.snapshot import PostgreSQLSnapshot, read_events
from auditledge.server.stores.postgres.source import PostgreSQLSource
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, all_of, store_all


@contextlib.contextmanager
def explained(snapshot: PostgreSQLSnapshot) -> Iterator[list[str]]:
    """The plans of the statements on an account's tables that are run meanwhile, and what they did."""
    told: list[str] = []
    run = TenantScope.within

    def within(self: TenantScope, account: int, text: str, values: Any) -> Any:
        explain = f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {text}"
        told.append("\n".join(row[0] for row in run(self, account, explain, values)))
        return run(self, account, text, values)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TenantScope, "within", within)
        yield told


@pytest.mark.parametrize("analyzed", [False, True])
def test_statements_follow_their_plans(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int, analyzed: bool
) -> None:
    """No plan may sort more than a tail, read a whole table, or read another account's rows."""
    actors = [Actor(str(n % 70), f"Name {n % 70}", f"{n}@b") for n in range(1_500)]
    store_all(store, account, [a_new_event(actor=actor, organization="o") for actor in actors])
    if analyzed:
        with postgresql.admin(url) as admin:
            admin.execute("VACUUM ANALYZE")
    with store.reading() as snapshot, explained(snapshot) as told:
        source = PostgreSQLSource(snapshot._scope, account)
        source.last(), source.segments(), source.text_chunk(ACTORS, ["name"], 3)
        assert len(list(source.search_rows(1, 1_500))) == 1_500
        assert len(source.event_rows([1, 2, 5, 900])) == 4
        every = Filters("o", actor_id="1", actor_name="e", actor_email="1@b", resource_type="t", action="a")
        assert snapshot.search(account, every).count() == 0
    assert len(told) == 8
    for text in told:
        assert not re.search("Seq Scan|Bitmap|Hash|Materialize|Merge Join", text), text
        scans = re.findall(r"Index.* Scan.* on \w+.*\n +(.*)", text)
        assert [each for each in scans if not re.search(r"account = ", each)] == [], text
    assert [re.findall("Sort Key: (.*)", text) for text in told if "Sort" in text] == [
        ["segments.last"],
        ['events."timestamp", events.sequence'],
    ]


def test_an_id_is_looked_up_in_its_partition_only(store: PostgreSQLStore, account: int) -> None:
    """And by the index on ids, though no statistics speak for it in a new partition."""
    draft = a_new_event()
    store_all(store, account, [draft, *(a_new_event() for _ in range(500))])
    with store.reading() as snapshot, explained(snapshot) as told:
        assert snapshot.event(account, draft.id) is not None
    scans = [line for line in told[0].splitlines() if re.search(r"Index Scan using events_\w+_pkey", line)]
    assert len(scans) == 4
    assert len([line for line in scans if "never executed" not in line]) == 1


def test_lookups_use_their_index_in_an_account_newer_than_the_statistics(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    """To the planner it has no rows, so that any index will do: by most of them all that it has is read."""
    drafts = [a_new_event(organization=str(n), actor=Actor(str(n), None, None)) for n in range(1_500)]
    store_all(store, account, drafts)
    with postgresql.admin(url) as admin:
        admin.execute("VACUUM ANALYZE")
    later = store.ensure_account("later", "growth")
    store_all(store, later, drafts)
    events = all_of(store, later)
    with store.reading() as snapshot, explained(snapshot) as told:
        for table, values in (
            (ORGANIZATIONS, [(each.organization,) for each in events]),
            (ACTORS, [each.actor for each in events]),
            (KINDS, [events[0].kind]),
        ):
            find_or_create(snapshot._scope, later, table, values)
        assert len(read_events(snapshot._scope, later, [each.id for each in events], InternCache())) == 1_500
        assert len(PostgreSQLSource(snapshot._scope, later).event_rows(range(1, 1_500, 20))) == 75
    assert len(told) == 8
    assert [text for text in told if "Rows Removed" in text] == []


def test_prepared_statements_survive_the_end_of_a_snapshot(store: PostgreSQLStore, account: int) -> None:
    times = set()
    for _ in range(12):
        with store.reading() as snapshot:
            snapshot.search(account, Filters(start=0)).count()
            rows = snapshot._scope.run(
                "SELECT prepare_time FROM pg_prepared_statements WHERE statement LIKE 'SELECT sequence%%'"
            )
            times |= {time for (time,) in rows}
    assert len(times) == 1


@pytest.mark.parametrize(
    ("filters", "index"),
    [(Filters(actor_id="7"), "actors_id"), (Filters(on_behalf_of_id="7"), "on_behalf_of_id")],
)
def test_ids_are_looked_up_in_their_index(url: str, filters: Filters, index: str) -> None:
    """Under row-level security an index is used for comparisons of columns alone, and not for expressions."""
    with contextlib.closing(PostgreSQLStore(url)) as store:
        account = store.ensure_account("acme", "growth")
        actors = [Actor(str(n), None, None) for n in range(1_000)]
        store_all(store, account, [a_new_event(actor=each, on_behalf_of=each) for each in actors])
        with store.reading() as snapshot, explained(snapshot) as plans:
            assert snapshot.search(account, filters).count() == 1
    (plan,) = (each for each in plans if "id_hash" in each)
    assert f"Index Scan using {index} on" in plan
    assert "Rows Removed" not in plan
