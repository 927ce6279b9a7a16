"""The catalog of the PostgreSQL store, as rows that every engine has in common (see `models.Catalog`)."""

# ruff: noqa: S608 - statements are built from the names of our own columns; values are bound

from auditledge.server.stores.models import Catalog, TableRow
from auditledge.server.stores.postgres.tenant_scope import Cursor, TenantScope

_NO_ACCOUNT = 0
_HEAD = ("sequence", "received_at")
_PUT_HEAD = """
INSERT INTO heads (account, sequence, received_at) VALUES (%b, %b, %b)
ON CONFLICT (account) DO UPDATE SET sequence = excluded.sequence, received_at = excluded.received_at"""


def read_catalog(scope: TenantScope) -> Catalog:
    """Everything in a ledger except its events."""
    ((pepper,),) = scope.run("SELECT pepper FROM ledger")
    accounts = _rows(scope.run("SELECT * FROM accounts ORDER BY account"))
    usage: list[TableRow] = []
    repairs: list[TableRow] = []
    for row in accounts:
        account = row["account"]
        select = f"SELECT {', '.join(_HEAD)} FROM heads WHERE account = %b"
        row.update(*_rows(scope.within(account, select, [account])))
        select = "SELECT * FROM usage WHERE account = %b ORDER BY month"
        usage += _rows(scope.within(account, select, [account]))
        select = "SELECT * FROM clock_repairs WHERE account = %b ORDER BY sequence, repaired_at"
        repairs += _rows(scope.within(account, select, [account]))
    return Catalog(
        pepper,
        accounts,
        _rows(scope.run("SELECT * FROM keys ORDER BY key")),
        usage,
        _rows(scope.run("SELECT * FROM clock")),
        _rows(scope.run("SELECT * FROM clock_decisions ORDER BY reading, decision")),
        repairs,
    )


def write_catalog(scope: TenantScope, catalog: Catalog) -> None:
    """Replace accounts, keys, usage and the pepper by those of a catalog."""
    scope.run("UPDATE ledger SET pepper = %b", [catalog.pepper])
    for table in ("keys", "accounts", "clock", "clock_decisions"):
        scope.run(f"DELETE FROM {table}")
    for row in catalog.accounts:
        _insert(scope, "accounts", {name: value for name, value in row.items() if name not in _HEAD})
        account, sequence, received_at = (row[name] for name in ("account", *_HEAD))
        scope.within(account, _PUT_HEAD, [account, sequence, received_at])
        scope.within(account, "DELETE FROM usage WHERE account = %b", [account])
        scope.within(account, "DELETE FROM clock_repairs WHERE account = %b", [account])
    for table in ("usage", "clock", "clock_decisions", "clock_repairs"):
        for row in getattr(catalog, table):
            _insert(scope, table, row)
    for row in catalog.keys:
        _insert(scope, "keys", row)
    # The next account and key get numbers after those that were copied.
    for table, column in (("accounts", "account"), ("keys", "key")):
        scope.run(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}"
            " HAVING count(*) > 0"
        )


def _rows(cursor: Cursor) -> list[TableRow]:
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(scope: TenantScope, table: str, row: TableRow) -> None:
    marks = ", ".join(["%b"] * len(row))
    statement = f"INSERT INTO {table} ({', '.join(row)}) OVERRIDING SYSTEM VALUE VALUES ({marks})"
    scope.within(row.get("account", _NO_ACCOUNT), statement, list(row.values()))
