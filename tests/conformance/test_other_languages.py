"""docs/other-languages.md shows exactly the code and the commands that `make clients` runs."""

import re
import shlex
import textwrap
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from conformance.contract import REPO

PAGE = (REPO / "docs" / "other-languages.md").read_text("utf-8")
FENCES = {"go": "go", "java": "java", "ruby": "ruby", "rust": "rust", "typescript": "ts"}
NAMES = ("quickstart", "retries")
PINNED_BY = {
    "oapi-codegen": ("go.mod", "oapi-codegen/v2 v", "`oapi-codegen` {}"),
    "ogen": ("go.mod", "ogen-go/ogen v", "`ogen` {}"),
    "openapi-fetch": ("package.json", '"openapi-fetch": "', "`openapi-fetch` {}"),
    "kotlin": ("pom.xml", "<kotlin.version>", "Kotlin {}"),
}
"""Clients with a smoke program: a file that pins a version, what precedes it, and how the page shows it."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)


def snippet(folder: Path, name: str) -> str:
    """The code between `[begin NAME]` and `[end NAME]`, in any file of a client."""
    pattern = rf"^[ \t]*(?://|#) \[begin {name}\]\n(.*?)^[ \t]*(?://|#) \[end {name}\]$"
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.*")) if path.is_file()]
    (found,) = (match[1] for text in texts for match in re.finditer(pattern, text, re.MULTILINE | re.DOTALL))
    return textwrap.dedent(found).strip("\n")


def facts_of(client: str) -> Mapping[str, Any]:
    return tomllib.loads((REPO / "clients" / client / "client.toml").read_text("utf-8"))


def test_every_client_is_on_the_page() -> None:
    clients = {path.parent.name for path in (REPO / "clients").glob("*/client.toml")}
    assert {each for each in clients if "conformance" in facts_of(each)} == set(FENCES)
    assert {each for each in clients if "smoke" in facts_of(each)} == set(PINNED_BY)
    assert clients == {*FENCES, *PINNED_BY}


@pytest.mark.parametrize("language", FENCES)
def test_the_code_is_what_runs_in_the_suite(language: str) -> None:
    folder = REPO / "clients" / language
    assert blocks(FENCES[language]) == [snippet(folder, name) for name in NAMES]


@pytest.mark.parametrize("language", [*FENCES, *PINNED_BY])
def test_the_commands_are_those_that_generate_it(language: str) -> None:
    facts = facts_of(language)
    shown = [
        shlex.split(line) for block in blocks("bash") for line in block.replace("\\\n", " ").splitlines()
    ]
    commands = [shlex.split(command) for command in facts["generate"] if not command.startswith("npm ci")]
    assert [command for command in commands if command not in shown] == []


def test_the_configuration_of_the_typescript_generator_is_shown() -> None:
    configuration = (REPO / "clients" / "typescript" / "openapi-ts.config.mjs").read_text("utf-8")
    assert blocks("js") == [configuration.strip()]


def test_the_versions_are_those_that_are_pinned() -> None:
    (pinned,) = (REPO / "clients" / "requirements.txt").read_text("utf-8").split()
    assert f"pip install {pinned}\n" in PAGE
    assert PAGE.count("`openapi-generator-cli` " + pinned.partition("==")[2]) == len({*FENCES, "kotlin"}) - 1
    packages = (REPO / "clients" / "typescript" / "package.json").read_text("utf-8")
    version = re.search(r'"@hey-api/openapi-ts": "([^"]*)"', packages)
    assert version is not None
    assert f"@hey-api/openapi-ts@{version[1]}\n" in PAGE
    assert f"`@hey-api/openapi-ts` {version[1]}" in PAGE


@pytest.mark.parametrize("client", PINNED_BY)
def test_the_versions_of_further_generators_are_those_that_are_pinned(client: str) -> None:
    file, before, shown = PINNED_BY[client]
    found = re.search(re.escape(before) + "([0-9.]+)", (REPO / "clients" / client / file).read_text("utf-8"))
    assert found is not None
    version = found[1].removesuffix(".0") if client == "kotlin" else found[1]
    assert f"{shown.format(version)} " in PAGE
