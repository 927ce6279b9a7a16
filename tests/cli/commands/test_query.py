"""`auditledge query` and `get`, and the filters and times that other commands share."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from auditledge.cli.time_types import Time
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


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ([], [2, 1, 0]),
        (["--order", "asc"], [0, 1, 2]),
        (["--limit", "1"], [2]),
        (["--all"], [2, 1, 0]),
        (["--limit", "1001"], [2, 1, 0]),
        (["--since", "24h"], [2, 1]),
        (["--since", "90m"], [2]),
        (["--since", "1w"], [2, 1]),
        (["--until", "7d"], [0]),
        (["--since", "3h", "--until", "3600s"], [1]),
        (["--until", "now"], [2, 1, 0]),
        (["--org", "org_1"], [0]),
        (["--organization", "org_2"], []),
        (["--actor", "old"], [0]),
        (["--actor-name", "bo"], [0]),
        (["--actor-email", "b@x"], [0]),
        (["--action", "created"], [1]),
        (["--resource", "user"], [1]),
        (["--resource", "user:a:b"], [1]),
        (["--resource", "invoice:inv_456", "--order", "asc"], [0, 2]),
        (["-q", "user created"], [1]),
    ],
)
def test_filters(stocked: Cli, arguments: list[str], numbers: list[int]) -> None:
    ids = stocked.ids()
    assert [event["id"] for event in events(stocked("query", *arguments).stdout)] == [ids[n] for n in numbers]


def test_all_and_more_than_a_page(cli: Cli) -> None:
    with cli.client as client:
        client.log_many([EVENT] * 2100)
    assert len(cli("query", "--all").stdout.splitlines()) == 2100
    assert len(cli("query", "--limit", "1500").stdout.splitlines()) == 1500
    assert len(cli("query").stdout.splitlines()) == 20


def test_paging_by_the_cursor_that_a_terminal_is_told(cli: Cli) -> None:
    cli.log_events(*[{"action": str(each)} for each in range(5)])
    text = cli.terminal("query", "--limit", "2")[1]
    assert "2 of 5 events" in text
    cursor = text.partition("--cursor ")[2].partition(",")[0]
    assert [event["action"] for event in events(cli("query", "--limit", "2", "--cursor", cursor).stdout)] == [
        "2",
        "1",
    ]
    assert len(cli("query", "--all", "--cursor", cursor).stdout.splitlines()) == 3


def test_a_pipe_is_told_nothing(cli: Cli) -> None:
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


def test_a_cursor_of_another_order_is_the_ledgers_to_refuse(cli: Cli) -> None:
    assert "ursor" in cli("query", "--cursor", "nonsense", code=1).stderr


@pytest.mark.parametrize("id_", ["nope", "../usage", "evt_a/b"])
def test_what_can_be_no_id_is_not_asked_for(cli: Cli, id_: str) -> None:
    assert "event_id" in cli("get", id_, code=2).stderr


def test_relative_times(monkeypatch: pytest.MonkeyPatch) -> None:
    convert: Any = Time().convert
    before = datetime.now(UTC) - timedelta(days=2)
    assert abs(datetime.fromisoformat(convert("2d", None, None)) - before) < timedelta(seconds=5)
    assert convert(" 2026-01-31 ", None, None) == "2026-01-31"
