"""The rules that our contract keeps beyond OpenAPI's own: `python tools/lint.py [CONTRACT]`.

Each rule is a function whose docstring gives its reason. Most are there because a generator of clients in
some language breaks, or makes an ugly client, without it. Exits with 1 and names the places.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

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
TEXTS = ("text/csv", "text/event-stream")
FORMATS = {"date-time", "int32", "int64", "iso8601"}
UNIONS = ("oneOf", "anyOf", "allOf", "not", "const", "discriminator", "nullable")


def rule(check: Rule) -> Rule:
    """Make a function one of the rules. It yields a text for each breach, beginning with its place."""
    RULES.append(check)
    return check


@rule
def operation_ids_are_unique_and_in_camel_case(contract: Json) -> Iterator[str]:
    """They become the names of methods, which each language respells from camelCase."""
    names = [(place, operation.get("operationId", "")) for place, operation in operations(contract)]
    taken = Counter(name for _, name in names)
    for place, name in names:
        if not re.fullmatch("[a-z]+([A-Z][a-z]+)+", name):
            yield f"{place}: operationId {name!r} is not a verb and a noun in camelCase"
        if taken[name] > 1:
            yield f"{place}: operationId {name!r} is taken"


@rule
def operations_have_one_tag_of_one_lower_case_word(contract: Json) -> Iterator[str]:
    """It becomes the name of a module or class; an operation with two tags is generated twice."""
    for place, operation in operations(contract):
        tags = operation.get("tags", [])
        if len(tags) != 1 or not re.fullmatch("[a-z]+", tags[0]):
            yield f"{place}: tags {tags} are not one lower-case word"


@rule
def operations_say_what_they_do(contract: Json) -> Iterator[str]:
    """The summary and the description become the method's documentation."""
    for place, operation in operations(contract):
        yield from (f"{place}: has no {key}" for key in ("summary", "description") if not operation.get(key))


@rule
def fields_and_parameters_say_what_they_are(contract: Json) -> Iterator[str]:
    """Their descriptions become the documentation of fields and arguments."""
    for place, schema in schemas(contract):
        for name, field in schema.get("properties", {}).items():
            if "$ref" not in field and not field.get("description"):
                yield f"{place}/{name}: has no description"
    for place, operation in operations(contract):
        unsaid = (p["name"] for p in operation["parameters"] if not p.get("description"))
        yield from (f"{place} {name}: has no description" for name in unsaid)


@rule
def bodies_have_examples(contract: Json) -> Iterator[str]:
    """People copy them, and the tests hold them to their schemas."""
    for place, facts in bodies(contract):
        if not facts.get("examples"):
            yield f"{place}: has no examples"


@rule
def bodies_have_named_schemas(contract: Json) -> Iterator[str]:
    """A name for each type, instead of one made up from its place, such as `GetUsageResponse200`."""
    for place, facts in bodies(contract):
        schema = facts["schema"].get("items", facts["schema"])
        if "$ref" not in schema and not place.endswith(TEXTS):
            yield f"{place}: its schema has no name"


@rule
def bodies_sent_are_objects(contract: Json) -> Iterator[str]:
    """A list at the top can never gain a field."""
    for place, facts in requests(contract):
        if resolve(contract, facts["schema"]).get("type") != "object":
            yield f"{place}: is not an object"


@rule
def bodies_sent_have_a_limit(contract: Json) -> Iterator[str]:
    """A limit has to be known before it is met, and so has the error that exceeding it gets."""
    for place, operation in operations(contract):
        if "requestBody" in operation:
            if "x-max-bytes" not in operation["requestBody"]:
                yield f"{place} request: has no x-max-bytes"
            if "413" not in operation["responses"]:
                yield f"{place}: has no response 413"


@rule
def schemas_have_no_title(contract: Json) -> Iterator[str]:
    """Some generators name the type after its title, others after its key."""
    yield from (f"{place}: has a title" for place, schema in schemas(contract) if "title" in schema)


@rule
def objects_are_named_and_free_maps_are_not(contract: Json) -> Iterator[str]:
    """An inline object gets a made-up name; a named free map comes out as a type that drops what it holds."""
    named = contract["components"]["schemas"]
    for place, schema in schemas(contract):
        if schema.get("properties") and place not in named:
            yield f"{place}: an object without a name"
        if schema.get("type") == "object" and not schema.get("properties") and place in named:
            yield f"{place}: a free map with a name"


@rule
def schemas_have_no_unions_and_no_constants(contract: Json) -> Iterator[str]:
    """Unions become wrapper types, need a library in Go, or do not compile; null is a member of `type`."""
    for place, schema in schemas(contract):
        yield from (f"{place}: {keyword}" for keyword in UNIONS if keyword in schema)
        kinds = schema.get("type", [])
        if isinstance(kinds, list) and len(set(kinds) - {"null"}) > 1:
            yield f"{place}: type {kinds}"


@rule
def integers_have_a_format(contract: Json) -> Iterator[str]:
    """Without int32 or int64 each language picks a width of its own."""
    for place, schema in schemas(contract):
        if "integer" in schema.get("type", []) and schema.get("format") not in {"int32", "int64"}:
            yield f"{place}: format is neither int32 nor int64"


@rule
def names_are_no_built_ins(contract: Json) -> Iterator[str]:
    """A type `Error` or `List` hides the language's own."""
    yield from (f"{name}: is a built-in" for name in contract["components"]["schemas"] if name in BUILT_IN)


@rule
def names_are_not_the_generators_own(contract: Json) -> Iterator[str]:
    """Clients have types of their own: a schema `Configuration` breaks Go's client, `Pair` breaks Java's."""
    named = contract["components"]["schemas"]
    yield from (f"{name}: is a type of every client of some language" for name in named if name in GENERATED)


@rule
def names_stay_apart_when_respelled(contract: Json) -> Iterator[str]:
    """Each language has its own case: `Plan` and `plan` become one field, `USAGE` and `Usage` one file."""
    yield from colliding("schemas", contract["components"]["schemas"])
    for place, schema in schemas(contract):
        yield from colliding(place, schema.get("properties", {}))
    for place, operation in operations(contract):
        yield from colliding(place, (parameter["name"] for parameter in operation["parameters"]))


@rule
def fields_are_not_generated_members(contract: Json) -> Iterator[str]:
    """Python keeps unknown fields in `additional_properties`; a `get_plan` is the getter of `plan` in Go."""
    for place, schema in schemas(contract):
        fields = schema.get("properties", {})
        taken = {"additional_properties"} | {
            f"{verb}_{name}" for verb in ("get", "has", "set") for name in fields
        }
        yield from (f"{place}/{name}: is a member that is generated" for name in fields if name in taken)


@rule
def operations_succeed_in_one_way(contract: Json) -> Iterator[str]:
    """Go and Java return the type of the first 2xx, whichever came: a second would be read as the first."""
    for place, operation in operations(contract):
        successes = [status for status in operation["responses"] if status.startswith("2")]
        if len(successes) != 1:
            yield f"{place}: succeeds with {' and '.join(successes) or 'nothing'}"


@rule
def parameters_are_plain(contract: Json) -> Iterator[str]:
    """Objects in a query (`deepObject`) do not compile in Java, lists are spelled in many ways."""
    for place, operation in operations(contract):
        for parameter in operation["parameters"]:
            kind = parameter["schema"].get("type")
            if kind not in {"string", "integer", "boolean"} or "style" in parameter:
                yield f"{place} {parameter['name']}: is not a plain value in the default style"


@rule
def parameters_have_no_date_time(contract: Json) -> Iterator[str]:
    """PHP, Ruby and Rust write a time in a query so that no server can read it; as text it is left alone."""
    for place, operation in operations(contract):
        times = (p["name"] for p in operation["parameters"] if p["schema"].get("format") == "date-time")
        yield from (f"{place} {name}: format date-time" for name in times)


@rule
def failures_have_one_schema(contract: Json) -> Iterator[str]:
    """One way to fail, documented for each 4xx that can occur and for all that nobody foresaw."""
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
def csv_stands_first(contract: Json) -> Iterator[str]:
    """Many generators keep the first media type only; a text can carry JSON too, but not the reverse."""
    for place, operation in operations(contract):
        for status, response in operation["responses"].items():
            media = list(resolve(contract, response).get("content", {}))
            if "text/csv" in media[1:]:
                yield f"{place} {status}: text/csv comes after {media[0]}"


@rule
def requests_are_closed(contract: Json) -> Iterator[str]:
    """A typo in a field's name must not lose data."""
    for name in sorted(request_schemas(contract)):
        for place, schema in schemas_within(name, contract["components"]["schemas"][name]):
            if schema.get("properties") and schema.get("additionalProperties") is not False:
                yield f"{place}: is open"


@rule
def answers_are_open(contract: Json) -> Iterator[str]:
    """A closed object or an enum in an answer breaks clients in the field when something is added to it."""
    answers = contract["components"]["schemas"].keys() - request_schemas(contract)
    for name in sorted(answers):
        for place, schema in schemas_within(name, contract["components"]["schemas"][name]):
            if schema.get("additionalProperties") is False:
                yield f"{place}: is closed"
            if "enum" in schema:
                yield f"{place}: has an enum"


@rule
def requests_use_only_what_validation_interprets(contract: Json) -> Iterator[str]:
    """A keyword that auditledge.contract does not interpret would be declared, and not enforced."""
    named = contract["components"]["schemas"]
    facts = {name: bare(named[name]) for name in named}
    written = [(name, named[name]) for name in sorted(request_schemas(contract))]
    for place, operation in operations(contract):
        written += [(f"{place} {p['name']}", p["schema"]) for p in operation["parameters"]]
    for place, schema in written:
        yield from uninterpreted(place, schema, facts)


def uninterpreted(place: str, schema: Json, named: Json) -> Iterator[str]:
    """What validation can't do with a schema, if anything."""
    for where, each in schemas_within(place, schema):
        if each.get("format", "int32") not in FORMATS:
            yield f"{where}: format {each['format']}"
    try:
        Schema(bare(schema), named)
    except (NotImplementedError, KeyError, TypeError, ValueError) as error:
        yield f"{place}: {type(error).__name__} {error}"


def colliding(place: str, names: Iterable[str]) -> Iterator[str]:
    """The names that differ from an earlier one by nothing but case and punctuation."""
    known: dict[str, str] = {}
    for name in names:
        other = known.setdefault(re.sub("[^a-z0-9]", "", name.lower()), name)
        if other != name:
            yield f"{place}: {name} and {other} become one name"


def request_schemas(contract: Json) -> set[str]:
    """The names of all schemas that occur in requests."""
    return {name for _, facts in requests(contract) for name in named_within(contract, facts["schema"])}


def breaches(contract: Json) -> list[str]:
    """Every breach of every rule, each with the rule's reason."""
    return [f"{breach} ({check.__doc__})" for check in RULES for breach in check(contract)]


def main(arguments: list[str]) -> int:
    """Check the contract named on the command line; returns the exit status."""
    found = breaches(load(Path(arguments[0]) if arguments else REPO / "openapi.yaml"))
    print("\n".join(found) or f"The contract keeps our {len(RULES)} rules.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
