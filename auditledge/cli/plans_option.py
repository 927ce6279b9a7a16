"""The option that names the file of plans, for every command that deals with plans."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from auditledge.server.accounts.plans import Plans

Command = TypeVar("Command", bound=Callable[..., Any])


def plans_option(command: Command) -> Command:
    """Give a command the option that names the file."""
    return click.option(
        "--plans",
        metavar="FILE",
        envvar="AUDITLEDGE_PLANS",
        help="TOML file of plans.  [default: AUDITLEDGE_PLANS, or free, starter and growth]",
    )(command)


def plans_of(path: str | None) -> "Plans":
    """The plans of the file that the option named. Raises click.BadParameter when it can't be used."""
    from auditledge.server.accounts.plans import BUILT_IN  # noqa: PLC0415
    from auditledge.server.accounts.plans_file import PlanFileError, read_plans  # noqa: PLC0415 - see serve.store_errors

    try:
        return BUILT_IN if path is None else read_plans(path)
    except PlanFileError as error:
        raise click.BadParameter(str(error), param_hint="'--plans'") from None


def check_plan(name: str, plans: "Plans") -> None:
    """Raise click.BadParameter unless there is a plan of this name."""
    if name not in plans.by_name:
        defined = ", ".join(map(repr, plans.by_name))
        raise click.BadParameter(f"{name!r} is not one of {defined}.", param_hint="plan")
