"""Read the cases from their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent

_FILE_WORDS = {"about", "samples", "cases"}
_CASE_WORDS = {"case", "via", "steps"}
_STEP_WORDS = {"call", "key", "parameters", "body", "raw", "response", "save"}
_RESPONSE_WORDS = {"status", "body", "code", "problems", "events", "headers"}


class SuiteError(Exception):
    """A case does not follow the format in README.md."""


@dataclass(frozen=True)
class Step:
    """One request and the expected response."""

    call: str
    key: str
    parameters: Mapping[str, Any]
    body: Any
    raw: Mapping[str, Any] | None
    response: Mapping[str, Any]
    save: Mapping[str, str]


@dataclass(frozen=True)
class Case:
    """Steps that share an account and saved values. `via` is the name of what is in front of the ledger."""

    name: str
    via: str
    steps: list[Step] = field(repr=False)

    @property
    def keys(self) -> set[str]:
        """The roles of the keys that the case uses."""
        return {step.key for step in self.steps}


def load() -> list[Case]:
    """All cases, in order. Raises SuiteError."""
    cases = [case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases(path)]
    names = [case.name for case in cases]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise SuiteError(f"several cases have the same name: {sorted(doubled)}")
    return cases


def _cases(path: Path) -> Iterator[Case]:
    document = yaml.safe_load(path.read_text("utf-8"))
    _check(document, _FILE_WORDS, path.name)
    for node in document["cases"]:
        name = f"{path.stem}: {node['case']}"
        _check(node, _CASE_WORDS, name)
        yield Case(
            name, node.get("via", "ledger"), [step for each in node["steps"] for step in _steps(each, name)]
        )


def _steps(node: Mapping[str, Any], case: str) -> Iterator[Step]:
    """A step for each operation in `call`."""
    _check(node, _STEP_WORDS, case)
    _check(node["response"], _RESPONSE_WORDS, case)
    calls = node["call"] if isinstance(node["call"], list) else [node["call"]]
    for call in calls:
        yield Step(
            call=call,
            key=node.get("key", "all"),
            parameters=node.get("parameters", {}),
            body=node.get("body"),
            raw=node.get("raw"),
            response=node["response"],
            save=node.get("save", {}),
        )


def _check(node: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := node.keys() - known:
        raise SuiteError(f"{where}: unknown words {sorted(unknown)}")
