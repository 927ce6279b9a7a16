"""`auditledge usage`."""

import csv
from datetime import UTC, datetime

import pytest

from auditledge.cli.commands.usage import _lines
from cli.conftest import Cli, events


def test_json_in_a_pipe(cli: Cli) -> None:
    cli.log_events({})
    expected = {"plan": "growth", "events_this_month": 1, "events_limit": 10_000_000, "retention_days": 365}
    (facts,) = events(cli("usage").stdout)
    assert facts.pop("account").startswith("acct_")
    assert facts == expected


def test_a_bar_on_a_terminal(cli: Cli) -> None:
    lines = cli.terminal("usage", NO_COLOR="1")[1].splitlines()
    now = datetime.now(UTC)
    after = datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
    assert lines == [
        "plan        growth",
        f"this month  [{'.' * 24}] 0 %  0 of 10,000,000 events",
        f"next month  starts {after:%Y-%m-%d} (UTC)",
        "retention   365 days",
        f"account     {cli.client.usage()['account']}",
    ]


def test_csv(cli: Cli) -> None:
    (facts,) = csv.DictReader(cli("usage", "-o", "csv").stdout.splitlines())
    assert facts["plan"] == "growth"


@pytest.mark.parametrize(
    ("limit", "days", "expected"),
    [
        (2**53 - 1, 36_500, ("7 events, unlimited", "forever")),
        (0, 36_499, (f"[{'.' * 24}] -  7 of 0 events", "36,499 days")),
    ],
)
def test_unlimited_is_shown_in_words(limit: int, days: int, expected: tuple[str, str]) -> None:
    facts = {"plan": "team", "events_this_month": 7, "events_limit": limit, "retention_days": days}
    lines = dict(_lines(facts))  # type: ignore[arg-type]
    assert (lines["this month"], lines["retention"]) == expected
