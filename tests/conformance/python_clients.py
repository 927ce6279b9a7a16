"""The Python clients: the facade, the generated client, and plain HTTP."""

import importlib
import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from typing import Any

import httpx
from anyio.from_thread import start_blocking_portal
from auditledge_openapi import AuthenticatedClient, models
from auditledge_openapi import Client as AnonymousClient

from auditledge import AsyncAuditLedge, AuditLedge
from auditledge.contract import FILTERS
from auditledge.errors import APIStatusError, ValidationError
from conformance.contract import OPERATIONS
from conformance.runner import ObservedResponse, RawRequest, Request

_TIMEOUT = 30
_TAGS = {"getUsage": "usage", "getHealth": "health", "getLiveness": "health", "getReadiness": "health"}
_WITHOUT_METHOD = {"getLiveness", "getReadiness"}
_NO_TLS = False  # plain HTTP to loopback only; loading certificates takes longer than most cases


def _observed(response: httpx.Response, how: str = "raw") -> ObservedResponse:
    return ObservedResponse(how, response.status_code, _lower(response.headers), decoded(response))  # type: ignore[arg-type]


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def decoded(response: httpx.Response) -> Any:
    """The parsed JSON body, or the body as text."""
    is_json = response.headers.get("content-type", "").startswith("application/json")
    return json.loads(response.content) if is_json else response.content.decode()


class PlainHTTP:
    """HTTP without an Auditledge client."""

    lacks: Mapping[str, str] = {}

    def __init__(self, held: ExitStack) -> None:
        self._http = held.enter_context(httpx.Client(timeout=_TIMEOUT, verify=_NO_TLS))

    def can(self, request: Request) -> bool:
        """It has no method for any operation."""
        del request
        return False

    def perform(self, request: Request) -> ObservedResponse:
        raise NotImplementedError

    def send(self, request: RawRequest) -> ObservedResponse:
        """Send it unchanged."""
        return _observed(
            self._http.request(
                request.method, request.url, headers=dict(request.headers), content=request.content
            )
        )


class Generated(PlainHTTP):
    """The generated client without the facade."""

    lacks: Mapping[str, str] = {
        "any-body": "its parsers expect every response to match the contract",
        "two-formats": "exportEvents returns JSON; exportEventsCsv returns CSV",
    }

    def __init__(self, held: ExitStack) -> None:
        super().__init__(held)
        self._held = held
        self._clients: dict[tuple[str | None, str], Any] = {}

    def can(self, request: Request) -> bool:
        """Whether the values have the types in the contract."""
        return OPERATIONS[request.operation].has_types_of(request.parameters, request.body)

    def perform(self, request: Request) -> ObservedResponse:
        """Call the operation's `sync_detailed`."""
        operation = OPERATIONS[request.operation]
        arguments = {_python_name(name): value for name, value in request.parameters.items()}
        if request.body is not None:
            model = models.EventBatchInput if "batch" in operation.path else models.EventInput
            arguments["body"] = model.from_dict(request.body)
        response = _module(request.operation).sync_detailed(client=self._client(request), **arguments)
        return ObservedResponse(
            "typed", int(response.status_code), _lower(response.headers), _plain(response)
        )

    def _client(self, request: Request) -> Any:
        kind = AnonymousClient if request.key is None else AuthenticatedClient
        key = {} if request.key is None else {"token": request.key}
        if (request.key, request.base_url) not in self._clients:
            client = kind(request.base_url, timeout=httpx.Timeout(_TIMEOUT), verify_ssl=_NO_TLS, **key)
            self._clients[request.key, request.base_url] = self._held.enter_context(client)
        return self._clients[request.key, request.base_url]


def _module(operation: str) -> Any:
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation)
    tag = _TAGS.get(operation, "events")
    return importlib.import_module(f"auditledge_openapi.api.{tag}.{words}")


def _python_name(parameter: str) -> str:
    return {"format": "format_"}.get(parameter, parameter.lower().replace("-", "_"))


def _plain(response: Any) -> Any:
    parsed = response.parsed
    if isinstance(parsed, str):
        return json.loads(parsed) if response.headers["content-type"] == "application/json" else parsed
    return [each.to_dict() for each in parsed] if isinstance(parsed, list) else parsed.to_dict()


class Facade(PlainHTTP):
    """`AuditLedge`. It reports errors as exceptions, and headers only with them."""

    client_class: Any = AuditLedge

    def __init__(self, held: ExitStack) -> None:
        super().__init__(held)
        self._held = held
        self._clients: dict[tuple[str, str], Any] = {}

    def can(self, request: Request) -> bool:
        """It requires a key, and always requests minimal results for a batch."""
        if request.operation in _WITHOUT_METHOD:
            return False
        if request.operation == "streamEvents":
            return request.key is not None and "Last-Event-ID" not in request.parameters
        if request.operation == "createEventBatch" and request.parameters.get("Prefer") != "return=minimal":
            return False
        return request.key is not None

    def perform(self, request: Request) -> ObservedResponse:
        """Call the method for the operation."""
        try:
            result = self._call(request)
        except ValidationError as error:
            return _local_error(error)
        except APIStatusError as error:
            return _api_error(error)
        if request.operation == "createEventBatch":
            return _batch(result, request.expected)
        status = 201 if request.operation == "createEvent" else 200
        headers = {"content-type": "text/csv"} if isinstance(result, str) else {}
        if request.operation == "streamEvents":
            headers = {"content-type": "text/event-stream"}
        return ObservedResponse("typed", status, headers, result, headers_known=False)

    def send(self, request: RawRequest) -> ObservedResponse:
        """Send it on the facade's connections if the ledger is embedded: nothing else can reach it."""
        if not request.url.startswith("sqlite:"):
            return super().send(request)
        client = self._client("any", "sqlite://")
        url = "http://embedded/v1" + request.url.removeprefix("sqlite://")
        return self._send_embedded(client, request.method, url, dict(request.headers), request.content)

    def _send_embedded(
        self, client: Any, method: str, url: str, headers: Any, content: Any
    ) -> ObservedResponse:
        http = client.low_level.get_httpx_client()
        return _observed(http.request(method, url, headers=headers, content=content))

    def _call(self, request: Request) -> Any:
        client = self._client(request.key or "", request.base_url)
        if request.operation == "streamEvents":
            return self._tail(client, **request.parameters)
        if request.operation in ("countEvents", "countFacets"):
            return self._run(_counting(client, request.operation, dict(request.parameters)))
        method, *arguments = _as_method(request)
        return self._run(getattr(client, method), *arguments)

    def _tail(self, client: Any, follow: bool, after: Any = None, **filters: Any) -> Any:
        """The messages of a stream that ends."""
        with client.tail(filters, after=after, follow=follow) as events:
            return [_message(events.resume_token, event) for event in events]

    def _run(self, method: Any, *arguments: Any) -> Any:
        return method(*arguments)

    def _client(self, key: str, base_url: str) -> Any:
        if (key, base_url) not in self._clients:
            client = self.client_class(key, base_url, _TIMEOUT, retries=0)
            self._held.callback(self._run, client.close)
            self._clients[key, base_url] = client
        return self._clients[key, base_url]


class AsyncFacade(Facade):
    """`AsyncAuditLedge`, on an event loop in a thread."""

    client_class = AsyncAuditLedge

    def __init__(self, held: ExitStack) -> None:
        super().__init__(held)
        self._portal = held.enter_context(start_blocking_portal())

    def _run(self, method: Any, *arguments: Any) -> Any:
        return self._portal.call(method, *arguments)

    def _tail(self, client: Any, follow: bool, after: Any = None, **filters: Any) -> Any:
        async def messages() -> Any:
            async with client.tail(filters, after=after, follow=follow) as events:
                return [_message(events.resume_token, event) async for event in events]

        return self._portal.call(messages)

    def _send_embedded(
        self, client: Any, method: str, url: str, headers: Any, content: Any
    ) -> ObservedResponse:
        http = client.low_level.get_async_httpx_client()

        async def send() -> httpx.Response:
            return await http.request(method, url, headers=headers, content=content)

        return _observed(self._portal.call(send))


def _counting(client: Any, operation: str, parameters: dict[str, Any]) -> Callable[[], Any]:
    """The call of the method that counts; what is not a filter is an argument of it."""
    options = {name: parameters.pop(name) for name in [*parameters] if name not in FILTERS}
    if operation == "countFacets":
        return partial(client.facets, parameters, **{**options, "by": options["by"].split(",")})
    return partial(client.count, parameters, **options)


def _message(token: str | None, event: Any) -> dict[str, Any]:
    return {"id": token, "event": "event", "data": event}


def _as_method(request: Request) -> tuple[Any, ...]:
    """The facade's method for an operation, and its arguments."""
    parameters = dict(request.parameters)
    return {
        "createEvent": ("log", request.body),
        "createEventBatch": ("log_many", (request.body or {}).get("events")),
        "listEvents": ("query", parameters),
        "exportEvents": ("export", parameters),
        "exportEventsCsv": ("export", {**parameters, "format": "csv"}),
        "getEvent": ("get", parameters.get("event_id")),
        "getUsage": ("usage",),
        "getHealth": ("health",),
    }[request.operation]


def _local_error(error: ValidationError) -> ObservedResponse:
    problems = [{"field": each.field, "message": each.message} for each in error.problems]
    body = {"error": error.message, "code": "invalid_request", "problems": problems, "request_id": ""}
    return ObservedResponse("local", 400, {}, body, headers_known=False)


def _api_error(error: APIStatusError) -> ObservedResponse:
    headers = {} if error.request_id is None else {"x-request-id": error.request_id}
    if error.retry_after is not None:
        headers["retry-after"] = f"{error.retry_after:g}"
    body = error.body
    if isinstance(body, bytes):
        headers["content-type"], body = "text/html", body.decode()
    return ObservedResponse("typed", error.status or 0, headers, body, headers_known=False)


def _batch(results: list[Any], expected: int) -> ObservedResponse:
    """`log_many` returns a result for each event, even if the whole batch was rejected."""
    if expected != 200:
        first = results[0]
        assert all(each["status"] == expected and not each["success"] for each in results), results
        body = {"error": first["error"], "code": first["code"], "request_id": ""}
        return ObservedResponse("typed", expected, {}, body, headers_known=False)
    succeeded = sum(each["success"] for each in results)
    # The method leaves out the account, which is for the outbox.
    body: Any = {"succeeded": succeeded, "failed": len(results) - succeeded, "results": results}
    body["account"] = "any"
    return ObservedResponse("typed", 200, {}, body, headers_known=False)
