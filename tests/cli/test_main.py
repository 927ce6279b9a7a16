"""The `auditledge` command: its subcommands, its help, and what it loads."""

import os
import re
import subprocess
import sys

import click
import click.testing
import pytest
from server.server_process import REPO

from auditledge import __version__
from auditledge.cli import main
from cli.conftest import PROGRAM, Cli

SERVER_EXTRAS = {"auditledge.server", "starlette", "httptools", "httpx", "ssl", "rich", "asyncio", "sqlite3"}


def modules_of(code: str) -> set[str]:
    program = f"{code}\nimport sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_version_loads_only_what_it_needs() -> None:
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


_WITHOUT_EXAMPLE = {
    *("accounts", "backup", "keys", "migrate-store", "outbox", "restore", "retention", "serve"),
}


def test_every_command_has_help_with_an_example(cli: Cli) -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help
        text = cli(name, "--help").stdout
        if name not in _WITHOUT_EXAMPLE:
            assert f"Example:\n    auditledge {name}" in text or f'"$(auditledge {name}' in text


@pytest.mark.parametrize("name", [None, "accounts", "keys", "outbox"])
def test_summaries_fit_80_columns(cli: Cli, name: str | None) -> None:
    text = cli(*[name] if name else [], "--help", COLUMNS="80").stdout
    assert max(map(len, text.splitlines())) <= 80
    summaries = text.partition("Commands:\n")[2].partition("\n\n")[0]
    assert all(re.fullmatch(r"  [a-z-]+ +\S.+[^.]\.", line) for line in summaries.splitlines()), summaries


@pytest.mark.parametrize(
    ("arguments", "expected", "command"),
    [
        (["nope"], "nope", "auditledge"),
        (["get"], "ID", "auditledge get"),
        (["get", "--nope"], "--nope", "auditledge get"),
    ],
)
def test_usage_errors_are_one_line(cli: Cli, arguments: list[str], expected: str, command: str) -> None:
    result = cli(*arguments, code=2)
    assert result.stderr.startswith("error: ")
    assert expected in result.stderr
    assert result.stderr.endswith(f" (see '{command} --help')\n")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_mistyped_command_suggests_the_closest(cli: Cli) -> None:
    assert "No such command 'qery'; did you mean 'query'? (see" in cli("qery", code=2).stderr
    assert "No such command 'xyz' (see" in cli("xyz", code=2).stderr


def test_runs_without_any_stream(cli: Cli) -> None:
    arguments = ("log", "a.b", "--actor", "u", "--resource", "t:1")
    streams = {"stdin": None, "stdout": None, "stderr": None}
    process = cli.spawn(*arguments, **streams, preexec_fn=lambda: os.closerange(0, 3))
    assert process.wait(30) == 1  # its output can't be written
    assert len(cli.log_events({})) == 1
    with cli.client as client:
        assert [event["action"] for event in client.iter_events()][1] == "a.b"


def test_shows_help_without_a_command(cli: Cli) -> None:
    from click.testing import CliRunner

    result = CliRunner().invoke(main, [])
    assert "Commands:" in result.output
    assert result.exit_code in {0, 2}  # 2 since click 8.2


def test_output_is_utf8_whatever_the_locale(cli: Cli) -> None:
    cli.log_events({"action": "Zoë.日本"})
    with cli.spawn("query", program=PROGRAM, env={"PYTHONIOENCODING": "latin-1"}) as process:
        assert process.stdout is not None
        assert "Zoë.日本" in process.stdout.read().decode("utf-8")


def test_help_names_the_commands() -> None:
    result = click.testing.CliRunner().invoke(main, ["-h"])
    assert "serve" in result.stdout
    assert "keys" in result.stdout


def test_the_version_needs_nothing_but_click() -> None:
    code = (
        "import sys\n"
        "from auditledge.cli import main\n"
        "try:\n    main(['--version'])\n"
        "except SystemExit:\n    pass\n"
        "strange = {'httpx', 'attrs', 'httptools', 'sqlite3'} & set(sys.modules)\n"
        "assert not strange, strange\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=False)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\S+, version \S+\n", done.stdout)


@pytest.mark.parametrize(
    ("arguments", "suggested"),
    [
        (["query", "--sort", "asc"], "--order"),
        (["query", "--user", "u"], "--actor"),
        (["query", "--organisation", "o"], "--organization"),
        (["query", "--format", "csv"], "--output"),
        (["query", "--from", "1h"], "--start-date"),
        (["export", "--page-size", "3"], None),
        (["log", "--user", "u"], "--actor"),
        (["log", "--data", "a=b"], "--metadata"),
        (["keys", "list", "--zzz"], None),
    ],
)
def test_an_unknown_option_gets_the_one_that_is_meant(
    cli: Cli, arguments: list[str], suggested: str | None
) -> None:
    error = cli(*arguments, code=2).stderr
    assert error.startswith(f"error: No such option {next(a for a in arguments if a[:2] == '--')!r}")
    assert ("; did you mean" in error) == (suggested is not None)
    assert f"did you mean '{suggested or ''}" in error or suggested is None
