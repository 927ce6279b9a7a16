"""`auditledge query`."""

from datetime import UTC, datetime, timedelta

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
