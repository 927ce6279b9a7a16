"""Search expressions on the command line: the argument that is one, and a caret under what is wrong in it."""

import contextlib
import functools
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.exit_codes import usage_error
from auditledge.cli.tables import width_of
from auditledge.cli.terminal import printable

if TYPE_CHECKING:
    from auditledge.contract.problems import Problem

_INDENT = "  "
_CUT = "…"
_NEGATED_TERM = re.compile(r"-[A-Za-z_][\w.]*:")


class ExpressionCommand(click.Command):
    """A command with an expression, which looks like an option if it begins with `-`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments as click does, and say how to give such an expression if that fails."""
        negated = any(map(_NEGATED_TERM.match, args))
        try:
            return super().parse_args(ctx, args)
        except click.UsageError:
            if negated:
                usage_error(
                    "an expression that begins with - is taken for an option: write NOT instead, or --where=…"
                )
            raise


def searched(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command with the argument `filters` an expression as its positional argument."""

    @click.argument("expression", nargs=-1, cls=_Expression)  # so that a second one gets a helpful error
    @functools.wraps(function)
    def command(*args: Any, expression: tuple[str, ...], filters: dict[str, str], **kwargs: Any) -> Any:
        if len(expression) > 1:
            usage_error("the expression must be one argument: put it in single quotes")
        if expression and "q" in filters:
            usage_error("give the expression as argument or with --where, not both")
        if expression:
            filters["q"] = expression[0]
        return function(*args, filters=filters, **kwargs)

    return command


class _Expression(click.Argument):
    """An argument that may be given once."""

    def make_metavar(self, ctx: click.Context | None = None) -> str:  # noqa: ARG002 - click passes it
        return "[EXPRESSION]"


@contextlib.contextmanager
def errors_located(filters: Mapping[str, str]) -> Iterator[None]:
    """A `with` block: an error about the expression in filters is located on stderr before it is raised."""
    try:
        yield
    except Exception as error:
        for problem in getattr(error, "problems", ()):
            if problem.field == "q" and problem.at is not None and "q" in filters:
                for line in located(filters["q"], problem, shutil.get_terminal_size().columns):
                    sys.stderr.write(f"{line}\n")
        raise


def located(expression: str, problem: "Problem", columns: int) -> tuple[str, str]:
    """The expression in about so many columns, and a line with carets under the place of a problem."""
    at = min(problem.at or 0, len(expression))
    room = max(columns - len(_INDENT) - 2 * len(_CUT), 16)
    first = 0 if len(expression) <= room else max(0, at - room // 2)
    before = (_CUT if first else "") + printable(expression[first:at])
    place = printable(expression[at : min(at + (problem.length or 0), first + room)])
    after = printable(expression[at + len(place) : first + room])
    end = _CUT if first + room < len(expression) else ""
    carets = "^" * max(1, width_of(place))
    return f"{_INDENT}{before}{place}{after}{end}", f"{_INDENT}{' ' * width_of(before)}{carets}"
