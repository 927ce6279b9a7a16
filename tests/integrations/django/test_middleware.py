"""Requests of real users to real views: each event knows who acted, for whom, and from where."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import AsyncClient, Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from auditledge.integrations.django.audit import DjangoAudit
from auditledge.integrations.django.middleware import AuditMiddleware
from integrations.django.conftest import Recorded
from integrations.django.urls import download

AGENT = "Mozilla/5.0"


@pytest.fixture
def alice(audit: DjangoAudit) -> User:
    return User.objects.create_user("alice", "alice@example.com", "secret", first_name="Alice", last_name="A")


@pytest.fixture
def browser(alice: User) -> Client:
    client = Client(headers={"user-agent": AGENT}, REMOTE_ADDR="203.0.113.7")
    client.force_login(alice)
    return client


@pytest.fixture
def events(browser: Client, recorded: Recorded) -> Recorded:
    """What is recorded after the login."""
    recorded.all()
    return recorded


def actor_of(user: User) -> dict[str, Any]:
    return {"id": str(user.pk), "type": "user", "name": "Alice A", "email": "alice@example.com"}


def test_an_event_knows_its_user_and_request(browser: Client, alice: User, events: Recorded) -> None:
    response = browser.get("/viewed", headers={"x-request-id": "req-42"})
    event = events.one()
    assert event["actor"] == actor_of(alice)
    assert event["context"] == {"ip": "203.0.113.7", "user_agent": AGENT, "request_id": "req-42"}
    assert response.headers["X-Request-ID"] == "req-42"


@pytest.mark.parametrize("sent", [None, "with a space", "x" * 129, "line\nbreak"])
def test_a_request_without_a_valid_id_gets_one(browser: Client, events: Recorded, sent: str | None) -> None:
    response = browser.get("/viewed", headers={} if sent is None else {"x-request-id": sent})
    given = response.headers["X-Request-ID"]
    assert given != sent
    assert events.one()["context"]["request_id"] == given


def test_a_page_that_records_nothing_is_unchanged(browser: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = browser.get("/quiet")
    assert list(queries) == []
    assert "Vary" not in response.headers
    assert browser.get("/viewed").headers["Vary"] == "Cookie"


def test_an_anonymous_visitor_is_recorded_as_such(events: Recorded) -> None:
    Client().get("/viewed")
    assert events.one()["actor"] == {"id": "anonymous", "type": "anonymous"}


def test_a_forged_address_is_never_recorded(
    configure: Callable[..., None], browser: Client, events: Recorded
) -> None:
    forged = {"x-forwarded-for": "6.6.6.6"}
    browser.get("/viewed", headers=forged)
    assert events.one()["context"]["ip"] == "203.0.113.7"
    configure(TRUSTED_PROXIES=["10.0.0.0/8"])
    trusting = Client()
    trusting.get("/viewed", headers=forged, REMOTE_ADDR="203.0.113.7")
    assert events.one()["context"]["ip"] == "203.0.113.7"
    trusting.get(
        "/viewed", headers={"x-forwarded-for": "6.6.6.6, 198.51.100.1, 10.0.0.2"}, REMOTE_ADDR="10.0.0.1"
    )
    assert events.one()["context"]["ip"] == "198.51.100.1"


def test_the_organization_comes_from_a_setting(
    configure: Callable[..., None], alice: User, events: Recorded
) -> None:
    configure(organization_id=lambda request: f"org-of-{request.user.username}")
    browser = Client()
    browser.force_login(alice)
    events.all()
    browser.get("/viewed")
    assert events.one()["organization_id"] == "org-of-alice"


def test_a_failing_setting_changes_no_response(
    configure: Callable[..., None], audit: DjangoAudit, alice: User, events: Recorded
) -> None:
    configure(organization_id=lambda _: 1 / 0)
    browser = Client()
    browser.force_login(alice)
    events.all()
    assert browser.get("/viewed").status_code == 200
    assert "organization_id" not in {name for name, value in events.one().items() if value is not None}
    assert audit.problems.counts["organization_id"] >= 1


def test_what_a_view_binds_wins_over_the_request(browser: Client, events: Recorded) -> None:
    browser.get("/bound")
    event = events.one()
    assert (event["actor"], event["organization_id"]) == ({"id": "key_1", "type": "api_key"}, "org_7")


def test_changes_of_models_know_the_request(browser: Client, alice: User, events: Recorded) -> None:
    browser.get("/save")
    event = events.one()
    assert (event["action"], event["actor"]) == ("invoice.created", actor_of(alice))
    assert event["context"]["ip"] == "203.0.113.7"


@pytest.mark.parametrize("page", ["denied", "recorded-denial"])
def test_a_denial_is_recorded_once_although_its_transaction_is_undone(
    browser: Client, events: Recorded, page: str
) -> None:

    connection.settings_dict["ATOMIC_REQUESTS"] = True
    try:
        assert browser.get(f"/{page}").status_code == 403
    finally:
        connection.settings_dict["ATOMIC_REQUESTS"] = False

    event = events.one()
    assert event["outcome"] == "denied"
    assert event["reason"] in ("not yours", "no such right")


def test_a_failed_login_is_recorded_although_its_transaction_is_undone(
    browser: Client, events: Recorded
) -> None:
    connection.settings_dict["ATOMIC_REQUESTS"] = True
    try:
        assert browser.get("/failed-login").status_code == 403
    finally:
        connection.settings_dict["ATOMIC_REQUESTS"] = False
    event = events.one()
    assert (event["action"], event["outcome"]) == ("user.login_failed", "failure")


@pytest.mark.parametrize("page", ["stream", "async-stream"])
def test_a_streamed_response_keeps_the_scope(
    browser: Client, alice: User, events: Recorded, page: str
) -> None:
    if page == "stream":
        response: Any = browser.get("/stream")
        assert b"".join(response.streaming_content) == b"ab"
    else:

        async def read() -> bytes:
            client = AsyncClient()
            client.cookies = browser.cookies
            response: Any = await client.get("/async-stream")
            return b"".join([chunk async for chunk in response.streaming_content])

        assert asyncio.run(read()) == b"ab"
    assert [event["actor"] for event in events.all()] == [actor_of(alice)] * 2


def test_a_file_response_is_left_to_the_server(audit: DjangoAudit) -> None:
    """Which may send the file without reading it."""
    response: Any = AuditMiddleware(download)(RequestFactory().get("/download"))
    assert response.file_to_stream is not None
    response.close()


@pytest.mark.parametrize("page", ["async-viewed", "async-save", "viewed"])
def test_asynchronous_requests_know_their_user(
    browser: Client, alice: User, events: Recorded, page: str
) -> None:
    async def get() -> int:
        client = AsyncClient()
        client.cookies = browser.cookies
        response = await client.get(f"/{page}", headers={"x-request-id": "req-1"})
        return int(response.status_code)

    assert asyncio.run(get()) == 200
    event = events.one()
    assert event["actor"] == actor_of(alice)
    assert event["context"]["request_id"] == "req-1"


def test_on_the_event_loop_an_unloaded_user_is_reported(
    browser: Client, audit: DjangoAudit, events: Recorded, caplog: pytest.LogCaptureFixture
) -> None:
    async def get() -> None:
        client = AsyncClient()
        client.cookies = browser.cookies
        await client.get("/async-unloaded")

    asyncio.run(get())
    assert events.one()["actor"]["id"] == "anonymous"
    assert "await audit.alog" in caplog.text


def test_users_of_the_rest_framework(alice: User, browser: Client, events: Recorded) -> None:
    from rest_framework.authtoken.models import Token

    token = Token.objects.create(user=alice)
    assert Client().get("/api", headers={"authorization": f"Token {token.key}"}).status_code == 200
    assert browser.get("/api").status_code == 200
    assert Client().get("/api").status_code == 401
    assert [event["actor"] for event in events.all()] == [actor_of(alice)] * 2


def test_users_who_are_in_no_database(events: Recorded) -> None:
    assert Client().get("/machine-api").status_code == 200
    assert events.one()["actor"] == {"id": "machine-7", "type": "user", "name": "machine"}


def test_wrong_settings_stop_the_server_with_their_name(audit: DjangoAudit) -> None:
    audit.configure_with(lambda: {"TRUSTED_PROXY": []})
    with pytest.raises(ImproperlyConfigured, match=r"TRUSTED_PROXY is not a setting.*TRUSTED_PROXIES"):
        AuditMiddleware(lambda _: None)
