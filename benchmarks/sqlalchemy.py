"""SQLAlchemy: what tracked classes cost.

On a SQLite file, in one process. Events go to the outbox table, as by default; another process would deliver
them, so that its work is not counted.
"""

import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, String, TypeDecorator, create_engine, insert, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from auditledge.integrations.sqlalchemy.installation import registry
from auditledge.integrations.sqlalchemy.statements import StatementRecorder
from auditledge.sqlalchemy import audit, track
from benchmarks.measure import compare, goal, show

ROWS = 200


class Money(TypeDecorator[Decimal]):
    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Any) -> Any:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, _dialect: Any) -> Any:
        return None if value is None else Decimal(value)


class Fields:
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    status: Mapped[str]
    total: Mapped[Decimal] = mapped_column(Money)
    stock: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class Base(DeclarativeBase):
    pass


class Plain(Fields, Base):
    __tablename__ = "plain"


@track
class Tracked(Fields, Base):
    __tablename__ = "tracked"


MODELS: dict[str, Any] = {"plain": Plain, "auditledge": Tracked}
VALUES = {"number": "1042", "status": "open", "total": Decimal("12.50"), "note": "a note"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        audit.configure(base_url=f"sqlite:///{folder}/ledger.db")
        engine = create_engine(f"sqlite:///{Path(folder) / 'app.db'}")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            session.add_all([model(**VALUES) for model in MODELS.values() for _ in range(ROWS)])
            session.commit()
        _compare("a flush of one changed object, and commit", lambda model: _save(engine, model, 1), 50, 1.5)
        _compare("a flush of 20 changed objects, and commit", lambda model: _save(engine, model, 20), 5, 1.5)
        _compare("a flush of one new object, and commit", lambda model: _create(engine, model), 50, 1.5)
        _compare(f"loading {ROWS} objects", lambda model: _load(engine, model), 20, 1.25)
        _compare("a bulk insert of 1,000 rows", lambda model: _insert(engine, model), 3, 1.3)
        _statements(engine)
        engine.dispose()


def _compare(title: str, script: Callable[[Any], Callable[[], object]], calls: int, limit: float) -> None:
    costs = compare({name: script(model) for name, model in MODELS.items()}, calls=calls)
    show(title, costs, "plain")
    goal(f"{title}, CPU", costs["auditledge"].cpu / costs["plain"].cpu, limit)


def _save(engine: Engine, model: Any, count: int) -> Callable[[], object]:
    session = Session(engine)
    instances = session.scalars(select(model).limit(count)).all()

    def call() -> None:
        for instance in instances:
            instance.status = "paid" if instance.status == "open" else "open"
        session.commit()

    return call


def _create(engine: Engine, model: Any) -> Callable[[], object]:
    def call() -> None:
        with Session(engine) as session:
            session.add(model(**VALUES))
            session.commit()

    return call


def _load(engine: Engine, model: Any) -> Callable[[], object]:
    def call() -> None:
        with Session(engine) as session:
            session.scalars(select(model).limit(ROWS)).all()

    return call


def _insert(engine: Engine, model: Any) -> Callable[[], object]:
    def call() -> None:
        with Session(engine) as session:
            session.execute(insert(model), [VALUES] * 1_000)
            session.rollback()

    return call


def _statements(engine: Engine) -> None:
    """What a statement on a table that is not tracked pays for the watcher."""
    watcher = StatementRecorder(registry)
    sql = str(select(Plain).where(Plain.status == "open"))
    cursor: Any = None
    with engine.connect() as connection:

        def watch() -> None:
            for _ in range(100):
                watcher.before_execute(connection, cursor, sql, (), None, False)
                watcher.after_execute(connection, cursor, sql, (), None, False)

        def run() -> None:
            for _ in range(100):
                connection.execute(text("SELECT 1"))

        costs = compare({"100 statements": run, "watching 100 statements": watch}, calls=20)
    show("statements on tables that are not tracked", costs, "100 statements")
    goal("microseconds a statement", costs["watching 100 statements"].cpu / 100, 3.0)
