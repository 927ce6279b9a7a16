"""The PostgreSQL store: what it demands of a server, what stands behind its conditions, and its plans."""

import contextlib
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import click.testing
import psycopg
import pytest

from auditledge.cli import main
from auditledge.server.calendar_months import month_of
from auditledge.server.ledger import append
from auditledge.server.ledger.append import AppendRequest
from auditledge.server.stores.columnar.compactor import Compactor
from auditledge.server.stores.errors import StoreError, StoreUnavailableError
from auditledge.server.stores.intern_cache import InternCache
from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS
from auditledge.server.stores.models import Actor, Event, EventKind, Filters, SortKey
from auditledge.server.stores.postgres import PostgreSQLStore, partitions, schema
from auditledge.server.stores.postgres.connections import DatabaseURL
from auditledge.server.stores.postgres.interning import find_or_create
from auditledge.server.stores.postgres.snapshot import PostgreSQLSnapshot, read_events
from auditledge.server.stores.postgres.source import PostgreSQLSource
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from auditledge.server.stores.urls import open_store, without_password
from server.postgres import PostgreSQL
from server.stores.appending import a_new_event, all_of, principal, store_all
from server.stores.partitions import At, held, id_at
from server.stores.row_level_security import first_wall_down


@pytest.fixture
def url(postgresql: PostgreSQL) -> Iterator[str]:
    """The URL of an empty database."""
    with postgresql.database() as empty:
        yield empty


@pytest.fixture
def store(url: str) -> Iterator[PostgreSQLStore]:
    with contextlib.closing(PostgreSQLStore(url)) as opened:
        yield opened


@pytest.fixture
def account(store: PostgreSQLStore) -> int:
    return store.ensure_account("acme", "growth")


# The URL, and what is told of it.


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://u:secret@h:5433/db?sslmode=require", "postgresql://u@h:5433/db"),
        ("postgres://h/db?password=secret", "postgresql://h/db"),
        ("postgresql:///db", "postgresql:///db"),
        ("postgresql://u@/db?host=/run/x", "postgresql://u@/db?host=/run/x"),
        ("sqlite:///a.db", "sqlite:///a.db"),
    ],
)
def test_a_url_is_shown_without_its_password(url: str, told: str) -> None:
    assert without_password(url) == told


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@secret@127.0.0.1/db",
        "postgresql://u:p/secret@127.0.0.1/db",
        "postgresql://u:12?secret@127.0.0.1/db",
        "postgresql://u:12#secret@127.0.0.1/db",
        "postgresql://u:12/x=secret@127.0.0.1/db",
        "postgresql://u:%zzsecret@127.0.0.1/db",
        "postgresql://127.0.0.1:secret/db",
        "postgresql://u:secret@127.0.0.1:1/db",
        "postgresql://127.0.0.1:1/db?password=secret",
        "postgresql://127.0.0.1:1/db?nonsense=secret",
        "postgresql://u:secret@127.0.0.1:1/db?connect_timeout=soon",
    ],
)
def test_no_error_tells_a_password(url: str) -> None:
    with pytest.raises(StoreError) as error:
        open_store(url)
    seen: BaseException | None = error.value
    while seen is not None:
        assert "secret" not in str(seen)
        seen = None if seen.__suppress_context__ else seen.__context__
    result = click.testing.CliRunner().invoke(main, ["keys", "list", "--store", url])
    assert result.exit_code == 1
    assert re.fullmatch(r"error: .*\n", result.output)
    assert "secret" not in result.output


def test_a_password_that_the_server_complains_of_is_left_out(url: str) -> None:
    # A password in quotes of the server's own text; libpq would repeat it.
    address = DatabaseURL(url.replace("?", "?password=ledger_9999&").replace("ledger_", "no_such_", 1))
    with pytest.raises(StoreUnavailableError, match="does not exist"):
        address.connect()
    assert "ledger_9999" not in address._without_password(Exception("of ledger_9999"))


def test_a_driver_that_is_not_installed_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("auditledge.server.stores.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'auditledge\[server,postgres\]'"):
        open_store(url)


def test_the_commands_for_keys_work(url: str) -> None:
    def invoke(*arguments: str) -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, ["keys", *arguments, "--store", url])

    key = invoke("create", "--account", "acme", "--plan", "free", "--organization", "o", "--bound").stdout
    listed = json.loads(invoke("list").stdout)
    assert [listed[name] for name in ("prefix", "account", "plan", "organization_id", "bound")] == [
        key[:11],
        "acme",
        "free",
        "o",
        True,
    ]
    assert invoke("revoke", key[:11]).exit_code == 0
    assert invoke("revoke", key[:11]).exit_code == 1


# What a server must be.


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_server_that_may_lose_events_is_refused(
    postgresql: PostgreSQL, url: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with turned_off(postgresql, setting):
        with pytest.raises(StoreError, match=f"has {setting} off.* AUDITLEDGE_ACCEPT_DATA_LOSS=1"):
            open_store(url)
        with postgresql.admin(url) as admin:
            assert admin.execute("SELECT to_regnamespace('auditledge')").fetchone() == (None,)
        monkeypatch.setenv("AUDITLEDGE_ACCEPT_DATA_LOSS", "0")
        with pytest.raises(StoreError, match=setting):
            open_store(url)
        monkeypatch.setenv("AUDITLEDGE_ACCEPT_DATA_LOSS", "1")
        open_store(url).close()
    monkeypatch.delenv("AUDITLEDGE_ACCEPT_DATA_LOSS")
    open_store(url).close()


@contextlib.contextmanager
def turned_off(postgresql: PostgreSQL, setting: str) -> Iterator[None]:
    if setting == "synchronous_commit":  # the others are of the server as a whole
        with postgresql.ledger_with("SET synchronous_commit = off"):
            yield
    else:
        postgresql.set(setting, "off")
        try:
            yield
        finally:
            postgresql.set(setting, None)


def test_a_server_that_became_careless_is_not_written_to(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    with turned_off(postgresql, "synchronous_commit"):
        postgresql.cut(url)
        with pytest.raises(StoreUnavailableError, match="synchronous_commit off"):
            store_all(store, account, [a_new_event()])
    store_all(store, account, [a_new_event()])


def test_a_database_of_another_encoding_is_refused(postgresql: PostgreSQL) -> None:
    encoding = "ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C'"
    with postgresql.admin() as admin:
        admin.execute(f"CREATE DATABASE latin OWNER ledger TEMPLATE template0 {encoding}")
    with pytest.raises(StoreError, match="not encoded as UTF8"):
        open_store(postgresql.url("latin"))


def test_a_read_only_server_is_refused(postgresql: PostgreSQL, url: str) -> None:
    read_only = postgresql.ledger_with("SET default_transaction_read_only = on")
    with read_only, pytest.raises(StoreError, match="read-only"):
        open_store(url)


def test_an_older_server_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditledge.server.stores.postgres.preflight._MIN_VERSION", 99)
    with pytest.raises(StoreError, match="older than PostgreSQL 99"):
        open_store(url)


def test_our_connections_are_set_as_we_need_them(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    """Whatever the role or the database would have it."""
    strange = ["lock_timeout = 1", "statement_timeout = 1", "enable_seqscan = on", "search_path = x"]
    with postgresql.ledger_with(*(f"SET {each}" for each in strange)):
        postgresql.cut(url)
        store_all(store, account, [a_new_event() for _ in range(2_000)])
        assert len(all_of(store, account)) == 2_000
    with store.writing() as transaction:
        (told,) = transaction._scope.run(
            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),"
            " current_setting('idle_in_transaction_session_timeout'), current_setting('synchronous_commit')"
        )
        assert told == ("10s", "0", "30s", "on")
    with store.reading() as snapshot:
        (told,) = snapshot._scope.run(
            "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only'),"
            " current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        assert told == ("repeatable read", "on", "30s", "10s")


# Versions.


def test_a_later_version_is_refused(postgresql: PostgreSQL, url: str) -> None:
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        admin.execute("UPDATE auditledge.ledger SET version = version + 1")
    known = len(schema._MIGRATIONS)
    refused = f"this ledger has version {known + 1}, but this program knows only {known}: upgrade auditledge"
    with pytest.raises(StoreError, match=refused):
        PostgreSQLStore(url)


def test_an_earlier_version_is_brought_up_once(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(PostgreSQLStore(url)) as store:
        pepper = store.pepper
    later = (*schema._MIGRATIONS, "CREATE TABLE later (x integer); ALTER TABLE usage RENAME TO used;")
    monkeypatch.setattr(schema, "_MIGRATIONS", later)
    for _ in range(2):
        with contextlib.closing(PostgreSQLStore(url)) as store:
            assert store.pepper == pepper
    with postgresql.admin(url) as admin:
        assert admin.execute("SELECT version FROM auditledge.ledger").fetchall() == [(len(later),)]
        assert admin.execute("SELECT to_regclass('auditledge.used') IS NULL").fetchone() == (False,)


def test_a_migration_that_fails_changes_nothing(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PostgreSQLStore(url).close()
    with monkeypatch.context() as patched:
        patched.setattr(
            schema, "_MIGRATIONS", (*schema._MIGRATIONS, "DROP TABLE usage; DROP TABLE nonsense;")
        )
        with pytest.raises(StoreError, match='"nonsense" does not exist'):
            PostgreSQLStore(url)
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        assert admin.execute("SELECT version FROM auditledge.ledger").fetchall() == [
            (len(schema._MIGRATIONS),)
        ]
        assert admin.execute("SELECT to_regclass('auditledge.usage') IS NULL").fetchone() == (False,)


def test_another_schema_of_that_name_is_not_touched(postgresql: PostgreSQL, url: str) -> None:
    with postgresql.admin(url) as admin:
        admin.execute("CREATE SCHEMA auditledge AUTHORIZATION ledger")
        admin.execute("CREATE TABLE auditledge.theirs (x integer)")
        with pytest.raises(StoreError, match="a schema auditledge that is not a ledger"):
            PostgreSQLStore(url)
        admin.execute("DROP TABLE auditledge.theirs")
        PostgreSQLStore(url).close()


def test_tables_of_others_may_stand_beside(postgresql: PostgreSQL, url: str) -> None:
    with postgresql.admin(url) as admin:
        admin.execute("CREATE TABLE public.events (x integer); CREATE TABLE public.ledger (x integer)")
        with contextlib.closing(PostgreSQLStore(url)) as store:
            store_all(store, store.ensure_account("acme", "growth"), [a_new_event()])
        assert admin.execute("SELECT count(*) FROM public.events").fetchone() == (0,)
        assert admin.execute("SELECT count(*) FROM auditledge.events").fetchone() == (1,)


def test_every_key_and_index_begins_with_the_account(postgresql: PostgreSQL, url: str) -> None:
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        indexes = admin.execute(
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'auditledge'"
        ).fetchall()
    of_accounts = [(table, text) for table, text in indexes if table not in ("accounts", "keys", "ledger")]
    assert len(of_accounts) > 15
    assert [text for _, text in of_accounts if "(account" not in text] == []


# The second wall.


class Two:
    """Two accounts with events of the same kinds on one store, most of them sealed."""

    def __init__(self, store: PostgreSQLStore) -> None:
        self.store = store
        self.theirs, self.mine = store.ensure_account("theirs", "free"), store.ensure_account("mine", "free")
        drafts = [a_new_event(organization="org", actor=Actor("u", "Name", None)) for _ in range(7)]
        store_all(store, self.theirs, drafts[3:])
        store_all(store, self.mine, drafts[:3])
        for account in (self.mine, self.theirs):
            assert Compactor(store, 64).step(account)
        self.their_ids = [draft.id for draft in drafts[3:]]

    def seen(self) -> dict[str, int]:
        """How many events of theirs each way of reading finds for `mine`."""
        every = Filters(start=0)
        narrow = Filters("org", actor_name="name", action="a", search=("b",))
        with self.store.reading() as snapshot:
            page = snapshot.search(self.mine, every).page("asc", after=None, offset=0, limit=99)
            batches = snapshot.search(self.mine, every).batches("asc", None, 9)
            scanned = [each for some in batches for each in some]
            return {
                "event": sum(snapshot.event(self.mine, each) is not None for each in self.their_ids),
                "page": sum(each.id in self.their_ids for each in page),
                "scan": sum(each.id in self.their_ids for each in scanned),
                "count": snapshot.search(self.mine, every).count() - 3,
                "narrow": snapshot.search(self.mine, narrow).count() - 3,
                "after": snapshot.search(self.mine, every).count("asc", SortKey(0, 0)) - 3,
            }


@pytest.fixture
def without_first_wall() -> Iterator[None]:
    """Every condition on the account is true in every statement."""
    with first_wall_down():
        yield


NOTHING_OF_THEIRS = dict.fromkeys(["event", "page", "scan", "count", "narrow", "after"], 0)


@pytest.mark.usefixtures("without_first_wall")
def test_row_level_security_stands_where_the_first_wall_fell(store: PostgreSQLStore) -> None:
    assert Two(store).seen() == NOTHING_OF_THEIRS


@pytest.mark.usefixtures("without_first_wall")
def test_without_either_wall_all_is_seen(postgresql: PostgreSQL, url: str, store: PostgreSQLStore) -> None:
    """So the test above does remove the first wall."""
    two = Two(store)
    with postgresql.admin(url) as admin:
        for table in ("events", "organizations", "actors", "kinds", "heads", "usage", "segments", "columns"):
            admin.execute(f"ALTER TABLE auditledge.{table} DISABLE ROW LEVEL SECURITY")
    assert {name: count for name, count in two.seen().items() if count == 0} == {}


def test_without_the_second_wall_the_first_stands(postgresql: PostgreSQL, store: PostgreSQLStore) -> None:
    two = Two(store)
    with postgresql.ledger_with("BYPASSRLS"):
        assert two.seen() == NOTHING_OF_THEIRS


def test_a_transaction_that_named_no_account_sees_and_writes_nothing(
    url: str, store: PostgreSQLStore
) -> None:
    two = Two(store)
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as owner:
        owner.execute("SET search_path = auditledge")
        tables = owner.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        names = [name for (name,) in tables]
        assert {"events", "events_other", "heads", "usage", "organizations", "actors", "kinds"} <= set(names)
        assert {"segments", "columns"} <= set(names)
        assert len([name for name in names if name.startswith("events_20")]) == 3
        assert [name for name in names if owner.execute(f"SELECT FROM {name}").fetchall()] == []
        assert owner.execute("DELETE FROM events").rowcount == 0
        with owner.transaction():
            owner.execute("SELECT set_config('auditledge.account', %s, true)", [str(two.mine)])
            assert owner.execute("SELECT count(*) FROM events").fetchone() == (3,)
            assert owner.execute("UPDATE usage SET events = 0").rowcount == 1
            with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                owner.execute("INSERT INTO usage VALUES (%s, 0, 0)", [two.theirs])
            with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                owner.execute("UPDATE events SET account = %s", [two.theirs])
        assert owner.execute("SELECT count(*) FROM events").fetchone() == (0,)


# Plans.


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
        source.last(), source.segments(), source.text_chunk(ACTORS, 3)
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


def test_an_id_is_looked_for_in_its_partition_alone(store: PostgreSQLStore, account: int) -> None:
    """And by the index on ids, though no statistics speak for it in a new partition."""
    draft = a_new_event()
    store_all(store, account, [draft, *(a_new_event() for _ in range(500))])
    with store.reading() as snapshot, explained(snapshot) as told:
        assert snapshot.event(account, draft.id) is not None
    scans = [line for line in told[0].splitlines() if re.search(r"Index Scan using events_\w+_pkey", line)]
    assert len(scans) == 4
    assert len([line for line in scans if "never executed" not in line]) == 1


def test_look_ups_find_their_index_in_an_account_that_is_newer_than_the_statistics(
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


# Partitions.


def test_a_month_has_a_partition_before_it_begins(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "time", At(2030, 11, 30))
    with contextlib.closing(PostgreSQLStore(url)) as store:
        account = store.ensure_account("acme", "growth")
        ids = [
            id_at(2030, 11, 1),
            id_at(2030, 12, 31),
            id_at(2031, 1, 1),
            id_at(1970, 1, 1),
            id_at(2031, 2, 1),
        ]
        store_all(store, account, [a_new_event(id=each) for each in ids])
        want = {"events_2030_11": 1, "events_2030_12": 1, "events_2031_01": 1, "events_other": 2}
        assert held(postgresql, url) == want
        monkeypatch.setattr(partitions, "time", At(2030, 12, 1))
        store_all(store, account, [a_new_event(id=id_at(2031, 2, 28))])
        # What came too early for its partition is moved there, and is still known by its id.
        assert held(postgresql, url) == want | {"events_2031_02": 2, "events_other": 1}
        outcomes = store_all(store, account, [a_new_event(id=each) for each in ids])
        assert [each.replayed for each in outcomes] == [True] * 5
        assert [each.id for each in all_of(store, account)] == [*ids, id_at(2031, 2, 28)]


def test_a_partition_that_cannot_be_made_now_is_made_later(
    postgresql: PostgreSQL, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(partitions, "time", At(2030, 11, 30))
    with contextlib.closing(PostgreSQLStore(url)) as store:
        account = store.ensure_account("acme", "growth")
        store_all(store, account, [a_new_event()])
        with store.snapshot() as export:
            assert len(next(export.search(account, Filters()).batches("asc", None, 1))) == 1
            monkeypatch.setattr(partitions, "time", At(2030, 12, 1))
            store_all(store, account, [a_new_event(id=id_at(2031, 2, 1))])
            assert "events_2031_02" not in held(postgresql, url)
        assert "can't create the partition events_2031_02 now" in caplog.text
        store_all(store, account, [a_new_event(id=id_at(2031, 2, 1, "def012345679"))])
        assert held(postgresql, url)["events_2031_02"] == 2


def test_partitions_are_looked_after_now_and_then_only(
    store: PostgreSQLStore, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    monkeypatch.setattr(partitions, "_exists", lambda _, month: looked.append(month) or True)
    for _ in range(3):
        store_all(store, account, [a_new_event()])
    assert looked == []


def test_a_role_that_may_not_make_tables_keeps_a_ledger(
    postgresql: PostgreSQL, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Its events lie with everything else, until the owner makes their partition."""
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        admin.execute("DROP TABLE auditledge.events_2026_12; CREATE ROLE clerk LOGIN")
        admin.execute("GRANT USAGE ON SCHEMA auditledge TO clerk")
        admin.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA auditledge TO clerk")
        admin.execute("GRANT DELETE ON auditledge.segments, auditledge.columns TO clerk")
        admin.execute("ALTER TABLE auditledge.events DETACH PARTITION auditledge.events_2026_11")
        admin.execute("DROP TABLE auditledge.events_2026_11")
    with contextlib.closing(PostgreSQLStore(url.replace("ledger@", "clerk@"))) as store:
        account = store.ensure_account("acme", "growth")
        store_all(store, account, [a_new_event()])
        assert len(all_of(store, account)) == 1
        assert Two(store).seen() == NOTHING_OF_THEIRS
    assert "can't create the partition" in caplog.text
    assert [r for r in caplog.records if r.levelno > logging.WARNING] == []


# Transactions.


def test_entries_are_numbered_for_each_account(store: PostgreSQLStore) -> None:
    accounts = [store.ensure_account(name, "free") for name in ("a", "b")]
    for account in accounts:
        store_all(store, account, [a_new_event(actor=Actor(str(n), None, None)) for n in range(3)])
        store_all(store, account, [a_new_event(actor=Actor(str(n), "new", None)) for n in (0, 1)])
        with store.reading() as snapshot:
            rows = snapshot._scope.within(account, "SELECT actor, id, name FROM actors ORDER BY actor", [])
            assert [row[:1] + row[2:] for row in rows] == [(n, None if n < 4 else "new") for n in range(1, 6)]


def test_a_cache_is_dropped_with_its_connection(
    postgresql: PostgreSQL, url: str, store: PostgreSQLStore, account: int
) -> None:
    """The next server may be a standby that had not heard of all: numbers known here may be unknown there."""
    store_all(store, account, [a_new_event(actor=Actor("a", None, None))])
    with postgresql.admin(url) as admin:
        admin.execute("DELETE FROM auditledge.actors")
    postgresql.cut(url)
    with store.writing() as transaction:
        entries = [
            AppendRequest(principal(account), a_new_event(actor=Actor(name, None, None)))
            for name in ("b", "a")
        ]
        append.append(transaction, entries)
    assert [each.actor.id for each in all_of(store, account)][1:] == ["b", "a"]


def test_an_error_that_was_passed_over_is_not_committed(store: PostgreSQLStore) -> None:
    def pass_over(statement: str) -> None:
        with store.writing() as transaction:
            transaction.accounts.record_key_use(1, 1)
            with contextlib.suppress(psycopg.Error):
                transaction._scope.run(statement)

    pass_over("SELECT 1")
    with pytest.raises(StoreError, match="rolled back"):
        pass_over("SELECT nonsense")


def test_usage_is_read_behind_the_lock(url: str, store: PostgreSQLStore, account: int) -> None:
    """A writer that waited for another must count what that one stored, or a quota would be overrun."""
    import threading

    month = month_of(0)
    event = Event(
        "evt_" + "1" * 32, 1, 0, 0, None, Actor("u", None, None), EventKind("a", "t"), "1", None, "{}"
    )
    waiting, counted = threading.Event(), []

    def wait() -> None:
        with contextlib.closing(PostgreSQLStore(url)) as other, other.writing() as transaction:
            waiting.set()
            counted.append(transaction.account(account, month).stored_in_month)

    thread = threading.Thread(target=wait)
    with store.writing() as transaction:
        transaction.account(account, month)
        thread.start()
        waiting.wait(10)
        locked = (
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid <> pg_backend_pid()"
        )
        while not transaction._scope.run(locked).fetchall()[0][0]:
            pass
        transaction.append_events(account, [event], month)
    thread.join()
    assert counted == [1]


def test_prepared_statements_outlive_a_reading(store: PostgreSQLStore, account: int) -> None:
    times = set()
    for _ in range(12):
        with store.reading() as snapshot:
            snapshot.search(account, Filters(start=0)).count()
            rows = snapshot._scope.run(
                "SELECT prepare_time FROM pg_prepared_statements WHERE statement LIKE 'SELECT sequence%%'"
            )
            times |= {time for (time,) in rows}
    assert len(times) == 1


def test_every_text_compares_by_bytes(postgresql: PostgreSQL, url: str) -> None:
    PostgreSQLStore(url).close()
    with postgresql.admin(url) as admin:
        rows = admin.execute(
            "SELECT table_name, column_name, collation_name FROM information_schema.columns"
            " WHERE table_schema = 'auditledge' AND data_type = 'text'"
        ).fetchall()
    assert len(rows) > 20
    assert [row for row in rows if row[2] != "C"] == []


def test_entries_that_read_alike_are_told_apart(store: PostgreSQLStore, account: int) -> None:
    actors = [Actor("ab", "c", None), Actor("a", "bc", None), Actor("a", None, "bc"), Actor("a", "", "bc")]
    actors += [Actor("1;a", None, None), Actor("a", "-;", None), Actor("a", None, None)]
    store_all(store, account, [a_new_event(actor=actor) for actor in actors])
    assert [each.actor for each in all_of(store, account)] == actors
