"""The ASGI middleware, in Starlette, FastAPI and Litestar."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

import anyio
import httpx
import pytest
from fastapi import BackgroundTasks, Depends, FastAPI, Header, HTTPException
from fastapi.responses import StreamingResponse
from starlette.applications import Starlette
from starlette.authentication import AuthCredentials, AuthenticationBackend, SimpleUser
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute

from auditledge import AuditLedge, ConfigurationError
from auditledge.asgi import AuditMiddleware
from auditledge.fastapi import actor_from, audit
from auditledge.integrations.audit import Audit
from auditledge.integrations.context import EMPTY, current_scope
from integrations.conftest import Recorded

EVENT: dict[str, Any] = {"action": "invoice.deleted", "resource": {"type": "invoice", "id": "7"}}


def get(
    app: Any, path: str = "/", client: tuple[str, int] = ("192.0.2.1", 4711), **headers: str
) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=client)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop.example") as http:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            return await http.get(path, headers=names)

    return asyncio.run(send())


def recording(request: Request) -> PlainTextResponse:
    audit.enqueue(EVENT)
    return PlainTextResponse("done")


class Backend(AuthenticationBackend):
    async def authenticate(self, conn: Any) -> Any:
        name = conn.headers.get("authorization")
        return None if name is None else (AuthCredentials(), SimpleUser(name))


def starlette(*middleware: Middleware, **settings: Any) -> Starlette:
    ours = Middleware(AuditMiddleware, **settings)  # type: ignore[arg-type]
    return Starlette(routes=[Route("/", recording)], middleware=[ours, *middleware])


def test_a_request_gives_its_context(app_audit: Audit, recorded: Recorded) -> None:
    response = get(starlette(), User_Agent="curl/8", X_Request_ID="req-1", X_Forwarded_For="6.6.6.6")
    assert response.headers["x-request-id"] == "req-1"
    assert recorded.one()["context"] == {"ip": "192.0.2.1", "request_id": "req-1", "user_agent": "curl/8"}
    assert recorded.one()["actor"] == {"id": "anonymous", "type": "anonymous"}
    assert not app_audit.problems.counts


def test_a_request_without_an_id_gets_one(app_audit: Audit, recorded: Recorded) -> None:
    response = get(starlette(), X_Request_ID="not valid!")
    assert response.headers["x-request-id"].startswith("req_")
    assert recorded.one()["context"]["request_id"] == response.headers["x-request-id"]


def test_the_request_id_of_the_application_is_kept(app_audit: Audit) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("", headers={"X-Request-Id": "own"})(scope, receive, send)

    assert get(AuditMiddleware(app)).headers.get_list("x-request-id") == ["own"]


def test_a_trusted_proxy_is_believed(client: AuditLedge, app_audit: Audit, recorded: Recorded) -> None:
    app = starlette(client=client, trusted_proxies=["192.0.2.0/24"])
    get(app, X_Forwarded_For="6.6.6.6, 203.0.113.7")
    assert recorded.one()["context"]["ip"] == "203.0.113.7"


def test_the_user_of_an_authentication_middleware_is_the_actor(app_audit: Audit, recorded: Recorded) -> None:
    app = starlette(Middleware(AuthenticationMiddleware, backend=Backend()))
    get(app, Authorization="alice")
    get(app)
    assert [event["actor"]["id"] for event in recorded.all()] == ["alice", "anonymous"]
    assert recorded.all()[0]["actor"]["type"] == "user"


def test_functions_of_the_connection(client: AuditLedge, app_audit: Audit, recorded: Recorded) -> None:
    def header(name: str) -> Any:
        return lambda connection: Request(connection).headers.get(name)

    app = starlette(
        client=client, organization_id=header("x-org"), actor=lambda each: {"id": header("x-user")(each)}
    )
    get(app, X_User="alice", X_Org="org_1")
    event = recorded.one()
    assert (event["actor"], event["organization_id"]) == ({"id": "alice"}, "org_1")


def test_nothing_is_determined_unless_an_event_is_recorded(client: AuditLedge, app_audit: Audit) -> None:
    calls: list[Any] = []
    app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("done"))])
    wrapped = AuditMiddleware(app, client=client, actor=calls.append, organization_id=calls.append)
    assert get(wrapped).headers.get("vary") is None
    assert calls == []


def test_a_wrong_setting_is_reported_at_startup(app_audit: Audit) -> None:
    with pytest.raises(ConfigurationError, match=r"trusted_proxy is .*did you mean TRUSTED_PROX"):
        AuditMiddleware(recording, trusted_proxy=["10.0.0.0/8"])  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="api_key is required"):
        AuditMiddleware(recording, audit=Audit())  # type: ignore[arg-type]


def current_user(x_user: Annotated[str, Header()]) -> dict[str, str]:
    if x_user == "mallory":
        raise HTTPException(401)
    return {"id": x_user, "name": x_user.title()}


User = Annotated[dict[str, str], actor_from(current_user, organization_id=lambda user: f"org_{user['id']}")]


def fastapi_app() -> FastAPI:
    app = FastAPI()

    async def passing(request: Request, call_next: Any) -> Any:
        return await call_next(request)

    app.add_middleware(BaseHTTPMiddleware, dispatch=passing)
    app.add_middleware(AuditMiddleware)
    app.add_middleware(BaseHTTPMiddleware, dispatch=passing)

    def record(path: str) -> str:
        return audit.enqueue({**EVENT, "metadata": {"path": path}})

    @app.get("/async")
    async def async_endpoint(user: User) -> dict[str, Any]:
        await audit.alog({**EVENT, "metadata": {"path": "/async"}})
        return user

    @app.get("/sync")
    def sync_endpoint(user: User) -> dict[str, Any]:
        record("/sync")
        return user

    @app.get("/background")
    def background(user: User, tasks: BackgroundTasks) -> None:
        tasks.add_task(record, "/background")

    @app.get("/task")
    async def task(user: User) -> None:
        async def later() -> None:
            record("/task")

        await asyncio.create_task(later())

    @app.get("/thread")
    async def thread(user: User) -> None:
        await anyio.to_thread.run_sync(record, "/thread")

    @app.get("/stream")
    async def stream(user: User) -> StreamingResponse:
        async def parts() -> AsyncIterator[str]:
            await asyncio.sleep(0)
            yield record("/stream")

        return StreamingResponse(parts())

    @app.get("/sync-stream")
    def sync_stream(user: User) -> StreamingResponse:
        def parts() -> Iterator[str]:
            yield record("/sync-stream")

        return StreamingResponse(parts())

    @app.get("/denied")
    @audit.recorded("invoice.refunded", resource=("invoice", "7"), metadata={"path": "/denied"})
    def denied(user: User) -> None:
        raise HTTPException(403, "over the limit")

    @app.get("/nobody", dependencies=[Depends(lambda: audit.bind(context={"session_id": "s1"}))])
    def nobody() -> None:
        record("/nobody")

    return app


PATHS = ("/async", "/sync", "/background", "/task", "/thread", "/stream", "/sync-stream", "/denied")


def test_fastapi_knows_the_actor_everywhere(app_audit: Audit, recorded: Recorded) -> None:
    app = fastapi_app()
    for path in PATHS:
        get(app, path, X_User="alice", X_Request_ID=path[1:])
    events = {event["metadata"]["path"]: event for event in recorded.all()}
    assert set(events) == set(PATHS)
    for path, event in events.items():
        assert event["actor"] == {"id": "alice", "name": "Alice", "type": "user"}, path
        assert event["organization_id"] == "org_alice"
        assert event["context"]["request_id"] == path[1:]
        assert event["context"]["ip"] == "192.0.2.1"
    assert (events["/denied"]["outcome"], events["/denied"]["reason"]) == ("denied", "403: over the limit")
    assert not app_audit.problems.counts
    assert current_scope() == EMPTY


def test_a_request_without_a_user_inherits_none(app_audit: Audit, recorded: Recorded) -> None:
    app = fastapi_app()
    assert get(app, "/sync", X_User="alice").status_code == 200
    assert get(app, "/sync", X_User="mallory").status_code == 401
    get(app, "/nobody")
    first, second = recorded.all()
    assert first["actor"]["id"] == "alice"
    assert second["actor"] == {"id": "anonymous", "type": "anonymous"}
    assert second["context"]["session_id"] == "s1"


def test_an_unusable_user_changes_no_response(app_audit: Audit, recorded: Recorded) -> None:
    app = FastAPI(dependencies=[actor_from(object)])
    app.add_middleware(AuditMiddleware)
    app.get("/")(lambda: audit.enqueue(EVENT))
    assert get(app).status_code == 200
    assert recorded.one()["actor"]["id"] == "anonymous"
    assert app_audit.problems.counts == {"actor": 1}


def test_websockets_have_a_scope(app_audit: Audit, recorded: Recorded) -> None:
    async def endpoint(websocket: Any) -> None:
        await websocket.accept()
        async for name in websocket.iter_text():
            audit.bind(actor={"id": name})
            await websocket.send_text(audit.enqueue(EVENT))

    incoming = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "text": name} for name in "ab"),
    ]
    outgoing: list[Any] = []

    async def receive() -> Any:
        return incoming.pop(0) if incoming else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Any) -> None:
        outgoing.append(message["type"])

    app = AuditMiddleware(Starlette(routes=[WebSocketRoute("/", endpoint)]))  # type: ignore[arg-type]
    connection = {"type": "websocket", "path": "/", "headers": [], "client": ["192.0.2.1", 4711]}
    asyncio.run(app(connection, receive, send))
    assert [event["actor"]["id"] for event in recorded.all()] == ["a", "b"]
    assert recorded.all()[0]["context"]["ip"] == "192.0.2.1"
    assert outgoing == ["websocket.accept", "websocket.send", "websocket.send"]


def test_mounted_applications_share_the_scope(app_audit: Audit, recorded: Recorded) -> None:
    inner = starlette(Middleware(AuthenticationMiddleware, backend=Backend()))
    outer = Starlette(routes=[Mount("/shop", inner)], middleware=[Middleware(AuditMiddleware)])
    get(outer, "/shop/", Authorization="alice", X_Request_ID="r1")
    assert recorded.one()["actor"]["id"] == "alice"
    assert recorded.one()["context"]["request_id"] == "r1"


def test_litestar(app_audit: Audit, recorded: Recorded) -> None:
    import litestar
    from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult, DefineMiddleware

    class Authentication(AbstractAuthenticationMiddleware):
        async def authenticate_request(self, connection: Any) -> AuthenticationResult:
            return AuthenticationResult(user={"id": connection.headers["authorization"]}, auth=None)

    @litestar.get("/", sync_to_thread=True)
    def index() -> str:
        return audit.enqueue(EVENT)

    app = litestar.Litestar(
        [index], middleware=[AuditMiddleware, DefineMiddleware(Authentication)], logging_config=None
    )
    response = get(app, Authorization="alice")
    assert response.text == recorded.one()["id"]
    assert recorded.one()["actor"] == {"id": "alice", "type": "user"}
    assert recorded.one()["context"]["request_id"] == response.headers["x-request-id"]


def test_other_connections_pass_unchanged(app_audit: Audit) -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append((scope, receive, send, current_scope()))

    connection = {"type": "lifespan"}
    asyncio.run(AuditMiddleware(app)(connection, json.loads, json.dumps))  # type: ignore[arg-type]
    assert seen == [(connection, json.loads, json.dumps, EMPTY)]


def test_the_scope_ends_with_an_exception(app_audit: Audit) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise LookupError

    async def main() -> None:
        with pytest.raises(LookupError):
            await AuditMiddleware(app)({"type": "http", "headers": []}, None, None)  # type: ignore[arg-type]
        assert current_scope() == EMPTY

    asyncio.run(main())


def test_user_objects(app_audit: Audit, recorded: Recorded) -> None:
    class User:
        pk = 7
        email = "alice@example.com"
        is_authenticated = True

        def get_full_name(self) -> str:
            return "Alice Liddell"

    class Nobody:
        is_authenticated = False

    for user in (User(), Nobody(), 7, {"id": "bob", "email": None, "password": "x"}, None):
        app = starlette(client=app_audit.client, actor=None)
        get(lambda scope, receive, send, user=user, app=app: app({**scope, "user": user}, receive, send))
    actors = [event["actor"] for event in recorded.all()]
    nobody = {"id": "anonymous", "type": "anonymous"}
    assert actors == [
        {"id": "7", "name": "Alice Liddell", "email": "alice@example.com", "type": "user"},
        nobody,
        {"id": "7", "type": "user"},
        {"id": "bob", "type": "user"},
        nobody,
    ]


def test_json_responses_are_unchanged(app_audit: Audit) -> None:
    app = Starlette(routes=[Route("/", lambda request: JSONResponse({"a": 1}))])
    plain, wrapped = get(app), get(AuditMiddleware(app))
    assert wrapped.content == plain.content
    assert wrapped.headers.multi_items()[: len(plain.headers)] == plain.headers.multi_items()
