"""`make run`: its output, the file that it keeps, and how it ends."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from docs.blocks import ROOT, blocks

from auditledge import AuditLedge
from examples.serving import COMMAND, serving
from examples.terminal import Terminal, on_terminal

# Skips the installation: the environment of the tests counts as installed.
MAKE_RUN = ["make", "--no-print-directory", f"VENV={sys.prefix}", f"--old-file={sys.prefix}/.server", "run"]
DOCUMENTED_FILTERS = {
    "organization_id", "actor_id", "actor_name", "action", "resource_type", "search",
    "start_date", "end_date", "limit", "offset",
}  # fmt: skip


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a user, with temporary files in `folder`."""
    ours = ("AUDITLEDGE_", "NO_COLOR", "FORCE_COLOR", "PYTEST_", "COLUMNS", "LINES")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return inherited | {"TMPDIR": str(folder), "TERM": "xterm-256color"} | more


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def unattended(folder: Path) -> "subprocess.CompletedProcess[str]":
    """`make run` without a terminal. If it does not end by itself, it is killed with all its processes."""
    with subprocess.Popen(
        MAKE_RUN, cwd=ROOT, env=environment(folder, PYTHONWARNINGS="error"), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            stdout, stderr = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def rows_of(screen: str) -> dict[str, int]:
    """How many events each filter found, according to the output."""
    table = screen.partition("\nFILTER")[2].partition("────")[0]
    return {match[1]: int(match[2]) for match in re.finditer(r"^(\w+): .*?  +(\d+) ", table, re.MULTILINE)}


def shown(name: str, screen: str) -> str:
    """A field below "Next steps"."""
    found = re.search(rf"^{name} +(\S+)$", screen.partition("\nNext steps")[2], re.MULTILINE)
    assert found, screen
    return found[1]


def accepts(url: str) -> bool:
    """Whether anything listens at a URL."""
    address = httpx.URL(url)
    with contextlib.suppress(OSError), socket.create_connection((address.host, address.port or 0), timeout=1):
        return True
    return False


def test_without_a_terminal_it_ends_by_itself(unattended: "subprocess.CompletedProcess[str]") -> None:
    assert unattended.returncode == 0, unattended.stderr
    assert unattended.stderr == ""
    assert "\x1b" not in unattended.stdout
    assert not accepts(shown("URL", unattended.stdout))


def test_it_shows_the_documented_code_and_its_results(
    unattended: "subprocess.CompletedProcess[str]",
) -> None:
    screen = unattended.stdout
    (quickstart,) = (each.code for each in blocks(ROOT / "README.md") if "# Log an event" in each.code)
    for line in quickstart.splitlines():
        assert line.removeprefix("# ").rstrip() in screen
    assert re.search(r"^actor.email +alice@example.com$", screen, re.MULTILINE)
    searches = 2 if datetime.now(UTC).year == 2026 else 1
    assert screen.count("\n1 of 1 events") == searches, "the quickstart searches in the year 2026"
    assert "id,timestamp,received_at" in screen
    assert '    "name": "Invoice #1042"' in screen
    assert re.search(r"^plan +growth\nevents_this_month +1\nevents_limit +10,000,000$", screen, re.MULTILINE)
    assert len(re.findall(r"  \d+\.\d ms$", screen, re.MULTILINE)) == 8


def test_every_filter_finds_all_matching_events(unattended: "subprocess.CompletedProcess[str]") -> None:
    found = rows_of(unattended.stdout)
    store = shown("file", unattended.stdout)
    assert found.keys() >= DOCUMENTED_FILTERS
    assert found["order"] == found["limit"] == found["offset"] == 13
    assert found["start_date"] + found["end_date"] == 13
    assert found["resource_id"] == found["actor_email"] == found["search"] == 1
    stored = exported(store)
    assert found["organization_id"] == sum(event["organization_id"] == "org_789" for event in stored)
    assert found["actor_id"] == sum(event["actor"]["id"] == "user_123" for event in stored)
    assert found["actor_name"] == sum("García" in event["actor"].get("name", "") for event in stored)
    assert found["action"] == sum("invoice" in event["action"] for event in stored)
    assert found["resource_type"] == sum(event["resource"]["type"] == "user" for event in stored)


def exported(store: str) -> list[dict[str, Any]]:
    """The events in the remaining file, served with the command in the output."""
    command = [COMMAND, "keys", "create", "--store", store, "--account", "quickstart"]
    key = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30).stdout.strip()
    with serving(store) as ledger, AuditLedge(key, base_url=ledger.url) as client:
        return client.export()


@pytest.mark.parametrize(("columns", "color"), [(60, False), (140, True)])
def test_on_a_terminal_it_serves_until_ctrl_c(tmp_path: Path, columns: int, color: bool) -> None:
    settings = environment(tmp_path) | ({} if color else {"NO_COLOR": "1"})
    with on_terminal(MAKE_RUN, columns=columns, environment=settings, folder=str(ROOT)) as terminal:
        terminal.wait_for("Press Ctrl-C to stop it.")
        assert ("\x1b" in terminal.raw) == color
        assert_tables_fit(terminal, columns)
        url = shown("URL", terminal.text)
        follow_the_hint(terminal)
        terminal.press(b"\x03")
        assert terminal.end() in {0, -signal.SIGINT}, "make forwards the signal"
    assert "Traceback" not in terminal.text
    assert "Its file still exists" in terminal.text
    assert not accepts(url)


def assert_tables_fit(terminal: Terminal, columns: int) -> None:
    tables = re.findall(
        r"^(?:TIME|FILTER) .*?\n(?=\n|.*of \d+ events|────)", terminal.text, re.MULTILINE | re.DOTALL
    )
    assert len(tables) >= 4
    for line in "".join(tables).splitlines():
        assert len(line) <= columns, line


def follow_the_hint(terminal: Terminal) -> None:
    """Run the commands that the output suggests for another terminal."""
    hint = re.search(r"In another terminal:\n((?:  .*\n)+)", terminal.text)
    assert hint
    export, query, tail = (line.strip() for line in hint[1].splitlines())
    done = subprocess.run(["/bin/sh", "-c", f"{export}; {query}"], cwd=ROOT, check=False, capture_output=True,
                          text=True, timeout=30)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5
    assert tail.endswith("auditledge tail")
