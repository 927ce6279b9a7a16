"""`auditledge query`."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import EVENT, Cli, events


def at(ago: timedelta) -> str:
    return (datetime.now(UTC) - ago).isoformat()


@pytest.fixture
def stocked(cli: Cli) -> Cli:
    cli.log_events(
        {
            "timestamp": at(timedelta(days=10)),
            "organization_id": "org_1",
            "actor": {"id": "old", "name": "Bob", "email": "b@x"},
        },
        {
            "timestamp": at(timedelta(hours=2)),
            "action": "user.created",
            "resource": {"type": "user", "id": "a:b"},
        },
        {"timestamp": at(timedelta(minutes=1))},
    )
    return cli


def test_all_and_more_than_a_page(cli: Cli) -> None:
    with cli.client as client:
        client.log_many([EVENT] * 2100)
    assert len(cli("query", "--all").stdout.splitlines()) == 2100
    assert len(cli("query", "--limit", "1500").stdout.splitlines()) == 1500
    assert len(cli("query").stdout.splitlines()) == 20


def test_terminal_shows_the_cursor_of_the_next_page(cli: Cli) -> None:
    cli.log_events(*[{"action": str(each)} for each in range(5)])
    text = cli.terminal("query", "--limit", "2")[1]
    assert "2 of 5 events" in text
    cursor = text.partition("--cursor ")[2].partition(",")[0]
    assert [event["action"] for event in events(cli("query", "--limit", "2", "--cursor", cursor).stdout)] == [
        "2",
        "1",
    ]
    assert len(cli("query", "--all", "--cursor", cursor).stdout.splitlines()) == 3


def test_terminal_shows_the_cursor_of_the_previous_page(cli: Cli) -> None:
    cli.log_events(*[{"action": str(each)} for each in range(5)])
    text = cli.terminal("query", "--limit", "2", "--offset", "2")[1]
    cursor = text.partition("for the previous page add --cursor ")[2].strip()
    text = cli.terminal("query", "--limit", "2", "--cursor", cursor, "-o", "jsonl")[1]
    assert [json.loads(line)["action"] for line in text.splitlines()[:2]] == ["4", "3"]
    assert "previous" not in text


def test_offset_skips_events_of_a_page(cli: Cli) -> None:
    cli.log_events(*[{"action": str(each)} for each in range(5)])
    shown = events(cli("query", "--offset", "3").stdout)
    assert [event["action"] for event in shown] == ["1", "0"]
    for more in ("--all", "--limit=1001"):
        assert "--offset is for a single page" in cli("query", "--offset", "3", more, code=2).stderr


@pytest.mark.parametrize("more", [[], ["--all"], ["--limit", "1001"], ["-o", "csv"]])
def test_an_empty_result_on_a_terminal_says_where_it_looked(
    cli: Cli, tmp_path: Path, more: list[str]
) -> None:
    cli.log_events({})
    filters = ["--actor=nobody", "--org=org_1", "--since=2026-01-01", "--end-before=2026-02-01"]
    code, text = cli.terminal("query", *filters, *more)
    assert code == 0
    for line in (
        f"ledger        the file {tmp_path}/",
        "organization  org_1",
        "time          at or after 2026-01-01, before 2026-02-01",
        "filters       actor_id=nobody",
    ):
        assert line in text


def test_a_result_does_not_say_where_it_looked(cli: Cli) -> None:
    cli.log_events({})
    assert "ledger  " not in cli.terminal("query")[1]
    assert cli("query", "--actor", "nobody").stderr == ""


def test_an_empty_result_of_a_server_names_its_url(served: Cli) -> None:
    text = served.terminal("query", "--actor", "nobody")[1]
    assert f"ledger        {served.environment['AUDITLEDGE_BASE_URL']}" in text
    assert "organization  all that the key has access to" in text


def test_pipe_gets_no_messages(cli: Cli) -> None:
    cli.log_events({}, {})
    assert cli("query", "--limit", "1").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "yesterday"], "'yesterday' must be an ISO 8601 time"),
        (["--since", "2026-01-01T00:00:00"], "needs a time zone"),
        (["--until", "2026-02-30"], "must name a time that exists"),
        (["--since", "999999w"], "is before the year 1"),
        (["--since", "1h", "--until", "2h"], "--since is after --until"),
        (["--since", "2026-01-02", "--until", "2026-01-01"], "--since is after --until"),
        (["--since", "1h", "--end-before", "2h"], "--since is after --end-before"),
        (["--limit", "x"], "--limit"),
        (["--all", "--limit", "3"], "--all and --limit can't be used together"),
        (["--action", ""], "action must not be empty"),
        (["--org", "x" * 256], "organization_id is longer than 255"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    result = cli("query", *arguments, code=2)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_ledger_rejects_an_invalid_cursor(cli: Cli) -> None:
    assert "ursor" in cli("query", "--cursor", "nonsense", code=1).stderr
