"""Files that are compressed, and stdin."""

import gzip
import json
from pathlib import Path

import pytest

from cli.conftest import Cli
from cli.importer.rows_to_import import actions, row

LINES = "".join(json.dumps(row(n)) + "\n" for n in range(3))
CSV = "action,actor_id,resource_type,resource_id\nx,u,t,1\n"


def test_gzip_is_recognized_by_its_content(cli: Cli) -> None:
    Path("events.gz").write_bytes(gzip.compress(LINES[:200].encode()) + gzip.compress(LINES[200:].encode()))
    assert "3 rows, 3 stored" in cli("import", "events.gz").stderr
    assert actions(cli) == ["a.0", "a.1", "a.2"]


def test_gzip_of_csv(cli: Cli) -> None:
    Path("events.csv.gz").write_bytes(gzip.compress(CSV.encode()))
    cli("import", "events.csv.gz")
    assert actions(cli) == ["x"]


def test_gzip_from_stdin(cli: Cli) -> None:
    cli("import", "-", stdin=gzip.compress(LINES.encode()))
    assert actions(cli) == ["a.0", "a.1", "a.2"]


@pytest.mark.parametrize("cut", [True, False], ids=["cut", "damaged"])
def test_damaged_gzip_is_reported(cli: Cli, cut: bool) -> None:
    data = bytearray(gzip.compress(LINES.encode()))
    if cut:
        del data[-9:]
    else:
        data[40] ^= 0xFF
    Path("events.gz").write_bytes(data)
    assert (
        "error: events.gz: the gzip file is damaged or incomplete"
        in cli("import", "events.gz", code=1).stderr
    )


def test_progress_counts_compressed_bytes(cli: Cli) -> None:
    Path("events.gz").write_bytes(gzip.compress(LINES.encode()))
    size = Path("events.gz").stat().st_size
    code, text = cli.terminal("import", "events.gz", rich=False)
    assert code == 0
    assert f"{size:,}/{size:,} bytes" in text
