"""Search expressions over HTTP on each engine, and embedded: pages, totals, exports, streams and errors."""

import contextlib
import functools
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditledge import AuditLedge, BadRequestError
from server.conftest import NewStore, Served, serving
from server.load.scale import open_small, settle
from server.query_language import model
from server.query_language.cases import EVENTS, FOUND, REFUSED
from server.query_language.model import evaluate, written
from server.samples import Event, event, new_id, record, record_all
from server.stream_reader import Reader

STORED_BY_LEDGER = {"received_at"}


@pytest.fixture(scope="module", params=["tail", "segments"])
def either_server(
    request: pytest.FixtureRequest, new_store: NewStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A served ledger on each engine: with all events in segments, a large one having eight, or with none."""
    large_size = 10**6 if request.param == "tail" else 8
    with (
        new_store(tmp_path_factory.mktemp("ledger")) as database,
        pytest.MonkeyPatch.context() as monkeypatch,
    ):
        monkeypatch.setattr("server.conftest.open_store", functools.partial(open_small, most=large_size))
        with serving(database) as url, contextlib.closing(open_small(database, large_size)) as store:
            served = Served(url, store)
            yield served
            served.close()


@pytest.fixture(scope="module")
def key(either_server: Served) -> str:
    """A key of an account that has the events of the cases."""
    return _with_events(either_server, EVENTS)[0]


@pytest.fixture
def cases_client(either_server: Served, key: str) -> Iterator[httpx.Client]:
    with contextlib.closing(either_server.client(key)) as client:
        yield client


def _with_events(served: Served, events: list[Event]) -> tuple[str, list[Event]]:
    """A key of a new account, and the events as it has stored them, compacted as far as they will be."""
    account = served.account()
    key = served.key(account)
    with contextlib.closing(served.client(key)) as client:
        stored = record_all(client, [_sendable(each) for each in events])
    settle(served.store, served.store.ensure_account(account, "growth"))
    return key, stored


def _sendable(stored: Event) -> Event:
    return {name: value for name, value in stored.items() if name not in STORED_BY_LEDGER}


def _ids(events: list[Event]) -> set[str]:
    ids = [each["id"] for each in events]
    assert len(ids) == len(set(ids))
    return set(ids)


def _streamed(served: Served, key: str, q: str) -> list[Event]:
    with Reader(served.url, key, after="beginning", follow="false", q=q) as reader:
        return list(reader.events())


def test_every_case_finds_its_events(cases_client: httpx.Client):
    for case in FOUND:
        assert case.matches is not None
        page = cases_client.get("/events", params={"q": case.q, "limit": 1000}).json()
        assert (case.q, _ids(page["events"])) == (case.q, set(case.matches))
        assert (case.q, page["total"]) == (case.q, len(case.matches))


def test_every_case_is_exported(cases_client: httpx.Client):
    for case in FOUND:
        response = cases_client.get("/events/export", params={"q": case.q})
        assert case.matches is not None
        assert (case.q, _ids(response.json())) == (case.q, set(case.matches))
        assert response.headers["X-Total-Count"] == str(len(case.matches))


def test_every_case_is_streamed(either_server: Served, key: str):
    for case in FOUND:
        assert case.matches is not None
        assert (case.q, _ids(_streamed(either_server, key, case.q))) == (case.q, set(case.matches))


def test_every_refused_case_gets_its_error(cases_client: httpx.Client):
    for case in REFUSED:
        response = cases_client.get("/events", params={"q": case.q})
        assert response.status_code == 400, case.q
        body = response.json()
        (problem,) = body["problems"]
        assert (body["code"], problem.pop("field")) == ("invalid_request", "q")
        assert body["error"] == f"q: {problem.pop('message')}"
        assert problem.pop("length") >= 0
        assert (case.q, problem) == (case.q, case.error)


def test_cases_hold_for_an_embedded_ledger():
    with AuditLedge("key", base_url="sqlite://") as client:
        client.log_many([_sendable(each) for each in EVENTS])
        for case in FOUND:
            found = client.query({"q": case.q, "limit": 1000})
            assert case.matches is not None
            assert (case.q, {each["id"] for each in found["events"]}) == (case.q, set(case.matches))
            assert found["total"] == len(case.matches)
        for case in REFUSED:
            with pytest.raises(BadRequestError) as caught:
                client.query({"q": case.q})
            (problem,) = caught.value.problems
            assert case.error is not None
            found_error = {"at": problem.at, "code": problem.code, "about": problem.about}
            found_error |= {"hint": problem.hint} if problem.hint else {}
            assert (case.q, found_error) == (case.q, case.error)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(model.events, min_size=1, max_size=20), st.lists(model.expressions, min_size=10, max_size=20))
def test_random_expressions_find_what_the_documentation_says(
    either_server: Served, events: list[Event], expressions: list[model.Node]
):
    key, stored = _with_events(either_server, [each | {"id": new_id()} for each in events])
    with contextlib.closing(either_server.client(key)) as client:
        for expression in expressions:
            q = written(expression)
            expected = {each["id"] for each in stored if evaluate(expression, each)}
            page = client.get("/events", params={"q": q, "limit": 1000}).json()
            assert (q, _ids(page["events"]), page["total"]) == (q, expected, len(expected))
            assert (q, _ids(_streamed(either_server, key, q))) == (q, expected)


def test_expression_is_combined_with_other_filters_and_pages(client: httpx.Client):
    record_all(
        client,
        [event(metadata={"n": n, "even": n % 2 == 0}, organization_id=f"org_{n % 3}") for n in range(30)],
    )
    parameters: dict[str, Any] = {"q": "metadata.even:true", "organization_id": "org_0", "order": "asc"}
    found: list[int] = []
    cursor: str | None = None
    while cursor is not None or not found:
        page = client.get(
            "/events", params=parameters | {"limit": 2} | ({"cursor": cursor} if cursor else {})
        ).json()
        assert page["total"] == 5
        found += [each["metadata"]["n"] for each in page["events"]]
        cursor = page["next_cursor"]
    assert found == [0, 6, 12, 18, 24]
    page = client.get("/events", params=parameters | {"offset": 3}).json()
    assert [each["metadata"]["n"] for each in page["events"]] == [18, 24]


def test_bound_key_sees_its_own_organization_whatever_the_expression(ledger_server: Served):
    account = ledger_server.account()
    everything = ledger_server.client(ledger_server.key(account))
    bound_key = ledger_server.key(account, organization="org_1", bound=True)
    bound = ledger_server.client(bound_key)
    record_all(everything, [event(organization_id=each) for each in ("org_1", "org_2", "org_2")])
    for q, own, all_ in [
        ("organization_id:org_2", 0, 2),
        ("action:*", 1, 3),
        ("-organization_id:org_1", 0, 2),
    ]:
        assert bound.get("/events", params={"q": q}).json()["total"] == own
        assert len(_streamed(ledger_server, bound_key, q)) == own
        assert everything.get("/events", params={"q": q}).json()["total"] == all_


def test_free_words_of_search_and_of_the_expression_have_one_limit(client: httpx.Client):
    search = " ".join(f"w{n}" for n in range(10))
    accepted = client.get("/events", params={"search": search, "q": "a b c d e f"})
    assert accepted.status_code == 200
    refused = client.get("/events", params={"search": search, "q": "a b c d e f id:x g"})
    (problem,) = refused.json()["problems"]
    assert (problem["code"], problem["at"]) == ("too_many_words", 17)


def test_live_stream_sends_new_events_that_match(ledger_server: Served):
    key = ledger_server.key()
    client = ledger_server.client(key)

    def send() -> None:
        record(client, event(action="skip", metadata={"n": 1}))
        record(client, event(action="keep"))
        record(client, event(action="keep", metadata={"n": 2}))

    with (
        AuditLedge(key, base_url=ledger_server.url) as sdk,
        sdk.tail({"q": "-action:skip metadata.n:*"}) as tail,
    ):
        sender = threading.Thread(target=send)
        sender.start()
        assert next(iter(tail))["metadata"] == {"n": 2}
        sender.join()
