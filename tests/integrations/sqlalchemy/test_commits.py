"""What happens to events at the end of a transaction: the outbox table, the client's outbox, delivery."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine, MetaData, create_engine, event, func, select, text
from sqlalchemy.orm import Session

from auditledge import AuditLedge, ConfigurationError, ValidationError
from auditledge.integrations.audit import Audit
from auditledge.sqlalchemy import drain, history, log_on_commit, outbox_table, start_drainer
from integrations.conftest import Recorded
from integrations.sqlalchemy.conftest import OUTBOX, take
from integrations.sqlalchemy.models import Line, Tag, Untracked

EVENT: dict[str, Any] = {"action": "report.sent", "resource": {"type": "report", "id": "1"}}


def waiting(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()


def test_drain_delivers_each_event_once(
    session: Session, engine: Engine, recorded: Recorded, app_audit: Audit
) -> None:
    with app_audit.context(actor={"id": "alice"}, context={"ip": "203.0.113.7"}):
        session.add_all([Tag(id=number, label="a") for number in range(1, 4)])
        session.commit()
    result = drain(engine)
    assert (result.delivered, result.dead, result.waiting, result.trouble) == (3, 0, 0, None)
    assert drain(engine).delivered == 0
    events = recorded.all()
    assert [each["resource"]["id"] for each in events] == ["1", "2", "3"]
    assert events[0]["actor"] == {"id": "alice"}
    assert events[0]["context"] == {"ip": "203.0.113.7"}
    assert waiting(engine) == 0


def test_drainers_at_once_deliver_each_event_once(
    session: Session, engine: Engine, recorded: Recorded
) -> None:
    session.add_all([Tag(id=number, label="a") for number in range(1, 41)])
    session.commit()
    threads = [threading.Thread(target=drain, args=[engine]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(each["resource"]["id"]) for each in recorded.all()) == list(range(1, 41))
    assert waiting(engine) == 0


def test_drain_connects_like_the_engine(session: Session, engine: Engine, recorded: Recorded) -> None:
    session.add(Tag(id=1, label="a"))
    session.commit()
    url: URL = engine.url
    names: list[str] = []
    arguments: dict[str, Any]
    if engine.dialect.name == "postgresql":
        arguments = {"host": url.query["host"], "dbname": url.database, "user": url.username}
        url = URL.create(url.drivername)
    else:
        arguments = {"factory": type("Named", (sqlite3.Connection,), {})}
    other = create_engine(url, connect_args=arguments)
    event.listen(other, "connect", lambda connection, _: names.append(type(connection).__name__))
    assert drain(other).delivered == 1
    other.dispose()
    assert set(names) == ({"Connection"} if engine.dialect.name == "postgresql" else {"Named"})
    assert len(recorded.all()) == 1


def test_an_event_that_the_ledger_rejects_is_marked(
    session: Session, engine: Engine, recorded: Recorded
) -> None:
    with engine.begin() as connection:
        connection.execute(OUTBOX.insert(), [{"event": '{"id": "no event"}'}])
    session.add(Tag(id=1, label="a"))
    session.commit()
    result = drain(engine)
    assert (result.delivered, result.dead, result.waiting) == (1, 1, 0)
    with engine.connect() as connection:
        (reason,) = connection.execute(select(OUTBOX.c.rejected)).scalars()
    assert reason


def test_the_thread_delivers_what_is_committed(session: Session, engine: Engine, recorded: Recorded) -> None:
    from auditledge.integrations.sqlalchemy.installation import commits

    start_drainer(engine)
    try:
        session.add(Tag(id=1, label="a"))
        session.commit()
        session.close()
        arrived = threading.Event()
        for _ in range(600):
            if recorded.all():
                break
            arrived.wait(0.05)
        assert [each["resource"]["id"] for each in recorded.all()] == ["1"]
    finally:
        del commits.wakers[engine]


def test_the_outbox_on_disk_gets_events_after_the_commit(
    session: Session, engine: Engine, client: AuditLedge, recorded: Recorded, app_audit: Audit
) -> None:
    app_audit.configure(client=client, OUTBOX="disk")
    session.add(Tag(id=1, label="kept"))
    session.commit()
    session.add(Tag(id=2, label="lost"))
    session.flush()
    session.rollback()
    with engine.begin() as connection:
        connection.execute(Tag.__table__.insert(), [{"id": 3, "label": "core"}])  # type: ignore[attr-defined]
    actions = [(each["action"], each["resource"]["id"]) for each in recorded.all()]
    assert actions == [("tag.created", "1"), ("tag.bulk_created", "*")]
    assert waiting(engine) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite checks all before the commit
def test_a_commit_that_fails_enqueues_nothing(
    engine: Engine, client: AuditLedge, recorded: Recorded, app_audit: Audit
) -> None:
    app_audit.configure(client=client, OUTBOX="disk")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE tags ADD CHECK (label <> 'x')"))
        connection.execute(
            text("ALTER TABLE lines ALTER CONSTRAINT lines_invoice_id_fkey DEFERRABLE INITIALLY DEFERRED")
        )
    with Session(engine) as session:
        session.add(Line(invoice_id=99, position=1, text="no such invoice"))
        with pytest.raises(Exception, match="foreign key"):
            session.commit()
    assert recorded.all() == []


@pytest.mark.parametrize("how", ["engine", "execution options"])
def test_autocommit_has_no_rollback(how: str, engine: Engine, database_url: str) -> None:
    options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"}
    auto = create_engine(database_url, **options if how == "engine" else {})
    options = {} if how == "engine" else options
    with Session(auto.execution_options(**options)) as session:
        session.add(Tag(id=1, label="a"))
        session.flush()
    with auto.connect().execution_options(**options) as connection:
        connection.execute(text("UPDATE tags SET label = 'b'"))
    auto.dispose()
    assert [each["action"] for each in take(engine)] == ["tag.created", "tag.changed_unseen"]


def test_log_on_commit(session: Session, engine: Engine, app_audit: Audit) -> None:
    with app_audit.context(actor={"id": "alice"}):
        kept = log_on_commit(EVENT, session=session)
        with session.begin_nested() as savepoint:
            log_on_commit(EVENT, session=session)
            savepoint.rollback()
    session.commit()
    (event,) = take(engine)
    assert event["id"] == kept
    assert event["actor"] == {"id": "alice"}, "the scope of the call, not that of the commit"
    log_on_commit(EVENT, session=session)
    session.rollback()
    with engine.begin() as connection:
        log_on_commit({**EVENT, "action": "core"}, session=connection)
    assert [each["action"] for each in take(engine)] == ["core"]


def test_audit_has_the_same_functions_and_settings(
    app_audit: Audit, session: Session, engine: Engine
) -> None:
    from auditledge.sqlalchemy import audit

    assert audit.client is app_audit.client
    tag = Tag(id=1, label="a")
    session.add(tag)
    session.flush()
    id_ = audit.log_on_commit({"action": "tag.seen", "resource": {"type": "tag", "id": "1"}}, session=session)
    session.commit()
    drain(engine)
    assert {event["action"] for event in audit.history(tag)} == {"tag.created", "tag.seen"}
    assert audit.client.get(id_)["action"] == "tag.seen"
    assert audit.track(Tag, exclude=["label"]) is Tag
    assert audit.track()(Tag) is Tag


def test_log_on_commit_validates_at_once(session: Session, engine: Engine) -> None:
    with pytest.raises(ValidationError, match="action"):
        log_on_commit({"resource": {"type": "report", "id": "1"}}, session=session)


def test_history(session: Session, engine: Engine) -> None:
    tag = Tag(id=1, label="a")
    assert list(history(tag)) == []
    session.add(tag)
    session.commit()
    tag.label = "b"
    session.add(Tag(id=2, label="other"))
    session.commit()
    drain(engine)
    assert [each["action"] for each in history(tag)] == ["tag.updated", "tag.created"]
    with pytest.raises(ConfigurationError, match=r"Untracked is not tracked: call track\(Untracked\)"):
        history(Untracked())


@pytest.mark.parametrize(
    ("engine", "message"),
    [
        ("sqlite://", "must be an Engine or AsyncEngine"),
        (create_engine("sqlite://"), "in memory can't be drained"),
    ],
)
def test_wrong_engines_are_reported(engine: Any, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        drain(engine)


def test_the_outbox_table_is_added_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditledge.integrations.sqlalchemy.installation import commits

    monkeypatch.setattr(commits, "tables", [])
    metadata = MetaData(schema="app")
    assert outbox_table(metadata) is outbox_table(metadata)
    assert list(metadata.tables) == ["app.auditledge_outbox"]
    assert len(commits.tables) == 1


def test_the_command_delivers_what_is_pending(
    session: Session, engine: Engine, database_url: str, tmp_path: Path
) -> None:
    session.add(Tag(id=1, label="a"))
    session.commit()
    ledger = f"sqlite:///{tmp_path / 'ledger.db'}"

    def run(url: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", "-m", "auditledge.sqlalchemy", url]
        environment = os.environ | {"AUDITLEDGE_BASE_URL": ledger}
        return subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=60
        )

    done = run(database_url)
    assert (done.returncode, done.stderr) == (0, "1 delivered, 0 rejected, 0 waiting\n")
    assert run("sqlite://").stderr.startswith("Error: a database in memory can't be drained")
    with AuditLedge(base_url=ledger) as client:
        assert client.query()["total"] == 1


def test_alembic_sees_the_table(database_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert "auditledge" not in str(compare_metadata(context, OUTBOX.metadata))
        connection.rollback()
        OUTBOX.drop(connection)
        context = MigrationContext.configure(connection)
        added = [
            each[1].name for each in compare_metadata(context, OUTBOX.metadata) if each[0] == "add_table"
        ]
        connection.rollback()
    engine.dispose()
    assert added == ["auditledge_outbox"]


@pytest.fixture(autouse=True)
def _close(app_audit: Audit) -> Iterator[None]:
    yield
    app_audit.flush()
