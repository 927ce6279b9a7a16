"""The command `serve`, and what all commands that open a store share."""

import re
import socket
import sys
from pathlib import Path

import click.testing
import pytest
from server.commands import Invoke

from auditledge.cli import main


@pytest.mark.parametrize(
    "arguments",
    [
        ["keys", "list"],
        ["keys", "rotate", "al_x"],
        ["keys", "revoke", "al_x"],
        ["accounts", "list"],
        ["accounts", "set-plan", "acme", "growth"],
    ],
    ids=" ".join,
)
def test_a_missing_ledger_is_not_created(invoke: Invoke, tmp_path: Path, arguments: list[str]) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 1
    assert (
        f"there is no ledger {tmp_path / 'ledger.db'}; `auditledge keys create` creates one" in result.stderr
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["keys", "create", "--account", "a"], ["serve"]])
@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://user:secret@host/db", "no store for mysql:// URLs"),
        ("sqlite:////nowhere/at/all.db", "No such file or directory"),
    ],
)
def test_a_bad_store_is_one_line(command: list[str], url: str, words: str) -> None:
    result = click.testing.CliRunner().invoke(main, [*command, "--store", url])
    assert result.exit_code == 1
    assert re.fullmatch(f"error: .*{words}.*\n", result.stderr)
    assert "secret" not in result.stderr


def test_a_port_out_of_range_is_explained(invoke: Invoke) -> None:
    result = invoke("serve", "--port", "70000")
    assert result.exit_code == 2
    assert "--port" in result.stderr


def test_a_port_that_is_taken_is_one_line(store: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = click.testing.CliRunner().invoke(main, ["serve", "--store", store, "--port", port])
    assert result.exit_code == 1
    assert re.fullmatch(r"error: can't listen on \S+, port \d+: Address already in use\n", result.stderr)


def test_a_server_that_is_not_installed_is_one_line(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name
        for name in sys.modules
        if name.startswith(("httptools", "auditledge.server.process.serve", "auditledge.server.http."))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httptools", None)
    result = click.testing.CliRunner().invoke(main, ["serve", "--store", store])
    assert result.exit_code == 1
    assert result.stderr == "error: the server is not installed: pip install 'auditledge[server]'\n"


@pytest.mark.parametrize("address", ["9440", "127.0.0.1", "127.0.0.1:", ":9440", "127.0.0.1:99999", "h:-1"])
def test_an_address_that_is_none_is_refused(store: str, address: str) -> None:
    command = ["serve", "--store", store, "--metrics", address]
    result = click.testing.CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "is not HOST:PORT" in result.stderr
