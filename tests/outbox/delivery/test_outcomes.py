"""Which responses settle an event, and which only delay it."""

import json
from typing import Any

import pytest

from auditledge.outbox.delivery.outcomes import Disposition, outcome_of_batch, outcome_of_single
from outbox.support.scripted_transport import error_response, response

HTML = b"<html>Bad Request</html>"
DELIVERED, DEAD, RETRY, PAUSE, SPLIT, UNKNOWN = Disposition


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (201, {"success": True, "event": {}}, DELIVERED),
        (200, {"success": True, "event": {}}, DELIVERED),
        (201, {"success": False}, RETRY),
        (201, HTML, RETRY),
        (202, {"success": True}, RETRY),
        (400, {"error": "No", "code": "invalid_request"}, DEAD),
        (409, {"error": "No", "code": "id_conflict"}, DEAD),
        (422, {"error": "No"}, DEAD),
        (413, HTML, DEAD),
        (403, {"error": "No", "code": "organization_not_allowed"}, DEAD),
        (400, HTML, PAUSE),
        (409, {}, PAUSE),
        (401, {"error": "No", "code": "invalid_api_key"}, PAUSE),
        (403, {"error": "No", "code": "insufficient_scope"}, PAUSE),
        (404, {"error": "No"}, PAUSE),
        (301, b"", PAUSE),
        (501, b"", PAUSE),
        (429, {"error": "No", "code": "quota_exceeded"}, PAUSE),
        (429, {"error": "No", "code": "rate_limited"}, RETRY),
        (408, b"", RETRY),
        (425, b"", RETRY),
        (500, b"", RETRY),
        (503, HTML, RETRY),
    ],
)
def test_single_event(status: int, body: Any, expected: Disposition) -> None:
    (outcome,) = outcome_of_single(response(status, body)).items
    assert outcome.disposition is expected


@pytest.mark.parametrize("body", [b'{"success":true,"success":true}', b'{"success":true,"x":{"y":NaN}}'])
def test_a_confirmation_that_is_not_strict_json_confirms_nothing(body: bytes) -> None:
    (outcome,) = outcome_of_single(response(201, body)).items
    assert outcome.disposition is RETRY


@pytest.mark.parametrize(
    "result", [b'"status":400,"success":true', b'"success":true,"success":true', b'"success":true,"x":NaN']
)
def test_a_batch_of_results_that_is_not_strict_json_confirms_nothing(result: bytes) -> None:
    body = b'{"results":[{"index":0,"status":201,%b}]}' % result
    outcome = outcome_of_batch(response(200, body), 1)
    assert outcome.whole is not None
    assert outcome.whole.disposition is RETRY


def item(index: int, status: int = 201, **facts: Any) -> dict[str, Any]:
    return {"index": index, "success": status == 201, "status": status, **facts}


def test_items_of_a_batch() -> None:
    results = [item(0), item(1, 400, error="No", code="bad"), item(2, 503, error="Later"), item(3, 7)]
    results.append({"index": 4, "success": False, "status": "400", "error": "No"})
    outcome = outcome_of_batch(response(200, {"results": results}), 5)
    assert outcome.whole is None
    assert [each.disposition for each in outcome.items] == [DELIVERED, DEAD, RETRY, RETRY, RETRY]
    assert outcome.items[1].facts == {"status": 400, "code": "bad", "error": "No"}


@pytest.mark.parametrize(
    "results",
    [
        [item(0)],
        [item(0), item(0)],
        [item(1), item(0)],
        [item(0), "x"],
        "xy",
        None,
    ],
    ids=json.dumps,
)
def test_results_that_do_not_match_the_batch_are_retried(results: Any) -> None:
    outcome = outcome_of_batch(response(200, {"results": results}), 2)
    assert outcome.whole is not None
    assert outcome.whole.disposition is RETRY
    assert outcome.whole.reason == "200, but not in the format of the ledger's responses"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        *((status, SPLIT) for status in (400, 409, 413, 422)),
        *((status, UNKNOWN) for status in (404, 405, 501)),
        *((status, PAUSE) for status in (302, 401, 403)),
        *((status, RETRY) for status in (204, 429, 500)),
    ],
)
def test_whole_batch(status: int, expected: Disposition) -> None:
    outcome = outcome_of_batch(error_response(status, ""), 2)
    assert outcome.whole is not None
    assert outcome.whole.disposition is expected


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("1000000", 86_400.0), ("soon", None), ("", None)]
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert outcome_of_batch(error_response(503, "x", retry_after=header), 1).retry_after == seconds


def test_facts_of_a_dead_letter() -> None:
    body = {"error": "No", "code": "invalid_request", "problems": [{"field": "/action"}]}
    (outcome,) = outcome_of_single(response(400, body, x_request_id="req_1")).items
    expected = {"status": 400, "code": "invalid_request", "error": "No"}
    assert outcome.facts == {**expected, "problems": [{"field": "/action"}], "request_id": "req_1"}
    assert outcome.reason == "400 invalid_request"
