"""Find breaking changes between two versions of the contract: `python tools/compat.py [OLD NEW]`.

OLD defaults to the last released contract, `tools/released/openapi.yaml`, and NEW to the current one. Exits
with 0 if nothing breaks or if the major version is raised, and with 1 otherwise. Optional fields, parameters,
operations and properties of responses can always be added.

Anything that this check does not understand counts as a breaking change, so that nothing slips through.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compat_schema import Break, Direction, SchemaComparison
from openapi import Json, load, operations, resolve

REPO = Path(__file__).resolve().parent.parent
RELEASED = REPO / "tools" / "released" / "openapi.yaml"
CURRENT = REPO / "openapi.yaml"

_SEARCHES = ("/events", "/events/export")
_EVENTS = ("/events request application/json#", "/events/batch request application/json#/events/*")

KNOWN_BREAKS = {
    **dict.fromkeys(
        [f"GET {path} query search: x-max-words none -> 16" for path in _SEARCHES],
        "`search` takes at most 16 different words",
    ),
    **dict.fromkeys(
        [f"POST {place}/action: x-reserved-prefix none -> auditledge." for place in _EVENTS],
        "Actions that begin with `auditledge.` are reserved",
    ),
}
"""Breaking changes that protect the service, and what the changelog says about each.

No client is known to need what they rule out. Drop them once they are released.
"""

STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def breaks(old: Json, new: Json) -> list[Break]:
    """Everything in the contract `new` that breaks callers of `old`, sorted by location."""
    return sorted(set(ContractComparison(old, new).breaks()), key=str)


class ContractComparison:
    """Compares two whole contracts."""

    def __init__(self, old: Json, new: Json) -> None:
        self.old, self.new = old, new
        self.requests = SchemaComparison(old, new, Direction.REQUEST)
        self.responses = SchemaComparison(old, new, Direction.RESPONSE)

    def breaks(self) -> Iterator[Break]:
        """All breaking changes, in no particular order."""
        yield from self._servers()
        yield from self._names("securitySchemes", changed="changed")
        yield from self._names("schemas")
        new = dict(operations(self.new))
        for place, operation in operations(self.old):
            if place in new:
                yield from self._operation(place, operation, new[place])
            else:
                yield Break(place, "operation removed")

    def _servers(self) -> Iterator[Break]:
        kept = [server["url"] for server in self.new.get("servers", [])]
        for server in self.old.get("servers", []):
            if server["url"] not in kept:
                yield Break("servers", f"{server['url']} removed")

    def _names(self, kind: str, changed: str | None = None) -> Iterator[Break]:
        """Components whose names appear in callers' code. If `changed` is given, any change is a break."""
        was, now = (side.get("components", {}).get(kind, {}) for side in (self.old, self.new))
        for name in was:
            if name not in now:
                yield Break(f"components {kind} {name}", "removed")
            elif changed and without_texts(was[name]) != without_texts(now[name]):
                yield Break(f"components {kind} {name}", changed)

    def _operation(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        yield from self._generated_names(place, old, new)
        yield from self._security(place, old, new)
        yield from self._parameters(place, old, new)
        yield from self._request(f"{place} request", old.get("requestBody"), new.get("requestBody"))
        yield from self._responses(place, old["responses"], new["responses"])

    @staticmethod
    def _generated_names(place: str, old: Json, new: Json) -> Iterator[Break]:
        """Generators name methods after the operationId, and modules or classes after the tag."""
        for key in ("operationId", "tags"):
            if old.get(key) != new.get(key):
                yield Break(place, f"{key} {old.get(key)} -> {new.get(key)}")

    def _security(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        """All credentials that were sufficient have to remain sufficient, including none at all."""
        now = new.get("security", self.new.get("security", [])) or [{}]
        for credentials in old.get("security", self.old.get("security", [])) or [{}]:
            if not any(is_satisfied(each, credentials) for each in now):
                yield Break(place, f"security: {list(credentials) or 'no key'} is no longer sufficient")

    def _parameters(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        was, now = keyed(old["parameters"]), keyed(new["parameters"])
        for key, parameter in was.items():
            where = f"{place} {key}"
            if key in now:
                yield from self._parameter(where, parameter, now[key])
            else:
                yield Break(where, "removed")
        for key in now.keys() - was.keys():
            if now[key].get("required"):
                yield Break(f"{place} {key}", "required parameter added")

    def _parameter(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        if new.get("required") and not old.get("required"):
            yield Break(place, "is now required")
        if serialization(old) != serialization(new):
            yield Break(place, "serialization changed (style, explode, allowReserved or content)")
        yield from self.requests.breaks(old.get("schema", True), new.get("schema", True), place)

    def _request(self, place: str, old: Json | None, new: Json | None) -> Iterator[Break]:
        was, now = resolve(self.old, old or {}), resolve(self.new, new or {})
        if was and not now:
            yield Break(place, "removed")
            return
        if now.get("required") and not was.get("required"):
            yield Break(place, "is now required")
        yield from self.requests.limit("x-max-bytes", was, now, place)
        yield from self._content(self.requests, place, was, now)

    def _content(self, schemas: SchemaComparison, place: str, old: Json, new: Json) -> Iterator[Break]:
        now = new.get("content", {})
        for media, facts in old.get("content", {}).items():
            if media in now:
                pair = facts.get("schema", True), now[media].get("schema", True)
                yield from schemas.breaks(*pair, f"{place} {media}#")
            else:
                yield Break(f"{place} {media}", "removed")

    def _responses(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        for status, response in old.items():
            if status in new:
                yield from self._response(f"{place} {status}", response, new[status])
            else:
                yield Break(f"{place} {status}", "removed")
        for status in new.keys() - old.keys():
            if status.startswith("2"):
                yield Break(f"{place} {status}", "added: callers treat it as an error")
            elif "default" in old:  # so far `default` described this status
                was, now = resolve(self.old, old["default"]), resolve(self.new, new[status])
                yield from self._content(self.responses, f"{place} {status}", was, now)

    def _response(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        was, now = resolve(self.old, old), resolve(self.new, new)
        yield from self._content(self.responses, place, was, now)
        yield from self._headers(place, was.get("headers", {}), now.get("headers", {}))

    def _headers(self, place: str, old: Json, new: Json) -> Iterator[Break]:
        for name, header in old.items():
            where = f"{place} header {name}"
            if name not in new:
                yield Break(where, "removed")
                continue
            was, now = resolve(self.old, header), resolve(self.new, new[name])
            if was.get("required") and not now.get("required"):
                yield Break(where, "is no longer guaranteed")
            yield from self.responses.breaks(was.get("schema", True), now.get("schema", True), where)


def without_texts(node: Json) -> Json:
    """A component without its description."""
    return {key: value for key, value in node.items() if key != "description"}


def is_satisfied(required: Json, held: Json) -> bool:
    """Whether credentials that satisfy `held` also satisfy `required`."""
    return all(name in held and set(scopes) <= set(held[name]) for name, scopes in required.items())


def keyed(parameters: list[Json]) -> dict[str, Json]:
    """Parameters by location and name. Header names are case-insensitive."""
    return {f"{p['in']} {p['name'].lower() if p['in'] == 'header' else p['name']}": p for p in parameters}


def serialization(parameter: Json) -> tuple[Any, ...]:
    """How a parameter's value is serialized, with OpenAPI's defaults filled in."""
    style = parameter.get("style", STYLES[parameter["in"]])
    explode = parameter.get("explode", style == "form")
    return style, explode, parameter.get("allowReserved", False), parameter.get("content")


def major(contract: Json) -> int:
    """The first number of a contract's version."""
    return int(contract["info"]["version"].partition(".")[0])


def report(old: Json, new: Json) -> tuple[int, str]:
    """The exit status and the text to print."""
    found = list(map(str, breaks(old, new)))
    known = "".join(f"  {each} ({KNOWN_BREAKS[each]})\n" for each in found if each in KNOWN_BREAKS)
    if known:
        known = f"Known breaking changes, which the changelog lists:\n{known}"
    unknown = [each for each in found if each not in KNOWN_BREAKS]
    versions = f"{old['info']['version']} -> {new['info']['version']}"
    if not unknown:
        return 0, f"{known}The contract has no {'other ' if known else ''}breaking changes ({versions})."
    lines = "".join(f"  {each}\n" for each in unknown)
    summary = f"{known}{lines}{len(unknown)} breaking changes"
    if major(new) > major(old):
        return 0, f"{summary}, allowed because the major version is raised ({versions})."
    return 1, f"{summary} ({versions}). Undo them, or raise the major version in info.version."


def main(arguments: list[str]) -> int:
    """Compare the contracts named on the command line; returns the exit status."""
    if len(arguments) not in {0, 2}:
        print(__doc__)
        return 2
    old, new = map(Path, arguments) if arguments else (RELEASED, CURRENT)
    status, text = report(load(old), load(new))
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
