"""Row-level security is a second defense: without any condition on the account, tenants stay apart.

The first defense, the condition, is removed from every statement that the store sends for an account. The
tenant must still get what a ledger with its events alone responds, and nothing of its neighbor may change.
"""

import contextlib
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.interning import TABLES
from auditledge.server.stores.models import Actor, EventContext
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.urls import open_store
from server.api.tenants import PROBES, Comparable, Tenant, comparable, everything, fill
from server.conftest import Served, serving
from server.load.scale import append, some_event
from server.postgres import PostgreSQL
from server.stores.row_level_security import first_defense_removed

OF_ACCOUNTS = {"events", "heads", "usage", "segments", "columns", *(table.name for table in TABLES)}
"""The tables that row-level security guards."""
READING = (
    *("listEvents", "exportEvents", "exportEventsCsv", "streamEvents", "countEvents", "countFacets"),
    "getEvent",
)
OF_NO_ACCOUNT = {"getHealth", "getLiveness", "getReadiness"}
LATER = 2**60
"""An instant before which every event was received."""


def without_second_defense(postgresql: PostgreSQL, url: str) -> None:
    """Switch row-level security off, as an administrator may."""
    with postgresql.admin(url) as admin:
        for table in OF_ACCOUNTS:
            admin.execute(f"ALTER TABLE auditledge.{table} DISABLE ROW LEVEL SECURITY")


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    with postgresql.database() as empty:
        yield empty


@pytest.fixture
def tenant(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenant]:
    """An account next to another, in a ledger that was filled with both defenses, with empty caches."""
    lone = f"sqlite:///{tmp_path_factory.mktemp('alone') / 'ledger.db'}"
    with contextlib.ExitStack() as opened:
        alone = opened.enter_context(served(lone))
        with served(url) as before:
            filled = fill(before, alone, bound=False)
            keys = before.keys
        after = opened.enter_context(served(url))
        mine, theirs = (after.client(key, checked=False) for key in keys)
        yield filled._replace(shared=mine, strangers=[theirs])


@contextlib.contextmanager
def served(database: str) -> Iterator[Served]:
    with serving(database) as url, contextlib.closing(open_store(database)) as store:
        ledger = Served(url, store)
        yield ledger
        ledger.close()


def test_no_operation_reaches_another_account_without_the_first_defense(tenant: Tenant) -> None:
    (neighbor,) = tenant.strangers
    before = everything(neighbor)
    with first_defense_removed() as tables:
        differ = [operation for operation in PROBES if leaks(operation, tenant)]
    assert differ == []
    assert tables >= OF_ACCOUNTS
    assert everything(neighbor) == before


def test_without_defenses_every_operation_does(postgresql: PostgreSQL, url: str, tenant: Tenant) -> None:
    """So the test above does remove the first defense."""
    without_second_defense(postgresql, url)
    with first_defense_removed(but="heads"):  # one row of it is expected, so it would hide the rest
        assert [each for each in READING if not leaks(each, tenant)] == []
        assert {status for each in READING for status, *_ in responses(each, tenant)} <= {200, 400, 404}
    with first_defense_removed():
        assert [each for each in PROBES.keys() - OF_NO_ACCOUNT if not leaks(each, tenant)] == []


def leaks(operation: str, tenant: Tenant) -> bool:
    """Whether an operation returns something else than in a ledger with the tenant's events alone."""
    return responses(operation, tenant) != [
        comparable(each) for each in PROBES[operation](tenant.alone, tenant)
    ]


def responses(operation: str, tenant: Tenant) -> list[Comparable]:
    """What an operation returns, until a response is cut off, or is an error instead of a page."""
    found: list[Comparable] = []
    with contextlib.suppress(httpx.HTTPError, KeyError):
        found.extend(comparable(each) for each in PROBES[operation](tenant.shared, tenant))
    return found


def reached(url: str, mine: int, theirs: int) -> set[str]:
    """The tables in which a transaction in the scope of `mine` sees or changes rows of `theirs`."""
    found = set()
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as owner:
        owner.execute("SET search_path = auditledge")
        # By their columns, so that a table that is added later is among them.
        tables = owner.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'auditledge'"
            " AND column_name = 'account' AND table_name NOT IN ('accounts', 'keys')"
        ).fetchall()
        assert {name for (name,) in tables} >= OF_ACCOUNTS
        for (table,) in tables:
            with owner.transaction(force_rollback=True):
                owner.execute("SELECT set_config('auditledge.account', %s, true)", [str(mine)])
                if table in OF_ACCOUNTS:
                    own = owner.execute(f"SELECT FROM {table} WHERE account = %s", [mine])
                    assert own.rowcount > 0, table
                for statement in (
                    f"SELECT FROM {table} WHERE account = %s",
                    f"UPDATE {table} SET account = account WHERE account = %s",
                    f"DELETE FROM {table} WHERE account = %s",
                ):
                    if owner.execute(statement, [theirs]).rowcount:
                        found.add(table)
            with owner.transaction(force_rollback=True):
                owner.execute("SELECT set_config('auditledge.account', %s, true)", [str(mine)])
                try:
                    given = owner.execute(f"UPDATE {table} SET account = %s", [theirs]).rowcount
                except psycopg.errors.InsufficientPrivilege:
                    given = 0
                except psycopg.errors.UniqueViolation:
                    given = 1  # it tried
                if given:
                    found.add(table)
    return found


@pytest.fixture
def two_accounts(url: str) -> tuple[int, int]:
    """Two accounts with rows in every table of accounts."""
    with contextlib.closing(PostgreSQLStore(url)) as store:
        accounts = [store.ensure_account(name, "growth") for name in ("mine", "theirs")]
        actor = Actor("u", None, None, "user")
        members = {"actor": actor, "on_behalf_of": actor, "context": EventContext(ip="::1")}
        for account in accounts:
            append(store, account, [some_event(n, "org", **members) for n in range(5)])
            assert Compactor(store, 64).step(account)
    return accounts[0], accounts[1]


def test_no_table_shows_rows_of_another_account(url: str, two_accounts: tuple[int, int]) -> None:
    assert reached(url, *two_accounts) == set()


@pytest.mark.parametrize("table", sorted(OF_ACCOUNTS))
def test_a_table_without_row_level_security_is_found(
    postgresql: PostgreSQL, url: str, two_accounts: tuple[int, int], table: str
) -> None:
    """So the test above fails if any one table is not guarded, or its owner is not bound by that."""
    with postgresql.admin(url) as admin:
        admin.execute(f"ALTER TABLE auditledge.{table} NO FORCE ROW LEVEL SECURITY")
    assert reached(url, *two_accounts) == {table}


@pytest.mark.parametrize("second", [True, False])
def test_retention_and_sealing_stay_within_their_account(
    postgresql: PostgreSQL, url: str, tenant: Tenant, *, second: bool
) -> None:
    """They do so with the second defense only."""
    (neighbor,) = tenant.strangers
    before = everything(neighbor)
    if not second:
        without_second_defense(postgresql, url)
    with (
        contextlib.closing(PostgreSQLStore(url)) as store,
        first_defense_removed(but="" if second else "heads") as tables,
    ):
        deleted = seal_and_expire(store)
    assert tables >= {"events", "segments", "columns"}
    assert (everything(neighbor) == before, deleted == len(tenant.own)) == (second, second)


def seal_and_expire(store: PostgreSQLStore) -> int:
    """Seal all of the first account, and then delete it; how many events that were."""
    with store.reading() as snapshot:
        account = min(each.account for each in snapshot.accounts.list_accounts())
    compactor = Compactor(store, 64)
    # Without both defenses, segments of the other account are indexed over and over, as if they were its own.
    for _ in range(20):
        if not compactor.step(account):
            break
    with store.expiring() as expiry:
        assert expiry is not None
        return sum(iter(lambda: expiry.step(account, LATER, 7), None))
