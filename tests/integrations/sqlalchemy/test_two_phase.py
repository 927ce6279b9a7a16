"""Two-phase transactions, which are stored when they are prepared."""

from collections.abc import Iterator

import pytest
from server import postgres
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from auditledge.integrations.audit import Audit
from integrations.sqlalchemy.conftest import empty_database, take
from integrations.sqlalchemy.models import Base, Tag


@pytest.fixture
def engine(app_audit: Audit) -> Iterator[Engine]:
    if postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    with postgres.private_server() as server:
        with server.admin() as connection:
            connection.execute("ALTER SYSTEM SET max_prepared_transactions = 5")
        server.stop()
        server.start()
        with empty_database(server) as url:
            engine = create_engine(url)
            Base.metadata.create_all(engine)
            yield engine
            engine.dispose()


def test_prepared_transactions(engine: Engine, app_audit: Audit) -> None:
    with Session(engine, twophase=True) as session:
        session.add(Tag(id=1, label="prepared and committed"))
        session.prepare()
        session.commit()
        session.add(Tag(id=2, label="committed"))
        session.commit()
        session.add(Tag(id=3, label="prepared and rolled back"))
        session.prepare()
        session.rollback()
        session.add(Tag(id=4, label="rolled back"))
        session.flush()
        session.rollback()
    assert [each["resource"]["id"] for each in take(engine)] == ["1", "2"]
    app_audit.configure(client=app_audit.client, OUTBOX="disk")
    with Session(engine, twophase=True) as session:
        session.add(Tag(id=5, label="prepared and committed"))
        session.prepare()
        session.commit()
        session.add(Tag(id=6, label="prepared and rolled back"))
        session.prepare()
        session.rollback()
    app_audit.flush()
    assert [each["resource"]["id"] for each in app_audit.client.query()["events"]] == ["5"]
