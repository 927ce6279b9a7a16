"""Interner of the PostgreSQL store: numbers for the texts that repeat."""

import hashlib
from collections.abc import Sequence

from auditledge.server.stores.interning import ACTORS, KINDS, ORGANIZATIONS, InternedValue, InternTable
from auditledge.server.stores.postgres.tenant_scope import TenantScope


class _Statements:
    """What finds and makes entries of one dictionary. An account's entries are counted from 1."""

    def __init__(self, shape: InternTable) -> None:
        table, number = shape.table, shape.number
        texts = [*shape.columns, *(column for column, _ in shape.folds)]
        arrays = ", ".join(["%b::bytea[]", *["%b::text[]"] * len(texts)])
        names = ", ".join(["digest", *texts])
        # InternedValue by entry, by the index on digests: see _BY_ID in reading.py.
        self.find = f"""
            SELECT sought.digest, e.{number} FROM unnest(%b::bytea[]) AS sought (digest) CROSS JOIN LATERAL
            (SELECT {number} FROM {table}
            WHERE account = %b AND digest BETWEEN sought.digest AND sought.digest ORDER BY digest) e"""  # noqa: S608
        self.insert = f"""
            INSERT INTO {table} (account, {number}, {names})
            SELECT %b, place + (SELECT coalesce(max({number}), 0) FROM {table} WHERE account = %b), {names}
            FROM unnest({arrays}) WITH ORDINALITY AS new ({names}, place)
            RETURNING digest, {number}"""  # noqa: S608


_STATEMENTS = {shape: _Statements(shape) for shape in (ORGANIZATIONS, ACTORS, KINDS)}


def find_or_create(
    scoped: TenantScope, account: int, shape: InternTable, entries: Sequence[InternedValue]
) -> dict[InternedValue, int]:
    """The numbers of an account's entries, which are made where there are none.

    In a transaction that has locked the account: nobody else adds to it meanwhile.
    """
    statements, sought = _STATEMENTS[shape], {_digest(each): each for each in entries}
    found: dict[bytes, int] = dict(scoped.within(account, statements.find, [list(sought), account]))
    new = {digest: entry for digest, entry in sought.items() if digest not in found}
    if new:
        made = [(digest, *entry, *shape.folded(entry)) for digest, entry in new.items()]
        columns = [list(column) for column in zip(*made, strict=True)]
        found |= dict(scoped.within(account, statements.insert, [account, account, *columns]))
    return {sought[digest]: number for digest, number in found.items()}


def _digest(entry: InternedValue) -> bytes:
    """What tells an entry from every other: each text behind its length, so that none runs into the next."""
    spelled = "".join("-;" if text is None else f"{len(text)};{text}" for text in entry)
    return hashlib.sha256(spelled.encode()).digest()
