"""What the unit of work writes becomes one event for each object and transaction."""

import contextlib
import datetime
import uuid
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, inspect, select, text, update
from sqlalchemy.orm import Session, undefer

from auditledge import ConfigurationError
from auditledge.integrations.audit import Audit
from auditledge.sqlalchemy import track
from integrations.sqlalchemy.conftest import brief, take
from integrations.sqlalchemy.models import (
    Base,
    Customer,
    Document,
    Engineer,
    Invoice,
    Line,
    Manager,
    Tag,
    Untracked,
)


@pytest.fixture
def invoice(session: Session, engine: Engine) -> Invoice:
    """A committed invoice, whose event is taken."""
    invoice = Invoice(id=7, number="R-7", total=Decimal("9.50"), note="n", extra={"a": 1})
    session.add(invoice)
    session.commit()
    take(engine)
    return invoice


def test_created_has_all_values(session: Session, engine: Engine) -> None:
    session.add(
        Invoice(number="R-1", total=Decimal("1.50"), due=datetime.date(2026, 11, 28), iban="DE1", seen=1)
    )
    session.commit()
    (event_,) = take(engine)
    assert event_["action"] == "invoice.created"
    assert event_["resource"] == {"type": "invoice", "id": "1", "name": "R-1"}
    assert event_["changes"] == {
        "id": {"after": 1},
        "number": {"after": "R-1"},
        "status": {"after": "draft"},
        "total": {"after": "1.50"},
        "units": {"after": 1},
        "iban": {"after": "[redacted]"},
        "extra": {"after": None},
        "note": {"after": None},
        "due": {"after": "2026-11-28"},
        "customer_id": {"after": None},
    }


def test_several_flushes_are_one_event(session: Session, engine: Engine) -> None:
    invoice = Invoice(number="R-1")
    session.add(invoice)
    session.flush()
    invoice.status = "open"
    session.flush()
    invoice.number = "R-2"
    session.commit()
    (event_,) = take(engine)
    assert event_["action"] == "invoice.created"
    assert event_["resource"]["name"] == "R-2"
    assert event_["changes"]["status"] == {"after": "open"}


def test_an_expired_object_has_its_values_before(session: Session, engine: Engine, invoice: Invoice) -> None:
    assert "status" not in inspect(invoice).dict
    invoice.status = "open"
    session.commit()
    assert brief(take(engine)) == [("invoice.updated", "7", {"status": ("draft", "open")})]


def test_a_deferred_field_has_its_value_before(session: Session, engine: Engine, invoice: Invoice) -> None:
    session.refresh(invoice, ["status"])
    invoice.note = "new"
    session.commit()
    assert brief(take(engine)) == [("invoice.updated", "7", {"note": ("n", "new")})]


def test_changed_and_back_is_no_event(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.status = "open"
    session.flush()
    invoice.status = "draft"
    session.commit()
    invoice.status = "draft"
    invoice.total = Decimal("9.5")
    session.commit()
    assert take(engine) == []


def test_excluded_fields_are_no_event(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.seen = 2
    session.commit()
    assert take(engine) == []


def test_created_and_deleted_is_no_event(session: Session, engine: Engine) -> None:
    invoice = Invoice()
    session.add(invoice)
    session.flush()
    session.delete(invoice)
    session.commit()
    assert take(engine) == []


def test_deleted_has_the_values_of_the_database(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.status = "never flushed"
    session.delete(invoice)
    session.commit()
    ((action, id_, changes),) = brief(take(engine))
    assert (action, id_) == ("invoice.deleted", "7")
    assert changes["status"] == ("draft", ...)
    assert changes["note"] == ("n", ...)
    assert changes["total"] == ("9.50", ...)


def test_mutated_json(session: Session, engine: Engine, invoice: Invoice) -> None:
    assert invoice.extra is not None
    invoice.extra["api_key"] = "canary"
    session.commit()
    after = {"a": 1, "api_key": "[redacted]"}
    assert brief(take(engine)) == [("invoice.updated", "7", {"extra": ({"a": 1}, after)})]


def test_sql_expressions_are_read_back(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.units = Invoice.units + 41
    invoice.status = func.upper("sent")
    session.commit()
    assert brief(take(engine)) == [("invoice.updated", "7", {"units": (1, 42), "status": ("draft", "SENT")})]


def test_savepoints_drop_exactly_their_part(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.status = "open"
    with session.begin_nested():
        invoice.number = "R-8"
    outer = session.begin_nested()
    invoice.status = "lost"
    session.add(Tag(id=1, label="lost"))
    with session.begin_nested():
        session.execute(update(Invoice).values(units=5))
    outer.rollback()
    session.commit()
    changes = {"status": ("draft", "open"), "number": ("R-7", "R-8")}
    assert brief(take(engine)) == [("invoice.updated", "7", changes)]


def test_a_savepoint_that_fails_leaves_nothing(session: Session, engine: Engine, invoice: Invoice) -> None:
    session.add(Tag(id=1, label="kept"))
    with contextlib.suppress(RuntimeError), session.begin_nested():
        invoice.status = "lost"
        session.flush()
        raise RuntimeError
    session.commit()
    assert [each["action"] for each in take(engine)] == ["tag.created"]


def test_rolled_back_is_no_event(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.status = "lost"
    session.flush()
    session.rollback()
    invoice.number = "kept"
    session.commit()
    assert brief(take(engine)) == [("invoice.updated", "7", {"number": ("R-7", "kept")})]


def test_a_failed_flush_leaves_nothing(session: Session, engine: Engine, invoice: Invoice) -> None:
    from sqlalchemy.exc import IntegrityError

    session.expunge(invoice)
    session.add_all([Invoice(id=7), Tag(id=1, label="lost")])
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    session.add(Tag(id=2, label="kept"))
    session.commit()
    assert [each["resource"]["id"] for each in take(engine)] == ["2"]


def test_a_closed_session_leaves_nothing(engine: Engine, invoice: Invoice) -> None:
    with Session(engine) as session:
        session.add(Tag(label="lost"))
        session.flush()
    with Session(engine) as session:
        session.add(Tag(label="kept"))
        session.commit()
    assert [each["changes"]["label"]["after"] for each in take(engine)] == ["kept"]


def test_a_changed_primary_key(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.id = 8
    invoice.status = "open"
    session.commit()
    assert brief(take(engine)) == [("invoice.updated", "8", {"id": (7, 8), "status": ("draft", "open")})]


def test_an_object_that_replaces_a_deleted_one(session: Session, engine: Engine, invoice: Invoice) -> None:
    session.delete(invoice)
    session.add(Invoice(id=7, number="R-7", total=Decimal("9.50"), units=1, status="new", extra={"a": 1}))
    session.commit()
    assert brief(take(engine)) == [("invoice.updated", "7", {"status": ("draft", "new")})]
    assert session.scalar(select(Invoice.note)) == "n", "SQLAlchemy leaves what was not assigned"


def test_a_composite_key_and_an_action(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.lines.append(Line(position=1, text="a"))
    session.commit()
    invoice.lines.clear()
    session.commit()
    assert brief(take(engine)) == [
        ("item.created", "7,1", {"invoice_id": (..., 7), "position": (..., 1), "text": (..., "a")}),
        ("item.deleted", "7,1", {"invoice_id": (7, ...), "position": (1, ...), "text": ("a", ...)}),
    ]


def test_joined_and_single_table_inheritance(session: Session, engine: Engine) -> None:
    engineer, manager = Engineer(id=1, name="a", language="x"), Manager(id=2, name="b", budget=1)
    session.add_all([engineer, manager])
    session.commit()
    take(engine)
    engineer.name, engineer.language, manager.budget = "c", "y", 2
    session.commit()
    assert brief(take(engine)) == [
        ("engineer.updated", "1", {"name": ("a", "c"), "language": ("x", "y")}),
        ("manager.updated", "2", {"budget": (1, 2)}),
    ]
    session.delete(engineer)
    session.commit()
    ((action, _, changes),) = brief(take(engine))
    assert (action, changes["language"], changes["name"]) == ("engineer.deleted", ("y", ...), ("c", ...))


def test_uuid_bytes_versions_and_onupdate(session: Session, engine: Engine) -> None:
    key = uuid.UUID(int=5)
    document = Document(id=key, title="a", content=b"abc")
    session.add(document)
    session.commit()
    (created,) = take(engine)
    assert created["resource"]["id"] == str(key)
    assert created["changes"]["content"]["after"]["bytes"] == 3
    assert created["changes"]["revision"] == {"after": 1}
    document.title = "b"
    session.commit()
    changes = {"title": ("a", "b"), "revision": (1, 2), "updated": (None, 7), "length": (None, 4)}
    assert brief(take(engine)) == [("document.updated", str(key), changes)]


def test_relationships(session: Session, engine: Engine, invoice: Invoice) -> None:
    customer = Customer(id=3, name="c", invoices=[invoice])
    session.add(customer)
    session.commit()
    assert brief(take(engine)) == [
        ("customer.created", "3", {"id": (..., 3), "name": (..., "c"), "favorite_id": (..., None)}),
        ("invoice.updated", "7", {"customer_id": (None, 3)}),
    ]
    session.delete(customer)
    session.commit()
    assert ("invoice.updated", "7", {"customer_id": (3, None)}) in brief(take(engine))


def test_post_update_is_no_hole(session: Session, engine: Engine, invoice: Invoice) -> None:
    session.add(Customer(id=3, name="c", favorite=invoice))
    session.commit()
    events = take(engine)
    assert events[0]["action"] == "customer.created"
    assert events[1]["action"] == "customer.bulk_updated"
    assert events[1]["metadata"] == {"rows": 1, "fields": ["favorite_id"], "keys": ["3"]}


def test_many_to_many_through_a_tracked_table(session: Session, engine: Engine, invoice: Invoice) -> None:
    invoice.tags = [Tag(id=1, label="a"), Tag(id=2, label="b")]
    session.commit()
    *_, event_ = take(engine)
    assert event_["action"] == "invoice_tags.bulk_created"
    assert event_["metadata"] == {"rows": 2, "fields": ["invoice_id", "tag_id"], "keys": ["7,1", "7,2"]}
    invoice.tags.pop()
    session.commit()
    assert [each["action"] for each in take(engine)] == ["invoice_tags.bulk_deleted"]


def test_statements_of_a_mapper_event_are_recorded(
    session: Session, engine: Engine, invoice: Invoice
) -> None:
    def close(_mapper: Any, connection: Any, _target: Any) -> None:
        connection.execute(update(Invoice.__table__).values(status="closed"))  # type: ignore[arg-type]

    event.listen(Tag, "after_insert", close)
    event.listen(Tag, "before_insert", close)
    session.add(Tag(id=1, label="a"))
    session.commit()
    event.remove(Tag, "after_insert", close)
    event.remove(Tag, "before_insert", close)
    actions = sorted(each["action"] for each in take(engine))
    assert actions == ["invoice.bulk_updated", "invoice.bulk_updated", "tag.created"]


def test_the_scope_of_the_flush_counts(session: Session, engine: Engine, app_audit: Audit) -> None:
    with app_audit.context(actor={"id": "alice"}, organization_id="org_1"):
        session.add(Tag(id=1, label="a"))
        session.flush()
    with app_audit.context(actor={"id": "bob"}):
        session.add(Tag(id=2, label="b"))
        session.commit()
    assert [(each["actor"]["id"], each.get("organization_id")) for each in take(engine)] == [
        ("alice", "org_1"),
        ("bob", None),
    ]


def test_untracked_classes_leave_nothing(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Untracked(name="a"))
        session.flush()
        session.execute(text("UPDATE untracked SET name = 'b'"))
        session.commit()
    assert take(engine) == []


def test_a_session_within_an_outer_transaction(engine: Engine) -> None:
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.add(Tag(id=1, label="a"))
            session.commit()
            session.add(Tag(id=2, label="b"))
            session.flush()
            session.rollback()
        outer.commit()
        connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            session.add(Tag(id=3, label="c"))
            session.commit()
    assert [each["resource"]["id"] for each in take(engine)] == ["1"]


def test_without_the_outbox_table_nothing_is_committed(session: Session, engine: Engine) -> None:
    from sqlalchemy.exc import DBAPIError

    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE auditledge_outbox RENAME TO away"))
    session.add(Tag(id=1, label="a"))
    with pytest.raises(DBAPIError):
        session.commit()
    session.rollback()
    assert session.get(Tag, 1) is None
    session.rollback()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO auditledge_outbox"))
    session.add(Tag(id=2, label="b"))
    session.commit()
    assert [each["resource"]["id"] for each in take(engine)] == ["2"]


def test_reading_costs_no_query(session: Session, engine: Engine, invoice: Invoice) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    loaded = session.get(Invoice, 7, options=[undefer(Invoice.note)], populate_existing=True)
    assert loaded is not None
    loaded.status = "open"
    session.commit()
    assert [each.split()[0] for each in statements if each != "BEGIN"] == ["SELECT", "UPDATE", "INSERT"]
    take(engine)


@pytest.mark.parametrize(
    ("target", "options", "message"),
    [
        (int, {}, "takes a declarative base, a mapped class or a Table"),
        ("invoices", {}, "takes a declarative base"),
        (Base, {"action": "x"}, "action is an option of a single class"),
        (Tag, {"exclude": "label"}, "exclude must be a list"),
        (Tag, {"mask": [1]}, "mask must be a list"),
        (Tag, {"exclude": ["lable"]}, "exclude of tag: no field 'lable'; it has id, label"),
        (Tag, {"name": "lable"}, "name of tag: no field 'lable'"),
    ],
)
def test_wrong_options_are_reported_at_once(target: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        track(target, **options)
