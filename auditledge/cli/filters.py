"""The filters that `query`, `tail` and `export` share."""

import functools
from collections.abc import Callable
from typing import Any

import click

from auditledge.cli.exit_codes import usage_error
from auditledge.cli.expressions import errors_located
from auditledge.cli.text_options import Option, text_options
from auditledge.cli.time_types import Time
from auditledge.contract import end_before_start
from auditledge.contract.mismatch import check_names
from auditledge.contract.operations import FILTERS, OPERATIONS

Filters = dict[str, str]


def _option(*flags: str, **attributes: Any) -> Callable[[str], Option]:
    """An option, once it is called with the name of its argument."""
    return lambda name: click.option(*flags, name, **attributes)


_WRITTEN = {
    "organization_id": _option(
        "--org", "--organization", "--organization-id", metavar="ID", help="Of this organization."
    ),
    "actor_id": _option("--actor", "--actor-id", metavar="ID", help="By this actor."),
    "actor_name": _option("--actor-name", metavar="TEXT", help="By an actor whose name contains TEXT."),
    "actor_email": _option("--actor-email", metavar="EMAIL", help="By the actor with this email address."),
    "action": _option("--action", metavar="TEXT", help="Whose action contains TEXT."),
    "resource": _option("--resource", metavar="TYPE[:ID]", help="On resources of this type, or on this one."),
    "resource_type": _option("--resource-type", metavar="TYPE", help="On resources of this type."),
    "resource_id": _option("--resource-id", metavar="ID", help="On resources with this id, of any type."),
    "actor_type": _option("--actor-type", metavar="TYPE", help="By an actor of this type, such as service."),
    "on_behalf_of_id": _option("--on-behalf-of", "--on-behalf-of-id", metavar="ID", help="For this actor."),
    "outcome": _option(
        "--outcome", type=click.Choice(["success", "failure", "denied"]), help="With this outcome."
    ),
    "ip": _option("--ip", metavar="ADDRESS", help="From this IP address."),
    "request_id": _option("--request-id", metavar="ID", help="Of this request."),
    "session_id": _option("--session-id", metavar="ID", help="Of this session."),
    "trace_id": _option("--trace-id", metavar="ID", help="Of this trace."),
    "source_id": _option("--source-id", metavar="ID", help="With this id in the system they came from."),
    "changed": _option("--changed", metavar="FIELD", help="That changed this field."),
    "target_id": _option("--target-id", metavar="ID", help="On the resource or a target with this id."),
    "action_is": _option("--action-is", metavar="ACTION", help="With exactly this action."),
    "search": _option(
        "-q",
        "--search",
        metavar="WORDS",
        help="With every word in the action, the actor's name or the resource's type.",
    ),
    "start_date": _option(
        "--since",
        "--start-date",
        type=Time(),
        metavar="TIME",
        help="At or after: 15m, 24h, 7d ago, date or time.",
    ),
    "end_date": _option(
        "--until",
        "--end-date",
        type=Time(),
        metavar="TIME",
        help="At or before: 15m, 24h, 7d ago, date or time.",
    ),
    "end_before": _option(
        "--end-before",
        type=Time(),
        metavar="TIME",
        help="Before, but not at: 15m, 24h, 7d ago, date or time.",
    ),
    "q": _option(
        "--where",
        "--q",
        metavar="EXPRESSION",
        help="Matching this search expression, such as 'outcome:failure actor:alice'.",
    ),
}
_ENDS = {"end_date": "--until", "end_before": "--end-before"}
_PARAMETERS = OPERATIONS["listEvents"].parameters
_OPTIONS = {name: option(name) for name, option in _WRITTEN.items()} | text_options(
    {name: _PARAMETERS[name].schema for name in FILTERS if name not in _WRITTEN}, "With this {name}."
)
check_names("listEvents", FILTERS, _OPTIONS, file=__file__)


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that filter events, which it takes as one argument, `filters`."""

    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> Any:
        values = {name: kwargs.pop(name) for name in _OPTIONS}
        if (resource := values.pop("resource")) is not None:
            if values["resource_type"] is not None or values["resource_id"] is not None:
                usage_error("--resource has the type and the id: omit --resource-type and --resource-id")
            values |= split_resource(resource)
        filters = {name: value for name, value in values.items() if value is not None}
        _check_times(filters)
        with errors_located(filters):
            return function(*args, filters=filters, **kwargs)

    for option in reversed(_OPTIONS.values()):  # like decorators, from the last to the first
        command = option(command)
    return command


def _check_times(filters: Filters) -> None:
    """Check the order of the times here, because the SDK's error would not name the options."""
    if (end := end_before_start(filters)) is not None:
        usage_error(f"--since is after {_ENDS[end]}, so no event can match: swap them?")


def split_resource(text: str) -> dict[str, str]:
    """The filters for `TYPE` or `TYPE:ID`; the type ends at the first colon."""
    kind, colon, resource_id = text.partition(":")
    return {"resource_type": kind, "resource_id": resource_id} if colon else {"resource_type": kind}
