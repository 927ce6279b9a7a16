"""The expression as an argument, and the caret under what is wrong in it."""

import pytest

from auditledge.cli.expressions import located
from auditledge.contract.problems import ExpressionProblem
from cli.conftest import Cli, events


@pytest.fixture
def stocked(cli: Cli) -> Cli:
    cli.log_events({"action": "keep"}, {"action": "skip"}, {"actor": {"id": "bob"}})
    return cli


def problem(at: int, length: int) -> ExpressionProblem:
    return ExpressionProblem.of("q", "-", {"at": at, "length": length, "code": "-"})


@pytest.mark.parametrize("arguments", [["query", "-action:skip"[1:]], ["query", "--where", "action:skip"]])
def test_query_takes_an_expression_as_argument_or_option(stocked: Cli, arguments: list[str]) -> None:
    assert [event["action"] for event in events(stocked(*arguments).stdout)] == ["skip"]


def test_expression_that_begins_with_a_minus_is_an_option_with_an_equals_sign(stocked: Cli) -> None:
    found = events(stocked("query", "--where=-action:skip").stdout)
    assert found == events(stocked("query", "NOT action:skip").stdout)
    assert len(found) == 2


def test_expression_combines_with_other_options(stocked: Cli) -> None:
    assert len(events(stocked("query", "-actor:x", "--action", "skip", code=2).stdout)) == 0
    assert len(events(stocked("query", "NOT actor:x", "--action", "skip").stdout)) == 1


def test_export_takes_an_expression(stocked: Cli) -> None:
    assert [event["actor"]["id"] for event in events(stocked("export", "--where", "actor:bob").stdout)] == [
        "bob"
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "actor:a", "actor:b"], "the expression must be one argument: put it in single quotes"),
        (["query", "actor:a", "--where", "actor:b"], "as argument or with --where, not both"),
        (["tail", "actor:a", "actor:b"], "the expression must be one argument"),
    ],
)
def test_two_expressions_are_an_error(cli: Cli, arguments: list[str], message: str) -> None:
    assert message in cli(*arguments, code=2).stderr


@pytest.mark.parametrize("command", ["query", "count", "tail"])
@pytest.mark.parametrize("expression", ["-outcome:success", "-actor.type:service", "-metadata.a:1"])
def test_expression_that_looks_like_an_option_is_an_error_with_a_way_out(
    cli: Cli, command: str, expression: str
) -> None:
    assert "write NOT instead, or --where=" in cli(command, expression, code=2).stderr


@pytest.mark.parametrize("command", [["query"], ["tail"], ["query", "--all"], ["export", "--where"]])
def test_error_is_marked_with_a_caret(cli: Cli, command: list[str]) -> None:
    lines = cli(*command, "action:a OR outcom:x", code=1).stderr.splitlines()
    assert lines[:2] == ["  action:a OR outcom:x", "              ^^^^^^"]
    assert lines[2].startswith('error: q: there is no qualifier "outcom"; did you mean "outcome"? (HTTP 400')


@pytest.mark.parametrize(
    ("expression", "at", "length", "columns", "lines"),
    [
        ("a (b", 2, 1, 80, ("  a (b", "    ^")),
        ("a OR", 4, 0, 80, ("  a OR", "      ^")),
        ("日本 x:y", 3, 1, 80, ("  日本 x:y", "       ^")),
        ("a\n\x1b x:y", 4, 1, 80, ("  a␊␛ x:y", "      ^")),
        ("a" * 100, 50, 2, 30, ("  …" + "a" * 26 + "…", "  " + " " * 14 + "^^")),
        ("x" * 100, 0, 100, 30, ("  " + "x" * 26 + "…", "  " + "^" * 26)),
        ("x" * 100, 100, 0, 30, ("  …" + "x" * 13, "  " + " " * 14 + "^")),
        ("x", 9, 5, 30, ("  x", "   ^")),
    ],
)
def test_place_is_marked_in_one_line(
    expression: str, at: int, length: int, columns: int, lines: tuple[str, str]
) -> None:
    assert located(expression, problem(at, length), columns) == lines
