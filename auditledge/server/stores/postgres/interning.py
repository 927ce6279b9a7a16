"""Interned values in the PostgreSQL store, which are found by a digest of their texts."""

import hashlib
from collections.abc import Sequence

from auditledge.server.stores.interning import TABLES, InternedValue, InternTable
from auditledge.server.stores.postgres.tenant_scope import TenantScope

# The columns that each table had in its first version. Never change these numbers: the digests
# of all values that are stored depend on them.
_FIRST_COLUMNS = {"organizations": 1, "actors": 3, "kinds": 2, "actor_types": 1, "on_behalf_of": 4, "ips": 1}


class _Statements:
    """The statements that find and create values of one table. An account's values are counted from 1."""

    def __init__(self, table: InternTable) -> None:
        number = table.number
        arrays = ", ".join(["%b::bytea[]", *["%b::text[]"] * len(table.all_columns)])
        names = ", ".join(["digest", *table.all_columns])
        # BETWEEN forces the planner to use the index on digests: see _BY_ID in snapshot.py.
        self.find = f"""
            SELECT wanted.digest, v.{number} FROM unnest(%b::bytea[]) AS wanted (digest) CROSS JOIN LATERAL
            (SELECT {number} FROM {table.name}
            WHERE account = %b AND digest BETWEEN wanted.digest AND wanted.digest ORDER BY digest) v"""  # noqa: S608
        self.insert = f"""
            INSERT INTO {table.name} (account, {number}, {names})
            SELECT %b, n + (SELECT coalesce(max({number}), 0) FROM {table.name} WHERE account = %b), {names}
            FROM unnest({arrays}) WITH ORDINALITY AS new ({names}, n)
            RETURNING digest, {number}"""  # noqa: S608


_STATEMENTS = {table: _Statements(table) for table in TABLES}


def find_or_create(
    scope: TenantScope, account: int, table: InternTable, values: Sequence[InternedValue]
) -> dict[InternedValue, int]:
    """The numbers of an account's values; those that don't exist are created.

    In a transaction that has locked the account, so that nobody else adds values meanwhile.
    """
    statements, by_digest = _STATEMENTS[table], {digest_of(table, value): value for value in values}
    found: dict[bytes, int] = dict(scope.within(account, statements.find, [list(by_digest), account]))
    new = {digest: value for digest, value in by_digest.items() if digest not in found}
    if new:
        rows = [(digest, *value, *table.folded(value)) for digest, value in new.items()]
        columns = [list(column) for column in zip(*rows, strict=True)]
        found |= dict(scope.within(account, statements.insert, [account, account, *columns]))
    return {by_digest[digest]: number for digest, number in found.items()}


def digest_of(table: InternTable, value: InternedValue) -> bytes:
    """The SHA-256 of a value's texts, each after its length, so that none runs into the next.

    A column that was added to the table later counts only if the value has it: values without it keep the
    digest that they were stored with, and are found instead of being stored again.
    """
    length = len(value)
    while length > _FIRST_COLUMNS[table.name] and value[length - 1] is None:
        length -= 1
    encoded = "".join("-;" if text is None else f"{len(text)};{text}" for text in value[:length])
    return hashlib.sha256(encoded.encode()).digest()
