"""Pages in both directions, as a table with the buttons Previous and Next uses them."""

from typing import Any

import httpx
import pytest

from auditledge.server.retention.worker import RetentionWorker
from auditledge.server.stores.columnar.compactor import Compactor
from server.conftest import Served
from server.retention.old_events import TEAM, store_days_ago
from server.samples import Event, event, record, record_all
from server.search_oracle import expected, pages_by_cursor

Page = dict[str, Any]


def page_of(client: httpx.Client, **params: Any) -> Page:
    page: Page = client.get("/events", params={"limit": 3, **params}).raise_for_status().json()
    return page


def at_second(second: int, **members: Any) -> Event:
    return event(timestamp=f"2026-01-01T00:00:{second:02}Z", **members)


def ids(page: Page) -> list[str]:
    return [each["id"] for each in page["events"]]


@pytest.fixture
def stored(client: httpx.Client) -> list[Event]:
    """Eight events, newest first. Some have the same timestamp."""
    return record_all(client, [at_second(10 + n // 3) for n in range(8)])[::-1]


def test_previous_undoes_next(client: httpx.Client, stored: list[Event]) -> None:
    for order, found in (("desc", stored), ("asc", stored[::-1])):
        first = page_of(client, order=order)
        second = page_of(client, order=order, cursor=first["next_cursor"])
        third = page_of(client, order=order, cursor=second["next_cursor"])
        assert [first["events"], second["events"], third["events"]] == [found[:3], found[3:6], found[6:]]
        assert "prev_cursor" not in first
        assert third["next_cursor"] is None
        assert page_of(client, order=order, cursor=third["prev_cursor"]) == second
        assert page_of(client, order=order, cursor=second["prev_cursor"]) == first


def test_events_that_arrive_meanwhile_are_on_a_page_before(client: httpx.Client, stored: list[Event]) -> None:
    first = page_of(client)
    second = page_of(client, cursor=first["next_cursor"])
    late = [record(client, at_second(30)), record(client, at_second(31))]
    again = page_of(client, cursor=second["prev_cursor"])
    assert again["events"] == first["events"]
    assert again["total"] == 10
    newest = page_of(client, cursor=again["prev_cursor"])
    assert newest["events"] == late[::-1]
    assert "prev_cursor" not in newest
    assert page_of(client, cursor=newest["next_cursor"])["events"] == first["events"]


def test_an_event_that_arrives_between_two_pages_is_on_one_of_them(
    client: httpx.Client, stored: list[Event]
) -> None:
    second = page_of(client, cursor=page_of(client)["next_cursor"])
    between = record(client, event(timestamp="2026-01-01T00:00:11.5Z"))  # after stored[1], before stored[2]
    assert page_of(client, cursor=second["prev_cursor"])["events"] == [stored[1], between, stored[2]]


def test_the_previous_page_has_the_same_filters(client: httpx.Client) -> None:
    record_all(client, [at_second(n, action=("keep", "skip")[n % 2]) for n in range(14)])
    first = page_of(client, action="keep")
    second = page_of(client, action="keep", cursor=first["next_cursor"])
    assert page_of(client, action="keep", cursor=second["prev_cursor"]) == first
    # Events before the page that do not match are no page.
    record(client, at_second(40, action="skip"))
    assert "prev_cursor" not in page_of(client, action="keep", cursor=second["prev_cursor"])
    in_range = {"start_date": "2026-01-01T00:00:02Z", "end_before": "2026-01-01T00:00:09Z"}
    later = page_of(client, cursor=page_of(client, **in_range)["next_cursor"], **in_range)
    earlier = page_of(client, cursor=later["prev_cursor"], **in_range)
    assert [each["timestamp"][17:19] for each in earlier["events"]] == ["08", "07", "06"]
    assert "prev_cursor" not in earlier


def test_a_page_by_offset_has_a_previous_one(client: httpx.Client, stored: list[Event]) -> None:
    assert page_of(client, cursor=page_of(client, offset=4)["prev_cursor"])["events"] == stored[1:4]
    assert page_of(client, cursor=page_of(client, offset=2)["prev_cursor"])["events"] == stored[:2]
    for order, found in (("desc", stored), ("asc", stored[::-1])):
        beyond = page_of(client, offset=50, order=order)
        assert (beyond["events"], beyond["next_cursor"]) == ([], None)
        assert page_of(client, order=order, cursor=beyond["prev_cursor"])["events"] == found[-3:]


def test_no_events_have_no_cursor(client: httpx.Client) -> None:
    for offset in (0, 5):
        page = page_of(client, offset=offset)
        assert (page["events"], page["next_cursor"], page.get("prev_cursor")) == ([], None, None)


def test_a_bound_key_pages_through_its_own_organization(ledger_server: Served) -> None:
    account = ledger_server.account()
    owner = ledger_server.client(ledger_server.key(account))
    bound = ledger_server.client(ledger_server.key(account, organization="org_1", bound=True))
    record_all(owner, [at_second(n, organization_id=f"org_{1 + n % 2}") for n in range(15)])
    first = page_of(bound)
    second = page_of(bound, cursor=first["next_cursor"])
    record(owner, at_second(50, organization_id="org_2"))
    back = page_of(bound, cursor=second["prev_cursor"])
    assert back == first
    assert {each["organization_id"] for each in first["events"] + second["events"]} == {"org_1"}
    # A cursor of the owner leads to its own events alone, too.
    theirs = page_of(owner, offset=4)["prev_cursor"]
    assert {each["organization_id"] for each in page_of(bound, cursor=theirs)["events"]} == {"org_1"}


def test_events_that_are_deleted_meanwhile_leave_no_dead_end(ledger_server: Served) -> None:
    account = ledger_server.account()
    client = ledger_server.client(ledger_server.key(account, plan="team"))
    number = ledger_server.store.ensure_account(account, "team")
    store_days_ago(ledger_server.store, number, 11, 5)
    young = [each.id for each in store_days_ago(ledger_server.store, number, 1, 4)]
    oldest_first = page_of(client, order="asc", offset=3)
    newest_first = page_of(client, offset=4)
    RetentionWorker(ledger_server.store, TEAM).run()
    # All that was before the page is gone: an empty page, from which Next leads to what is left.
    empty = page_of(client, order="asc", cursor=oldest_first["prev_cursor"])
    assert (empty["events"], "prev_cursor" in empty) == ([], False)
    assert ids(page_of(client, order="asc", cursor=empty["next_cursor"])) == young[:3]
    # All that was after the page is gone: an empty page, from which Previous leads to what is left.
    empty = page_of(client, cursor=newest_first["next_cursor"])
    assert (empty["events"], empty["next_cursor"]) == ([], None)
    assert ids(page_of(client, cursor=empty["prev_cursor"])) == young[2::-1]


def test_previous_crosses_from_the_latest_events_into_segments(ledger_server: Served) -> None:
    account = ledger_server.account()
    client = ledger_server.client(ledger_server.key(account))
    number = ledger_server.store.ensure_account(account, "growth")
    stored = record_all(client, [at_second(n // 7 % 60, action=("a", "b")[n % 2]) for n in range(200)])
    Compactor(ledger_server.store, 64).step(number)
    stored += record_all(client, [at_second(n % 60, action=("a", "b")[n % 2]) for n in range(50)])
    for order in ("asc", "desc"):
        for filters in ({}, {"action": "b"}):
            assert pages_by_cursor(client, filters, order, 17) == expected(stored, filters, order)
