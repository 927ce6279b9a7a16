"""A program that does not handle all of the contract does not start, and says what to add to which file.

In a copy of the package, the contract gets a property, a parameter or an operation that no layer knows.
"""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REPO = Path(__file__).parents[1]
PACKAGE = REPO / "auditledge"
CONTRACT = json.loads((PACKAGE / "contract" / "contract.json").read_text("utf-8"))
EVENT = {"actor": {"id": "u"}, "action": "a", "resource": {"type": "t", "id": "r"}}

TEXT = {"type": ["string", "null"], "maxLength": 255}
LIST = {"type": ["array", "null"], "minItems": 0, "maxItems": 9, "items": {"type": "string"}}
SEARCHES = ("listEvents", "exportEvents", "streamEvents")
COMMANDS = {
    "listEvents": "query",
    "exportEvents": "export",
    "streamEvents": "tail",
    "countEvents": "count",
}

Edit = Callable[[dict[str, Any]], None]

# Lists all names that the modules do not handle, instead of stopping at the first.
LIST_UNHANDLED = """
import importlib, json, sys
from auditledge.contract import coverage, mismatch

unhandled = []
def check_names(whole, names, handled, *, file):
    unhandled.extend([name, file] for name in names if name not in handled)
mismatch.check_names = coverage.check_names = check_names
for module in sys.argv[1:]:
    importlib.import_module(module)
print(json.dumps(unhandled))
"""


class Planted(NamedTuple):
    """A change of the contract: something named `planted`, and the layers that have to reject it."""

    edit: Edit
    layers: set[str]


def new_property(schema: str, facts: dict[str, Any]) -> Edit:
    def edit(contract: dict[str, Any]) -> None:
        contract["schemas"][schema]["properties"]["planted"] = facts

    return edit


def new_parameter(*operations: str, type_: str) -> Edit:
    def edit(contract: dict[str, Any]) -> None:
        facts = {"type": type_} | ({"minimum": 0, "maximum": 9} if type_ == "integer" else {})
        for name in operations:
            planted = {"in": "query", "required": False, "schema": facts}
            contract["operations"][name]["parameters"]["planted"] = planted

    return edit


def new_operation(contract: dict[str, Any]) -> None:
    contract["operations"]["planted"] = {**contract["operations"]["getUsage"], "path": "/planted"}


EVENT_LAYERS = {"contract/csv_columns.py", "server/ledger/events.py", "server/api/event_json.py"}
PARAMETER_LAYERS = {"server/api/query_parameters.py", "_transport/request_builder.py"}
FILTER_LAYERS = {*PARAMETER_LAYERS, "server/stores/models.py"}
PLANTED = {
    "text": Planted(new_property("EventInput", TEXT), EVENT_LAYERS),
    "list": Planted(new_property("EventInput", LIST), {*EVENT_LAYERS, "cli/commands/log.py"}),
    "text of the actor": Planted(
        new_property("ActorInput", TEXT), {*EVENT_LAYERS, "server/stores/models.py"}
    ),
    "text of the resource": Planted(
        new_property("ResourceInput", TEXT), {*EVENT_LAYERS, "server/stores/models.py"}
    ),
    "text of the context": Planted(
        new_property("EventContextInput", TEXT), {*EVENT_LAYERS, "server/stores/models.py"}
    ),
    "filter": Planted(new_parameter(*SEARCHES, type_="string"), FILTER_LAYERS),
    "filter by number": Planted(
        new_parameter(*SEARCHES, type_="integer"), {*FILTER_LAYERS, "cli/filters.py"}
    ),
    **{
        f"parameter of {operation}": Planted(
            new_parameter(operation, type_="string"),
            {*PARAMETER_LAYERS, f"cli/commands/{COMMANDS[operation]}.py"},
        )
        for operation in COMMANDS
    },
    "operation": Planted(new_operation, {"server/api/handlers.py"}),
}


class Copy:
    """A copy of the package whose contract can be changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(PACKAGE, folder / "auditledge", ignore=shutil.ignore_patterns("__pycache__"))

    def plant(self, edit: Edit) -> None:
        """Make one change of the contract, and undo any earlier one."""
        contract = copy.deepcopy(CONTRACT)
        edit(contract)
        (self.folder / "auditledge" / "contract" / "contract.json").write_text(json.dumps(contract), "utf-8")

    def python(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python with the copy."""
        path = os.pathsep.join([str(self.folder), str(REPO / "generated")])
        environment = {**os.environ, "PYTHONPATH": path, "AUDITLEDGE_BASE_URL": "sqlite://"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def unhandled(self, *layers: str) -> set[tuple[str, str]]:
        """The names that layers do not handle, each with the layer's file."""
        modules = [f"auditledge.{name}" for name in map(module_name, layers or checked_files())]
        done = self.python("-c", LIST_UNHANDLED, *modules)
        assert done.returncode == 0, done.stderr
        folder = f"{self.folder}/auditledge/"
        return {(name, file.removeprefix(folder)) for name, file in json.loads(done.stdout)}


def checked_files() -> Iterator[str]:
    """The modules that check themselves when they are imported."""
    names = ("coverage", "maps", "mismatch", "schema")
    mechanism = {f"contract/{name}.py" for name in names}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        code = path.read_text("utf-8")
        checks = (
            re.search(r"\bcheck_(names|schema|properties|parameters)\(", code) and "file=__file__" in code
        )
        if checks and name not in mechanism:
            yield name


def module_name(file: str) -> str:
    return file.removesuffix(".py").replace("/", ".")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("planted"))


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_each_layer_rejects_what_it_would_drop(package: Copy, planted: Planted) -> None:
    package.plant(planted.edit)
    found = {(name.rpartition(".")[2], file) for name, file in package.unhandled()}
    assert found == {("planted", file) for file in planted.layers}


def test_the_contract_as_it_is_is_handled(package: Copy) -> None:
    package.plant(lambda contract: None)
    assert package.unhandled() == set()


MODELS = "server/stores/models.py"
LISTED = {
    "server/api/export_formats.py": (
        "contract/csv_columns.py",
        '"targets": "targets",',
        '"planted": "actor.id",',
    ),
    "server/stores/event_view.py": (MODELS, "class Event(NamedTuple):", "planted: str"),
    "server/stores/row_codec.py": (MODELS, "class Event(NamedTuple):", "planted: str"),
    "server/stores/interning.py": (
        "server/stores/row_codec.py",
        "class InternedValues(NamedTuple):",
        "planted: Mapping[int, str]",
    ),
    "server/stores/columnar/aggregations.py": (MODELS, "GROUP_DIMENSIONS = (", '"planted",'),
    "server/stores/columnar/value_counts.py": (MODELS, "READ_DIMENSIONS = (", '"planted",'),
    "server/stores/columnar/predicates.py": (MODELS, "class Filters(NamedTuple):", "planted: str = ''"),
    "server/stores/postgres/transaction.py": (
        "server/stores/row_codec.py",
        "class EventColumns(NamedTuple):",
        "planted: Sequence[Any]",
    ),
    "testing/matching.py": ("types.py", "class Event(TypedDict):", "planted: str"),
}
"""Layers that handle what another file lists: that file, and a line to add to the list."""


@pytest.mark.parametrize("layer", LISTED)
def test_each_layer_rejects_what_another_lists_and_it_would_drop(tmp_path: Path, layer: str) -> None:
    package = Copy(tmp_path)
    file, head, line = LISTED[layer]
    path = tmp_path / "auditledge" / file
    text = path.read_text("utf-8")
    assert text.count(f"{head}\n") == 1
    path.write_text(text.replace(f"{head}\n", f"{head}\n    {line}\n"), "utf-8")
    assert package.unhandled(layer) == {("planted", layer)}


def test_every_layer_that_checks_itself_is_tested_here() -> None:
    tested = set().union(*(planted.layers for planted in PLANTED.values()))
    assert {*tested, *LISTED} == set(checked_files())


PROGRAMS = {
    "serve": ["-m", "auditledge", "serve", "--store", "sqlite://", "--port", "0"],
    "log": ["-m", "auditledge", "log", "a.b", "--actor", "u", "--resource", "t:r"],
    "export": ["-m", "auditledge", "export"],
    "embedded": ["-c", f"import auditledge; auditledge.AuditLedge('any', 'sqlite://').log({EVENT})"],
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("planted", ["text of the actor", "filter by number"])
def test_no_program_that_would_drop_it_starts(package: Copy, program: str, planted: str) -> None:
    package.plant(PLANTED[planted].edit)
    done = package.python(*PROGRAMS[program])
    assert done.returncode == 1, done.stdout
    refused = re.search(r"in openapi\.yaml has (\S+), which auditledge/(\S+) does not handle\.", done.stderr)
    assert refused is not None, done.stderr
    assert refused[1].rpartition(".")[2] == "planted"
    assert refused[2] in PLANTED[planted].layers
    if program != "embedded":
        assert done.stderr.startswith("error: ")
        assert done.stderr.count("\n") == 1
