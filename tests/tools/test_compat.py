"""The check for breaking changes in the contract, tested with one change at a time."""

from typing import Any

import pytest
import yaml

import compat
import compat_schema
from edits import CURRENT, REPO, Edit, append, both, drop, edited, put, remove, rename
from openapi import load, operations

SCHEMAS = "/components/schemas"
PARAMETERS = "/components/parameters"
EVENTS = "/paths/~1events"
EVENT = "/paths/~1events~1{event_id}/get"
BATCH = "/paths/~1events~1batch/post"
EXPORT = "/paths/~1events~1export/get"
USAGE = "/paths/~1usage/get"
HEALTH = "/paths/~1health/get"

JSON = "application/json#"
CREATE = f"POST /events request {JSON}"
CREATE_BATCH = f"POST /events/batch request {JSON}/events/*"
RETURNED_EVENTS = [
    f"GET /events 200 {JSON}/events/*",
    f"GET /events/export 200 {JSON}/*",
    f"GET /events/{{event_id}} 200 {JSON}",
    f"POST /events 201 {JSON}/event",
    f"POST /events/batch 200 {JSON}/results/*/event",
]
CREATED_EVENTS = [CREATE, CREATE_BATCH]
ACTORS = [f"{event}/{name}" for event in CREATED_EVENTS for name in ("actor", "on_behalf_of/anyOf/0")]
SEARCHES = [
    place
    for place, operation in operations(CURRENT)
    if "search" in {p["name"] for p in operation["parameters"]}
]


def at(places: list[str], rest: str) -> list[str]:
    """The same break at several locations."""
    return [f"{place}{rest}" for place in places]


def field(schema: str, *path: str) -> str:
    return "/".join((SCHEMAS, schema, "properties", *path))


def keyword(parameter: str, name: str) -> str:
    return f"{PARAMETERS}/{parameter}/schema/{name}"


def query(name: str, **facts: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"}, **facts}


def response(schema: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"description": "A response.", "content": {"application/json": {"schema": reference}}}


BREAKS: dict[str, tuple[Edit, list[str]]] = {
    # whole operations
    "operation removed": (drop(USAGE), ["GET /usage: operation removed"]),
    "path removed": (drop("/paths/~1events~1batch"), ["POST /events/batch: operation removed"]),
    "path renamed": (rename("/paths/~1usage", "/quota"), ["GET /usage: operation removed"]),
    "method changed": (rename(USAGE, "post"), ["GET /usage: operation removed"]),
    "operationId renamed": (
        put(f"{USAGE}/operationId", "readUsage"),
        ["GET /usage: operationId getUsage -> readUsage"],
    ),
    "tag changed": (put(f"{USAGE}/tags", ["plan"]), ["GET /usage: tags ['usage'] -> ['plan']"]),
    "server moved": (
        put("/servers/0/url", "https://api.auditledge.com/v2"),
        ["servers: https://api.auditledge.com/v1 removed"],
    ),
    "schema renamed": (
        both(
            rename(f"{SCHEMAS}/Usage", "Quota"),
            put(
                f"{USAGE}/responses/200/content/application~1json/schema",
                {"$ref": "#/components/schemas/Quota"},
            ),
        ),
        ["components schemas Usage: removed"],
    ),
    # security
    "security added": (drop(f"{HEALTH}/security"), ["GET /health: security: no key is no longer sufficient"]),
    "second credential required": (
        put("/security", [{"bearerAuth": [], "signature": []}]),
        at(
            [*SEARCHES, "GET /events/{event_id}", "GET /usage", "POST /events", "POST /events/batch"],
            ": security: ['bearerAuth'] is no longer sufficient",
        ),
    ),
    "security scheme changed": (
        put("/components/securitySchemes/bearerAuth/scheme", "basic"),
        ["components securitySchemes bearerAuth: changed"],
    ),
    # parameters
    "parameter removed": (
        remove(f"{EVENTS}/get/parameters", {"$ref": "#/components/parameters/ActorId"}),
        ["GET /events query actor_id: removed"],
    ),
    "parameter renamed": (
        put(f"{PARAMETERS}/Cursor/name", "after"),
        ["GET /events query cursor: removed"],
    ),
    "parameter moved": (put(f"{PARAMETERS}/Cursor/in", "header"), ["GET /events query cursor: removed"]),
    "parameter made required": (
        put(f"{PARAMETERS}/Search/required", True),
        at(SEARCHES, " query search: is now required"),
    ),
    "required parameter added": (
        append(f"{EXPORT}/parameters", query("zone", required=True)),
        ["GET /events/export query zone: required parameter added"],
    ),
    "parameter serialized differently": (
        put(f"{PARAMETERS}/Limit/style", "pipeDelimited"),
        ["GET /events query limit: serialization changed (style, explode, allowReserved or content)"],
    ),
    "parameter's type changed": (
        put(keyword("Cursor", "type"), "integer"),
        ["GET /events query cursor: type string -> integer"],
    ),
    "parameter's enum value removed": (
        remove(keyword("Format", "enum"), "csv"),
        ["GET /events/export query format: enum json, csv -> json"],
    ),
    "parameter's maximum lowered": (
        put(keyword("Limit", "maximum"), 500),
        ["GET /events query limit: maximum 1000 -> 500"],
    ),
    "parameter's minimum raised": (
        put(keyword("Offset", "minimum"), 1),
        ["GET /events query offset: minimum 0 -> 1"],
    ),
    "parameter's maxLength lowered": (
        put(keyword("Search", "maxLength"), 100),
        at(SEARCHES, " query search: maxLength 255 -> 100"),
    ),
    "parameter's minLength raised": (
        put(keyword("Search", "minLength"), 3),
        at(SEARCHES, " query search: minLength 1 -> 3"),
    ),
    "parameter's pattern changed": (
        put(keyword("EventId", "pattern"), "^evt_[0-9]+$"),
        ["GET /events/{event_id} path event_id: pattern ^evt_[0-9A-Za-z-]{1,64}$ -> ^evt_[0-9]+$"],
    ),
    "parameter's format changed": (
        put(keyword("StartDate", "format"), "date"),
        at(SEARCHES, " query start_date: format iso8601 -> date"),
    ),
    "parameter's integer format narrowed": (
        put(keyword("Limit", "format"), "int16"),
        ["GET /events query limit: format int32 -> int16"],
    ),
    "parameter's default changed": (
        put(keyword("Limit", "default"), 50),
        ["GET /events query limit: default 20 -> 50"],
    ),
    # request bodies
    "body field removed": (
        drop(field("EventInput", "organization_id")),
        at(CREATED_EVENTS, "/organization_id: removed"),
    ),
    "body field renamed": (
        rename(field("EventInput", "metadata"), "context"),
        at(CREATED_EVENTS, "/metadata: removed"),
    ),
    "body field made required": (
        append(f"{SCHEMAS}/EventInput/required", "timestamp"),
        at(CREATED_EVENTS, "/timestamp: is now required"),
    ),
    "body field's null rejected": (
        put(field("ActorInput", "name", "type"), "string"),
        at(ACTORS, "/name: type string, null -> string"),
    ),
    "body field's values restricted": (
        put(field("EventInput", "action", "enum"), ["created", "deleted"]),
        at(CREATED_EVENTS, "/action: enum none -> created, deleted"),
    ),
    "body field's maxLength lowered": (
        put(field("ActorInput", "id", "maxLength"), 100),
        at(ACTORS, "/id: maxLength 2048 -> 100"),
    ),
    "body field's minLength added": (
        put(field("ActorInput", "name", "minLength"), 1),
        at(ACTORS, "/name: minLength none -> 1"),
    ),
    "body field's pattern added": (
        put(field("EventInput", "timestamp", "pattern"), "Z$"),
        at(CREATED_EVENTS, "/timestamp: pattern none -> Z$"),
    ),
    "body field's format added": (
        put(field("ActorInput", "email", "format"), "email"),
        at(ACTORS, "/email: format none -> email"),
    ),
    "metadata's size lowered": (
        put(field("EventInput", "metadata", "x-max-bytes"), 1024),
        at(CREATED_EVENTS, "/metadata: x-max-bytes 65536 -> 1024"),
    ),
    "metadata's depth lowered": (
        put(field("EventInput", "metadata", "x-max-depth"), 8),
        at(CREATED_EVENTS, "/metadata: x-max-depth 32 -> 8"),
    ),
    "metadata closed": (
        put(field("EventInput", "metadata", "additionalProperties"), False),
        at(CREATED_EVENTS, "/metadata: additionalProperties True -> False"),
    ),
    "metadata's values narrowed": (
        put(field("EventInput", "metadata", "additionalProperties"), {"type": "string"}),
        at(CREATED_EVENTS, "/metadata/*: type none -> string"),
    ),
    "metadata's key narrowed": (
        put(field("EventInput", "metadata", "properties"), {"ip": {"type": "string"}}),
        at(CREATED_EVENTS, "/metadata/ip: type none -> string"),
    ),
    "batch's maxItems lowered": (
        put(field("EventBatchInput", "events", "maxItems"), 100),
        [f"POST /events/batch request {JSON}/events: maxItems 1000 -> 100"],
    ),
    "batch's minItems raised": (
        put(field("EventBatchInput", "events", "minItems"), 2),
        [f"POST /events/batch request {JSON}/events: minItems 1 -> 2"],
    ),
    "changes' names restricted": (
        put(field("EventInput", "changes", "propertyNames", "maxLength"), 64),
        at(CREATED_EVENTS, "/changes/propertyNames: maxLength 255 -> 64"),
    ),
    "an empty value no longer means absent": (
        drop(field("EventInput", "changes", "x-empty-is-absent")),
        at(CREATED_EVENTS, "/changes: x-empty-is-absent True -> none"),
    ),
    "another prefix reserved": (
        put(field("EventInput", "action", "x-reserved-prefix"), "audit."),
        at(CREATED_EVENTS, "/action: x-reserved-prefix auditledge. -> audit."),
    ),
    "body's size lowered": (
        put(f"{EVENTS}/post/requestBody/x-max-bytes", 1024),
        ["POST /events request: x-max-bytes 262144 -> 1024"],
    ),
    "body's media type replaced": (
        rename(f"{EVENTS}/post/requestBody/content/application~1json", "application/cbor"),
        ["POST /events request application/json: removed"],
    ),
    "body removed": (drop(f"{BATCH}/requestBody"), ["POST /events/batch request: removed"]),
    "body required": (
        put(f"{USAGE}/requestBody", {"required": True, "content": {}}),
        ["GET /usage request: is now required"],
    ),
    # responses
    "status removed": (drop(f"{EVENT}/responses/404"), ["GET /events/{event_id} 404: removed"]),
    "status replaced": (
        rename(f"{EVENTS}/post/responses/201", "202"),
        ["POST /events 201: removed", "POST /events 202: added: callers treat it as an error"],
    ),
    "success response added": (
        put(f"{USAGE}/responses/202", response("Usage")),
        ["GET /usage 202: added: callers treat it as an error"],
    ),
    "error with another body": (
        put(f"{HEALTH}/responses/503", response("Health")),
        [
            f"GET /health 503 {JSON}/{name}: removed"
            for name in CURRENT["components"]["schemas"]["ErrorResponse"]["properties"]
            if name not in CURRENT["components"]["schemas"]["Health"]["properties"]
        ],
    ),
    "response's media type removed": (
        drop(f"{EXPORT}/responses/200/content/text~1csv"),
        ["GET /events/export 200 text/csv: removed"],
    ),
    "response's header removed": (
        drop(f"{EVENTS}/post/responses/201/headers/Idempotent-Replayed"),
        ["POST /events 201 header Idempotent-Replayed: removed"],
    ),
    "response's header changed": (
        put("/components/headers/IdempotentReplayed/schema/type", "integer"),
        ["POST /events 201 header Idempotent-Replayed: type string -> integer"],
    ),
    "response field removed": (
        drop(field("Usage", "retention_days")),
        [f"GET /usage 200 {JSON}/retention_days: removed"],
    ),
    "response field no longer guaranteed": (
        remove(f"{SCHEMAS}/Event/required", "received_at"),
        at(RETURNED_EVENTS, "/received_at: is no longer guaranteed"),
    ),
    "response null": (
        put(field("Event", "action", "type"), ["string", "null"]),
        at(RETURNED_EVENTS, "/action: type string -> string, null"),
    ),
    "response type widened": (
        put(field("Usage", "events_limit", "type"), "number"),
        [f"GET /usage 200 {JSON}/events_limit: type integer -> number"],
    ),
    "response format removed": (
        drop(field("Event", "received_at", "format")),
        at(RETURNED_EVENTS, "/received_at: format date-time -> none"),
    ),
    "response format changed": (
        put(field("Event", "received_at", "format"), "date"),
        at(RETURNED_EVENTS, "/received_at: format date-time -> date"),
    ),
    "response integer widened": (
        put(field("Usage", "retention_days", "format"), "int64"),
        [f"GET /usage 200 {JSON}/retention_days: format int32 -> int64"],
    ),
    "response minimum lowered": (
        put(field("Usage", "retention_days", "minimum"), -1),
        [f"GET /usage 200 {JSON}/retention_days: minimum 0 -> -1"],
    ),
    "response items changed": (
        put(f"{EXPORT}/responses/200/content/application~1json/schema/items", {"type": "string"}),
        [f"GET /events/export 200 {JSON}/*: type object -> string"]
        + [
            f"GET /events/export 200 {JSON}/*/{name}: removed"
            for name in CURRENT["components"]["schemas"]["Event"]["properties"]
        ],
    ),
    # what the check does not understand
    "unknown keyword": (
        put(field("ActorInput", "id", "contentEncoding"), "base64"),
        at(ACTORS, "/id: contentEncoding changed: cannot be compared"),
    ),
    "union added": (
        put(field("Event", "action"), {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        at(RETURNED_EVENTS, "/action: anyOf has 2 members, not 0: cannot be compared")
        + at(RETURNED_EVENTS, "/action: type string -> none"),
    ),
}

HARMLESS: dict[str, Edit] = {
    "optional body field": put(field("EventInput", "severity"), {"type": "string", "maxLength": 20}),
    "optional parameter": append(f"{EVENTS}/get/parameters", query("severity")),
    "path added": put("/paths/~1keys", {"get": {"operationId": "listKeys", "responses": {}}}),
    "operation added": put(f"{EVENT.removesuffix('/get')}/head", {"operationId": "h", "responses": {}}),
    "response field added": put(field("Event", "sequence"), {"type": "integer", "format": "int64"}),
    "response field guaranteed": append(f"{SCHEMAS}/EventBatchItem/required", "id"),
    "response null ruled out": put(field("Event", "organization_id", "type"), "string"),
    "schema added": put(f"{SCHEMAS}/Key", {"type": "object"}),
    "server added": append("/servers", {"url": "https://eu.auditledge.com/v1"}),
    "header added": put(f"{USAGE}/responses/200/headers/ETag", {"schema": {"type": "string"}}),
    "documented error": put(f"{HEALTH}/responses/503", {"$ref": "#/components/responses/NotFound"}),
    "response media type added": put(f"{EXPORT}/responses/200/content/application~1x-ndjson", {"schema": {}}),
    "request media type added": put(f"{BATCH}/requestBody/content/application~1x-ndjson", {"schema": {}}),
    "body field optional": remove(f"{SCHEMAS}/EventInput/required", "resource"),
    "parameter optional": put(f"{PARAMETERS}/EventId/required", False),
    "null accepted": put(field("ActorInput", "id", "type"), ["string", "null"]),
    "enum value accepted": append(keyword("Format", "enum"), "ndjson"),
    "any value accepted": drop(keyword("Order", "enum")),
    "pattern removed": drop(field("ActorInput", "id", "pattern")),
    "maximum raised": put(keyword("Limit", "maximum"), 5000),
    "maximum removed": drop(keyword("Limit", "maximum")),
    "minimum lowered": put(keyword("Limit", "minimum"), 0),
    "maxLength raised": put(keyword("Search", "maxLength"), 1000),
    "maxItems raised": put(field("EventBatchInput", "events", "maxItems"), 5000),
    "size raised": put(f"{EVENTS}/post/requestBody/x-max-bytes", 10**9),
    "metadata's size raised": put(field("EventInput", "metadata", "x-max-bytes"), 10**9),
    "integer format widened": put(keyword("Limit", "format"), "int64"),
    "key no longer required": put(f"{USAGE}/security", []),
    "other credential accepted": put("/security", [{"bearerAuth": []}, {"cookie": []}]),
    "default style made explicit": put(f"{PARAMETERS}/Limit/style", "form"),
    "parameters reordered": lambda contract: contract["paths"]["/events"]["get"]["parameters"].reverse(),
    "deprecated": put(f"{USAGE}/deprecated", True),
    "description": put(field("Event", "action", "description"), "Another description."),
    "examples": put(f"{PARAMETERS}/Limit/example", 7),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_break_is_found_at_its_location(name: str) -> None:
    edit, expected = BREAKS[name]
    assert [str(each) for each in compat.breaks(CURRENT, edited(edit))] == sorted(expected)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_changes_pass(name: str) -> None:
    changed = edited(HARMLESS[name])
    assert changed != CURRENT
    assert compat.breaks(CURRENT, changed) == []


LIMITS: dict[str, tuple[Any, Any]] = {  # a narrow value, and a wide one
    "maximum": (5, 6),
    "exclusiveMaximum": (5, 6),
    "maxLength": (5, 6),
    "maxItems": (5, 6),
    "maxProperties": (5, 6),
    "x-max-bytes": (5, 6),
    "x-max-depth": (5, 6),
    "x-max-words": (5, 6),
    "minimum": (6, 5),
    "exclusiveMinimum": (6, 5),
    "minLength": (6, 5),
    "minItems": (6, 5),
    "minProperties": (6, 5),
    "pattern": ("a", compat_schema.ABSENT),
    "multipleOf": (2, compat_schema.ABSENT),
    "uniqueItems": (True, compat_schema.ABSENT),
    "x-reserved-prefix": ("own.", compat_schema.ABSENT),
    "x-shares-max-bytes-with": ("metadata", compat_schema.ABSENT),
    "const": (1, compat_schema.ABSENT),
    "enum": ([1], [1, 2]),
    "format": ("int32", "int64"),
    "x-language": ("search/1.0", "search/1.1"),
}


@pytest.mark.parametrize("name", compat_schema.COVERS)
def test_each_limit_is_compared_in_its_direction(name: str) -> None:
    narrow, wide = LIMITS[name]
    bare = [{} if value is compat_schema.ABSENT else {name: value} for value in (narrow, wide)]
    breaks = {
        direction: [
            len(list(compat_schema.SchemaComparison({}, {}, direction).breaks(old, new, "here")))
            for old, new in (bare, bare[::-1], (bare[0], bare[0]))
        ]
        for direction in compat_schema.Direction
    }
    assert breaks == {
        compat_schema.Direction.REQUEST: [0, 1, 0],
        compat_schema.Direction.RESPONSE: [1, 0, 0],
    }


@pytest.mark.parametrize("name", sorted(LIMITS.keys() - {"format"}))
def test_removing_a_limit_breaks_responses_and_adding_one_breaks_requests(name: str) -> None:
    limited, free = {name: LIMITS[name][0]}, {}
    requests = compat_schema.SchemaComparison({}, {}, compat_schema.Direction.REQUEST)
    responses = compat_schema.SchemaComparison({}, {}, compat_schema.Direction.RESPONSE)
    assert list(requests.breaks(limited, free, "here")) == []
    assert [each.place for each in requests.breaks(free, limited, "here")] == ["here"]
    assert list(responses.breaks(free, limited, "here")) == []
    assert [each.place for each in responses.breaks(limited, free, "here")] == ["here"]


def test_adding_a_value_to_an_enum_in_a_response_breaks() -> None:
    plan = field("Usage", "plan", "enum")
    old, new = edited(put(plan, ["free", "starter"])), edited(put(plan, ["free", "starter", "growth"]))
    place = f"GET /usage 200 {JSON}/plan: enum free, starter"
    assert list(map(str, compat.breaks(old, new))) == [f"{place} -> free, starter, growth"]
    assert list(map(str, compat.breaks(old, CURRENT))) == [f"{place} -> none"]
    assert compat.breaks(new, old) == []


def test_opening_a_closed_response_breaks() -> None:
    closed = edited(put(f"{SCHEMAS}/Usage/additionalProperties", False))
    opened = list(map(str, compat.breaks(closed, CURRENT)))
    assert opened == [f"GET /usage 200 {JSON}: additionalProperties False -> True"]
    extended = edited(put(field("Usage", "seats"), {"type": "integer"}), base=closed)
    added = list(map(str, compat.breaks(closed, extended)))
    assert added == [f"GET /usage 200 {JSON}/seats: added to an object that was closed"]


def test_a_guaranteed_header_made_optional_breaks() -> None:
    required = edited(put("/components/headers/IdempotentReplayed/required", True))
    found = list(map(str, compat.breaks(required, CURRENT)))
    assert found == ["POST /events 201 header Idempotent-Replayed: is no longer guaranteed"]


def test_an_optional_body_made_required_breaks() -> None:
    optional = edited(put(f"{BATCH}/requestBody/required", False))
    found = list(map(str, compat.breaks(optional, CURRENT)))
    assert found == ["POST /events/batch request: is now required"]


NAMES = {"type": "object", "propertyNames": {"enum": ["before", "after"]}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (NAMES, {"type": "object"}, []),
        ({"type": "object"}, NAMES, ["here/propertyNames: enum none -> before, after"]),
        (NAMES, {**NAMES, "propertyNames": {"enum": ["before", "after", "by"]}}, []),
        (
            {"propertyNames": {"maxLength": 255}},
            {"propertyNames": {"maxLength": 64}},
            ["here/propertyNames: maxLength 255 -> 64"],
        ),
        ({"propertyNames": {"maxLength": 64}}, {"propertyNames": {"maxLength": 255}}, []),
        ({}, {"propertyNames": {"format": "uuid"}}, ["here/propertyNames: format none -> uuid"]),
    ],
)
def test_names_of_properties_are_compared_as_a_schema(old: Any, new: Any, expected: list[str]) -> None:
    requests = compat_schema.SchemaComparison({}, {}, compat_schema.Direction.REQUEST)
    assert list(map(str, requests.breaks(old, new, "here"))) == expected
    responses = compat_schema.SchemaComparison({}, {}, compat_schema.Direction.RESPONSE)
    assert len(list(responses.breaks(new, old, "here"))) == len(expected)


def test_members_of_unions_are_compared_separately() -> None:
    union = put(field("Event", "action"), {"oneOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]})
    old = edited(union)
    new = edited(union, drop(field("Event", "action", "oneOf", "0", "format")))
    found = list(map(str, compat.breaks(old, new)))
    assert found == at(RETURNED_EVENTS, "/action/oneOf/0: format uuid -> none")


def test_a_recursive_schema_is_compared_completely() -> None:
    parent = put(field("Event", "parent"), {"$ref": "#/components/schemas/Event"})
    old = edited(parent)
    new = edited(parent, put(field("Event", "action", "type"), ["string", "null"]))
    assert list(map(str, compat.breaks(old, old))) == []
    found = list(map(str, compat.breaks(old, new)))
    assert found == at(RETURNED_EVENTS, "/action: type string -> string, null")


def test_parameters_of_a_path_are_parameters_of_its_operations() -> None:
    parameters = CURRENT["paths"]["/events/{event_id}"]["get"]["parameters"]
    moved = edited(put("/paths/~1events~1{event_id}/parameters", parameters), drop(f"{EVENT}/parameters"))
    assert compat.breaks(CURRENT, moved) == []
    assert compat.breaks(moved, CURRENT) == []


def test_every_keyword_in_the_contract_is_compared() -> None:
    found = set(keywords(CURRENT["components"]["schemas"].values()))
    found |= set(keywords(p["schema"] for _, o in operations(CURRENT) for p in o["parameters"]))
    assert found - {"$ref"} <= compat_schema.COMPARED


def keywords(schemas: Any) -> list[str]:
    """Every keyword that schemas use, at any depth."""
    found: list[str] = []
    for schema in schemas:
        inner = [*schema.get("properties", {}).values()]
        inner += [each for k in ("items", "additionalProperties") if isinstance(each := schema.get(k), dict)]
        found += [*schema, *keywords(inner)]
    return found


@pytest.fixture
def breaking(tmp_path: Any) -> Any:
    """Writes a breaking contract with the given version, and returns the arguments for the check."""

    def write(version: str) -> list[str]:
        contract = edited(drop(USAGE), put("/info/version", version))
        path = tmp_path / "openapi.yaml"
        path.write_text(yaml.safe_dump(contract, sort_keys=False), "utf-8")
        return [str(REPO / "openapi.yaml"), str(path)]

    return write


@pytest.mark.parametrize("version", [CURRENT["info"]["version"], "1.99.0", "0.9.0"])
def test_a_break_fails_without_a_new_major_version(breaking: Any, version: str, capsys: Any) -> None:
    assert compat.main(breaking(version)) == 1
    printed = capsys.readouterr().out
    assert "GET /usage: operation removed" in printed
    assert "raise the major version in info.version" in printed


@pytest.mark.parametrize("version", ["2.0.0", "10.0.0"])
def test_a_break_passes_with_a_new_major_version(breaking: Any, version: str, capsys: Any) -> None:
    assert compat.main(breaking(version)) == 0
    printed = capsys.readouterr().out
    assert "GET /usage: operation removed" in printed
    assert "allowed because the major version is raised" in printed


def test_the_current_contract_does_not_break_the_released_one(capsys: Any) -> None:
    assert compat.main([]) == 0, capsys.readouterr().out


def test_known_breaks_are_printed_and_do_not_fail(capsys: Any) -> None:
    compat.main([])
    found = set(map(str, compat.breaks(load(compat.RELEASED), CURRENT)))
    assert found == compat.KNOWN_BREAKS.keys(), "drop the breaks that are released"
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Known breaking changes, which the changelog lists:"
    assert set(lines[1:-1]) == {f"  {each} ({text})" for each, text in compat.KNOWN_BREAKS.items()}


def test_the_changelog_lists_each_known_break() -> None:
    changelog = " ".join((REPO / "CHANGELOG.md").read_text("utf-8").split())
    unreleased, _, _ = changelog.partition(" ## [0.2.0]")
    assert [text for text in set(compat.KNOWN_BREAKS.values()) if text not in unreleased] == []


def test_another_break_fails_in_addition_to_known_ones() -> None:
    status, text = compat.report(load(compat.RELEASED), edited(drop(USAGE)))
    assert status == 1
    assert "  GET /usage: operation removed\n1 breaking changes (" in text
    assert text.startswith("Known breaking changes")


def test_the_released_contract_can_be_loaded() -> None:
    assert load(compat.RELEASED)["openapi"].startswith("3.1")


def test_wrong_arguments_print_the_usage(capsys: Any) -> None:
    assert compat.main(["openapi.yaml"]) == 2
    assert "OLD NEW" in capsys.readouterr().out
