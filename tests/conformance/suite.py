"""Reading the cases from their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent

_OF_A_FILE = {"about", "samples", "cases"}
_OF_A_CASE = {"case", "via", "steps"}
_OF_A_STEP = {"call", "key", "parameters", "body", "raw", "answer", "save"}
_OF_AN_ANSWER = {"status", "body", "code", "problems", "events", "headers"}


class SuiteError(Exception):
    """A case is not written as README.md says."""


@dataclass(frozen=True)
class Step:
    """One request and the answer that it must get."""

    call: str
    key: str
    parameters: Mapping[str, Any]
    body: Any
    raw: Mapping[str, Any] | None
    answer: Mapping[str, Any]
    save: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """Steps that share an account and saved values. `via` names what stands before the ledger."""

    name: str
    via: str
    steps: list[Step] = field(repr=False)

    @property
    def keys(self) -> set[str]:
        """The roles of the keys that the case is played with."""
        return {step.key for step in self.steps}


def load() -> list[Case]:
    """Every case, in the order of the files and within them. Raises SuiteError."""
    cases = [case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases(path)]
    names = [case.name for case in cases]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise SuiteError(f"two cases have one name: {sorted(doubled)}")
    return cases


def _cases(path: Path) -> Iterator[Case]:
    document = yaml.safe_load(path.read_text("utf-8"))
    _check(document, _OF_A_FILE, path.name)
    for node in document["cases"]:
        name = f"{path.stem}: {node['case']}"
        _check(node, _OF_A_CASE, name)
        yield Case(
            name, node.get("via", "ledger"), [step for each in node["steps"] for step in _steps(each, name)]
        )


def _steps(node: Mapping[str, Any], case: str) -> Iterator[Step]:
    """A step for each operation that `call` names."""
    _check(node, _OF_A_STEP, case)
    _check(node["answer"], _OF_AN_ANSWER, case)
    calls = node["call"] if isinstance(node["call"], list) else [node["call"]]
    for call in calls:
        yield Step(
            call=call,
            key=node.get("key", "all"),
            parameters=node.get("parameters", {}),
            body=node.get("body"),
            raw=node.get("raw"),
            answer=node["answer"],
            save=node.get("save", {}),
        )


def _check(node: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := node.keys() - known:
        raise SuiteError(f"{where}: unknown words {sorted(unknown)}")
