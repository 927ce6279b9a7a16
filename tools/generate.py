"""Generate everything that is derived from `openapi.yaml`: `python tools/generate.py [ROOT]`.

Writes four things below ROOT (default: this repository). They depend only on the contract and on
`tools/codegen.yaml`, and are the same bytes every time:

* `generated/auditledge_openapi/`, the low-level client, by openapi-python-client
* `auditledge/types.py`, the TypedDicts of the facade, by datamodel-code-generator
* `auditledge/contract/contract.json`, the facts that validation needs
* `auditledge/contract/openapi.yaml` and `openapi.json`, the contract as servers publish it
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

REPO = Path(__file__).resolve().parent.parent
CONTRACT = REPO / "openapi.yaml"
HEADER = "# Generated from openapi.yaml by `make generate`. Do not edit."
METHODS = ("get", "put", "post", "delete", "patch")
ANNOTATIONS = ("description", "example", "examples", "default")
RUN = ("ruff", "format", "--isolated", "--no-cache", "--quiet", "--line-length=110", "--target-version=py311")

Json = dict[str, Any]


def main(root: Path) -> None:
    """Generate all files below `root`."""
    contract = yaml.safe_load(CONTRACT.read_text("utf-8"))
    write_client(root / "generated" / "auditledge_openapi")
    write_types(contract, root / "auditledge" / "types.py")
    write_contract(contract, root / "auditledge" / "contract" / "contract.json")
    write_documents(contract, root / "auditledge" / "contract")


def run(*command: str, cwd: Path) -> None:
    """Run a tool from this environment in `cwd`. Raises SystemExit with its output if it fails."""
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": scripts + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def write_client(target: Path) -> None:
    """Generate the low-level client, replacing its folder."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, target.name)
        options = ["--path", str(CONTRACT), "--config", str(REPO / "tools" / "codegen.yaml")]
        options += ["--meta", "none", "--output-path", str(package), "--fail-on-warning"]
        run("openapi-python-client", "generate", *options, cwd=Path(folder))
        (package / "py.typed").touch()
        for module in package.rglob("*.py"):
            module.write_text(f"{HEADER}\n{module.read_text('utf-8')}", "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(package, target)


def write_types(contract: Json, target: Path) -> None:
    """Generate the TypedDicts: one per schema of the contract, and those for filters and export options."""
    schemas = with_changes(contract["components"]["schemas"])
    operations = operations_of(contract)
    schemas["QueryFilters"] = dict_of_parameters("Filters of a query.", operations["listEvents"])
    schemas["ExportOptions"] = dict_of_parameters("Options of an export.", operations["exportEvents"])
    for form in ("json", "csv"):
        schemas[f"{form.upper()}ExportOptions"] = export_options(operations["exportEvents"], form)
    schemas["TailFilters"] = dict_of_parameters(
        "Filters of a tail.", operations["streamEvents"], "after", "follow"
    )
    schemas["CountFilters"] = dict_of_parameters(
        "Filters of counts.", operations["countFacets"], "by", "limit"
    )
    document = {"openapi": "3.1.0", "info": contract["info"], "paths": {}, "components": {"schemas": schemas}}
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").touch()  # stops the search for configuration here
        source = Path(folder, "types.json")
        source.write_text(json.dumps(for_typed_dicts(document)), "utf-8")
        options = (
            "--input-file-type=openapi --output-model-type=typing.TypedDict --target-python-version=3.11"
        )
        options += " --use-standard-collections --use-union-operator --disable-timestamp --formatters=builtin"
        options += " --use-schema-description --use-field-description --collapse-root-models"
        options += " --enum-field-as-literal=all --output-datetime-class=datetime"
        command = [f"--input={source}", f"--output={folder}/types.py", *options.split()]
        run("datamodel-codegen", *command, f"--custom-file-header={HEADER}", cwd=Path(folder))
        run(*RUN, f"{folder}/types.py", cwd=Path(folder))
        shutil.copy(Path(folder, "types.py"), target)


def with_changes(schemas: Json) -> Json:
    """The schemas with a named one for what an event's `changes` contain.

    The contract has a map of free maps: as a named schema with two optional properties, `before` and `after`,
    Go and Java would lose the difference between null and an absent value. Dicts keep it, so that for them a
    name is only an advantage: type checkers find misspelled keys.
    """
    change = {
        "type": "object",
        "description": "What changed in one field. A value that is not known is absent, which is not None.",
        "properties": {
            "before": {"description": "The value before the action."},
            "after": {"description": "The value after the action."},
        },
    }
    changes = {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Change"}}
    fields = {name: schemas[name]["properties"] for name in ("EventInput", "Event")}
    sent, stored = (each["changes"]["description"] for each in fields.values())
    named = {
        "EventInput": {"anyOf": [changes, {"type": "null"}], "description": sent},
        "Event": {**changes, "description": stored},
    }
    replaced = {
        name: {**schemas[name], "properties": {**fields[name], "changes": named[name]}} for name in named
    }
    return {**schemas, "Change": change, **replaced}


def for_typed_dicts(node: Any) -> Any:
    """Rewrite schemas for the generator of TypedDicts.

    Times are strings in responses, which are returned as the server sent them; inputs can also be datetime
    objects. `additionalProperties: false` would need PEP 728, which Python 3.11's typing lacks.
    """
    if isinstance(node, list):
        return [for_typed_dicts(each) for each in node]
    if not isinstance(node, dict):
        return node
    rewritten = {key: for_typed_dicts(value) for key, value in node.items()}
    if rewritten.get("format") == "date-time":
        del rewritten["format"]
    if rewritten.get("additionalProperties") is False:
        del rewritten["additionalProperties"]
        rewritten["properties"].update(inputs_of_time(node["properties"]))
    if isinstance(rewritten.get("description"), str):
        rewritten["description"] = rewritten["description"].strip()
    return rewritten


def inputs_of_time(properties: Json) -> Json:
    """The properties that hold a time, rewritten to accept objects of the datetime module too."""
    classes = {"date-time": ["date-time"], "iso8601": ["date-time", "date"]}
    found = {}
    for name, schema in properties.items():
        if objects := classes.get(schema.get("format", "")):
            types = [{"type": "string"}, *({"type": "string", "format": each} for each in objects)]
            found[name] = {"anyOf": [*types, {"type": "null"}], "description": schema["description"].strip()}
    return found


def dict_of_parameters(description: str, operation: Json, *others: str) -> Json:
    """The query parameters of an operation, except `others`, as a closed object schema; all are optional."""
    properties = {
        parameter["name"]: {**nullable(parameter["schema"]), "description": parameter["description"]}
        for parameter in operation["parameters"]
        if parameter["in"] == "query" and parameter["name"] not in others
    }
    closed = {"type": "object", "additionalProperties": False}
    return {**closed, "description": description, "properties": properties}


def export_options(operation: Json, form: str) -> Json:
    """The options of an export in one format, from which type checkers infer the result's type."""
    options = dict_of_parameters(f"Options of an export as {form.upper()}.", operation)
    schema = options["properties"]["format"]
    is_default = form == next(
        p["schema"]["default"] for p in operation["parameters"] if p["name"] == "format"
    )
    narrow = {**schema, "enum": [form, None] if is_default else [form]}
    narrow["type"] = schema["type"] if is_default else "string"
    return {
        **options,
        "properties": {**options["properties"], "format": narrow},
        "required": [] if is_default else ["format"],
    }


def nullable(schema: Json) -> Json:
    """The same schema, but nullable: None means that a filter is absent."""
    allowed = {key: value for key, value in schema.items() if key != "default"}
    if "enum" in schema:
        allowed["enum"] = [*schema["enum"], None]
    return {**allowed, "type": [schema["type"], "null"]}


def write_contract(contract: Json, target: Path) -> None:
    """Write the facts that validation needs: the operations, and the schemas of their request bodies."""
    operations = {
        name: {
            "method": operation["method"],
            "path": operation["path"],
            **body_of(operation),
            "parameters": {
                p["name"]: {"in": p["in"], "required": p.get("required", False), "schema": bare(p["schema"])}
                for p in operation["parameters"]
            },
        }
        for name, operation in operations_of(contract).items()
    }
    schemas = contract["components"]["schemas"]
    needed = reachable(schemas, [o["body"] for o in operations.values() if o["body"]])
    facts = {
        "version": contract["info"]["version"],
        "operations": operations,
        "schemas": {name: bare(schemas[name]) for name in sorted(needed)},
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", "utf-8")


def write_documents(contract: Json, folder: Path) -> None:
    """Write the whole contract, unchanged and as JSON."""
    folder.joinpath("openapi.yaml").write_bytes(CONTRACT.read_bytes())
    folder.joinpath("openapi.json").write_text(json.dumps(contract, ensure_ascii=False) + "\n", "utf-8")


def operations_of(contract: Json) -> dict[str, Json]:
    """Every operation by its id, with its method, path and resolved parameters."""
    found = {}
    for path, item in contract["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                parameters = [resolve(contract, each) for each in operation.get("parameters", [])]
                facts = {"method": method.upper(), "path": path, "parameters": parameters}
                found[operation["operationId"]] = {**operation, **facts}
    return found


def resolve(contract: Json, node: Json) -> Json:
    """The object that a `$ref` refers to, or the node itself."""
    target: Json = node
    if reference := node.get("$ref"):
        target = contract
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
    return target


def body_of(operation: Json) -> Json:
    """The schema name and the size limit of an operation's request body; None for both without a body."""
    body = operation.get("requestBody")
    if not body:
        return {"body": None, "max_body_bytes": None}
    reference = body["content"]["application/json"]["schema"]["$ref"]
    return {"body": reference.rpartition("/")[2], "max_body_bytes": body["x-max-bytes"]}


def reachable(schemas: Json, names: list[str]) -> set[str]:
    """The named schemas and all schemas that they refer to, directly or indirectly."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name not in found:
            found.add(name)
            names += references(schemas[name])
    return found


def references(node: Any) -> list[str]:
    """The names of all schemas that appear as a `$ref` in a schema, at any depth."""
    if isinstance(node, list):
        return [name for each in node for name in references(each)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"].rpartition("/")[2]] if "$ref" in node else []
    return own + [name for each in node.values() for name in references(each)]


def bare(node: Any) -> Any:
    """A schema without annotations, which don't affect validation."""
    if isinstance(node, list):
        return [bare(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {}
    for key, value in node.items():
        if key == "properties":
            kept[key] = {name: bare(schema) for name, schema in value.items()}
        elif key not in ANNOTATIONS:
            kept[key] = bare(value)
    return kept


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else REPO)
