"""Random writes in nested savepoints: replaying the events gives the table, in every transaction."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from server import postgres
from sqlalchemy import Engine, create_engine, delete, insert, select, text, update
from sqlalchemy.orm import Session, SessionTransaction

from auditledge.integrations.audit import Audit
from integrations.sqlalchemy.conftest import empty_database, take, with_savepoints
from integrations.sqlalchemy.models import Base, Invoice
from integrations.sqlalchemy.replay import Replay

EXAMPLES = int(os.environ.get("AUDITLEDGE_TEST_SQLALCHEMY_EXAMPLES", "25"))
FIELDS = ("number", "status", "units", "note")
keys = st.integers(1, 4)
words = st.sampled_from(["a", "b", "c"])
TABLE: Any = Invoice.__table__


def rows_of(engine: Engine) -> dict[str, dict[str, Any]]:
    with engine.connect() as connection:
        query = select(TABLE.c.id, TABLE.c.invoice_number, TABLE.c.status, TABLE.c.units, TABLE.c.note)
        return {str(row[0]): dict(zip(FIELDS, row[1:], strict=True)) for row in connection.execute(query)}


class Writes(RuleBasedStateMachine):
    """One session on a database, whose table is compared after each transaction."""

    engine: ClassVar[Engine]

    def __init__(self) -> None:
        super().__init__()
        with self.engine.begin() as connection:
            connection.execute(delete(TABLE))
        take(self.engine)
        self.session = Session(self.engine)
        self.savepoints: list[SessionTransaction] = []
        self.rows: dict[str, dict[str, Any]] = {}

    @rule(key=keys, number=words, status=words, note=words | st.none())
    def save(self, key: int, number: str, status: str, note: str | None) -> None:
        invoice = self.session.get(Invoice, key)
        if invoice is None:
            self.session.add(Invoice(id=key, number=number, status=status, note=note))
        else:
            invoice.number, invoice.status = number, status

    @rule(key=keys, note=words)
    def change_deferred_field(self, key: int, note: str) -> None:
        if (invoice := self.session.get(Invoice, key)) is not None:
            invoice.note = note

    @rule(key=keys)
    def change_by_expression(self, key: int) -> None:
        if (invoice := self.session.get(Invoice, key)) is not None:
            invoice.units = Invoice.units + 1

    @rule(key=keys)
    def delete(self, key: int) -> None:
        if (invoice := self.session.get(Invoice, key)) is not None:
            self.session.delete(invoice)

    @rule(key=keys, new_key=keys)
    def change_key(self, key: int, new_key: int) -> None:
        self.session.flush()
        invoice = self.session.get(Invoice, key)
        if invoice is not None and self.session.get(Invoice, new_key) is None:
            invoice.id = new_key
            self.session.flush()

    @rule()
    def flush(self) -> None:
        self.session.flush()

    @rule()
    def expire(self) -> None:
        self.session.flush()
        self.session.expire_all()

    @rule(kind=st.sampled_from(["class", "core", "mappings", "raw"]), key=keys, word=words)
    def update_many(self, kind: str, key: int, word: str) -> None:
        self.session.flush()
        if kind == "class":
            self.session.execute(update(Invoice).where(Invoice.id <= key).values(status=word))
        elif kind == "core":
            self.session.connection().execute(update(TABLE).where(TABLE.c.id <= key).values(note=word))
        elif kind == "mappings":
            found = self.session.scalars(select(Invoice.id).where(Invoice.id <= key)).all()
            self.session.execute(
                update(Invoice), [{"id": each, "number": word} for each in found] or [{"id": -1}]
            )
        else:
            self.session.execute(
                text("UPDATE invoices SET units = units + 10 WHERE id <= :key"), {"key": key}
            )
        self.session.expire_all()

    @rule(kind=st.sampled_from(["class", "core", "raw"]), key=keys)
    def delete_many(self, kind: str, key: int) -> None:
        self.session.flush()
        if kind == "class":
            self.session.execute(delete(Invoice).where(Invoice.id > key))
        elif kind == "core":
            self.session.connection().execute(delete(TABLE).where(TABLE.c.id > key))
        else:
            self.session.execute(text("DELETE FROM invoices WHERE id > :key"), {"key": key})
        self.session.expire_all()

    @rule(kind=st.sampled_from(["class", "objects"]), word=words)
    def insert_many(self, kind: str, word: str) -> None:
        self.session.flush()
        taken = set(self.session.scalars(select(Invoice.id)))
        free = [key for key in range(1, 7) if key not in taken][:2]
        if not free:
            return
        if kind == "class":
            self.session.execute(insert(Invoice), [{"id": key, "status": word} for key in free])
        else:
            self.session.bulk_save_objects([Invoice(id=key, status=word) for key in free])

    @precondition(lambda self: len(self.savepoints) < 3)
    @rule()
    def savepoint(self) -> None:
        self.savepoints.append(self.session.begin_nested())

    @precondition(lambda self: self.savepoints)
    @rule(rollback=st.booleans())
    def end_savepoint(self, rollback: bool) -> None:
        savepoint = self.savepoints.pop()
        if rollback:
            savepoint.rollback()
        else:
            savepoint.commit()

    @rule(rollback=st.booleans())
    def end_transaction(self, rollback: bool) -> None:
        if rollback:
            self.session.rollback()
        else:
            self.session.commit()
        self.session.expunge_all()
        self.savepoints.clear()
        self.compare(is_rolled_back=rollback)

    def compare(self, *, is_rolled_back: bool) -> None:
        events, rows = take(self.engine), rows_of(self.engine)
        if is_rolled_back:
            assert (events, rows) == ([], self.rows)
            return
        replay = Replay(self.rows)
        replay.apply(events)
        replay.check(rows)
        self.rows = rows

    def teardown(self) -> None:
        self.session.commit()
        self.session.close()
        self.compare(is_rolled_back=False)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def machine_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database for all examples."""
    with tempfile.TemporaryDirectory() as folder:
        if request.param == "sqlite":
            yield from _engine(f"sqlite:///{Path(folder) / 'app.db'}")
            return
        server: postgres.PostgreSQL = request.getfixturevalue("postgresql")
        with empty_database(server) as url:
            yield from _engine(url)


def _engine(url: str) -> Iterator[Engine]:
    engine = with_savepoints(create_engine(url))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_every_write_is_captured_or_reported(machine_engine: Engine, app_audit: Audit) -> None:
    machine = type("Writes", (Writes,), {"engine": machine_engine})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None)
    )
