"""docs/cli.md has every command, option, exit code and variable, and its examples run."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import auditledge.cli
from auditledge.cli import exit_codes, main

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
TEXT = DOCUMENT.read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
LEDGER = SECTIONS["Connection options"]
SCRIPT = "\n".join(re.findall(r"^```bash\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))


def commands(command: click.Command = main, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command except groups, by its path."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from commands(inner, f"{path} {name}".strip())


@pytest.mark.parametrize(("path", "command"), [pytest.param(*each, id=each[0]) for each in commands()])
def test_every_option_is_documented(path: str, command: click.Command) -> None:
    section = SECTIONS[f"`auditledge {path.split(maxsplit=1)[0]}`"]
    if " " in path:
        assert f"`auditledge {path}" in section
    if "(#filters)" in section:
        section += SECTIONS["Filters"]
    for parameter in command.params:
        names = [parameter.human_readable_name] if isinstance(parameter, click.Argument) else parameter.opts
        for name in names:
            pattern = rf"`{name}(?![\w-])"
            assert re.search(pattern, section) or re.search(pattern, LEDGER), f"{path}: {name}"


def test_every_documented_option_exists() -> None:
    documented = set(re.findall(r"--[a-z][a-z-]+", TEXT))
    existing = {name for _, command in commands() for parameter in command.params for name in parameter.opts}
    assert documented - existing == {"--help", "--version"}


def test_every_exit_code_is_documented() -> None:
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", SECTIONS["Exit codes"], re.MULTILINE)}
    assert documented == {
        value for name, value in vars(exit_codes).items() if name.isupper() and isinstance(value, int)
    } | {6}


def test_every_variable_is_documented() -> None:
    folder = Path(auditledge.cli.__file__).parent
    named = {
        name
        for module in folder.glob("*.py")
        for name in re.findall(r'environ[^\n]*?"([A-Z_]+)"', module.read_text("utf-8"))
    } - {"TERM"}
    assert {name for name in named if name.startswith("AUDITLEDGE_OUTBOX")} | set(
        re.findall(r"`([A-Z_]{8,})`", LEDGER)
    ) >= named


def test_the_examples_run(tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", SCRIPT],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr
    assert "1 row, 1 stored, 0 rejected" in done.stderr
    assert (tmp_path / "history.csv").read_text().count("\n") == 3
    assert (tmp_path / "events.jsonl").read_text().count("\n") == 4
