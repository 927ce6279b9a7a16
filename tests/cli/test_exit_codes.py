"""Exit codes, and the one line that reports an error."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from transport.faulty_server import FaultyServer, respond_error

from auditledge.cli import exit_codes, main
from auditledge.cli.commands import query
from cli.conftest import EVENT, Cli


class TestExitCodes:
    """At least one for each code; those of single commands are in their tests."""

    def test_0_success(self, cli: Cli) -> None:
        cli("log", "a.b", "--actor", "u", "--resource", "t:1")

    def test_1_ledger_rejects(self, cli: Cli) -> None:
        (id_,) = cli.log_events({})
        result = cli("log", "other", "--actor", "u", "--resource", "t:1", "--id", id_, code=1)
        expected = "error: The id is already used by an event with different content (HTTP 409"
        assert result.stderr.startswith(expected)
        assert result.stderr.count("\n") == 1

    def test_1_a_search_that_has_to_be_narrowed(self, cli: Cli) -> None:
        with FaultyServer(respond_error(503, "query_too_expensive", Retry_After="30")) as server:
            environment = {"AUDITLEDGE_API_KEY": "k", "AUDITLEDGE_BASE_URL": server.url}
            result = cli("query", code=1, **environment)
        assert len(server.requests) == 1
        assert "try again" not in result.stderr

    def test_2_invalid_usage(self, cli: Cli) -> None:
        assert "--limit" in cli("query", "--limit", "0", code=2).stderr

    @pytest.mark.parametrize("variable", ["AUDITLEDGE_TIMEOUT", "AUDITLEDGE_BASE_URL"])
    def test_2_invalid_configuration(self, cli: Cli, variable: str) -> None:
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

    def test_4_malformed_key(self, served: Cli) -> None:
        result = served("query", code=4, AUDITLEDGE_API_KEY="al_secret key")
        assert "secret" not in result.output

    def test_4_unknown_key(self, served: Cli) -> None:
        result = served("query", code=4, AUDITLEDGE_API_KEY="al_secret_key")
        assert "HTTP 401" in result.stderr
        assert "secret" not in result.output

    def test_4_key_without_permission(self, served: Cli, ledger: Any) -> None:
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

    def test_7_timeout(self, cli: Cli, silent_url: str) -> None:
        cli("query", "--timeout", "0.2", "--base-url", silent_url, code=7, AUDITLEDGE_API_KEY="k")

    def test_130_interrupted(self, cli: Cli, silent_url: str, wait_for: Any) -> None:
        with cli.spawn("query", "--base-url", silent_url, env={"AUDITLEDGE_API_KEY": "k"}) as process:
            wait_for(lambda: connections(process.pid))
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
            assert process.stderr is not None
            assert b"Traceback" not in process.stderr.read()


def connections(pid: int) -> list[str]:
    """The open sockets of a process."""
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
    ("seconds", "expected"),
    [
        (0.2, "1 s"),
        (119, "119 s"),
        (120, "2 minutes"),
        (7200, "2 hours"),
        (86_400, "24 hours"),
        (200_000, "3 days"),
    ],
)
def test_format_delay(seconds: float, expected: str) -> None:
    assert exit_codes.format_delay(seconds) == expected


def test_internal_error_is_one_line_without_secrets(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("al_secret")

    monkeypatch.setattr(query, "_write_page", fail)
    result = cli("query", code=1)
    assert result.stderr == "error: internal error (RuntimeError); set AUDITLEDGE_DEBUG=1 for a traceback\n"


def test_internal_error_has_a_traceback_in_debug_mode(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(query, "_write_page", fail)
    monkeypatch.setenv("AUDITLEDGE_DEBUG", "1")
    monkeypatch.setenv("AUDITLEDGE_BASE_URL", cli.environment["AUDITLEDGE_BASE_URL"])
    with pytest.raises(RuntimeError):
        main(["query"], standalone_mode=True)


class TestClosedOutput:
    def test_broken_pipe_is_silent(self, cli: Cli) -> None:
        with cli.client as client:
            client.log_many([{**EVENT, "metadata": {"filler": "x" * 500}}] * 1000)
        with cli.spawn("query", "--all") as process:
            assert process.stdout is not None
            assert process.stderr is not None
            assert process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait() == 0

    def test_pipe_broken_before_a_short_output(self, cli: Cli) -> None:
        cli.log_events({})
        reading, writing = os.pipe()
        os.close(reading)
        with cli.spawn("query", stdout=writing) as process:
            os.close(writing)
            assert process.stderr is not None
            assert process.stderr.read() == b""
            assert process.wait() == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_a_full_disk(self, cli: Cli) -> None:
        cli.log_events({})
        with Path("/dev/full").open("wb") as full, cli.spawn("query", stdout=full) as process:
            assert process.stderr is not None
            expected = b"error: the output can't be written: No space left on device\n"
            assert process.stderr.read() == expected
            assert process.wait() == 1


@pytest.mark.parametrize("arguments", [["query"], ["usage"], ["export"], ["--version"]], ids=" ".join)
def test_closed_stdout_is_reported(cli: Cli, arguments: list[str]) -> None:
    cli.log_events({})
    process = cli.spawn(*arguments, stdout=None, preexec_fn=lambda: os.close(1))
    _, message = process.communicate(timeout=30)
    assert message == b"error: the output can't be written: Bad file descriptor\n"
    assert process.returncode == 1
