"""`auditledge completion`: the scripts work in their shells."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from examples.terminal import Terminal, on_terminal

from cli.conftest import Cli

BASH = """
source <(auditledge completion bash)
COMP_WORDS=({words}) COMP_CWORD={index}
_auditledge_completion auditledge
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
FISH = "auditledge completion fish | source; complete --do-complete 'auditledge {words}'"
INTERACTIVE = {
    "bash": (["bash", "--noprofile", "--norc", "-i"], "source <(auditledge completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -D; source <(auditledge completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "auditledge completion fish | source"),
}


def environment_of(name: str) -> dict[str, str]:
    """An environment in which the shell finds the command."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    scripts = Path(sys.executable).parent
    return {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}


def shell(name: str, script: str) -> str:
    arguments = {"bash": ["--noprofile", "--norc", "-c"], "fish": ["--no-config", "-c"]}
    done = subprocess.run(
        [name, *arguments[name], script], env=environment_of(name), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("auditledge ex", {"export"}),
        (
            "auditledge query --act",
            {
                *("--actor", "--actor-id", "--actor-name", "--actor-email", "--actor-type"),
                *("--action", "--action-is"),
            },
        ),
        ("auditledge query -o j", {"json", "jsonl"}),
        ("auditledge keys ''", {"create", "list", "revoke", "rotate"}),
    ],
)
def test_bash(words: str, expected: set[str]) -> None:
    text = shell("bash", BASH.format(words=words, index=len(words.split()) - 1))
    assert set(text.split()) - {"plain"} == expected


@pytest.mark.parametrize("name", INTERACTIVE)
def test_tab_on_a_terminal(name: str, tmp_path: Path) -> None:
    """The shell completes a command, which then runs."""
    command, set_up = INTERACTIVE[name]
    environment = {**environment_of(name), "HOME": str(tmp_path), "TERM": "xterm"}
    with on_terminal(command, columns=100, environment=environment, folder=str(tmp_path)) as terminal:
        terminal.press(f"{set_up}; touch is_set_up\n".encode())
        wait_for(terminal, tmp_path / "is_set_up")
        terminal.press(b"auditledge compl\tzs\t>script; touch is_done\n")
        wait_for(terminal, tmp_path / "is_done")
        terminal.press(b"exit\n")
        terminal.end()
    assert (tmp_path / "script").read_text().startswith("#compdef auditledge")


def wait_for(terminal: Terminal, file: Path) -> None:
    """Read what the shell draws until it has created a file."""
    deadline = time.monotonic() + 60
    while not file.exists():
        assert time.monotonic() < deadline, terminal.text
        terminal.read(0.02)


def test_fish() -> None:
    assert shell("fish", FISH.format(words="ex")).split()[0] == "export"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_script_contains_the_function(cli: Cli, name: str) -> None:
    assert "_AUDITLEDGE_COMPLETE" in cli("completion", name).stdout


def test_an_unknown_shell(cli: Cli) -> None:
    cli("completion", "tcsh", code=2)
