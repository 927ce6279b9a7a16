"""The documentation lists exactly the existing options, variables, errors, filters, limits and methods."""

import inspect
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

import auditledge
from auditledge import AuditLedge, contract, errors
from auditledge._core.settings import _CHANGEABLE, DEFAULT_BASE_URL, DEFAULT_RETRIES, DEFAULT_TIMEOUT
from docs.blocks import ROOT

README = ROOT / "README.md"
GUIDE = ROOT / "docs" / "guide.md"
LIMITS = ROOT / "docs" / "limits.md"
SELF_HOSTING = ROOT / "docs" / "self-hosting.md"

Rows = list[list[str]]


def tables(text: str) -> dict[str, Rows]:
    """The rows of all tables, by the first cell of their header."""
    found: dict[str, Rows] = {}
    for lines in re.findall(r"(?:^\|.*\|\n)+", text + "\n", re.MULTILINE):
        header, _, *rows = [
            [cell.strip() for cell in line.strip("|\n").split("|")] for line in lines.splitlines()
        ]
        found.setdefault(header[0], []).extend(rows)
    return found


def table(document: Path, heading: str) -> Rows:
    return tables(document.read_text("utf-8"))[heading]


def codes(rows: Rows, column: int = 0) -> list[str]:
    """All code spans in a column."""
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row[column])]


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_every_argument_is_listed_in_its_order(document: Path) -> None:
    assert codes(table(document, "argument")) == list(inspect.signature(AuditLedge).parameters)


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_every_environment_variable_of_the_sdk_is_listed(document: Path) -> None:
    listed = codes(table(document, "argument"), 1)
    of_the_sdk = variables(path for path in modules() if not {"cli", "server"} & {*path.parts})
    assert sorted(listed) == sorted(of_the_sdk - {"AUDITLEDGE_TESTING"})  # which is no argument


def test_every_environment_variable_is_on_a_page() -> None:
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))
    assert {name for name in variables(modules()) if name not in pages} == set()


def modules() -> list[Path]:
    return list(Path(auditledge.__file__).parent.glob("**/*.py"))


def variables(paths: Iterable[Path]) -> set[str]:
    """The environment variables that appear in modules."""
    code = "".join(path.read_text("utf-8") for path in paths)
    given = re.findall(r'given\("([A-Z_]+)"', code)
    return {f"AUDITLEDGE_{name}" for name in (*given, *re.findall(r"\bAUDITLEDGE_([A-Z_]*[A-Z])\b", code))}


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_the_listed_defaults_are_right(document: Path) -> None:
    defaults = {row[0]: row[2] for row in table(document, "argument")}
    assert defaults["`base_url`"] == f"`{DEFAULT_BASE_URL}`"
    assert float(defaults["`timeout`"]) == DEFAULT_TIMEOUT
    assert int(defaults["`retries`"]) == DEFAULT_RETRIES


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_every_error_is_listed(document: Path) -> None:
    assert sorted(codes(table(document, "class"))) == sorted(set(errors.__all__) - {"Problem"})


@pytest.mark.parametrize(("document", "column"), [(README, 1), (GUIDE, 1)])
def test_statuses_raise_what_the_documentation_says(document: Path, column: int) -> None:
    checked = set()
    for row in table(document, "class"):
        (name,) = codes([row])
        code = "quota_exceeded" if name == "QuotaExceededError" else None
        for status in re.findall(r"\b[45]\d\d\b", row[column]):
            assert errors.class_for(int(status), code).__name__ == name
            checked.add(status)
    assert {"400", "401", "403", "404", "409", "413", "415", "429"} <= checked


def test_every_attribute_of_errors_is_listed() -> None:
    assert sorted(codes(table(GUIDE, "attribute"))) == sorted(vars(errors.AuditLedgeError("message")))


def test_every_filter_and_export_option_is_listed() -> None:
    filters = set(contract.operation("listEvents").parameters)
    options = set(contract.operation("exportEvents").parameters)
    listed = set(codes(table(GUIDE, "filter")))
    assert listed == filters
    assert set(codes(table(GUIDE, "option"))) == options - filters
    assert listed - options == {"limit", "offset", "cursor"}, (
        "the guide says that an export does not accept these"
    )


def test_every_field_of_an_event_is_listed() -> None:
    schemas = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["components"]["schemas"]

    def fields(name: str, prefix: str = "") -> dict[str, bool]:
        found: dict[str, bool] = {}
        for field, facts in schemas[name]["properties"].items():
            if "$ref" in facts:
                found |= fields(facts["$ref"].rpartition("/")[2], f"{field}.")
            else:
                found[prefix + field] = field in schemas[name]["required"]
        return found

    listed = {code: row[1] == "yes" for row in table(GUIDE, "field") for code in codes([row])}
    assert listed == fields("EventInput")


def test_every_method_is_in_the_guide() -> None:
    text = GUIDE.read_text("utf-8")
    names = [name for name in dir(AuditLedge) if not name.startswith("_")]
    assert len(names) > 10
    assert [name for name in names if not re.search(rf"\b{name}\b", text)] == []


def test_changeable_options_are_listed() -> None:
    sentence = re.search(
        r"options on the same connections\. It takes (.*?):", GUIDE.read_text("utf-8"), re.DOTALL
    )
    assert sentence
    assert sorted(re.findall(r"`(\w+)`", sentence[1])) == sorted(_CHANGEABLE)


def test_limits_and_codes_are_those_of_the_contract() -> None:
    description = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["info"]["description"]
    contracts, ours = tables(description), tables(LIMITS.read_text("utf-8"))
    assert len(contracts["limit"]) > 10
    assert len(contracts["status"]) > 10
    assert ours["limit"] == contracts["limit"]
    assert ours["status"] == contracts["status"]


@pytest.mark.parametrize("characters", [64, 320, 2048])
def test_filters_with_a_limit_of_their_own_are_listed_with_it(characters: int) -> None:
    parameters = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["components"]["parameters"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in parameters.values()}
    limited = {name for name in contract.FILTERS if schemas[name].get("maxLength") == characters}
    rows = [row[0] for row in table(LIMITS, "limit") if row[1] == f"{characters:,} characters"]
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row.partition("filter")[2])]
    assert limited
    assert sorted(listed) == sorted(limited)


def test_plans_are_those_of_the_server() -> None:
    from auditledge.server.accounts.plans import PLANS

    listed = {
        codes([row])[0]: [int(cell.replace(",", "")) for cell in row[1:]]
        for row in table(SELF_HOSTING, "plan")
    }
    assert listed == {plan.name: [plan.events_limit, plan.retention_days] for plan in PLANS.values()}


def test_options_of_keys_create_are_listed() -> None:
    from auditledge.cli.commands.keys import create

    listed = codes(table(SELF_HOSTING, "option of `keys create`"))
    assert sorted(listed) == sorted(parameter.opts[-1] for parameter in create.params)
