"""Bulk methods, Core statements and SQL as text on tracked tables: captured, or reported."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auditledge.integrations.audit import Audit
from auditledge.sqlalchemy import UnseenChangeError, UnseenChangeWarning
from integrations.sqlalchemy.conftest import take
from integrations.sqlalchemy.models import Invoice, Line, Tag

table: Any = Tag.__table__
Statement = Callable[[Session], object]


@pytest.fixture(autouse=True)
def three_tags(engine: Engine) -> None:
    with Session(engine) as session:
        session.add_all([Tag(id=number, label=f"t{number}") for number in (1, 2, 3)])
        session.commit()
    take(engine)


BULK: dict[str, tuple[Statement, dict[str, Any]]] = {
    "insert of a class": (
        lambda session: session.execute(insert(Tag), [{"id": 4, "label": "a"}, {"id": 5, "label": "b"}]),
        {"action": "tag.bulk_created", "rows": 2, "fields": ["id", "label"], "keys": ["4", "5"]},
    ),
    "insert with returning": (
        lambda session: session.scalars(
            insert(Tag).returning(Tag), [{"id": 4, "label": "a"}, {"id": 5, "label": "a"}]
        ).all(),
        {"action": "tag.bulk_created", "rows": 2, "fields": ["id", "label"], "keys": ["4", "5"]},
    ),
    "bulk_insert_mappings": (
        lambda session: session.bulk_insert_mappings(Tag, [{"id": 4, "label": "a"}, {"id": 5, "label": "b"}]),  # type: ignore[arg-type]
        {"action": "tag.bulk_created", "rows": 2, "fields": ["id", "label"], "keys": ["4", "5"]},
    ),
    "bulk_save_objects": (
        lambda session: session.bulk_save_objects([Tag(id=4, label="a"), Tag(id=5, label="b")]),
        {"action": "tag.bulk_created", "rows": 2, "fields": ["id", "label"], "keys": ["4", "5"]},
    ),
    "bulk_update_mappings": (
        lambda session: session.bulk_update_mappings(Tag, [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}]),  # type: ignore[arg-type]
        {"action": "tag.bulk_updated", "rows": 2, "fields": ["label"], "keys": ["1", "2"]},
    ),
    "update by key": (
        lambda session: session.execute(update(Tag), [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}]),
        {"action": "tag.bulk_updated", "rows": 2, "fields": ["label"], "keys": ["1", "2"]},
    ),
    "update of a class": (
        lambda session: session.execute(update(Tag).where(Tag.id > 1).values(label="a")),
        {"action": "tag.bulk_updated", "rows": 2, "fields": ["label"], "changes": {"label": {"after": "a"}}},
    ),
    "update with an expression": (
        lambda session: session.execute(update(Tag).values(label=Tag.label + "x")),
        {"action": "tag.bulk_updated", "rows": 3, "fields": ["label"]},
    ),
    "query.update": (
        lambda session: session.query(Tag).filter(Tag.id == 1).update({"label": "a"}),
        {"action": "tag.bulk_updated", "rows": 1, "fields": ["label"], "changes": {"label": {"after": "a"}}},
    ),
    "delete of a class": (
        lambda session: session.execute(delete(Tag).where(Tag.id > 1)),
        {"action": "tag.bulk_deleted", "rows": 2},
    ),
    "query.delete": (
        lambda session: session.query(Tag).delete(),
        {"action": "tag.bulk_deleted", "rows": 3},
    ),
    "Core insert": (
        lambda session: session.connection().execute(insert(table).values(id=4, label="a")),
        {
            "action": "tag.bulk_created",
            "rows": 1,
            "fields": ["id", "label"],
            "keys": ["4"],
            "changes": {"id": {"after": 4}, "label": {"after": "a"}},
        },
    ),
    "Core insert of several values": (
        lambda session: session.connection().execute(
            insert(table).values([{"id": 4, "label": "a"}, {"id": 5, "label": "b"}])
        ),
        {"action": "tag.bulk_created", "rows": 2, "fields": ["id", "label"]},
    ),
    "insert from select": (
        lambda session: session.execute(
            insert(Tag).from_select(["id", "label"], select(Tag.id + 10, Tag.label))
        ),
        {"action": "tag.bulk_created", "rows": 3, "fields": ["id", "label"]},
    ),
    "Core update": (
        lambda session: session.connection().execute(update(table).values(label="a")),
        {"action": "tag.bulk_updated", "rows": 3, "fields": ["label"], "changes": {"label": {"after": "a"}}},
    ),
    "Core delete": (
        lambda session: session.connection().execute(delete(table).where(table.c.id == 1)),
        {"action": "tag.bulk_deleted", "rows": 1},
    ),
}


@pytest.mark.parametrize("name", BULK)
def test_bulk(name: str, session: Session, engine: Engine) -> None:
    statement, expected = BULK[name]
    statement(session)
    session.commit()
    (event,) = take(engine)
    assert event["resource"] == {"type": "tag", "id": "*"}
    found = {"action": event["action"], **event["metadata"]}
    if "changes" in event:
        found["changes"] = event["changes"]
    assert found == expected


def upsert(session: Session) -> None:
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[session.get_bind().dialect.name]
    statement = dialect.insert(Tag).values(id=1, label="a")
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"label": "b"}))


RAW: dict[str, tuple[Statement, str]] = {
    "text": (lambda session: session.execute(text("UPDATE tags SET label = 'a'")), "UPDATE"),
    "driver": (
        lambda session: session.connection().exec_driver_sql("DELETE FROM tags WHERE id = 1"),
        "DELETE",
    ),
    "comment": (lambda session: session.execute(text("/* ' */ INSERT INTO tags VALUES (9, 'a')")), "INSERT"),
    "upsert": (upsert, "INSERT"),
}


@pytest.mark.parametrize("name", RAW)
def test_raw(name: str, session: Session, engine: Engine) -> None:
    statement, kind = RAW[name]
    statement(session)
    session.commit()
    (event,) = take(engine)
    assert event["action"] == "tag.changed_unseen"
    assert event["metadata"]["statement"] == kind
    assert event["metadata"]["table"] == "tags"
    assert event["metadata"]["rows"] == (3 if name == "text" else 1)


@pytest.mark.parametrize("name", RAW)
def test_raw_can_be_refused(name: str, session: Session, engine: Engine, app_audit: Audit) -> None:
    app_audit.configure(client=app_audit.client, UNSEEN="raise")
    with pytest.raises(UnseenChangeError, match="on the tracked table tags"):
        RAW[name][0](session)
    session.commit()
    assert take(engine) == []
    assert session.scalars(select(Tag.label).order_by(Tag.id)).all() == ["t1", "t2", "t3"]


@pytest.mark.parametrize("name", RAW)
def test_raw_can_warn(name: str, session: Session, engine: Engine, app_audit: Audit) -> None:
    app_audit.configure(client=app_audit.client, UNSEEN="warn")
    with pytest.warns(UnseenChangeWarning, match="on the tracked table tags"):
        RAW[name][0](session)
    session.commit()
    assert len(take(engine)) == 1


def test_flushes_and_bulk_statements_are_not_refused(
    session: Session, engine: Engine, app_audit: Audit
) -> None:
    app_audit.configure(client=app_audit.client, UNSEEN="raise")
    session.add(Invoice(lines=[Line(position=1, text="a")], tags=[session.get_one(Tag, 1)]))
    session.execute(update(Tag).values(label="a"))
    session.commit()
    assert {each["action"] for each in take(engine)} == {
        "invoice.created",
        "item.created",
        "invoice_tags.bulk_created",
        "tag.bulk_updated",
    }


def test_a_statement_that_matches_nothing_is_no_event(session: Session, engine: Engine) -> None:
    session.execute(update(Tag).where(Tag.id == 99).values(label="a"))
    session.execute(delete(Tag).where(Tag.id == 99))
    session.commit()
    assert take(engine) == []


def test_a_statement_that_fails_is_no_event(session: Session, engine: Engine) -> None:
    from sqlalchemy.exc import IntegrityError

    savepoint = session.begin_nested()
    with pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO tags VALUES (1, 'twice')"))
    savepoint.rollback()
    session.commit()
    assert take(engine) == []


def test_savepoints_of_the_application(session: Session, engine: Engine) -> None:
    session.execute(update(Tag).where(Tag.id == 1).values(label="kept"))
    session.execute(text("SAVEPOINT mine"))
    session.execute(delete(Tag))
    session.execute(text('ROLLBACK TO SAVEPOINT "mine"'))
    session.execute(text("RELEASE mine"))
    session.commit()
    assert [each["action"] for each in take(engine)] == ["tag.bulk_updated"]


def test_core_connections(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(table).values(label="a"))
        with connection.begin_nested() as savepoint:
            connection.execute(delete(table))
            savepoint.rollback()
    with engine.connect() as connection:
        connection.execute(update(table).values(label="lost"))
    assert [each["changes"]["label"]["after"] for each in take(engine)] == ["a"]


def test_reads_are_no_events(session: Session, engine: Engine) -> None:
    session.scalars(select(Tag).with_for_update()).all()
    session.execute(text("SELECT 'DELETE FROM tags' FROM tags"))
    session.commit()
    assert take(engine) == []
