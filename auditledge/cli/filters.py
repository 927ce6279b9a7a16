"""The filters that query, tail and export share."""

import functools
from collections.abc import Callable
from typing import Any

import click

from auditledge.cli.exit_codes import usage_error
from auditledge.cli.time_types import Time

Filters = dict[str, str]

_OPTIONS = (
    click.option("--org", "--organization", "organization_id", metavar="ID", help="Of this organisation."),
    click.option("--actor", "actor_id", metavar="ID", help="By this actor."),
    click.option("--actor-name", metavar="TEXT", help="By an actor whose name contains TEXT."),
    click.option("--actor-email", metavar="EMAIL", help="By the actor with this email address."),
    click.option("--action", metavar="TEXT", help="Whose action contains TEXT."),
    click.option("--resource", metavar="TYPE[:ID]", help="On resources of this type, or on this one."),
    click.option(
        "-q",
        "--search",
        metavar="WORDS",
        help="With every word in the action, the actor's name or the resource's type.",
    ),
    click.option(
        "--since", "start_date", type=Time(), metavar="TIME", help="From then on: 15m, 24h, 7d, date or time."
    ),
    click.option(
        "--until", "end_date", type=Time(), metavar="TIME", help="Up to then: 15m, 24h, 7d, date or time."
    ),
)
_NAMES = (
    "organization_id",
    "actor_id",
    "actor_name",
    "actor_email",
    "action",
    "search",
    "start_date",
    "end_date",
)


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that filter events; it takes them as one argument, `filters`."""

    @functools.wraps(function)
    def command(*args: Any, resource: str | None, **kwargs: Any) -> Any:
        given = {name: kwargs.pop(name) for name in _NAMES}
        given |= split_resource(resource) if resource is not None else {}
        filters = {name: value for name, value in given.items() if value is not None}
        _check_span(filters)
        return function(*args, filters=filters, **kwargs)

    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _check_span(filters: Filters) -> None:
    """Tell of it in the words of the options; the SDK would speak of the filters."""
    if "start_date" in filters and "end_date" in filters:
        from auditledge.contract import is_backward  # noqa: PLC0415 - loads the contract

        if is_backward(filters["start_date"], filters["end_date"]):
            usage_error("--since is after --until, so that no event can match: swap them?")


def split_resource(text: str) -> dict[str, str]:
    """The filters of `TYPE` or `TYPE:ID`; the type ends at the first colon."""
    kind, colon, identity = text.partition(":")
    return {"resource_type": kind, "resource_id": identity} if colon else {"resource_type": kind}
