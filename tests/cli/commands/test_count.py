"""`auditledge count`."""

import csv
import json

import pytest

from cli.conftest import Cli, events


@pytest.fixture
def filled(cli: Cli) -> Cli:
    """A ledger with four events of two actors on two days."""
    cli.log_events(
        {"timestamp": "2026-01-01T00:00:00Z"},
        {"timestamp": "2026-01-01T01:00:00Z", "organization_id": "org_1"},
        {"timestamp": "2026-01-02T00:00:00Z", "actor": {"id": "user_9"}, "action": "user.invited"},
        {"timestamp": "2026-01-02T00:00:00Z", "action": "user.invited"},
    )
    return cli


def test_the_number_of_all_matches(filled: Cli) -> None:
    assert events(filled("count").stdout) == [{"total": 4}]
    assert events(filled("count", "action:invoice.*").stdout) == [{"total": 2}]
    assert filled.terminal("count", "--actor", "user_9")[1].strip() == "1"


def test_by_a_field(filled: Cli) -> None:
    lines = events(filled("count", "--by", "actor_id").stdout)
    assert lines == [
        {"value": "user_123", "count": 3, "label": {"name": "Alice"}},
        {"value": "user_9", "count": 1},
    ]
    assert events(filled("count", "--by", "action", "--limit", "1", "--prefix", "USER").stdout) == [
        {"value": "user.invited", "count": 2}
    ]


def test_by_time(filled: Cli) -> None:
    options = ("--by", "time", "--interval", "day", "--timezone", "Asia/Tokyo", "--until", "2026-01-01")
    lines = events(filled("count", *options).stdout)
    assert [(each["value"], each["count"]) for each in lines] == [("2026-01-01T00:00:00+09:00", 2)]


def test_bars_on_a_terminal(filled: Cli) -> None:
    lines = filled.terminal("count", "--by", "actor_id", "--limit", "1", NO_COLOR="1")[1].splitlines()
    assert [line.rstrip() for line in lines[:2]] == [
        "ACTOR_ID          EVENTS",
        f"user_123 (Alice)  3       [{'#' * 24}]",
    ]


def test_json_has_the_total_too(filled: Cli) -> None:
    counts = json.loads(filled("count", "--by", "organization_id", "-o", "json").stdout)
    assert counts["total"] == 4
    assert counts["groups"] == [{"value": None, "count": 3}, {"value": "org_1", "count": 1}]


def test_csv(filled: Cli) -> None:
    rows = list(csv.DictReader(filled("count", "--by", "resource_type", "-o", "csv").stdout.splitlines()))
    assert rows == [{"value": "invoice", "count": "4"}]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--interval", "day"), 2, "--interval needs --by"),
        (("--by", "nothing"), 1, "by must be action, actor_id"),
        (("--by", "time", "--timezone", "Mars"), 1, "timezone must be the name of a time zone"),
        (("--by", "action", "--interval", "day"), 1, "interval goes with by=time alone"),
    ],
)
def test_what_cannot_be_counted(cli: Cli, options: tuple[str, ...], code: int, message: str) -> None:
    assert message in cli("count", *options, code=code).stderr


@pytest.mark.parametrize("more", [[], ["--by", "action"], ["--by", "action", "-o", "json"]])
def test_an_empty_count_on_a_terminal_says_where_it_looked(filled: Cli, more: list[str]) -> None:
    for filters, is_empty in ([], False), (["--actor", "nobody"], True):
        assert ("filters       actor_id=nobody" in filled.terminal("count", *more, *filters)[1]) == is_empty
    assert filled("count", *more, "--actor", "nobody").stderr == ""
