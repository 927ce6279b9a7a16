"""`auditledge outbox`, while an application uses the same spool."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from outbox.conftest import EVENT, Harness, wait_until
from outbox.support.orphaned_process import leave_events

from auditledge import ConfigurationError
from auditledge.cli.commands.outbox import outbox
from auditledge.outbox.spool.binding import Binding
from auditledge.outbox.spool.dead_letters import DeadLetter, DeadLetters
from auditledge.outbox.spool.partition import partition_paths
from auditledge.outbox.spool.paths import fingerprint


class Command:
    def __init__(self, harness: Harness) -> None:
        self.environment = {"AUDITLEDGE_API_KEY": harness.key, "AUDITLEDGE_BASE_URL": harness.proxy.url}
        self.folder = str(harness.spool)

    def invoke(self, name: str, *arguments: str) -> Result:
        command = [name, "--folder", self.folder, *arguments]
        return CliRunner().invoke(outbox, command, env=self.environment)

    def __call__(self, name: str, *arguments: str, code: int = 0) -> Result:
        result = self.invoke(name, *arguments)
        assert result.exit_code == code, (result.output, result.exception)
        return result


@pytest.fixture
def command(harness: Harness) -> Command:
    return Command(harness)


def test_status_shows_what_is_waiting_and_running(harness: Harness, command: Command) -> None:
    harness.proxy.fault = "down"
    client = harness.client()
    client.enqueue(EVENT)
    client.enqueue(EVENT)
    leave_events(harness.spool, 3, harness.meta)
    facts = json.loads(command("status").output)
    assert facts["waiting"] == 5
    assert facts["left_behind"] == 3
    assert facts["processes"] == 1
    assert facts["oldest_waiting_seconds"] >= 0
    assert facts["dead"] == facts["damaged"] == 0
    assert client.outbox.stats().waiting in (2, 5)  # it adopts the orphans at its next scan


def test_status_of_a_folder_that_does_not_exist(command: Command) -> None:
    assert json.loads(command("status").output)["waiting"] == 0
    assert "no outbox" in command("drain", code=1).output


def test_drain_delivers_orphaned_events(harness: Harness, command: Command) -> None:
    ids = leave_events(harness.spool, 3, harness.meta)
    assert command("drain").output == "3 delivered, 0 dead letters, 0 waiting\n"
    assert harness.stored == dict.fromkeys(ids, 1)
    assert not list(partition_paths(harness.spool))


def test_drain_fails_if_events_are_still_waiting(harness: Harness, command: Command) -> None:
    harness.proxy.fault = "down"
    leave_events(harness.spool, 3, harness.meta)
    assert "events still waiting: 3" in command("drain", "--seconds", "0.3", code=1).output


def test_dead_letters_are_listed_and_retried(harness: Harness, command: Command) -> None:
    client = harness.client()
    taken = client.log(EVENT)["event"]["id"]
    rejected = client.enqueue({**EVENT, "id": taken, "action": "another.action"})
    assert client.flush().dead == 1
    (letter,) = map(json.loads, command("dead").output.splitlines())
    assert letter["event"]["id"] == rejected
    assert letter["code"] == "id_conflict"
    assert "id_conflict" in command("dead", "-o", "table").output
    assert "1 dead letter," in command("retry").output
    assert json.loads(command("status").output)["dead"] == 1
    assert len(command("dead").output.splitlines()) == 1


def bury(harness: Harness, **options: str) -> None:
    """Have an event become a dead letter of a client with these options."""
    client = harness.client(**options)
    client.outbox.enqueue_json(b'{"id":"none","is":"invalid"}')
    assert client.flush(10).dead == 1
    client.close()


def test_dead_letters_of_another_account_or_ledger_are_held_back(harness: Harness, command: Command) -> None:
    mine = harness.key
    bury(harness, api_key=harness.server.key("account-other"))
    bury(harness, base_url=harness.server.url)
    held = (
        "held back, because of another key or base URL: 2 dead letters; see `auditledge outbox retry --adopt`"
    )
    result = command("retry", code=1)
    assert held in result.output
    assert result.output.startswith("0 delivered, 0 dead letters, 0 waiting\n")
    bury(harness)
    result = command("retry", code=1)
    assert held in result.output
    assert result.output.startswith("0 delivered, 1 dead letter, 0 waiting\n")
    letters = [json.loads(line) for line in command("dead").output.splitlines()]
    assert len(letters) == 3
    assert [each["base_url"] for each in letters].count(harness.server.url) == 1
    assert not any(mine in line for line in command("dead").output.splitlines())
    assert "0 delivered, 3 dead letters" in command("retry", "--adopt").output
    assert "0 delivered, 3 dead letters" in command("retry").output, "they are ours now"


def test_dead_letters_of_a_rotated_key_are_retried(harness: Harness, command: Command) -> None:
    account = f"account-{os.urandom(4).hex()}"
    old, new = (harness.server.key(account) for _ in range(2))
    bury(harness, api_key=old)
    command.environment["AUDITLEDGE_API_KEY"] = new
    assert "0 delivered, 1 dead letter, 0 waiting" in command("retry").output


def test_dead_letters_of_earlier_versions_are_held_back(harness: Harness, command: Command) -> None:
    harness.spool.mkdir(mode=0o700)
    DeadLetters(harness.spool, Binding(None, None), durable=False).add(
        [DeadLetter({"status": 400, "code": "invalid_request", "error": "No"}, b'{"id":"none"}')]
    )
    assert "1 dead letter; see" in command("retry", code=1).output
    assert "0 delivered, 1 dead letter" in command("retry", "--adopt").output


def test_events_of_a_rotated_key_are_not_listed_for_adoption(harness: Harness, command: Command) -> None:
    account = f"account-{os.urandom(4).hex()}"
    old, new = (harness.server.key(account) for _ in range(2))
    client = harness.client(api_key=old)
    client.enqueue(EVENT)
    client.flush()
    wait_until((harness.spool / "accounts.json").exists)
    client.close()
    leave_events(harness.spool, 1, {**harness.meta, "key": fingerprint(harness.proxy.url, old)})
    assert command("adopt").output.count("1 event for") == 1
    command.environment["AUDITLEDGE_API_KEY"] = new
    assert command("adopt").output == ""
    assert command("drain").output == "1 delivered, 0 dead letters, 0 waiting\n"


def test_invalid_event_hides_no_dead_letter(harness: Harness, command: Command) -> None:
    command.environment["AUDITLEDGE_BASE_URL"] = harness.server.url  # the proxy would parse the events
    client = harness.client(base_url=harness.server.url)
    for junk in (b"no JSON", b"[1]", b'{"x":1}'):
        client.outbox.enqueue_json(junk)
    assert client.flush(10).dead == 3
    letters = [json.loads(line)["event"] for line in command("dead").output.splitlines()]
    assert sorted(letters, key=str) == sorted(["no JSON", [1], {"x": 1}], key=str)
    assert len(command("dead", "-o", "table").output.splitlines()) == 4
    assert "3 dead letters" in command("retry").output


def test_outbox_of_another_user_is_rejected(
    harness: Harness, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    harness.client().enqueue(EVENT)
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    result = command.invoke("drain")
    assert "belongs to user root" in str(result.exception)
    assert isinstance(result.exception, ConfigurationError)


def test_default_folder_is_found(harness: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_adopt_delivers_events_of_another_ledger(harness: Harness, command: Command) -> None:
    ids = leave_events(harness.spool, 3, {**harness.meta, "base_url": "https://old.example.com/v1"})
    (partition,) = partition_paths(harness.spool)
    assert "held back, because of another key or base URL: 3 events" in command("drain", code=1).output
    assert command("adopt").output == f"{partition.name}  3 events for https://old.example.com/v1\n"
    assert "no events are held back in p-x" in command("adopt", "p-x", code=1).output
    assert harness.stored == {}
    assert "3 events for http://127.0.0.1" in command("adopt", partition.name).output
    assert command("drain").output == "3 delivered, 0 dead letters, 0 waiting\n"
    assert harness.stored == dict.fromkeys(ids, 1)
    assert command("adopt", "--all").output == ""
