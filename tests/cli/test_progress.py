"""Progress bars."""

import re

import pytest

from auditledge.cli.progress import bar
from auditledge.cli.tables import width_of
from cli.conftest import EVENT, Cli


@pytest.mark.parametrize("rich", [True, False], ids=["rich", "plain"])
@pytest.mark.parametrize("columns", [30, 40, 80])
def test_progress_fits_the_terminal(cli: Cli, columns: int, rich: bool) -> None:
    with cli.client as client:
        client.log_many({**EVENT, "metadata": {"n": number}} for number in range(300))
    code, text = cli.terminal("export", "out.jsonl", columns=columns, rich=rich, NO_COLOR="1")
    assert code == 0
    drawn = [re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", line) for line in re.split(r"[\r\n]+", text)]
    steps = [line for line in drawn if "%" in line]
    assert steps
    assert max(map(width_of, steps)) <= columns
    assert columns < 80 or all(line.startswith("export ") for line in steps)


def test_bar() -> None:
    assert [bar(done, 10, 4) for done in (0, 4, 10, 20)] == ["[....]", "[#...]", "[####]", "[####]"]
    assert bar(5, 0, 4) == "[....]"
