"""The plans of statements: no statement reads more than it needs."""

import contextlib
from pathlib import Path

from auditledge.server.stores.interning import ACTORS, KINDS
from auditledge.server.stores.sqlite import source
from auditledge.server.stores.sqlite.store import SQLiteStore
from server.load.scale import (
    append,
    some_event,
)
from server.stores.columnar.small_segments import LARGE_SIZE


def test_statements_follow_their_plans(tmp_path: Path) -> None:
    """No statement of SQLite may sort more than a tail, or read another account's events."""
    with contextlib.closing(SQLiteStore(str(tmp_path / "x.db"), LARGE_SIZE)) as store:
        account = store.ensure_account("a", "growth")
        append(store, account, [some_event(n) for n in range(100)])
        with store.reading() as snapshot:
            connection = snapshot._connection

            def plan(statement: str, *values: object) -> str:
                return "\n".join(
                    row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
                )

            rows = source._SEARCH_ROWS.format("DESC")
            assert "INTEGER PRIMARY KEY (rowid>? AND rowid<?)" in plan(rows, 1, 2)
            assert "INTEGER PRIMARY KEY (rowid=?)" in plan(source._EVENT_ROWS, "[]")
            assert "TEMP B-TREE" not in plan(source._EVENT_ROWS, "[]")
            for table in (ACTORS, KINDS):
                texts = plan(source.text_chunk_statement(table, table.texts), account, 1)
                assert f"{table.name}_numbers (account=? AND rowid>?)" in texts
                assert "TEMP B-TREE" not in texts
            emails = "SELECT actor FROM actors WHERE account = ? AND email = ?"
            assert "actors_emails (account=? AND email=?)" in plan(emails, account, "a")
