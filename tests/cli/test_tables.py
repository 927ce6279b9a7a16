"""Tables on a terminal and in a pipe."""

from typing import Any

import pytest

from auditledge.cli import tables
from cli.conftest import Cli


@pytest.fixture
def stocked(cli: Cli) -> Cli:
    cli.log_events(
        {"timestamp": "2026-01-01T00:00:00Z", "metadata": {"ip": "1.2.3.4", "n": 3}},
        {"timestamp": "2026-01-02T00:00:00Z", "organization_id": "org_1", "action": "=1+1"},
    )
    return cli


@pytest.mark.parametrize(
    ("columns", "names", "rich"),
    [(130, 6, True), (100, 5, True), (80, 4, True), (80, 4, False)],
)
def test_a_table_fits_the_terminal(stocked: Cli, rich: bool, columns: int, names: int) -> None:
    stocked.log_events({"actor": {"id": "u" * 200, "name": "日本" * 50}, "action": "x" * 200})
    text = stocked.terminal("query", columns=columns, rich=rich, NO_COLOR="1")[1]
    table = text.splitlines()[:4]
    assert len(table[0].split()) == names
    assert all(tables.width_of(line) <= columns for line in table)
    assert "…" in table[1]


def test_table_in_a_pipe_is_not_cut(cli: Cli) -> None:
    cli.log_events({"action": "x" * 200})
    assert "x" * 200 in cli("query", "-o", "table").stdout


def test_long_table_is_measured_in_pages(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(tables, "PAGE", 2)
    assert tables.write_table(["A"], ([str(each)] for each in range(5))) == 5
    assert capsys.readouterr().out == "A\n0\n1\n2\n3\n4\n"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("日本", 4), ("e\u0301", 1)])
def test_width(text: str, width: int) -> None:
    assert tables.width_of(text) == width
