"""Cursors of pages: opaque, signed, and valid across versions."""

import base64
import struct

import httpx
import pytest

from auditledge.server.errors import LedgerError
from auditledge.server.ledger import page_cursor
from auditledge.server.ledger.page_cursor import Cursor
from auditledge.server.stores.models import SortKey
from server.conftest import Served
from server.samples import event, record, record_all
from server.search_oracle import a_cursor


def test_a_cursor_does_not_reveal_how_many_events_others_have() -> None:
    cursors = [page_cursor.encode(Cursor(SortKey(7, sequence)), "asc", 1, b"secret") for sequence in (10, 11)]
    one, other = map(base64.urlsafe_b64decode, cursors)
    assert struct.pack(">q", 10)[-4:] not in one
    # Nor masked with a pad that both have in common.
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 6


def test_cursors_in_both_directions_have_nothing_in_common() -> None:
    cursors = [
        page_cursor.encode(Cursor(SortKey(7, 10), each), "asc", 1, b"secret") for each in (False, True)
    ]
    assert [page_cursor.decode(each, "asc", 1, b"secret").is_backward for each in cursors] == [False, True]
    one, other = map(base64.urlsafe_b64decode, cursors)
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 6


def test_a_cursor_made_before_there_were_two_directions_is_valid() -> None:
    cursor = "eGdz_yKZfP8KZEm_KPAzYwhwBhbBqZh8"
    assert page_cursor.decode(cursor, "asc", 7, b"secret") == Cursor(SortKey(1_767_225_600_000_000, 42))


def test_a_cursor_of_version_0_2_is_valid() -> None:
    cursor = "AQAGR0hGIEAAAAAAAAAAACphy0nIQ6mOpwo"
    assert page_cursor.decode(cursor, "asc", 7, b"secret") == Cursor(SortKey(1_767_225_600_000_000, 42))
    for bad in [
        (cursor, "desc", 7),
        (cursor, "asc", 8),
        (cursor[:-1] + "A", "asc", 7),
        (cursor[1:], "asc", 7),
    ]:
        with pytest.raises(LedgerError, match="invalid_cursor"):
            page_cursor.decode(*bad, b"secret")


def test_a_cursor_misses_nothing_while_events_arrive(client: httpx.Client) -> None:
    sent = [event(timestamp=f"2026-01-01T00:00:{n:02}Z") for n in range(20)]
    stored = record_all(client, sent)
    page = client.get("/events", params={"limit": 8, "order": "desc"}).json()
    late = record(client, event(timestamp="2026-01-01T00:00:30Z"))
    between = record(client, event(timestamp="2026-01-01T00:00:05Z"))
    rest = client.get("/events", params={"limit": 100, "cursor": page["next_cursor"]}).json()
    seen = page["events"] + rest["events"]
    assert late not in seen
    assert seen == [*stored[:5:-1], between, *stored[5::-1]]
    assert rest["total"] == 22
    assert rest["next_cursor"] is None


def test_the_last_page_has_no_cursor(client: httpx.Client) -> None:
    record_all(client, [event()] * 4)
    for limit, cursor in [(3, True), (4, False), (5, False)]:
        page = client.get("/events", params={"limit": limit}).json()
        assert (page["next_cursor"] is not None) == cursor


@pytest.mark.parametrize("link", ["next_cursor", "prev_cursor"])
def test_a_cursor_that_was_tampered_with_is_refused(client: httpx.Client, link: str) -> None:
    cursor = a_cursor(client, link=link)
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    changed = [
        cursor[:place] + digits[(digits.index(cursor[place]) + 21) % 64] + cursor[place + 1 :]
        for place in range(len(cursor) - 1)
    ]
    for bad in [*changed, cursor[:-1], cursor + "A", cursor[1:], "x", "é", "====", "A" * 255, cursor + "="]:
        answer = client.get("/events", params={"cursor": bad})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor"), bad


@pytest.mark.parametrize("link", ["next_cursor", "prev_cursor"])
def test_a_cursor_is_good_for_its_order_and_account_alone(
    ledger_server: Served, client: httpx.Client, link: str
) -> None:
    cursor = a_cursor(client, link=link)
    for other, order in [(client, "asc"), (ledger_server.client(ledger_server.key()), "desc")]:
        answer = other.get("/events", params={"cursor": cursor, "order": order})
        assert answer.json()["code"] == "invalid_cursor"
