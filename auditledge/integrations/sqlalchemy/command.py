"""The command `python -m auditledge.sqlalchemy`, which delivers the events of the outbox table."""

import signal
import sys
import threading

import click
from sqlalchemy import MetaData, create_engine
from sqlalchemy.exc import ArgumentError

from auditledge.errors import AuditLedgeError
from auditledge.integrations.audit import audit
from auditledge.integrations.sqlalchemy.drain import open_drainer
from auditledge.integrations.sqlalchemy.outbox_table import own_engine
from auditledge.integrations.sqlalchemy.tracking import outbox_table


@click.command()
@click.argument("database_url")
@click.option("--schema", help="The schema of the table.")
@click.option("--follow", is_flag=True, help="Stay, and deliver events as they are committed.")
def main(database_url: str, schema: str | None, follow: bool) -> None:
    """Deliver the events in the table auditledge_outbox of DATABASE_URL.

    Delivers all that is pending, then exits; with 1 if events are left. The ledger is that of the environment
    variables AUDITLEDGE_BASE_URL and AUDITLEDGE_API_KEY.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        outbox_table(MetaData(), schema=schema)
        drainer = open_drainer(own_engine(create_engine(database_url)))
        if follow:
            drainer.follow(stop)
            return
        result = drainer.drain(stop)
        drainer.close()
    except (AuditLedgeError, ArgumentError) as error:
        raise click.ClickException(str(error)) from None
    finally:
        audit.close()
    click.echo(f"{result.delivered} delivered, {result.dead} rejected, {result.waiting} waiting", err=True)
    if result.waiting:
        sys.exit(1)
