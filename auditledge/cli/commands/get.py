"""`auditledge get`: one event by its id."""

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.output import output_option, write_event


@click.command(epilog=example("auditledge get evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e -o json"))
@click.argument("event_id", metavar="ID")
@output_option
@connected
def get(*, connection: ConnectionOptions, event_id: str, output: str | None) -> None:
    """Print one event by its ID. The exit code is 3 if it does not exist."""
    with connection.client() as client:
        write_event(client.get(event_id), output)
