"""The command as a whole: it starts fast, and it ends with one line and a code."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from auditledge import __version__
from auditledge.cli import exit_codes, main
from auditledge.cli.commands import query
from cli.conftest import EVENT, PROGRAM, Cli

SERVER_EXTRAS = {"auditledge.server", "starlette", "httptools", "httpx", "ssl", "rich", "asyncio", "sqlite3"}


def modules_of(code: str) -> set[str]:
    program = f"{code}\nimport sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_version_is_told_without_loading_what_it_does_not_need() -> None:
    more = modules_of(
        "from auditledge.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass"
    ) - modules_of("import click, click.core")
    assert not more & SERVER_EXTRAS
    assert not {each for each in more if each.startswith(("auditledge.contract", "auditledge._"))} - {
        "auditledge._version"
    }
    assert len(more) < 25, sorted(more)


def test_version(cli: Cli) -> None:
    assert cli("--version").stdout.strip() == f"auditledge, version {__version__}"


_WITHOUT_EXAMPLE = {"accounts", "backup", "keys", "migrate-store", "outbox", "restore", "serve"}


def test_every_command_is_there_and_has_help_with_an_example(cli: Cli) -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help
        text = cli(name, "--help").stdout
        if name not in _WITHOUT_EXAMPLE:
            assert f"Example:\n    auditledge {name}" in text or f'"$(auditledge {name}' in text


@pytest.mark.parametrize("name", [None, "accounts", "keys", "outbox"])
def test_help_tells_whole_summaries_at_80_columns(cli: Cli, name: str | None) -> None:
    told = cli(*[name] if name else [], "--help", COLUMNS="80").stdout
    assert max(map(len, told.splitlines())) <= 80
    summaries = told.partition("Commands:\n")[2].partition("\n\n")[0]
    assert all(re.fullmatch(r"  [a-z-]+ +\S.+[^.]\.", line) for line in summaries.splitlines()), summaries


@pytest.mark.parametrize(
    ("arguments", "told", "command"),
    [
        (["nope"], "nope", "auditledge"),
        (["get"], "ID", "auditledge get"),
        (["get", "--nope"], "--nope", "auditledge get"),
    ],
)
def test_wrong_usage_is_told_in_one_line(cli: Cli, arguments: list[str], told: str, command: str) -> None:
    result = cli(*arguments, code=2)
    assert result.stderr.startswith("error: ")
    assert told in result.stderr
    assert result.stderr.endswith(f" (see '{command} --help')\n")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_mistyped_command_is_told_with_the_nearest(cli: Cli) -> None:
    assert "No such command 'qery'; did you mean 'query'? (see" in cli("qery", code=2).stderr
    assert "No such command 'xyz' (see" in cli("xyz", code=2).stderr


@pytest.mark.parametrize("arguments", [["query"], ["usage"], ["export"], ["--version"]], ids=" ".join)
def test_a_closed_stdout_is_told(cli: Cli, arguments: list[str]) -> None:
    cli.log_events({})
    process = cli.spawn(*arguments, stdout=None, preexec_fn=lambda: os.close(1))
    _, told = process.communicate(timeout=30)
    assert told == b"error: the output can't be written: Bad file descriptor\n"
    assert process.returncode == 1


def test_without_any_stream_it_does_its_work(cli: Cli) -> None:
    arguments = ("log", "a.b", "--actor", "u", "--resource", "t:1")
    streams = {"stdin": None, "stdout": None, "stderr": None}
    process = cli.spawn(*arguments, **streams, preexec_fn=lambda: os.closerange(0, 3))
    assert process.wait(30) == 1  # nobody can read the answer
    assert len(cli.log_events({})) == 1
    with cli.client as client:
        assert [event["action"] for event in client.iter_events()][1] == "a.b"


def test_without_a_command_it_shows_help(cli: Cli) -> None:
    from click.testing import CliRunner

    result = CliRunner().invoke(main, [])
    assert "Commands:" in result.output
    assert result.exit_code in {0, 2}  # 2 since click 8.2


def test_a_fault_of_ours_is_one_line_that_tells_no_secret(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("al_secret")

    monkeypatch.setattr(query, "_write_page", fail)
    result = cli("query", code=1)
    assert result.stderr == "error: internal error (RuntimeError); set AUDITLEDGE_DEBUG=1 for a traceback\n"


def test_a_fault_of_ours_can_be_traced(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(query, "_write_page", fail)
    monkeypatch.setenv("AUDITLEDGE_DEBUG", "1")
    monkeypatch.setenv("AUDITLEDGE_BASE_URL", cli.environment["AUDITLEDGE_BASE_URL"])
    with pytest.raises(RuntimeError):
        main(["query"], standalone_mode=True)


class TestExitCodes:
    """One each; those of whole commands are in their own tests."""

    def test_0_done(self, cli: Cli) -> None:
        cli("log", "a.b", "--actor", "u", "--resource", "t:1")

    def test_1_the_ledger_refuses(self, cli: Cli) -> None:
        (id_,) = cli.log_events({})
        result = cli("log", "other", "--actor", "u", "--resource", "t:1", "--id", id_, code=1)
        assert result.stderr.startswith(
            "error: The id is already used by an event with different content (HTTP 409"
        )
        assert result.stderr.count("\n") == 1

    def test_2_wrong_usage(self, cli: Cli) -> None:
        assert "--limit" in cli("query", "--limit", "0", code=2).stderr

    @pytest.mark.parametrize("variable", ["AUDITLEDGE_TIMEOUT", "AUDITLEDGE_BASE_URL"])
    def test_2_wrong_configuration(self, cli: Cli, variable: str) -> None:
        environment = {"AUDITLEDGE_API_KEY": "k", variable: "nonsense"}
        name = "AUDITLEDGE_TIMEOUT must be a number" if "TIMEOUT" in variable else "base_url is not a URL"
        assert cli("query", code=2, **environment).stderr == f"error: {name}\n"

    def test_3_not_found(self, cli: Cli) -> None:
        result = cli("get", "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e", code=3)
        assert result.stderr.startswith("error: ")

    def test_4_no_key(self, served: Cli) -> None:
        result = served("query", code=4, AUDITLEDGE_API_KEY="")
        assert result.stderr.startswith(
            "error: there is no API key; set AUDITLEDGE_API_KEY or pass --api-key-file"
        )

    def test_4_a_key_that_is_none(self, served: Cli) -> None:
        result = served("query", code=4, AUDITLEDGE_API_KEY="al_secret key")
        assert "secret" not in result.output

    def test_4_an_unknown_key(self, served: Cli) -> None:
        result = served("query", code=4, AUDITLEDGE_API_KEY="al_secret_key")
        assert "HTTP 401" in result.stderr
        assert "secret" not in result.output

    def test_4_a_key_that_may_not(self, served: Cli, ledger: Any) -> None:
        key = ledger.new_key("writers", scopes=frozenset({"write"}))
        assert "lacks the scope read" in served("query", code=4, AUDITLEDGE_API_KEY=key).stderr

    def test_5_quota(self, served: Cli, nearly_exhausted: str) -> None:
        arguments = ["log", "a.b", "--actor", "u", "--resource", "t:1"]
        served.environment["AUDITLEDGE_API_KEY"] = nearly_exhausted
        with served.client as client:
            client.log_many([EVENT])
        result = served(*arguments, code=5)
        assert "10000 events per calendar month" in result.stderr
        assert "; try again in " in result.stderr

    def test_7_unreachable(self, cli: Cli, refusing_url: str) -> None:
        environment = {
            "AUDITLEDGE_API_KEY": "k",
            "AUDITLEDGE_BASE_URL": refusing_url,
            "AUDITLEDGE_RETRIES": "0",
        }
        result = cli("query", code=7, **environment)
        assert result.stderr.startswith("error: The connection to the ledger failed")
        assert "auditledge doctor" in result.stderr

    def test_7_too_slow(self, cli: Cli, silent_url: str) -> None:
        cli("query", "--timeout", "0.2", "--base-url", silent_url, code=7, AUDITLEDGE_API_KEY="k")

    def test_130_interrupted(self, cli: Cli, silent_url: str, wait_for: Any) -> None:
        with cli.spawn("query", "--base-url", silent_url, env={"AUDITLEDGE_API_KEY": "k"}) as process:
            wait_for(lambda: connections(process.pid))
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
            assert process.stderr is not None
            assert b"Traceback" not in process.stderr.read()


def connections(pid: int) -> list[str]:
    """The sockets of a process."""
    found = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(each.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:"):
            found.append(target)
    return found


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [
        (0.2, "1 s"),
        (119, "119 s"),
        (120, "2 minutes"),
        (7200, "2 hours"),
        (86_400, "24 hours"),
        (200_000, "3 days"),
    ],
)
def test_waits_are_told_as_people_do(seconds: float, spoken: str) -> None:
    assert exit_codes.format_delay(seconds) == spoken


class TestOutputThatEnds:
    def test_a_broken_pipe_is_quiet(self, cli: Cli) -> None:
        with cli.client as client:
            client.log_many([{**EVENT, "metadata": {"filler": "x" * 500}}] * 1000)
        with cli.spawn("query", "--all") as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    def test_a_pipe_that_broke_before_a_short_output(self, cli: Cli) -> None:
        cli.log_events({})
        reading, writing = os.pipe()
        os.close(reading)
        with cli.spawn("query", stdout=writing) as process:
            os.close(writing)
            assert process.stderr is not None
            assert process.stderr.read() == b""
            assert process.wait() == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
    def test_a_full_disk(self, cli: Cli) -> None:
        cli.log_events({})
        with Path("/dev/full").open("wb") as full, cli.spawn("query", stdout=full) as process:
            assert process.stderr is not None
            expected = b"error: the output can't be written: No space left on device\n"
            assert process.stderr.read() == expected
            assert process.wait() == 1


class TestTheKeyFile:
    def test_from_a_file(self, served: Cli, tmp_path: Path) -> None:
        path = tmp_path / "key"
        path.write_text(served.environment["AUDITLEDGE_API_KEY"] + "\n")
        served("usage", "--api-key-file", str(path), AUDITLEDGE_API_KEY="wrong")

    def test_from_stdin(self, served: Cli) -> None:
        key = served.environment["AUDITLEDGE_API_KEY"]
        served("usage", "--api-key-file", "-", stdin=f"{key}\n", AUDITLEDGE_API_KEY="")

    def test_empty(self, served: Cli, tmp_path: Path) -> None:
        (tmp_path / "key").touch()
        assert "the key file key is empty" in served("usage", "--api-key-file", "key", code=4).stderr

    def test_missing(self, served: Cli) -> None:
        result = served("usage", "--api-key-file", "nokey", code=2)
        assert "--api-key-file: nokey: No such file" in result.stderr

    def test_not_text(self, served: Cli, tmp_path: Path) -> None:
        (tmp_path / "key").write_bytes(b"\xff\xfe")
        assert "is not text" in served("usage", "--api-key-file", "key", code=4).stderr


def test_options_win_over_the_environment(cli: Cli, tmp_path: Path) -> None:
    cli.log_events({})
    assert cli("query", "--base-url", f"sqlite:///{tmp_path}/other.db").stdout == ""


def test_streams_in_another_encoding_keep_all_text(cli: Cli) -> None:
    cli.log_events({"action": "Zoë.日本"})
    with cli.spawn("query", program=PROGRAM, env={"PYTHONIOENCODING": "latin-1"}) as process:
        assert process.stdout is not None
        assert "Zoë.日本" in process.stdout.read().decode("utf-8")
