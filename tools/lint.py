"""Check our own rules for the contract, beyond those of OpenAPI: `python tools/lint.py [CONTRACT]`.

Each rule is a function whose docstring gives its reason. Most rules exist because without them a client
generator of some language fails or generates an awkward client. Exits with 1 and lists all violations.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from auditledge.contract.mismatch import ContractMismatchError
from auditledge.contract.schema import Schema
from generate import bare
from openapi import (
    Json,
    bodies,
    load,
    named_within,
    operations,
    requests,
    resolve,
    schemas,
    schemas_within,
)

REPO = Path(__file__).resolve().parent.parent

Rule = Callable[[Json], Iterator[str]]
RULES: list[Rule] = []

BUILT_IN = {
    *("Any", "Array", "Boolean", "Byte", "Class", "Date", "Dict", "Enum", "Error", "Exception", "Function"),
    *("Integer", "Iterator", "List", "Long", "Map", "Module", "Number", "Object", "Option", "Optional"),
    *("Promise", "Record", "Request", "Response", "Result", "Set", "String", "Symbol", "Thread", "Tuple"),
    *("Type", "Union", "Vec", "Void"),
}
GENERATED = {
    *("APIClient", "APIKey", "APIResponse", "AuthenticatedClient", "BasicAuth", "Client", "Configuration"),
    *("File", "GenericOpenAPIError", "MappedNullable", "Pair", "ServerConfiguration", "ServerVariable"),
    *("Unset",),
}
TEXTS = ("text/csv", "text/event-stream", "text/plain", "application/octet-stream")
NOT_FILTERS = {
    *("after", "by", "csv_raw", "cursor", "follow", "format", "interval", "limit", "offset", "order"),
    *("prefix", "split", "timezone"),
}
"""The parameters of searches that don't decide which events match."""
UNIONS = ("oneOf", "anyOf", "allOf", "not", "const", "discriminator", "nullable")


def rule(check: Rule) -> Rule:
    """Register a rule: a function that yields a text for each violation, starting with its location."""
    RULES.append(check)
    return check


@rule
def operation_ids_are_unique_and_in_camel_case(contract: Json) -> Iterator[str]:
    """They become method names, which each language converts from camelCase to its own style."""
    names = [(place, operation.get("operationId", "")) for place, operation in operations(contract)]
    taken = Counter(name for _, name in names)
    for place, name in names:
        if not re.fullmatch("[a-z]+([A-Z][a-z]+)+", name):
            yield f"{place}: operationId {name!r} is not a verb and a noun in camelCase"
        if taken[name] > 1:
            yield f"{place}: operationId {name!r} is not unique"


@rule
def operations_have_one_tag_of_one_lower_case_word(contract: Json) -> Iterator[str]:
    """The tag becomes the name of a module or class; an operation with two tags is generated twice."""
    for place, operation in operations(contract):
        tags = operation.get("tags", [])
        if len(tags) != 1 or not re.fullmatch("[a-z]+", tags[0]):
            yield f"{place}: tags {tags} are not one lower-case word"


@rule
def operations_are_described(contract: Json) -> Iterator[str]:
    """Their summaries and descriptions become the documentation of methods."""
    for place, operation in operations(contract):
        yield from (f"{place}: has no {key}" for key in ("summary", "description") if not operation.get(key))


@rule
def fields_and_parameters_are_described(contract: Json) -> Iterator[str]:
    """Their descriptions become the documentation of fields and arguments."""
    for place, schema in schemas(contract):
        for name, field in schema.get("properties", {}).items():
            if "$ref" not in field and not field.get("description"):
                yield f"{place}/{name}: has no description"
    for place, operation in operations(contract):
        undescribed = (p["name"] for p in operation["parameters"] if not p.get("description"))
        yield from (f"{place} {name}: has no description" for name in undescribed)


@rule
def bodies_have_examples(contract: Json) -> Iterator[str]:
    """People copy them, and the tests validate them."""
    for place, facts in bodies(contract):
        if not facts.get("examples"):
            yield f"{place}: has no examples"


@rule
def bodies_have_named_schemas(contract: Json) -> Iterator[str]:
    """Otherwise generators derive a name from the location, such as `GetUsageResponse200`."""
    for place, facts in bodies(contract):
        schema = facts["schema"].get("items", facts["schema"])
        if "$ref" not in schema and not place.endswith(TEXTS):
            yield f"{place}: its schema has no name"


@rule
def request_bodies_are_objects(contract: Json) -> Iterator[str]:
    """No field can ever be added to a list."""
    for place, facts in requests(contract):
        if resolve(contract, facts["schema"]).get("type") != "object":
            yield f"{place}: is not an object"


@rule
def request_bodies_have_a_limit(contract: Json) -> Iterator[str]:
    """Callers have to know the limit, and the error for exceeding it, before they run into it."""
    for place, operation in operations(contract):
        if "requestBody" in operation:
            if "x-max-bytes" not in operation["requestBody"]:
                yield f"{place} request: has no x-max-bytes"
            if "413" not in operation["responses"]:
                yield f"{place}: has no response 413"


@rule
def schemas_have_no_title(contract: Json) -> Iterator[str]:
    """Some generators name a type after its title, others after its key."""
    yield from (f"{place}: has a title" for place, schema in schemas(contract) if "title" in schema)


@rule
def objects_are_named_and_free_maps_are_not(contract: Json) -> Iterator[str]:
    """Inline objects get derived names; named free-form maps become types that drop their content."""
    named = contract["components"]["schemas"]
    for place, schema in schemas(contract):
        if schema.get("properties") and place not in named:
            yield f"{place}: object without a name"
        if schema.get("type") == "object" and not schema.get("properties") and place in named:
            yield f"{place}: free-form map with a name"


@rule
def schemas_have_no_unions_and_no_constants(contract: Json) -> Iterator[str]:
    """Unions become wrapper types, need a library in Go, or do not compile.

    For null, use `type`; for a named schema or null, `anyOf` of its `$ref` and null: no other form works.
    """
    for place, schema in schemas(contract):
        unions = [keyword for keyword in UNIONS if keyword in schema and not is_optional(schema, keyword)]
        yield from (f"{place}: {keyword}" for keyword in unions)
        kinds = schema.get("type", [])
        if isinstance(kinds, list) and len(set(kinds) - {"null"}) > 1:
            yield f"{place}: type {kinds}"


@rule
def integers_have_a_format(contract: Json) -> Iterator[str]:
    """Without int32 or int64, each language picks its own width."""
    for place, schema in schemas(contract):
        if "integer" in schema.get("type", []) and schema.get("format") not in {"int32", "int64"}:
            yield f"{place}: format is neither int32 nor int64"


@rule
def schemas_are_not_named_like_built_in_types(contract: Json) -> Iterator[str]:
    """A type `Error` or `List` hides the built-in type of that name."""
    named = contract["components"]["schemas"]
    yield from (f"{name}: is the name of a built-in type" for name in named if name in BUILT_IN)


@rule
def schemas_are_not_named_like_generated_types(contract: Json) -> Iterator[str]:
    """Generated clients define further types: a schema `Configuration` breaks Go, `Pair` breaks Java."""
    named = contract["components"]["schemas"]
    yield from (f"{name}: is a type in every client of some language" for name in named if name in GENERATED)


@rule
def schemas_are_not_named_like_other_components(contract: Json) -> Iterator[str]:
    """oapi-codegen makes one Go type of each: `duplicate typename 'Action'`, with a parameter `Action`."""
    components = contract["components"]
    for kind in ("parameters", "responses"):
        both = components["schemas"].keys() & components.get(kind, {}).keys()
        yield from (f"{name}: is also in components/{kind}" for name in sorted(both))


@rule
def names_differ_in_more_than_case(contract: Json) -> Iterator[str]:
    """Languages convert case: `Plan` and `plan` become one field, `USAGE` and `Usage` become one file."""
    yield from colliding("schemas", contract["components"]["schemas"])
    for place, schema in schemas(contract):
        yield from colliding(place, schema.get("properties", {}))
    for place, operation in operations(contract):
        yield from colliding(place, (parameter["name"] for parameter in operation["parameters"]))


@rule
def fields_are_not_generated_members(contract: Json) -> Iterator[str]:
    """Python keeps unknown fields in `additional_properties`; in Go, `get_plan` is the getter of `plan`."""
    for place, schema in schemas(contract):
        fields = schema.get("properties", {})
        taken = {"additional_properties"} | {
            f"{verb}_{name}" for verb in ("get", "has", "set") for name in fields
        }
        yield from (f"{place}/{name}: is the name of a generated member" for name in fields if name in taken)


@rule
def operations_have_one_success_response(contract: Json) -> Iterator[str]:
    """Go and Java return the type of the first 2xx, and would parse any other 2xx response as that type."""
    for place, operation in operations(contract):
        successes = [status for status in operation["responses"] if status.startswith("2")]
        if len(successes) != 1:
            yield f"{place}: success responses are {' and '.join(successes) or 'missing'}"


@rule
def parameters_are_scalars(contract: Json) -> Iterator[str]:
    """Objects in a query (`deepObject`) do not compile in Java; clients serialize lists differently."""
    for place, operation in operations(contract):
        for parameter in operation["parameters"]:
            kind = parameter["schema"].get("type")
            if kind not in {"string", "integer", "boolean"} or "style" in parameter:
                yield f"{place} {parameter['name']}: is not a scalar in the default style"


@rule
def parameters_have_no_date_time(contract: Json) -> Iterator[str]:
    """PHP, Ruby and Rust serialize times in a query such that no server can parse them; strings are safe."""
    for place, operation in operations(contract):
        times = (p["name"] for p in operation["parameters"] if p["schema"].get("format") == "date-time")
        yield from (f"{place} {name}: format date-time" for name in times)


@rule
def searches_have_the_same_filters(contract: Json) -> Iterator[str]:
    """What finds events on a page must find the same ones in an export, a stream and counts."""
    searches = {
        place: names - NOT_FILTERS
        for place, operation in operations(contract)
        if {"q", "search"} & (names := {p["name"] for p in operation["parameters"] if p["in"] == "query"})
    }
    filters = set().union(*searches.values())
    for place, own in searches.items():
        yield from (f"{place}: lacks {name}, which is a filter elsewhere" for name in sorted(filters - own))


@rule
def errors_have_one_schema(contract: Json) -> Iterator[str]:
    """All errors have the same form, documented for each 4xx that can occur and for everything else."""
    for place, operation in operations(contract):
        responses = operation["responses"]
        if "default" not in responses or not any(status.startswith("4") for status in responses):
            yield f"{place}: needs a 4xx and default"
        for status, response in responses.items():
            content = resolve(contract, response).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            if not status.startswith("2") and schema != {"$ref": "#/components/schemas/ErrorResponse"}:
                yield f"{place} {status}: is not an ErrorResponse"


@rule
def json_is_listed_first(contract: Json) -> Iterator[str]:
    """Many generators use only the first media type, and Kotlin and Rust fail on JSON if that is a text."""
    for place, operation in operations(contract):
        for status, response in operation["responses"].items():
            media = list(resolve(contract, response).get("content", {}))
            if "application/json" in media[1:]:
                yield f"{place} {status}: application/json is listed after {media[0]}"


@rule
def requests_are_closed(contract: Json) -> Iterator[str]:
    """A typo in a field name must not lose data."""
    for name in sorted(request_schemas(contract)):
        for place, schema in schemas_within(name, contract["components"]["schemas"][name]):
            if schema.get("properties") and schema.get("additionalProperties") is not False:
                yield f"{place}: is open"


@rule
def responses_are_open(contract: Json) -> Iterator[str]:
    """Adding to a closed object or an enum in a response would break existing clients."""
    in_responses = contract["components"]["schemas"].keys() - request_schemas(contract)
    for name in sorted(in_responses):
        for place, schema in schemas_within(name, contract["components"]["schemas"][name]):
            if schema.get("additionalProperties") is False:
                yield f"{place}: is closed"
            if "enum" in schema:
                yield f"{place}: has an enum"


@rule
def requests_use_only_validated_keywords(contract: Json) -> Iterator[str]:
    """A keyword that auditledge.contract does not implement would be declared but not enforced."""
    named = contract["components"]["schemas"]
    facts = {name: bare(named[name]) for name in named}
    in_requests = [(name, named[name]) for name in sorted(request_schemas(contract))]
    for place, operation in operations(contract):
        in_requests += [(f"{place} {p['name']}", p["schema"]) for p in operation["parameters"]]
    for place, schema in in_requests:
        yield from unsupported(place, schema, facts)


def is_optional(schema: Json, keyword: str) -> bool:
    """Whether a union is exactly a named schema or null."""
    if keyword != "anyOf" or len(schema["anyOf"]) != 2:
        return False
    named, null = schema["anyOf"]
    return bool(named.keys() == {"$ref"} and null == {"type": "null"})


def unsupported(place: str, schema: Json, named: Json) -> Iterator[str]:
    """The parts of a schema that validation does not support."""
    try:
        Schema(bare(schema), named, place)
    except ContractMismatchError as error:
        yield str(error)
    except (KeyError, TypeError, ValueError) as error:
        yield f"{place}: {type(error).__name__} {error}"


def colliding(place: str, names: Iterable[str]) -> Iterator[str]:
    """The names that differ from an earlier one only in case and punctuation."""
    known: dict[str, str] = {}
    for name in names:
        other = known.setdefault(re.sub("[^a-z0-9]", "", name.lower()), name)
        if other != name:
            yield f"{place}: {name} and {other} become the same name"


def request_schemas(contract: Json) -> set[str]:
    """The names of all schemas used in requests."""
    return {name for _, facts in requests(contract) for name in named_within(contract, facts["schema"])}


def violations(contract: Json) -> list[str]:
    """All violations of all rules, each with the rule's reason."""
    return [f"{violation} ({check.__doc__})" for check in RULES for violation in check(contract)]


def main(arguments: list[str]) -> int:
    """Check the contract named on the command line; returns the exit status."""
    found = violations(load(Path(arguments[0]) if arguments else REPO / "openapi.yaml"))
    print("\n".join(found) or f"The contract follows our {len(RULES)} rules.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
