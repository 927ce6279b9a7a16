"""Options made from the contract, for fields and filters that have no option written by hand."""

from collections.abc import Callable, Mapping
from typing import Any

import click

Option = Callable[[Any], Any]


def text_options(schemas: Mapping[str, dict[str, Any]], help_text: str) -> dict[str, Option]:
    """An option for each name whose schema is a text: `--actor-department` for `actor.department`.

    `help_text` has `{name}` in it. A command gets the argument `actor_department`. The items of an array have
    no option.
    """
    texts = {name: each for name, each in schemas.items() if "string" in each["type"] and "[]" not in name}
    return {name: _option(name, schema, help_text.format(name=name)) for name, schema in texts.items()}


def argument_of(name: str) -> str:
    """The argument of a command for a field or filter."""
    return name.replace(".", "_")


def _option(name: str, schema: dict[str, Any], help_text: str) -> Option:
    argument = argument_of(name)
    flag = "--" + argument.replace("_", "-")
    if "enum" in schema:
        return click.option(flag, argument, type=click.Choice(schema["enum"]), help=help_text)
    return click.option(flag, argument, metavar="TEXT", help=help_text)
