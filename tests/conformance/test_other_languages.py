"""docs/other-languages.md shows exactly the code and the commands that `make clients` runs."""

import re
import shlex
import textwrap
import tomllib
from pathlib import Path

import pytest

from conformance.contract import REPO

PAGE = (REPO / "docs" / "other-languages.md").read_text("utf-8")
FENCES = {"go": "go", "java": "java", "ruby": "ruby", "rust": "rust", "typescript": "ts"}
NAMES = ("quickstart", "retries")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)


def snippet(folder: Path, name: str) -> str:
    """The code between `[begin NAME]` and `[end NAME]`, in any file of a client."""
    pattern = rf"^[ \t]*(?://|#) \[begin {name}\]\n(.*?)^[ \t]*(?://|#) \[end {name}\]$"
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.*")) if path.is_file()]
    (found,) = (match[1] for text in texts for match in re.finditer(pattern, text, re.MULTILINE | re.DOTALL))
    return textwrap.dedent(found).strip("\n")


def test_every_client_is_on_the_page() -> None:
    assert {path.parent.name for path in (REPO / "clients").glob("*/client.toml")} == set(FENCES)


@pytest.mark.parametrize("language", FENCES)
def test_the_code_is_what_runs_in_the_suite(language: str) -> None:
    folder = REPO / "clients" / language
    assert blocks(FENCES[language]) == [snippet(folder, name) for name in NAMES]


@pytest.mark.parametrize("language", FENCES)
def test_the_commands_are_those_that_generate_it(language: str) -> None:
    facts = tomllib.loads((REPO / "clients" / language / "client.toml").read_text("utf-8"))
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
    assert PAGE.count("`openapi-generator-cli` " + pinned.partition("==")[2]) == len(FENCES) - 1
    packages = (REPO / "clients" / "typescript" / "package.json").read_text("utf-8")
    version = re.search(r'"@hey-api/openapi-ts": "([^"]*)"', packages)
    assert version is not None
    assert f"@hey-api/openapi-ts@{version[1]}\n" in PAGE
    assert f"`@hey-api/openapi-ts` {version[1]}" in PAGE
