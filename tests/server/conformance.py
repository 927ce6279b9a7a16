"""Checks every request and response of a test against `openapi.yaml`.

Read straight from the contract, with jsonschema: nothing here shares code with the ledger or the SDK.
"""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import jsonschema
import yaml
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

CONTRACT = Path(__file__).parents[2] / "openapi.yaml"
_URN = "urn:contract"


class BreachError(AssertionError):
    """A request or response that violates the contract."""


class Contract:
    """The contract, ready to check requests and responses. `base_path` is the prefix of every path."""

    def __init__(self, base_path: str = "/v1") -> None:
        self.document: dict[str, Any] = yaml.safe_load(CONTRACT.read_text("utf-8"))
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(_URN, resource)
        self._base_path = base_path

    def check(self, request: httpx.Request, response: httpx.Response) -> None:
        """Raise BreachError unless the contract has this response for this request.

        A request that violates the contract must get a status outside 2xx. The body must have been read.
        """
        faults = list(self.faults_of(request))
        if faults and response.is_success:
            raise BreachError(f"{request.method} {request.url.path} was accepted, but: {faults}")
        self._check_response(request, response)

    def faults_of(self, request: httpx.Request) -> Iterator[str]:
        """What is wrong with a request."""
        operation, values = self._operation(request.method, request.url.raw_path.decode())
        if operation is None:
            yield "no such operation"
            return
        yield from self._parameter_faults(operation, values, request)
        if "requestBody" in operation:
            yield from self._body_faults(operation["requestBody"], request)

    def _operation(self, method: str, target: str) -> tuple[dict[str, Any] | None, dict[str, str]]:
        path = urlsplit(target).path
        for template in sorted(self.document["paths"], key=lambda each: "{" in each):
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self._base_path + template)
            if match := re.fullmatch(pattern, path):
                return self.document["paths"][template].get(method.lower()), match.groupdict()
        return None, {}

    def _parameter_faults(
        self, operation: dict[str, Any], path_values: dict[str, str], request: httpx.Request
    ) -> Iterator[str]:
        parameters = {p["name"]: p for p in map(self._resolve, operation.get("parameters", []))}
        try:
            given = parse_qsl(request.url.query.decode(), keep_blank_values=True, errors="strict")
        except UnicodeDecodeError:
            yield "the query is not UTF-8"
            return
        if len(dict(given)) != len(given):
            yield "a parameter is repeated"
        for name, text in given:
            if name not in parameters or parameters[name]["in"] != "query":
                yield f"unknown parameter {name}"
            else:
                yield from self._faults(parameters[name]["schema"], _typed(text, parameters[name]["schema"]))
        for name, text in path_values.items():
            yield from self._faults(parameters[name]["schema"], text)

    def _body_faults(self, body: dict[str, Any], request: httpx.Request) -> Iterator[str]:
        content = request.read()
        if len(content) > body["x-max-bytes"]:
            yield "the body is too large"
        try:
            value = json.loads(content)
        except (ValueError, RecursionError) as error:
            yield f"the body is not JSON: {error}"
            return
        schema = body["content"]["application/json"]["schema"]
        if "Batch" in schema["$ref"] and isinstance(value, dict) and isinstance(value.get("events"), list):
            value = value | {
                "events": [_ANY_EVENT] * len(value["events"])
            }  # its items have errors in the response
        yield from self._faults(schema, value)

    def _check_response(self, request: httpx.Request, response: httpx.Response) -> None:
        where = f"{request.method} {request.url.path} {response.status_code}"
        if not response.headers.get("x-request-id", "").startswith("req_"):
            raise BreachError(f"{where}: no X-Request-Id")
        operation, _ = self._operation(request.method, request.url.raw_path.decode())
        declared = self._declared(operation, response.status_code)
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if media_type not in declared["content"]:
            raise BreachError(f"{where}: the media type is {media_type}")
        if request.method != "HEAD" and media_type == "application/json":
            body = json.loads(response.content, parse_constant=_refuse)
            if faults := list(self._faults(declared["content"][media_type]["schema"], body)):
                raise BreachError(f"{where}: {faults}")
        if response.status_code in (429, 503) and "retry-after" not in response.headers:
            raise BreachError(f"{where}: no Retry-After")

    def _declared(self, operation: dict[str, Any] | None, status: int) -> dict[str, Any]:
        error = self.document["components"]["responses"]["UnexpectedError"]
        responses = {} if operation is None else operation["responses"]
        if status < 400 and str(status) not in responses:
            raise BreachError(f"status {status} is not in the contract")
        declared: dict[str, Any] = self._resolve(responses.get(str(status), error))
        return declared

    def _resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in node:
            return node
        found: Any = self.document
        for part in node["$ref"].split("/")[1:]:
            found = found[part]
        return found

    def _faults(self, schema: dict[str, Any], value: object) -> Iterator[str]:
        return (error.message for error in self._validator(json.dumps(schema)).iter_errors(value))

    @functools.cache  # noqa: B019 - there is one contract per test run
    def _validator(self, schema: str) -> jsonschema.Draft202012Validator:
        absolute = json.loads(schema.replace('"#/', f'"{_URN}#/'))
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        return jsonschema.Draft202012Validator(absolute, registry=self._registry, format_checker=checker)


_ANY_EVENT = {"actor": {"id": "-"}, "action": "-", "resource": {"type": "-", "id": "-"}}


def _typed(text: str, schema: dict[str, Any]) -> object:
    if schema["type"] == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    booleans = {"true": True, "1": True, "false": False, "0": False}
    return booleans.get(text.lower(), text) if schema["type"] == "boolean" else text


def _refuse(constant: str) -> None:
    raise BreachError(f"the answer holds {constant}")


@functools.cache
def contract() -> Contract:
    """The contract of the repository."""
    return Contract()


def hooks() -> dict[str, list[Any]]:
    """`event_hooks` for an httpx.Client: every exchange is read and held to the contract."""

    def check(response: httpx.Response) -> None:
        response.read()
        contract().check(response.request, response)

    return {"response": [check]}


def async_hooks() -> dict[str, list[Any]]:
    """The same for an httpx.AsyncClient."""

    async def check(response: httpx.Response) -> None:
        await response.aread()
        contract().check(response.request, response)

    return {"response": [check]}
