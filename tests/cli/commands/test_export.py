"""`auditledge export`."""

import csv
import json
import signal
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import EVENT, Cli, events

KINDS = ["jsonl", "json", "csv"]


@pytest.fixture
def stocked(cli: Cli) -> Cli:
    cli.log_events(
        *[{"action": f"a.{number}", "metadata": {"text": "a\n\"b'\u202e"}} for number in range(30)]
    )
    return cli


def actions(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.suffix == ".csv":
        return [row["action"] for row in csv.DictReader(text.splitlines(keepends=True))]
    return [event["action"] for event in (json.loads(text) if path.suffix == ".json" else events(text))]


ALL = [f"a.{number}" for number in reversed(range(30))]


@pytest.mark.parametrize("kind", KINDS)
def test_file_extension_selects_the_format(stocked: Cli, kind: str) -> None:
    result = stocked("export", f"events.{kind}")
    path = Path(f"events.{kind}")
    assert actions(path) == ALL
    assert result.stdout == ""
    assert result.stderr.startswith(f"30 events in events.{kind} ({path.stat().st_size:,} bytes, ")
    assert [each.name for each in Path().glob("events*")] == [path.name]


@pytest.mark.parametrize("kind", KINDS)
def test_to_stdout(stocked: Cli, kind: str) -> None:
    with stocked.spawn("export", "-", "-o", kind) as process:
        assert process.stdout is not None
        path = Path(f"out.{kind}")
        path.write_bytes(process.stdout.read())
    assert actions(path) == ALL


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_matches(stocked: Cli, kind: str) -> None:
    for target in ("-", f"none.{kind}"):
        stocked("export", target, "-o", kind, "--actor", "nobody")
    path = Path(f"none.{kind}")
    assert actions(path) == []
    assert (
        stocked("export", "-o", kind, "--actor", "nobody").stdout.split() == path.read_text().split()
        or kind == "json"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_resumed_export_is_identical(stocked: Cli, kind: str, share: float) -> None:
    path = Path(f"events.{kind}")
    stocked("export", path.name)
    whole = path.read_bytes()
    path.unlink()
    Path(f"{path}.part").write_bytes(whole[: int(len(whole) * share)])
    stocked("export", path.name, "--resume")
    assert path.read_bytes() == whole
    assert not Path(f"{path}.part").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_starts_over_without_resume(stocked: Cli, kind: str) -> None:
    Path(f"events.{kind}.part").write_text("left by another export")
    stocked("export", f"events.{kind}")
    assert actions(Path(f"events.{kind}")) == ALL


def test_part_file_that_is_not_an_export(stocked: Cli) -> None:
    Path("events.jsonl.part").write_text("hello\n")
    result = stocked("export", "events.jsonl", "--resume", code=1)
    assert "events.jsonl.part is not an export: delete it, or omit --resume" in result.stderr
    assert not Path("events.jsonl").exists()


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_interrupted_and_resumed(served: Cli, kind: str, wait_for: Any) -> None:
    with served.client as client:
        client.log_many([{**EVENT, "metadata": {"filler": "x" * 5000}}] * 3000)
    path, part = Path(f"events.{kind}"), Path(f"events.{kind}.part")
    with served.spawn("export", path.name) as process:
        wait_for(lambda: part.exists() and part.stat().st_size > 100_000)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr is not None
        assert (
            f"bytes are in {part}; add --resume to the same command to continue"
            in process.stderr.read().decode()
        )
    assert not path.exists()
    served("export", path.name, "--resume")
    lines = path.read_bytes().splitlines()
    assert len(lines) == len(set(lines)) == 3000 + (kind == "csv")


@pytest.mark.parametrize("rich", [True, False], ids=["rich", "plain"])
def test_progress_on_a_terminal(stocked: Cli, rich: bool) -> None:
    with stocked.client as client:
        client.log_many([EVENT] * 3000)
    code, text = stocked.terminal("export", "events.jsonl", rich=rich)
    assert code == 0
    assert "export " in text
    assert "/3,030 events" in text
    assert "100" in text
    assert text.splitlines()[-1].partition("3,030 events in events.jsonl")[1]


def test_unwritable_file_is_reported(stocked: Cli) -> None:
    result = stocked("export", "nowhere/events.jsonl", code=1)
    assert result.stderr == "error: nowhere/events.jsonl.part: No such file or directory\n"
    assert "can't be written" in stocked("export", "nowhere/events.csv", code=1).stderr


def test_filters_and_order(stocked: Cli) -> None:
    stocked("export", "some.jsonl", "--action", "a.1", "--order", "asc")
    assert actions(Path("some.jsonl"))[:3] == ["a.1", "a.10", "a.11"]


def test_raw_csv(cli: Cli) -> None:
    cli.log_events({"action": "=1+1"})
    assert "'=1+1" in cli("export", "-o", "csv").stdout
    assert "'=1+1" not in cli("export", "-o", "csv", "--csv-raw").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--resume"], "--resume needs a FILE"),
        (["e.jsonl", "--csv-raw"], "--csv-raw is for CSV"),
        (["-o", "table"], "table"),
        (["."], ". is a folder: FILE must name a file"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    assert message in cli("export", *arguments, code=2).stderr
    assert not list(Path().glob("e.*"))


def test_no_file_if_the_key_is_rejected(served: Cli) -> None:
    for kind in KINDS:
        served("export", f"events.{kind}", code=4, AUDITLEDGE_API_KEY="al_unknown")
        assert not Path(f"events.{kind}").exists()


@pytest.mark.parametrize("arguments", [[], ["-o", "json"], ["-o", "csv"], ["found.csv"], ["found.jsonl"]])
def test_an_empty_export_on_a_terminal_says_where_it_looked(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    cli.log_events({})
    for filters, is_empty in ([], False), (["--action", "nothing"], True):
        text = cli.terminal("export", *arguments, *filters)[1]
        assert ("filters       action=nothing" in text) == is_empty
