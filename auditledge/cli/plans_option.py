"""The option for the plans file, for every command that uses plans."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from auditledge.server.accounts.plans import Plans

Command = TypeVar("Command", bound=Callable[..., Any])


def plans_option(command: Command) -> Command:
    """Give a command the option for the plans file."""
    return click.option(
        "--plans",
        metavar="FILE",
        envvar="AUDITLEDGE_PLANS",
        help="TOML file with plans.  [default: AUDITLEDGE_PLANS, or free, starter and growth]",
    )(command)


def load_plans(path: str | None) -> "Plans":
    """The plans in the file, or the built-in ones. Raises click.BadParameter if it is invalid."""
    from auditledge.server.accounts.plans import BUILT_IN  # noqa: PLC0415 - see serve.store_errors
    from auditledge.server.accounts.plans_file import PlansFileError, read_plans  # noqa: PLC0415 - as above

    try:
        return BUILT_IN if path is None else read_plans(path)
    except PlansFileError as error:
        raise click.BadParameter(str(error), param_hint="'--plans'") from None


def check_plan(name: str, plans: "Plans") -> None:
    """Raise click.BadParameter unless there is a plan with this name."""
    if name not in plans.by_name:
        defined = ", ".join(map(repr, plans.by_name))
        raise click.BadParameter(f"{name!r} is not one of {defined}.", param_hint="plan")
