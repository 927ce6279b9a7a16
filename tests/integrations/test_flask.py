"""Flask, with and without flask-login."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flask
import flask_login
import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from auditledge import AuditLedge, ConfigurationError, ValidationError
from auditledge.flask import audit, init_app
from auditledge.integrations.audit import Audit
from auditledge.integrations.context import EMPTY, current_scope
from integrations.conftest import Recorded

EVENT: dict[str, Any] = {"action": "invoice.deleted", "resource": {"type": "invoice", "id": "7"}}


class User(flask_login.UserMixin):
    def __init__(self, name: str) -> None:
        self.id = name
        self.email = f"{name}@example.com"


def flask_app(loads: list[str], *, audited: bool = True, **settings: Any) -> flask.Flask:
    app = flask.Flask(__name__)
    app.secret_key = "x"
    manager = flask_login.LoginManager(app)

    @manager.user_loader
    def load(name: str) -> User:
        loads.append(name)
        return User(name)

    @app.get("/login/<name>")
    def login(name: str) -> str:
        flask_login.login_user(User(name))
        return audit.enqueue(EVENT)

    @app.get("/record")
    def record() -> str:
        return audit.enqueue(EVENT)

    @app.get("/nothing")
    def nothing() -> str:
        return "nothing"

    @app.get("/stream")
    def stream() -> Any:
        def parts() -> Iterator[str]:
            assert not flask.has_request_context()
            yield audit.enqueue(EVENT)
            yield audit.enqueue(EVENT)

        return flask.Response(parts())

    @app.get("/loaded-stream")
    def loaded_stream() -> Any:
        assert flask_login.current_user.is_authenticated
        return flask.Response(audit.enqueue(EVENT) for _ in range(1))

    @app.get("/denied")
    @audit.recorded("invoice.refunded", resource=("invoice", "7"))
    def denied() -> None:
        flask.abort(403, "over the limit")

    @app.get("/file")
    def file() -> Any:
        return flask.send_file(io.BytesIO(b"abc" * 1000), mimetype="text/plain")

    if audited:
        init_app(app, **settings)
    return app


def test_flask_login_gives_the_actor(app_audit: Audit, recorded: Recorded) -> None:
    client = flask_app([]).test_client()
    client.get("/record")
    response = client.get("/login/alice", headers={"X-Request-ID": "r1", "X-Forwarded-For": "6.6.6.6"})
    client.get("/record")
    before, login, after = recorded.all()
    assert before["actor"] == {"id": "anonymous", "type": "anonymous"}
    assert login["actor"] == {"id": "alice", "email": "alice@example.com", "type": "user"}
    assert login["context"]["ip"] == "127.0.0.1"
    assert login["context"]["request_id"] == response.headers["X-Request-ID"] == "r1"
    assert login["context"]["user_agent"].startswith("Werkzeug/")
    assert after["actor"] == login["actor"]
    assert not app_audit.problems.counts
    assert current_scope() == EMPTY


def test_a_page_that_records_nothing_costs_no_query_and_keeps_its_headers(app_audit: Audit) -> None:
    loads: list[str] = []
    client = flask_app(loads).test_client()
    client.get("/login/alice")
    response = client.get("/nothing")
    plain = flask_app(loads, audited=False).test_client().get("/nothing")
    assert loads == []
    assert response.headers.pop("X-Request-ID")
    assert list(response.headers) == list(plain.headers)
    client.get("/record")
    assert loads == ["alice"]


def test_streams_know_the_actor_after_the_request_context_has_ended(
    app_audit: Audit, recorded: Recorded
) -> None:
    loads: list[str] = []
    client = flask_app(loads).test_client()
    client.get("/login/alice")
    response = client.get("/stream", headers={"X-Request-ID": "r1"})
    assert response.text
    assert [event["actor"]["id"] for event in recorded.all()] == ["alice"] * 3
    assert recorded.all()[-1]["context"]["request_id"] == "r1"
    loads.clear()
    assert client.get("/loaded-stream").text
    assert loads == ["alice"], "the user was loaded once"
    assert recorded.all()[-1]["actor"]["id"] == "alice"


def test_abort_is_denied(app_audit: Audit, recorded: Recorded) -> None:
    assert flask_app([]).test_client().get("/denied").status_code == 403
    assert recorded.one()["outcome"] == "denied"
    assert recorded.one()["reason"] == "403 Forbidden: over the limit"


def test_files_and_closed_responses_are_unchanged(app_audit: Audit) -> None:
    client = flask_app([]).test_client()
    with client.get("/file") as response:
        assert response.data == b"abc" * 1000
    with client.get("/stream", buffered=False):
        pass
    assert current_scope() == EMPTY


def test_functions_of_the_request(client: AuditLedge, app_audit: Audit, recorded: Recorded) -> None:
    app = flask_app(
        [],
        client=client,
        ACTOR=lambda request: {"id": request.headers["X-User"]},
        organization_id=lambda request: request.headers.get("X-Org"),
        TRUSTED_PROXIES=["127.0.0.1"],
    )
    headers = {"X-User": "alice", "X-Org": "org_1", "X-Forwarded-For": "203.0.113.7"}
    for path in ("/record", "/stream"):
        assert app.test_client().get(path, headers=headers).text
    for event in recorded.all():
        assert event["actor"] == {"id": "alice"}
        assert event["organization_id"] == "org_1"
        assert event["context"]["ip"] == "203.0.113.7"


def test_the_peer_is_recorded_whatever_the_application_believes(app_audit: Audit, recorded: Recorded) -> None:
    app = flask.Flask(__name__)
    app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    app.get("/")(lambda: audit.enqueue(EVENT))
    init_app(app)
    app.test_client().get("/", headers={"X-Forwarded-For": "6.6.6.6"})
    assert recorded.one()["context"]["ip"] == "127.0.0.1"


def test_settings_of_the_application(client: AuditLedge, app_audit: Audit, recorded: Recorded) -> None:
    app = flask.Flask(__name__)
    app.config["AUDITLEDGE"] = {"client": client, "REQUIRE": ["actor"]}
    app.debug = True
    app.get("/")(lambda: audit.enqueue(EVENT))
    init_app(app)
    with pytest.raises(ValidationError, match="actor is missing"):
        app.test_client().get("/")
    with pytest.raises(ConfigurationError, match="did you mean REQUIRE"):
        init_app(flask.Flask(__name__), REQUIRES=["actor"])


def test_concurrent_requests_of_many_users(app_audit: Audit, recorded: Recorded) -> None:
    app = flask_app([])

    def visit(number: int) -> tuple[str, str]:
        name = f"user_{number % 20}"
        client = app.test_client()
        client.get(f"/login/{name}")
        return client.get("/record").text, name

    with ThreadPoolExecutor(8) as pool:
        expected = dict(pool.map(visit, range(200)))
    actors = {event["id"]: event["actor"]["id"] for event in recorded.all()}
    assert expected.items() <= actors.items()
    assert len(actors) == 400
