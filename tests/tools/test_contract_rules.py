"""Our rules for the contract: it follows them, and each rule finds a violation."""

import pytest
import yaml
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from referencing.exceptions import PointerToNowhere

import lint
from edits import CURRENT, Edit, append, drop, edited, put

SCHEMAS = "/components/schemas"
PARAMETERS = "/components/parameters"
CREATE = "/paths/~1events/post"
EXPORT = "/paths/~1events~1export/get"
USAGE = "/paths/~1usage/get"
USAGE_BODY = f"{USAGE}/responses/200/content/application~1json"
FREE = {"type": "object", "additionalProperties": True}
USAGE_SCHEMA = {"$ref": "#/components/schemas/Usage"}
OPTIONAL_USAGE = {"anyOf": [USAGE_SCHEMA, {"type": "null"}], "description": "A usage, or null."}


def field(schema: str, name: str, keyword: str = "") -> str:
    return f"{SCHEMAS}/{schema}/properties/{name}" + (f"/{keyword}" if keyword else "")


def parameter(name: str, keyword: str) -> str:
    return f"{PARAMETERS}/{name}/schema/{keyword}"


def csv_first(contract: dict) -> None:
    content = contract["paths"]["/events/export"]["get"]["responses"]["200"]["content"]
    content["application/json"] = content.pop("application/json")


def counts_without_ip(contract: dict) -> None:
    contract["paths"]["/events/counts"]["get"]["parameters"].remove({"$ref": "#/components/parameters/Ip"})


UNSUPPORTED = (
    "which auditledge/contract/schema.py does not handle. Add it there (see docs/changing-the-contract.md)."
)
VIOLATIONS: list[tuple[str, Edit, str]] = [
    (
        "operation_ids_are_unique_and_in_camel_case",
        put(f"{USAGE}/operationId", "get_usage"),
        "GET /usage: operationId 'get_usage' is not a verb and a noun in camelCase",
    ),
    (
        "operation_ids_are_unique_and_in_camel_case",
        drop(f"{USAGE}/operationId"),
        "GET /usage: operationId '' is not a verb and a noun in camelCase",
    ),
    (
        "operation_ids_are_unique_and_in_camel_case",
        put(f"{USAGE}/operationId", "getHealth"),
        "GET /usage: operationId 'getHealth' is not unique",
    ),
    (
        "operations_have_one_tag_of_one_lower_case_word",
        append(f"{USAGE}/tags", "events"),
        "GET /usage: tags ['usage', 'events'] are not one lower-case word",
    ),
    (
        "operations_have_one_tag_of_one_lower_case_word",
        put(f"{USAGE}/tags", ["Plan usage"]),
        "GET /usage: tags ['Plan usage'] are not one lower-case word",
    ),
    (
        "operations_have_one_tag_of_one_lower_case_word",
        drop(f"{USAGE}/tags"),
        "GET /usage: tags [] are not one lower-case word",
    ),
    ("operations_are_described", drop(f"{USAGE}/summary"), "GET /usage: has no summary"),
    ("operations_are_described", put(f"{USAGE}/description", ""), "GET /usage: has no description"),
    (
        "fields_and_parameters_are_described",
        drop(field("Usage", "plan", "description")),
        "Usage/plan: has no description",
    ),
    (
        "fields_and_parameters_are_described",
        drop(f"{PARAMETERS}/Cursor/description"),
        "GET /events cursor: has no description",
    ),
    (
        "bodies_have_examples",
        drop(f"{USAGE_BODY}/examples"),
        "GET /usage 200 application/json: has no examples",
    ),
    (
        "bodies_have_examples",
        drop(f"{CREATE}/requestBody/content/application~1json/examples"),
        "POST /events request application/json: has no examples",
    ),
    (
        "bodies_have_named_schemas",
        put(f"{USAGE_BODY}/schema", FREE),
        "GET /usage 200 application/json: its schema has no name",
    ),
    (
        "request_bodies_are_objects",
        put(f"{SCHEMAS}/EventBatchInput/type", "array"),
        "POST /events/batch request application/json: is not an object",
    ),
    (
        "request_bodies_have_a_limit",
        drop(f"{CREATE}/requestBody/x-max-bytes"),
        "POST /events request: has no x-max-bytes",
    ),
    ("request_bodies_have_a_limit", drop(f"{CREATE}/responses/413"), "POST /events: has no response 413"),
    ("schemas_have_no_title", put(f"{SCHEMAS}/Usage/title", "Plan"), "Usage: has a title"),
    ("schemas_have_no_title", put(field("Usage", "plan", "title"), "Plan"), "Usage/plan: has a title"),
    (
        "objects_are_named_and_free_maps_are_not",
        put(field("Usage", "plan"), {"type": "object", "properties": {"name": {"type": "string"}}}),
        "Usage/plan: object without a name",
    ),
    (
        "objects_are_named_and_free_maps_are_not",
        put(f"{SCHEMAS}/Metadata", FREE),
        "Metadata: free-form map with a name",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("EventBatchItem", "error"), {"oneOf": [{"type": "string"}, {"type": "null"}]}),
        "EventBatchItem/error: oneOf",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("EventCreated", "success", "const"), True),
        "EventCreated/success: const",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(f"{PARAMETERS}/Limit/schema/allOf", []),
        "GET /events limit: allOf",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("Usage", "plan", "type"), ["string", "integer"]),
        "Usage/plan: type ['string', 'integer']",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("Event", "organization_id", "nullable"), True),
        "Event/organization_id: nullable",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("EventBatchItem", "error"), {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        "EventBatchItem/error: anyOf",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("EventBatchItem", "error"), {"anyOf": [USAGE_SCHEMA, {"type": "null"}, USAGE_SCHEMA]}),
        "EventBatchItem/error: anyOf",
    ),
    (
        "schemas_have_no_unions_and_no_constants",
        put(field("EventBatchItem", "error"), {"anyOf": [USAGE_SCHEMA, {"type": "null", "title": "x"}]}),
        "EventBatchItem/error: anyOf",
    ),
    (
        "integers_have_a_format",
        drop(field("Usage", "retention_days", "format")),
        "Usage/retention_days: format is neither int32 nor int64",
    ),
    (
        "integers_have_a_format",
        put(field("Usage", "plan", "type"), ["integer", "null"]),
        "Usage/plan: format is neither int32 nor int64",
    ),
    (
        "integers_have_a_format",
        put(parameter("Limit", "format"), "uint8"),
        "GET /events limit: format is neither int32 nor int64",
    ),
    (
        "schemas_are_not_named_like_built_in_types",
        put(f"{SCHEMAS}/Error", {"type": "string"}),
        "Error: is the name of a built-in type",
    ),
    (
        "schemas_are_not_named_like_generated_types",
        put(f"{SCHEMAS}/Configuration", {"type": "string"}),
        "Configuration: is a type in every client of some language",
    ),
    (
        "schemas_are_not_named_like_other_components",
        put(f"{SCHEMAS}/Action", {"type": "string"}),
        "Action: is also in components/parameters",
    ),
    (
        "schemas_are_not_named_like_other_components",
        put(f"{SCHEMAS}/Conflict", {"type": "string"}),
        "Conflict: is also in components/responses",
    ),
    (
        "names_differ_in_more_than_case",
        put(f"{SCHEMAS}/USAGE", {"type": "string"}),
        "schemas: USAGE and Usage become the same name",
    ),
    (
        "names_differ_in_more_than_case",
        put(field("Usage", "events-limit"), {"type": "string", "description": "A description."}),
        "Usage: events-limit and events_limit become the same name",
    ),
    (
        "names_differ_in_more_than_case",
        put(f"{PARAMETERS}/ActorId/name", "actorName"),
        "GET /events: actor_name and actorName become the same name",
    ),
    (
        "fields_are_not_generated_members",
        put(field("Usage", "additional_properties"), {"type": "string", "description": "A description."}),
        "Usage/additional_properties: is the name of a generated member",
    ),
    (
        "fields_are_not_generated_members",
        put(field("Usage", "get_plan"), {"type": "string", "description": "A description."}),
        "Usage/get_plan: is the name of a generated member",
    ),
    (
        "operations_have_one_success_response",
        put(f"{CREATE}/responses/200", {"$ref": "#/components/responses/BadRequest"}),
        "POST /events: success responses are 201 and 200",
    ),
    (
        "parameters_are_scalars",
        put(f"{PARAMETERS}/Cursor/style", "deepObject"),
        "GET /events cursor: is not a scalar in the default style",
    ),
    (
        "parameters_are_scalars",
        put(parameter("Cursor", "type"), "array"),
        "GET /events cursor: is not a scalar in the default style",
    ),
    (
        "searches_have_the_same_filters",
        counts_without_ip,
        "GET /events/counts: lacks ip, which is a filter elsewhere",
    ),
    (
        "searches_have_the_same_filters",
        put(f"{PARAMETERS}/Prefix/name", "region"),
        "GET /events: lacks region, which is a filter elsewhere",
    ),
    (
        "parameters_have_no_date_time",
        put(parameter("Cursor", "format"), "date-time"),
        "GET /events cursor: format date-time",
    ),
    ("errors_have_one_schema", drop(f"{USAGE}/responses/default"), "GET /usage: needs a 4xx and default"),
    (
        "errors_have_one_schema",
        put(f"{USAGE}/responses", {"200": {}, "default": CURRENT["components"]["responses"]["BadRequest"]}),
        "GET /usage: needs a 4xx and default",
    ),
    (
        "errors_have_one_schema",
        put(f"{USAGE}/responses/404", {"description": "Nothing."}),
        "GET /usage 404: is not an ErrorResponse",
    ),
    (
        "errors_have_one_schema",
        put(f"{USAGE}/responses/404", CURRENT["paths"]["/usage"]["get"]["responses"]["200"]),
        "GET /usage 404: is not an ErrorResponse",
    ),
    ("json_is_listed_first", csv_first, "GET /events/export 200: application/json is listed after text/csv"),
    ("requests_are_closed", drop(f"{SCHEMAS}/ActorInput/additionalProperties"), "ActorInput: is open"),
    ("responses_are_open", put(f"{SCHEMAS}/Usage/additionalProperties", False), "Usage: is closed"),
    ("responses_are_open", put(field("Usage", "plan", "enum"), ["free"]), "Usage/plan: has an enum"),
    (
        "requests_use_only_validated_keywords",
        put(field("ActorInput", "id", "contentEncoding"), "base64"),
        f"ActorInput.id in openapi.yaml has contentEncoding, {UNSUPPORTED}",
    ),
    (
        "requests_use_only_validated_keywords",
        put(parameter("Limit", "multipleOf"), 10),
        f"GET /events limit in openapi.yaml has multipleOf, {UNSUPPORTED}",
    ),
    (
        "requests_use_only_validated_keywords",
        put(field("ActorInput", "email", "format"), "email"),
        f"ActorInput.email in openapi.yaml has format email, {UNSUPPORTED}",
    ),
    (
        "requests_use_only_validated_keywords",
        drop(field("EventBatchInput", "events", "maxItems")),
        "EventBatchInput: KeyError 'maxItems'",
    ),
]


def test_the_contract_follows_every_rule() -> None:
    assert lint.violations(CURRENT) == []


def test_a_named_schema_or_null_is_the_one_union_that_is_allowed() -> None:
    assert lint.violations(edited(put(field("EventBatchItem", "usage"), OPTIONAL_USAGE))) == []


def test_schemas_inside_a_union_follow_the_rules() -> None:
    optional = edited(put(field("ActorInput", "manager"), OPTIONAL_USAGE))
    assert any(line.startswith("Usage: is open") for line in lint.violations(optional))


@pytest.mark.parametrize(("name", "edit", "violation"), VIOLATIONS, ids=[each[2] for each in VIOLATIONS])
def test_each_violation_is_reported(name: str, edit: Edit, violation: str) -> None:
    (check,) = (each for each in lint.RULES if each.__name__ == name)
    assert violation in list(check(edited(edit)))
    assert any(violation in line and check.__doc__ in line for line in lint.violations(edited(edit)))


def test_each_rule_has_a_violation_here_and_a_reason() -> None:
    assert {name for name, *_ in VIOLATIONS} == {check.__name__ for check in lint.RULES}
    assert all(check.__doc__ for check in lint.RULES)


def test_all_violations_are_listed() -> None:
    found = lint.violations(edited(drop(f"{USAGE}/summary"), csv_first))
    assert [violation.partition(":")[0] for violation in found] == ["GET /usage", "GET /events/export 200"]


def test_the_command_fails_on_a_violation(tmp_path, capsys) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(yaml.safe_dump(edited(drop(f"{USAGE}/summary")), sort_keys=False), "utf-8")
    assert lint.main([str(path)]) == 1
    assert "GET /usage: has no summary" in capsys.readouterr().out


def test_the_command_passes_on_the_contract(capsys) -> None:
    assert lint.main([]) == 0
    assert f"{len(lint.RULES)} rules" in capsys.readouterr().out


def test_the_contract_is_valid_openapi() -> None:
    validate(CURRENT)


@pytest.mark.parametrize(
    "edit",
    [
        put(f"{USAGE}/operationId", "getHealth"),
        put(f"{USAGE_BODY}/schema", {"$ref": "#/components/schemas/Nothing"}),
        put(field("Usage", "plan", "type"), "strng"),
        put(parameter("Format", "default"), "xml"),
    ],
)
def test_invalid_openapi_is_found(edit: Edit) -> None:
    with pytest.raises((OpenAPIValidationError, PointerToNowhere)):
        validate(edited(edit))
