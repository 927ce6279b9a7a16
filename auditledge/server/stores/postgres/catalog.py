"""The directory of the PostgreSQL store, as rows that every engine has in common (see `base.Catalog`)."""

# ruff: noqa: S608 - statements are built from the names of our own columns; values are bound

from auditledge.server.stores.models import Catalog, TableRow
from auditledge.server.stores.postgres.tenant_scope import Cursor, TenantScope

_HEAD = ("sequence", "received_at")
_PUT_HEAD = """
INSERT INTO heads (account, sequence, received_at) VALUES (%b, %b, %b)
ON CONFLICT (account) DO UPDATE SET sequence = excluded.sequence, received_at = excluded.received_at"""


def read_catalog(scoped: TenantScope) -> Catalog:
    """All that a ledger holds beside its events."""
    ((pepper,),) = scoped.run("SELECT pepper FROM ledger")
    accounts = _rows(scoped.run("SELECT * FROM accounts ORDER BY account"))
    usage: list[TableRow] = []
    for row in accounts:
        account = row["account"]
        select = f"SELECT {', '.join(_HEAD)} FROM heads WHERE account = %b"
        row.update(*_rows(scoped.within(account, select, [account])))
        select = "SELECT * FROM usage WHERE account = %b ORDER BY month"
        usage += _rows(scoped.within(account, select, [account]))
    return Catalog(pepper, accounts, _rows(scoped.run("SELECT * FROM keys ORDER BY key")), usage)


def write_catalog(scoped: TenantScope, directory: Catalog) -> None:
    """Put a directory in the place of what is there."""
    scoped.run("UPDATE ledger SET pepper = %b", [directory.pepper])
    scoped.run("DELETE FROM keys")
    scoped.run("DELETE FROM accounts")
    for row in directory.accounts:
        _insert(scoped, "accounts", {name: value for name, value in row.items() if name not in _HEAD})
        account, sequence, received_at = (row[name] for name in ("account", *_HEAD))
        scoped.within(account, _PUT_HEAD, [account, sequence, received_at])
        scoped.within(account, "DELETE FROM usage WHERE account = %b", [account])
    for row in directory.usage:
        _insert(scoped, "usage", row)
    for row in directory.keys:
        _insert(scoped, "keys", row)
    for table, column in (("accounts", "account"), ("keys", "key")):
        scoped.run(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}"
            " HAVING count(*) > 0"
        )


def _rows(cursor: Cursor) -> list[TableRow]:
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(scoped: TenantScope, table: str, row: TableRow) -> None:
    marks = ", ".join(["%b"] * len(row))
    statement = f"INSERT INTO {table} ({', '.join(row)}) OVERRIDING SYSTEM VALUE VALUES ({marks})"
    scoped.within(row["account"], statement, list(row.values()))
