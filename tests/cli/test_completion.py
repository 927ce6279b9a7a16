"""`auditledge completion`: the scripts work in the shells that they are for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Cli

BASH = """
source <(auditledge completion bash)
COMP_WORDS=({words}) COMP_CWORD={index}
_auditledge_completion auditledge
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
# zsh has no way to complete without a terminal; its completion function calls the same program.
ZSH = """
autoload -Uz compinit && compinit -u
source <(auditledge completion zsh)
(( $+functions[_auditledge_completion] )) && (( $+_comps[auditledge] )) && echo loaded
"""
FISH = "auditledge completion fish | source; complete --do-complete 'auditledge {words}'"


def shell(name: str, script: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    beside = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"}
    arguments = {"bash": ["--noprofile", "--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}
    done = subprocess.run(
        [name, *arguments[name], script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("auditledge ex", {"export"}),
        ("auditledge query --act", {"--actor", "--actor-name", "--actor-email", "--action"}),
        ("auditledge query -o j", {"json", "jsonl"}),
        ("auditledge keys ''", {"create", "list", "revoke"}),
    ],
)
def test_bash(words: str, expected: set[str]) -> None:
    text = shell("bash", BASH.format(words=words, index=len(words.split()) - 1))
    assert set(text.split()) - {"plain"} == expected


def test_zsh() -> None:
    assert shell("zsh", ZSH).strip() == "loaded"


def test_fish() -> None:
    assert shell("fish", FISH.format(words="ex")).split()[0] == "export"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_names_our_function(cli: Cli, name: str) -> None:
    assert "_AUDITLEDGE_COMPLETE" in cli("completion", name).stdout


def test_an_unknown_shell(cli: Cli) -> None:
    cli("completion", "tcsh", code=2)
