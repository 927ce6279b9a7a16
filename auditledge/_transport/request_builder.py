"""Builds the HTTP requests of calls, with the request builders of the generated client."""

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import httpx
from auditledge_openapi.api.events import (
    count_events,
    count_facets,
    create_event,
    create_event_batch,
    export_events,
    get_event,
    list_events,
    stream_events,
)
from auditledge_openapi.api.health import get_health
from auditledge_openapi.api.usage import get_usage
from auditledge_openapi.types import UNSET

from auditledge import contract
from auditledge._core.call import Call
from auditledge._core.settings import Settings
from auditledge._version import __version__
from auditledge.contract.mismatch import check_names

_BUILDERS: dict[str, Callable[..., dict[str, Any]]] = {
    "countEvents": count_events._get_kwargs,
    "countFacets": count_facets._get_kwargs,
    "createEvent": create_event._get_kwargs,
    "createEventBatch": create_event_batch._get_kwargs,
    "exportEvents": export_events._get_kwargs,
    "getEvent": get_event._get_kwargs,
    "getHealth": get_health._get_kwargs,
    "getUsage": get_usage._get_kwargs,
    "listEvents": list_events._get_kwargs,
    "streamEvents": stream_events._get_kwargs,
}
"""The generated functions that turn the arguments of an operation into those of `httpx.request`."""


def _keyword(parameter: str) -> str:
    """The generated name of a parameter. It ends with an underscore if it would hide a built-in."""
    name = parameter.lower().replace("-", "_")
    return "format_" if name == "format" else name


_KEYWORDS = {
    operation: {name: _keyword(name) for name in contract.operation(operation).parameters}
    for operation in _BUILDERS
}
_ABSENT = {operation: dict.fromkeys(names.values(), UNSET) for operation, names in _KEYWORDS.items()}
"""UNSET for every parameter: the ledger applies its defaults. Those of the builders would be sent."""

_MIN_TIMEOUT_S = 0.001


class RequestBuilder:
    """Builds the httpx requests of calls.

    httpx would parse the base URL and merge the headers again for each request; here both are prepared.
    """

    def __init__(self, settings: Settings) -> None:
        self._base_url = base_url(settings)
        self._headers = default_headers(settings)
        self._write_targets: dict[str, _Target] = {}

    def __call__(self, call: Call[Any], seconds: float) -> httpx.Request:
        """The request of a call that has some seconds left."""
        target = self._target(call)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), max(seconds, _MIN_TIMEOUT_S))
        if call.idle_timeout:
            timeout["read"] = max(call.idle_timeout, seconds)
        request = httpx.Request(
            target.method,
            target.url,
            headers=target.headers,
            content=call.content,
            extensions={"timeout": timeout},
        )
        if target.url.query:
            request.url = _LoggableURL(target.url)
        return request

    def _target(self, call: Call[Any]) -> "_Target":
        """Where the call is sent. The arguments of a write never change, so its target is built only once."""
        if call.content is None:
            return self._build_target(call.operation, call.arguments)
        target = self._write_targets.get(call.operation)
        if target is None:
            target = self._write_targets[call.operation] = self._build_target(
                call.operation, call.arguments, body=_NO_BODY
            )
        return target

    def _build_target(self, operation: str, arguments: Mapping[str, Any], **body: Any) -> "_Target":
        names = _KEYWORDS[operation]
        keywords = _ABSENT[operation] | {names[name]: value for name, value in arguments.items()}
        built = _BUILDERS[operation](**keywords, **body)
        url = self._base_url + built["url"]
        if parameters := built.get("params"):
            url += "?" + urlencode(
                {name: _text(value) for name, value in parameters.items()}, quote_via=quote
            )
        headers = self._headers
        if more := built.get("headers"):
            headers = headers.copy()
            headers.update(more)
        return _Target(built["method"].upper(), httpx.URL(url), headers)


class _Target(NamedTuple):
    """Everything of a request except its body and timeouts."""

    method: str
    url: httpx.URL
    headers: httpx.Headers


class _NoBody:
    """Stands in for the model of a body, as bodies are encoded only once: retries send the same bytes."""

    def to_dict(self) -> dict[str, Any]:
        return {}


_NO_BODY = _NoBody()


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_builders() -> None:
    """Raise ContractMismatchError if `_keyword` does not find the generated name of a parameter."""
    for operation, builder in _BUILDERS.items():
        code = builder.__code__
        keywords = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        parameters = contract.operation(operation).parameters
        check_names(
            operation, parameters, {name for name in parameters if _keyword(name) in keywords}, file=__file__
        )


_check_builders()


class _LoggableURL(httpx.URL):
    """A URL whose text has no query: httpx logs the URL of each request, and filters may name persons."""

    def __str__(self) -> str:
        return super().__str__().partition("?")[0]


def base_url(settings: Settings) -> str:
    """The URL that paths are appended to. That of an embedded ledger is never resolved."""
    return "http://embedded/v1" if settings.embedded else settings.base_url


def default_headers(settings: Settings) -> httpx.Headers:
    """The headers of every request."""
    headers = httpx.Headers(settings.headers)
    product = f"auditledge-python/{__version__} python/{sys.version_info[0]}.{sys.version_info[1]}"
    headers.update(
        {
            "Authorization": f"Bearer {settings.api_key}",
            "User-Agent": f"{headers.get('User-Agent', '')} {product}".lstrip(),
            "Accept": "*/*",
            "Accept-Encoding": "identity",  # httpx does not notice if a compressed response is truncated
        }
    )
    return headers
