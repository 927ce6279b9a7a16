"""`auditledge outbox`, while an application uses the same spool."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditledge.cli.commands.outbox import outbox
from auditledge.outbox.spool.partition import partition_paths
from outbox.conftest import EVENT, Harness
from outbox.spool.test_spool import leave, left_by


class Command:
    def __init__(self, harness: Harness) -> None:
        self.environment = {"AUDITLEDGE_API_KEY": harness.key, "AUDITLEDGE_BASE_URL": harness.proxy.url}
        self.folder = str(harness.spool)

    def __call__(self, name: str, *arguments: str, code: int = 0) -> Result:
        command = [name, "--folder", self.folder, *arguments]
        result = CliRunner().invoke(outbox, command, env=self.environment)
        assert result.exit_code == code, (result.output, result.exception)
        return result


@pytest.fixture
def command(harness: Harness) -> Command:
    return Command(harness)


def test_status_tells_what_waits_and_who_is_there(harness: Harness, command: Command) -> None:
    harness.proxy.fault = "down"
    client = harness.client()
    client.enqueue(EVENT)
    client.enqueue(EVENT)
    process = leave(harness.spool, 3)
    left_by(process)
    process.communicate()
    facts = json.loads(command("status").output)
    assert facts["waiting"] == 5
    assert facts["left_behind"] == 3
    assert facts["processes"] == 1
    assert facts["oldest_waiting_seconds"] >= 0
    assert facts["dead"] == facts["damaged"] == 0
    assert client.outbox.stats().waiting in (2, 5)  # it takes over the others' when it looks for them


def test_status_of_a_spool_that_is_not_there(command: Command) -> None:
    assert json.loads(command("status").output)["waiting"] == 0
    assert "no outbox" in command("drain", code=1).output


def test_drain_delivers_what_was_left_behind(harness: Harness, command: Command) -> None:
    process = leave(harness.spool, 3)
    ids = left_by(process)
    process.communicate()
    assert command("drain").output == "3 delivered, 0 dead letters, 0 waiting\n"
    assert harness.stored == dict.fromkeys(ids, 1)
    assert not list(partition_paths(harness.spool))


def test_drain_fails_when_something_is_left(harness: Harness, command: Command) -> None:
    harness.proxy.fault = "down"
    process = leave(harness.spool, 3)
    left_by(process)
    process.communicate()
    assert "still waiting" in command("drain", "--seconds", "0.3", code=1).output


def test_dead_letters_are_listed_and_retried(harness: Harness, command: Command) -> None:
    client = harness.client()
    taken = client.log(EVENT)["event"]["id"]
    refused = client.enqueue({**EVENT, "id": taken, "action": "another.action"})
    assert client.flush().dead == 1
    (letter,) = map(json.loads, command("dead").output.splitlines())
    assert letter["event"]["id"] == refused
    assert letter["code"] == "id_conflict"
    assert "id_conflict" in command("dead", "-o", "table").output
    assert "1 dead letters" in command("retry").output
    assert json.loads(command("status").output)["dead"] == 1
    assert len(command("dead").output.splitlines()) == 1


def test_what_is_no_event_hides_no_dead_letter(harness: Harness, command: Command) -> None:
    command.environment["AUDITLEDGE_BASE_URL"] = harness.ledger.url  # the proxy reads what it passes on
    client = harness.client(base_url=harness.ledger.url)
    for junk in (b"no JSON", b"[1]", b'{"x":1}'):
        client.outbox.enqueue_json(junk)
    assert client.flush(10).dead == 3
    letters = [json.loads(line)["event"] for line in command("dead").output.splitlines()]
    assert sorted(letters, key=str) == sorted(["no JSON", [1], {"x": 1}], key=str)
    assert len(command("dead", "-o", "table").output.splitlines()) == 4
    assert "3 dead letters" in command("retry").output


def test_another_users_outbox_is_left_alone(
    harness: Harness, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.client().enqueue(EVENT)
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    assert "another user" in command("drain", code=1).output


def test_the_usual_folder_is_found(harness: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditledge import AuditLedge

    monkeypatch.setenv("AUDITLEDGE_OUTBOX", str(tmp_path / "outboxes"))
    harness.proxy.fault = "down"
    with AuditLedge(harness.key, harness.proxy.url) as client:
        client.enqueue(EVENT)
        assert client.outbox.folder.parent == tmp_path / "outboxes"
        assert harness.key not in str(client.outbox.folder)
        environment = {"AUDITLEDGE_API_KEY": harness.key, "AUDITLEDGE_BASE_URL": harness.proxy.url}
        result = CliRunner().invoke(outbox, ["status"], env=environment)
        assert json.loads(result.output)["waiting"] == 1
        client.close(0)
