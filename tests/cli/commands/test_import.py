"""`auditledge import`."""

import pytest

from cli.conftest import Cli
from cli.importer.rows_to_import import FILE, row, write_rows


@pytest.mark.parametrize("rich", [True, False], ids=["rich", "plain"])
def test_progress_on_a_terminal(cli: Cli, rich: bool) -> None:
    write_rows(*map(row, range(3000)))
    size = FILE.stat().st_size
    code, text = cli.terminal("import", "events.jsonl", rich=rich)
    assert code == 0
    assert "import " in text
    assert f"/{size:,} bytes" in text
    assert "ETA 0:0" in text
    assert text.splitlines()[-1].partition("done: 3,000 rows, 3,000 stored, 0 rejected")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.jsonl"], "none.jsonl: No such file"),
        (["."], "Is a directory"),
        (["-", "--api-key-file", "-"], "can't both be read from stdin"),
        (["e.jsonl", "--map", "a=b"], "--map and --ignore are for CSV"),
        (["-", "--format", "xml"], "xml"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    assert message in cli("import", *arguments, code=2, stdin="").stderr
