"""The filters that `query`, `tail` and `export` share."""

from datetime import UTC, datetime, timedelta

import pytest

from cli.conftest import Cli, events


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
        (["--since", "3h", "--end-before", "60m"], [1]),
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


def test_the_resource_has_one_option_or_two(cli: Cli) -> None:
    cli.log_events({"resource": {"type": "t", "id": "1"}}, {"resource": {"type": "u", "id": "1"}})
    for filters, found in (
        (["--resource-id=1"], 2),
        (["--resource-type=t"], 1),
        (["--resource-type=t", "--resource-id=1"], 1),
    ):
        assert len(events(cli("query", *filters).stdout)) == found
    error = cli("query", "--resource=t", "--resource-id=1", code=2).stderr
    assert "--resource has the type and the id" in error
