"""Interned values in PostgreSQL keep their digests, and so their numbers, when their table gets a column."""

from collections.abc import Iterator

import pytest

from auditledge.server.stores.interning import (
    ACTORS,
    KINDS,
    ORGANIZATIONS,
    TABLES,
    InternedValue,
    InternTable,
)
from auditledge.server.stores.postgres import PostgreSQLStore
from auditledge.server.stores.postgres.interning import digest_of, find_or_create
from auditledge.server.stores.postgres.tenant_scope import TenantScope
from server.postgres import PostgreSQL

# Written down from the code of version 1.0: these are the digests that stored values have.
STORED: list[tuple[InternTable, InternedValue, str]] = [
    (ORGANIZATIONS, ("org_1",), "e160085fc523136c6491a750cccddfffd7b110ce87938ab076e9957febb79de2"),
    (ORGANIZATIONS, ("",), "f1ab6b1fa3e07be02cdd3816ad1c1c0f6a540c262e4c805f208a901850e5dde0"),
    (ORGANIZATIONS, ("Müller GmbH",), "cef1b033ef4e1ad39b0310920127ebf94bc188e0303b531984b8ab3c9f262458"),
    (ACTORS, ("u1", None, None), "1eec203a56e0c3245b84bbfa8d0d69cf5de495efb18200e40877adc2a9e1bc1a"),
    (ACTORS, ("u1", "", None), "e80d81204eb0017319653b9d489113799711ba0d7a9ba39ad33148025b83e183"),
    (ACTORS, ("u1", "Alice", "a@b.c"), "66193699092630cc684dca51e093ad988daa31a197f2672aff4895ebe708354c"),
    (ACTORS, ("ab", "c", None), "877aa4df27ff3b4e141cb04e74f4fe940bba85bacdc5dabd033fd3fa71c7136b"),
    (ACTORS, ("a", "bc", None), "d7a9a6dafcfbe3e2dbcc10353988790aefe2772d4d8fb0b8bf2cf3fff9578273"),
    (ACTORS, ("a", None, "bc"), "a28fcb2c80db6a4acfa9834b423bf458fd485122861711347aed16f6a1699236"),
    (ACTORS, ("😀", "İ\u0307", None), "fb6eaa020039d17d9e733f831cf1d7def321c3003451e959c08878ad7f4861b4"),
    (KINDS, ("invoice.paid", "invoice"), "8aa667e0e8f91856a23fafdfc9fe9611b01361e3997509956ac2df029ddb4fc4"),
    (KINDS, ("a;1", "b"), "06146e52484414b8312a88c5b1a9c6d1ebab14e7d1d6bd306396ce000cb7d1de"),
    (KINDS, ("-", "-"), "380e36be3eb7fdeceb737cc2bc9c66b625fdf575bb7ce939d723b5b4ef9ae384"),
]


def widened(table: InternTable, *columns: str) -> InternTable:
    return table._replace(columns=(*table.columns, *columns))


@pytest.mark.parametrize(("table", "value", "digest"), STORED, ids=[str(value) for _, value, _ in STORED])
def test_a_value_has_the_digest_that_it_was_stored_with(
    table: InternTable, value: InternedValue, digest: str
) -> None:
    assert digest_of(table, value).hex() == digest


@pytest.mark.parametrize(("table", "value", "digest"), STORED, ids=[str(value) for _, value, _ in STORED])
def test_a_new_column_without_a_value_leaves_the_digest(
    table: InternTable, value: InternedValue, digest: str
) -> None:
    assert digest_of(widened(table, "a"), (*value, None)).hex() == digest
    assert digest_of(widened(table, "a", "b"), (*value, None, None)).hex() == digest


def test_a_new_column_with_a_value_is_another_value() -> None:
    wide = widened(ACTORS, "a", "b")
    values: list[InternedValue] = [
        ("u", None, None, None, None),
        ("u", None, None, "", None),
        ("u", None, None, "x", None),
        ("u", None, None, None, "x"),
        ("u", None, None, "x", "x"),
        ("u", "x", None, None, None),
    ]
    assert len({digest_of(wide, value) for value in values}) == len(values)


def test_every_table_states_its_first_columns() -> None:
    for table in TABLES:
        assert digest_of(table, ("x", *[None] * (len(table.columns) - 1)))


@pytest.fixture
def store(postgresql: PostgreSQL) -> Iterator[PostgreSQLStore]:
    with postgresql.database() as url:
        opened = PostgreSQLStore(url)
        yield opened
        opened.close()


def test_an_actor_is_found_again_after_its_table_got_a_column(
    store: PostgreSQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not stored twice, as it would be if the new column changed its digest."""
    from auditledge.server.stores.postgres import interning

    account = store.ensure_account("acme", "growth")
    old: list[InternedValue] = [("u1", "Alice", None), ("u2", None, None)]
    with store.writing() as transaction:
        scope: TenantScope = transaction._scope
        transaction.account(account, 0)
        before = find_or_create(scope, account, ACTORS, old)
        scope.run("ALTER TABLE actors ADD COLUMN type text")
        wide = widened(ACTORS, "type")
        monkeypatch.setitem(interning._STATEMENTS, wide, interning._Statements(wide))
        typed: InternedValue = ("u1", "Alice", None, "user")
        found = find_or_create(scope, account, wide, [*((*value, None) for value in old), typed])
        assert {value: found[(*value, None)] for value in old} == before
        assert found[typed] not in before.values()
        rows = scope.within(account, "SELECT id, name, type FROM actors ORDER BY actor", []).fetchall()
        assert rows == [("u1", "Alice", None), ("u2", None, None), ("u1", "Alice", "user")]
