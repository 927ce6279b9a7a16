"""`auditledge log`."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from auditledge.cli.connection import Connection, connected, example
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.output import output_option, write_event, write_record
from auditledge.contract.numbers import read_float


@click.command(
    epilog=example(
        "auditledge log invoice.deleted --actor user_123 --resource invoice:inv_456 -m ip=192.168.1.1",
        "auditledge log --file event.json",
    )
)
@click.argument("action", required=False)
@click.option("--actor", "actor_id", metavar="ID", help="Who did it.")
@click.option("--actor-name", metavar="NAME", help="Display name of the actor.")
@click.option("--actor-email", metavar="EMAIL", help="Email address of the actor.")
@click.option("--resource", metavar="TYPE:ID", help="What it was done to; the type ends at the first colon.")
@click.option("--resource-name", metavar="NAME", help="Display name of the resource.")
@click.option("--org", "--organization", "organization_id", metavar="ID", help="Organisation of the event.")
@click.option(
    "-m",
    "--metadata",
    multiple=True,
    metavar="KEY=TEXT",
    help="Further data; KEY:=JSON gives a number, true, a list, an object. Repeatable.",
)
@click.option("--timestamp", metavar="TIME", help="When it happened, ISO 8601.  [default: now]")
@click.option("--id", "id_", metavar="ID", help="Id of the event: sent twice, it is stored once.")
@click.option(
    "-f", "--file", metavar="FILE", help="Read the event from FILE as JSON, or from stdin if it is -."
)
@click.option("--dry-run", is_flag=True, help="Check the event and write it, but send nothing.")
@output_option
@connected
def log(*, connection: Connection, output: str | None, file: str | None, dry_run: bool, **given: Any) -> None:
    """Record one event, and write it as it is stored.

    ACTION says what was done, in dot notation. For many events see `auditledge import`.
    """
    if file == "-" and connection.api_key_file == "-":
        usage_error("--file and --api-key-file can't both be read from stdin")
    event = _read(file, given) if file else _assemble(given)
    if dry_run:
        write_record(_checked(event), output or "json", ())
        return
    with connection.client() as client:
        write_event(client.log(event)["event"], output)


def _read(file: str, given: dict[str, Any]) -> dict[str, Any]:
    if any(given.values()):
        usage_error("--file holds the whole event: leave out ACTION and the options that describe it")
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
        event = json.loads(text, parse_float=read_float)
    except OSError as error:
        usage_error(f"--file: {file}: {error.strerror}")
    except (ValueError, RecursionError) as error:
        usage_error(f"--file: {file} is not JSON: {error}")
    if not isinstance(event, dict):
        usage_error(f"--file: {file} must hold one JSON object; for many events see `auditledge import`")
    return event


def _assemble(given: dict[str, Any]) -> dict[str, Any]:
    for name, spelled in (("action", "ACTION"), ("actor_id", "--actor"), ("resource", "--resource")):
        if given[name] is None:
            usage_error(f"{spelled} is missing")
    kind, colon, identity = given["resource"].partition(":")
    if not colon:
        usage_error("--resource must be TYPE:ID, such as invoice:inv_456")
    return {
        "id": given["id_"],
        "actor": {"id": given["actor_id"], "name": given["actor_name"], "email": given["actor_email"]},
        "action": given["action"],
        "resource": {"type": kind, "id": identity, "name": given["resource_name"]},
        "organization_id": given["organization_id"],
        "metadata": dict(map(_pair, given["metadata"])) or None,
        "timestamp": given["timestamp"],
    }


def _pair(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not equals or not key or key == ":":
        usage_error(f"--metadata {text!r} must be KEY=TEXT or KEY:=JSON")
    if not key.endswith(":"):
        return key, value
    try:
        return key[:-1], json.loads(value, parse_float=read_float)
    except (ValueError, RecursionError):
        usage_error(
            f"--metadata {key[:-1]}:= takes JSON, such as 3, true or [1,2]; for text write {key[:-1]}="
        )


def _checked(event: dict[str, Any]) -> dict[str, Any]:
    from auditledge import contract  # noqa: PLC0415 - see LazyGroup
    from auditledge.errors import ValidationError  # noqa: PLC0415

    cleaned, problems = contract.schema("EventInput").clean(event)
    if problems:
        raise ValidationError.of(problems)
    checked: dict[str, Any] = cleaned
    return checked
