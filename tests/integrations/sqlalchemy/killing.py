"""Kills a process at random moments while it writes tracked models and delivers their events.

`python -m integrations.sqlalchemy.killing DATABASE_URL LEDGER_URL ROUNDS SEED` fails unless the events are
exactly what was committed.
"""

import os
import random
import signal
import sys
import time

from sqlalchemy import create_engine, select, update
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from auditledge.sqlalchemy import audit, drain, start_drainer
from integrations.sqlalchemy.conftest import with_savepoints
from integrations.sqlalchemy.models import Base, Invoice
from integrations.sqlalchemy.replay import Replay

FIELDS = ("number", "status", "units", "note")


def write(database_url: str, seed: int, started: int) -> None:
    """Write until killed: some transactions and savepoints are rolled back, some change many objects.

    Writes a byte to the file descriptor `started` after each commit.
    """
    choose = random.Random(seed)
    engine = with_savepoints(create_engine(database_url))
    start_drainer(engine)
    while True:
        with Session(engine) as session:
            for _ in range(choose.randint(1, 4)):
                savepoint = session.begin_nested()
                write_one(session, choose)
                session.flush()
                if choose.random() < 0.3:
                    savepoint.rollback()
                else:
                    savepoint.commit()
            if choose.random() < 0.3:
                session.rollback()
            else:
                session.commit()
                os.write(started, b".")


def write_one(session: Session, choose: random.Random) -> None:
    invoices = list(session.scalars(select(Invoice).limit(20)))
    invoice = choose.choice(invoices) if invoices else None
    action = choose.random()
    if action < 0.4 or invoice is None:
        session.add(Invoice(number=str(choose.randint(0, 99)), units=choose.randint(0, 9)))
    elif action < 0.8:
        invoice.status = choose.choice(["open", "paid", "void"])
        invoice.units = Invoice.units + 1
        invoice.note = str(choose.random())
    elif action < 0.9:
        session.execute(update(Invoice).where(Invoice.id <= invoice.id).values(status="closed"))
    else:
        session.delete(invoice)


def main(database_url: str, ledger_url: str, rounds: int, seed: int) -> None:
    """Run the rounds, then deliver what is left and compare."""
    audit.configure(base_url=ledger_url)
    engine = create_engine(database_url, poolclass=NullPool)
    Base.metadata.create_all(engine)
    choose = random.Random(seed)
    for number in range(rounds):
        started, to_parent = os.pipe()
        child = os.fork()
        if child == 0:
            write(database_url, seed * 1_000 + number, to_parent)
        os.close(to_parent)
        os.read(started, 1)  # a busy machine takes a while
        time.sleep(choose.uniform(0, 0.2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(started)
    result = drain(engine)
    assert (result.dead, result.waiting, result.trouble) == (0, 0, None), result
    events = [dict(each) for each in audit.client.tail(after="beginning", follow=False)]
    assert len({each["id"] for each in events}) == len(events)
    assert events, "no transaction was committed"
    replay = Replay({})
    for event in events:
        replay.apply([event])
    with Session(engine) as session:
        query = select(Invoice.id, Invoice.number, Invoice.status, Invoice.units, Invoice.note)
        rows = {str(row[0]): dict(zip(FIELDS, row[1:], strict=True)) for row in session.execute(query)}
    replay.check(rows)
    audit.close()
    sys.stdout.write(f"{rounds} kills, {len(events)} events, {len(rows)} rows\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
