"""Options made from the contract."""

import click
import pytest
from click.testing import CliRunner

from auditledge.cli.text_options import text_options

SCHEMAS = {
    "actor.department": {"type": "string", "maxLength": 255},
    "outcome": {"type": "string", "enum": ["success", "failure"]},
    "changes": {"type": "object"},
    "targets[].id": {"type": "string"},
}


@click.command()
def echo(**given: object) -> None:
    click.echo(sorted(given.items()))


for option in text_options(SCHEMAS, "{name} of the event.").values():
    echo = option(echo)


def test_each_text_has_an_option() -> None:
    result = CliRunner().invoke(echo, ["--actor-department", "Sales", "--outcome", "failure"])
    assert result.output == "[('actor_department', 'Sales'), ('outcome', 'failure')]\n"
    assert "--actor-department TEXT" in CliRunner().invoke(echo, ["--help"]).output
    assert "actor.department of the event." in CliRunner().invoke(echo, ["--help"]).output


@pytest.mark.parametrize("name", ["changes", "targets[].id"])
def test_what_is_no_text_has_none(name: str) -> None:
    assert name not in text_options(SCHEMAS, "{name}")


def test_an_enum_takes_its_values_only() -> None:
    result = CliRunner().invoke(echo, ["--outcome", "perhaps"])
    assert result.exit_code == 2
    assert "'success', 'failure'" in result.output
