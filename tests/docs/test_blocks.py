"""Every Python block and every command of the documentation works unchanged."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from examples.serving import COMMAND, Served

from auditledge import AuditLedge
from auditledge.cli import main
from docs.blocks import DOCUMENTS, ROOT, Block, blocks, commands, run

README = ROOT / "README.md"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[AuditLedge]]:
    """Every client that a document creates. Documents don't close all of them."""
    clients: list[AuditLedge] = []
    initialize = AuditLedge.__init__

    def record(self: AuditLedge, *args: Any, **kwargs: Any) -> None:
        initialize(self, *args, **kwargs)
        clients.append(self)

    monkeypatch.setattr(AuditLedge, "__init__", record)
    yield clients
    for client in clients:
        client.close()


@pytest.fixture
def key(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A key of the default ledger, in a new folder."""
    monkeypatch.chdir(tmp_path)
    key = served.key()
    monkeypatch.setenv("AUDITLEDGE_BASE_URL", served.url)
    monkeypatch.setenv("AUDITLEDGE_API_KEY", key)
    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path / "outbox"))
    return key


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_python_blocks_run_from_top_to_bottom(
    document: Path, key: str, served: Served, opened: list[AuditLedge]
) -> None:
    namespace: dict[str, Any] = {"__name__": "__docs__"}
    stand_ins = {"your_api_key": key, "http://127.0.0.1:8440/v1": served.url}
    with_tests = []
    for block in blocks(document):
        if block.language == "python" and "def test_" in block.code:
            with_tests.append(block)
        elif block.language == "python":
            run(document, block, namespace, stand_ins)
    if with_tests:
        run_by_pytest(with_tests)


def run_by_pytest(with_tests: list[Block]) -> None:
    """Run the tests in a document, with the plugin of the package alone: others take long to load."""
    for block in with_tests:
        Path(f"test_line_{block.line}.py").write_text(block.code, "utf-8")
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", "-p", "auditledge"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_documents_have_blocks_to_run() -> None:
    assert sum(block.language == "python" for block in blocks(README)) >= 10
    assert sum(block.output is not None for block in blocks(README)) >= 5


@pytest.mark.parametrize(
    ("document", "line"),
    [pytest.param(each, line, id=f"{each.name}: {line}") for each in DOCUMENTS for line in commands(each)],
)
def test_commands_are_valid(document: Path, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    end = next((place for place, word in enumerate(words) if word in {"|", ">", ">>", "&&", "&", "<"}), None)
    parse(main, words[:end])


def parse(command: click.Command, words: list[str]) -> None:
    """Parse a command line without running it. Raises click.UsageError if it is invalid."""
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        inner = command.get_command(context, name)
        assert inner is not None, f"there is no command {name}"
        context = click.Context(inner, parent=context, info_name=name)
        command = inner
    try:
        command.make_context(command.name, words, parent=context)
    except click.exceptions.Exit:
        assert {"--help", "--version"} & set(words)


def test_an_invalid_command_is_found() -> None:
    with pytest.raises(click.UsageError):
        parse(main, ["keys", "create", "--acount", "acme"])
    with pytest.raises(AssertionError):
        parse(main, ["sreve"])


def test_the_readme_lists_every_command() -> None:
    rows = README.read_text("utf-8").partition("\n| command | |\n")[2].partition("\n\n")[0]
    named = [name for row in rows.splitlines() for name in re.findall(r"`([\w-]+)`", row.split("|")[1])]
    assert sorted(named) == main.list_commands(click.Context(main))


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    (block,) = (each for each in blocks(README) if "auditledge log" in each.code)
    done = in_shell(block.code, tmp_path)
    assert done.returncode == 0, done.stderr
    recorded, found = done.stdout.splitlines()
    assert recorded == found
    assert '"inv_456"' in found


def test_three_commands_make_a_server(tmp_path: Path) -> None:
    (block,) = (each for each in blocks(README) if "auditledge serve" in each.code)
    install, create, serve = block.code.splitlines()
    assert install == "pip install 'auditledge[server]'"
    created = in_shell(create, tmp_path)
    assert created.returncode == 0, created.stderr
    command = [COMMAND, *shlex.split(serve)[1:], "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            url = re.search(r"http://\S+", server.stderr.readline())
            assert url
            with AuditLedge(created.stdout.strip(), base_url=url[0]) as client:
                client.log({"actor": {"id": "a"}, "action": "b", "resource": {"type": "c", "id": "d"}})
                assert client.query({"organization_id": "org_789"})["total"] == 1
        finally:
            server.terminate()


def in_shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script like a reader, with the installed command on the path."""
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AUDITLEDGE_")}
    return subprocess.run(
        ["/bin/sh", "-e", "-c", script],
        cwd=folder, env=environment | {"PATH": path}, check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
