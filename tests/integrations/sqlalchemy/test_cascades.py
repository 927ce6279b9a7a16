"""What the database deletes by itself is reported, and what the unit of work deletes is not."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete, event, func, select, text
from sqlalchemy.orm import Session

from auditledge.integrations.audit import Audit
from auditledge.sqlalchemy import UnseenChangeError
from integrations.sqlalchemy.conftest import take
from integrations.sqlalchemy.models import File, Folder, Page


@pytest.fixture(autouse=True)
def tree(engine: Engine) -> None:
    """A folder with a file with a page, in a database that enforces foreign keys."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    with Session(engine) as session:
        session.add(Folder(id=1, files=[File(id=2, pages=[Page(id=3)])]))
        session.commit()
    take(engine)


def actions(engine: Engine) -> list[str]:
    return [each["action"] for each in take(engine)]


def test_rows_that_the_database_deletes(session: Session, engine: Engine) -> None:
    session.delete(session.get_one(Folder, 1))
    session.commit()
    assert session.scalar(select(func.count()).select_from(File)) == 0
    session.rollback()
    assert sorted(actions(engine)) == ["file.changed_unseen", "folder.deleted", "page.changed_unseen"]


def test_rows_that_the_unit_of_work_deletes_are_captured(session: Session, engine: Engine) -> None:
    session.delete(session.get_one(File, 2))
    session.commit()
    assert sorted(actions(engine)) == ["file.deleted", "page.deleted"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (lambda session: session.execute(delete(Folder)), "folder.bulk_deleted"),
        (lambda session: session.execute(text("DELETE FROM folders")), "folder.changed_unseen"),
    ],
)
def test_statements(
    statement: Callable[[Session], object], expected: str, session: Session, engine: Engine
) -> None:
    statement(session)
    session.commit()
    assert actions(engine) == [expected, "file.changed_unseen", "page.changed_unseen"]


def test_a_statement_that_deletes_nothing(session: Session, engine: Engine) -> None:
    session.execute(delete(Folder).where(Folder.id == 99))
    session.commit()
    assert actions(engine) == []


def test_it_can_be_refused(session: Session, engine: Engine, app_audit: Audit) -> None:
    app_audit.configure(client=app_audit.client, UNSEEN="raise")
    with pytest.raises(UnseenChangeError, match="ON DELETE on the tracked table files"):
        session.execute(delete(Folder))
    session.rollback()
    session.delete(session.get_one(File, 2))
    session.commit()
    assert sorted(actions(engine)) == ["file.deleted", "page.deleted"]
