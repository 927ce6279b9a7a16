"""`auditledge log`: logs one event."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.output import output_option, write_event, write_record
from auditledge.cli.text_options import argument_of, text_options
from auditledge.contract.coverage import event_fields
from auditledge.contract.csv_columns import value_at
from auditledge.contract.mismatch import check_names
from auditledge.contract.numbers import read_float

_WRITTEN = [
    "id",
    "action",
    "actor.id",
    "actor.name",
    "actor.email",
    "resource.type",
    "resource.id",
    "resource.name",
    "organization_id",
    "metadata",
    "timestamp",
]
"""The fields whose options are written by hand."""

_MADE = text_options(
    {path: schema for path, schema in event_fields().items() if path not in _WRITTEN}, "{name} of the event."
)


def _made_options(command: Any) -> Any:
    for option in reversed(_MADE.values()):
        command = option(command)
    return command


@click.command(
    epilog=example(
        "auditledge log invoice.deleted --actor user_123 --resource invoice:inv_456 -m ip=192.168.1.1",
        "auditledge log --file event.json",
    )
)
@click.argument("action", required=False)
@click.option("--action", "action_option", metavar="ACTION", help="What was done, instead of the argument.")
@click.option("--actor", "--actor-id", "actor_id", metavar="ID", help="Who did it.")
@click.option("--actor-name", metavar="NAME", help="Display name of the actor.")
@click.option("--actor-email", metavar="EMAIL", help="Email address of the actor.")
@click.option("--resource", metavar="TYPE:ID", help="What it was done to; TYPE ends at the first colon.")
@click.option("--resource-type", metavar="TYPE", help="Type of the resource, instead of --resource.")
@click.option("--resource-id", metavar="ID", help="Id of the resource, instead of --resource.")
@click.option("--resource-name", metavar="NAME", help="Display name of the resource.")
@click.option(
    "--org",
    "--organization",
    "--organization-id",
    "organization_id",
    metavar="ID",
    help="Organization of the event.",
)
@click.option(
    "-m",
    "--metadata",
    multiple=True,
    metavar="KEY=TEXT",
    help="Additional data; KEY:=JSON sets a number, true, a list, an object. Repeatable.",
)
@click.option(
    "--timestamp", metavar="TIME", help="When it happened, ISO 8601 with a time zone.  [default: now]"
)
@_made_options
@click.option("--id", "id_", metavar="ID", help="Id of the event: sent twice, it is stored once.")
@click.option("-f", "--file", metavar="FILE", help="Read the event as JSON from FILE, or with - from stdin.")
@click.option("--dry-run", is_flag=True, help="Validate the event and print it, but send nothing.")
@output_option
@connected
def log(
    *, connection: ConnectionOptions, output: str | None, file: str | None, dry_run: bool, **given: Any
) -> None:
    """Log one event and print it as stored.

    ACTION is what was done, in dot notation. For many events see `auditledge import`.
    """
    if file == "-" and connection.api_key_file == "-":
        usage_error("--file and --api-key-file can't both be read from stdin")
    event = _read_file(file, given) if file else _build_event(given)
    if dry_run:
        write_record(_validate(event), output or "json", ())
        return
    with connection.client() as client:
        write_event(client.log(event)["event"], output)


def _read_file(file: str, given: dict[str, Any]) -> dict[str, Any]:
    if any(given.values()):
        usage_error("--file has the complete event: omit ACTION and the options for its fields")
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
        event = json.loads(text, parse_float=read_float)
    except OSError as error:
        usage_error(f"--file: {file}: {error.strerror}")
    except (ValueError, RecursionError) as error:
        usage_error(f"--file: {file} is not JSON: {error}")
    if not isinstance(event, dict):
        usage_error(f"--file: {file} must contain one JSON object; for many events see `auditledge import`")
    return event


def _build_event(given: dict[str, Any]) -> dict[str, Any]:
    action = _action(given)
    if given["actor_id"] is None:
        usage_error("--actor is missing")
    kind, resource_id = _resource(given)
    event = {
        "id": given["id_"],
        "actor": {"id": given["actor_id"], "name": given["actor_name"], "email": given["actor_email"]},
        "action": action,
        "resource": {"type": kind, "id": resource_id, "name": given["resource_name"]},
        "organization_id": given["organization_id"],
        "metadata": dict(map(_parse_metadata, given["metadata"])) or None,
        "timestamp": given["timestamp"],
    }
    for path in _MADE:
        if (value := given[argument_of(path)]) is not None:
            _set_field(event, path, value)
    return event


def _action(given: dict[str, Any]) -> str:
    argument, option = given["action"], given["action_option"]
    if argument is None and option is None:
        usage_error("ACTION is missing")
    if argument is not None and option is not None:
        usage_error("give ACTION as argument or with --action, not both")
    action: str = argument if option is None else option
    return action


def _resource(given: dict[str, Any]) -> tuple[str, str]:
    """The type and the id of the resource, from one option or from two."""
    kind, resource_id, both = given["resource_type"], given["resource_id"], given["resource"]
    if both is None:
        if kind is None and resource_id is None:
            usage_error("--resource is missing")
        if kind is None or resource_id is None:
            usage_error(f"{'--resource-type' if kind is None else '--resource-id'} is missing")
        return kind, resource_id
    if kind is not None or resource_id is not None:
        usage_error("--resource has the type and the id: omit --resource-type and --resource-id")
    kind, colon, resource_id = both.partition(":")
    if not colon:
        usage_error("--resource must be TYPE:ID, such as invoice:inv_456")
    return kind, resource_id


def _set_field(event: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        event = event.setdefault(parent, {})
    event[name] = value


def _parse_metadata(text: str) -> tuple[str, Any]:
    key, equals, value = text.partition("=")
    if not equals or not key or key == ":":
        usage_error(f"--metadata {text!r} must be KEY=TEXT or KEY:=JSON")
    if not key.endswith(":"):
        return key, value
    try:
        return key[:-1], json.loads(value, parse_float=read_float)
    except (ValueError, RecursionError):
        usage_error(f"--metadata {key[:-1]}:= takes JSON, such as 3, true or [1,2]; for text use {key[:-1]}=")


def _validate(event: dict[str, Any]) -> dict[str, Any]:
    from auditledge import contract  # noqa: PLC0415 - see LazyGroup
    from auditledge.errors import ValidationError  # noqa: PLC0415

    cleaned, problems = contract.schema("EventInput").clean(event)
    if problems:
        raise ValidationError.of(problems)
    checked: dict[str, Any] = cleaned
    return checked


def _fields_of_options() -> set[str]:
    """The fields that an event has if every option is given."""
    given: dict[str, Any] = {str(each.name): "text" for each in log.params} | {"metadata": ["name=text"]}
    given |= {"action_option": None, "resource": None}  # which give what others do, too
    event = _build_event(given)
    return {path for path in event_fields() if value_at(event, path) is not None}


check_names("EventInput", event_fields(), _fields_of_options(), file=__file__)
