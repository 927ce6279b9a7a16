"""`auditledge log`: logs one event."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.event_arguments import parse_change, parse_metadata, parse_resource, parse_target
from auditledge.cli.exit_codes import usage_error
from auditledge.cli.output import output_option, write_event, write_record
from auditledge.cli.text_options import argument_of, text_options
from auditledge.contract.coverage import event_fields
from auditledge.contract.csv_columns import value_at
from auditledge.contract.mismatch import check_names
from auditledge.contract.numbers import read_float
from auditledge.contract.operations import SCHEMAS

if TYPE_CHECKING:
    from auditledge.types import EventInput

_OUTCOMES = SCHEMAS["OutcomeInput"]["enum"]
_WRITTEN_TEXTS = (
    *("organization_id", "timestamp", "outcome", "reason", "source_id", "resource.name"),
    *("actor.id", "actor.name", "actor.email", "actor.type"),
    *("on_behalf_of.id", "on_behalf_of.name", "on_behalf_of.email", "on_behalf_of.type"),
    *("context.ip", "context.user_agent", "context.request_id", "context.trace_id", "context.session_id"),
    "context.location",
)
"""The fields whose options are written by hand, and that are the option's text unchanged."""

_WRITTEN = {*_WRITTEN_TEXTS, "id", "action", "resource.type", "resource.id", "metadata", "changes", "targets"}
_MADE = text_options(
    {path: schema for path, schema in event_fields().items() if path not in _WRITTEN}, "{name} of the event."
)


def _made_options(command: Any) -> Any:
    for option in reversed(_MADE.values()):
        command = option(command)
    return command


@click.command(
    epilog=example(
        "auditledge log invoice.deleted --actor user_123 --resource invoice:inv_456 --ip 192.168.1.1",
        "auditledge log invoice.updated --actor user_123 --resource invoice:inv_456 --change paid=no..yes",
        "auditledge log --file event.json",
    )
)
@click.argument("action", required=False)
@click.option("--action", "action_option", metavar="ACTION", help="What was done, instead of the argument.")
@click.option("--actor", "--actor-id", "actor_id", metavar="ID", help="Who did it.")
@click.option("--actor-name", metavar="NAME", help="Display name of the actor.")
@click.option("--actor-email", metavar="EMAIL", help="Email address of the actor.")
@click.option(
    "--actor-type", metavar="TYPE", help="user, service, system, agent, anonymous, or another type."
)
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
    "--target",
    "targets",
    multiple=True,
    metavar="TYPE:ID",
    help="Another resource that it was done to; a JSON object sets its name, too. Repeatable.",
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
@click.option("--outcome", type=click.Choice(_OUTCOMES), help="How the action ended.")
@click.option("--reason", metavar="TEXT", help="Why it was done, or why it failed or was denied.")
@click.option(
    "--change",
    "changes",
    multiple=True,
    metavar="NAME=BEFORE..AFTER",
    help="A field that changed. Either text can be missing, or both: NAME. NAME:=JSON sets numbers, null or"
    ' a list, such as n:=\'{"before":1,"after":null}\'. Repeatable.',
)
@click.option(
    "--on-behalf-of",
    "--on-behalf-of-id",
    "on_behalf_of_id",
    metavar="ID",
    help="Actor for whom it was done.",
)
@click.option("--on-behalf-of-name", metavar="NAME", help="Display name of that actor.")
@click.option("--on-behalf-of-email", metavar="EMAIL", help="Email address of that actor.")
@click.option("--on-behalf-of-type", metavar="TYPE", help="Type of that actor.")
@click.option("--ip", "context_ip", metavar="ADDRESS", help="IP address or host that the request came from.")
@click.option("--user-agent", "context_user_agent", metavar="TEXT", help="User agent of the request.")
@click.option("--request-id", "context_request_id", metavar="ID", help="Id of the request.")
@click.option("--trace-id", "context_trace_id", metavar="ID", help="Id of the request's trace.")
@click.option("--session-id", "context_session_id", metavar="ID", help="Id of the session.")
@click.option("--location", "context_location", metavar="TEXT", help="Such as 'Berlin, DE'.")
@click.option("--source-id", metavar="ID", help="Id of the event in the system that it comes from.")
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
        write_event(client.log(cast("EventInput", event))["event"], output)


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
    event: dict[str, Any] = {
        "id": given["id_"],
        "action": action,
        "resource": _resource(given),
        "metadata": dict(map(parse_metadata, given["metadata"])) or None,
        "changes": dict(map(parse_change, given["changes"])) or None,
        "targets": [*map(parse_target, given["targets"])] or None,
    }
    for path in (*_WRITTEN_TEXTS, *_MADE):
        if (value := given[argument_of(path)]) is not None:
            _set_field(event, path, value)
    return {name: event[name] for name in SCHEMAS["EventInput"]["properties"] if name in event}


def _action(given: dict[str, Any]) -> str:
    argument, option = given["action"], given["action_option"]
    if argument is None and option is None:
        usage_error("ACTION is missing")
    if argument is not None and option is not None:
        usage_error("give ACTION as argument or with --action, not both")
    return str(argument if option is None else option)


def _resource(given: dict[str, Any]) -> dict[str, str]:
    """The type and the id of the resource, from one option or from two."""
    kind, resource_id, both = given["resource_type"], given["resource_id"], given["resource"]
    if both is None:
        if kind is None and resource_id is None:
            usage_error("--resource is missing")
        if kind is None or resource_id is None:
            usage_error(f"{'--resource-type' if kind is None else '--resource-id'} is missing")
        return {"type": kind, "id": resource_id}
    if kind is not None or resource_id is not None:
        usage_error("--resource has the type and the id: omit --resource-type and --resource-id")
    return parse_resource("--resource", both)


def _set_field(event: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        event = event.setdefault(parent, {})
    event[name] = value


def _validate(event: dict[str, Any]) -> dict[str, Any]:
    from auditledge import contract  # noqa: PLC0415 - see LazyGroup
    from auditledge.errors import ValidationError  # noqa: PLC0415

    cleaned, problems = contract.schema("EventInput").clean(event)
    if problems:
        raise ValidationError.of(problems)
    checked: dict[str, Any] = cleaned
    return checked


def _fields_of_options() -> set[str]:
    """The fields that an event has if every option is given. A target can be JSON, with all its fields."""
    given: dict[str, Any] = {str(each.name): "text" for each in log.params}
    given |= {"metadata": ["name=text"], "changes": ["name"], "targets": ["type:id"]}
    given |= {"action_option": None, "resource": None}  # which give what others do, too
    event = _build_event(given)
    return {path for path in event_fields() if value_at(event, path.partition("[")[0]) is not None}


check_names("EventInput", event_fields(), _fields_of_options(), file=__file__)
