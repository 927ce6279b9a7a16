"""Events are only sent to the ledger, and with a key of the account, for which they were enqueued."""

import json
import os
from pathlib import Path

import pytest

from auditledge.outbox.delivery import loop
from auditledge.outbox.spool.binding import Binding, read_accounts, save_account
from auditledge.outbox.spool.folder import open_root
from auditledge.outbox.spool.partition import partition_paths
from auditledge.outbox.spool.spool import rebind
from outbox.conftest import EVENT, Harness, wait_until
from outbox.support.orphaned_process import leave_events, start_live_process
from outbox.support.scripted_transport import ScriptedTransport, accept_all, enqueue, make_outbox

OURS = {"base_url": "https://ours.example.com/v1", "key": "0123456789abcdef"}
OTHER_KEY = {**OURS, "key": "fedcba9876543210"}
OTHER_URL = {**OURS, "base_url": "https://theirs.example.com/v1"}


def drained(spool: Path, transport: ScriptedTransport, meta: dict[str, str]) -> list[str]:
    """What another process delivers of the spool."""
    outbox = make_outbox(spool, transport, meta)
    outbox.drain(5)
    outbox.close()
    return sorted(transport.stored)


@pytest.mark.parametrize("other", [OTHER_URL, {"key": OURS["key"]}, {}])
def test_events_for_another_ledger_are_held_back(
    spool: Path, caplog: pytest.LogCaptureFixture, other: dict[str, str]
) -> None:
    transport = ScriptedTransport()
    transport.account = "acct_1"
    leave_events(spool, 2, other)
    assert drained(spool, transport, OURS) == []
    assert f"not for {OURS['base_url']}; see `auditledge outbox adopt`" in caplog.text
    assert len(list(partition_paths(spool))) == 1


def test_events_of_the_same_ledger_and_key_are_delivered_without_a_question(spool: Path) -> None:
    ids = leave_events(spool, 2, OURS)
    assert drained(spool, ScriptedTransport(), OURS) == sorted(ids)


def test_events_of_another_key_are_delivered_once_the_ledger_confirms_the_account(spool: Path) -> None:
    old = ScriptedTransport()
    old.account = "acct_1"
    outbox = make_outbox(spool, old, OTHER_KEY)
    enqueue(outbox, "a")
    outbox.flush()
    wait_until((spool / "accounts.json").exists)
    outbox.close()
    ids = leave_events(spool, 2, OTHER_KEY)
    new = ScriptedTransport()
    assert drained(spool, new, OURS) == [], "the account of this key is unknown"
    new.account = "acct_2"
    assert drained(spool, new, {**OURS, "key": "00000000000000aa"}) == [], "it is another account"
    new.account = "acct_1"
    assert drained(spool, new, OURS) == sorted(ids)


def test_events_of_a_key_that_the_ledger_never_confirmed_are_held_back(
    spool: Path, caplog: pytest.LogCaptureFixture
) -> None:
    transport = ScriptedTransport()
    transport.account = "acct_1"
    leave_events(spool, 2, OTHER_KEY)
    assert drained(spool, transport, OURS) == []
    assert "has not confirmed to be of the same account" in caplog.text


def test_ledger_is_asked_once_for_each_key(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "ACCOUNT_RETRY_SECONDS", 0.0)
    transport = ScriptedTransport()
    transport.account = "acct_1"
    for _ in range(3):
        outbox = make_outbox(spool, transport, OURS)
        enqueue(outbox, "a")
        outbox.flush()
        wait_until((spool / "accounts.json").exists)
        outbox.close()
    assert transport.questions == 1
    assert json.loads((spool / "accounts.json").read_bytes()) == {OURS["key"]: "acct_1"}


def test_adopted_events_are_delivered(spool: Path) -> None:
    ids = leave_events(spool, 2, OTHER_URL)
    (partition,) = partition_paths(spool)
    with open_root(spool) as root:
        assert rebind(root, partition.name, OURS)
        assert not rebind(root, "p-missing", OURS)
    assert drained(spool, ScriptedTransport(), OURS) == sorted(ids)


def test_events_of_a_live_process_can_not_be_adopted(spool: Path) -> None:
    process, _ = start_live_process(spool, 1)
    (partition,) = partition_paths(spool)
    with open_root(spool) as root:
        assert not rebind(root, partition.name, OURS)
    process.kill()
    process.communicate()


def test_embedded_ledger_accepts_every_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    relative = Binding.of({"base_url": "sqlite:///audit.db", "key": "1"})
    absolute = Binding.of({"base_url": f"sqlite:///{tmp_path}/audit.db", "key": "2"})
    assert relative.base_url == absolute.base_url
    assert relative.has_same_key(absolute)
    assert not Binding.of(OURS).has_same_key(Binding.of(OTHER_KEY))


def test_accounts_survive_a_damaged_file(tmp_path: Path) -> None:
    with open_root(tmp_path) as root:
        assert read_accounts(root) == {}
        for content in (b"", b"[]", b"{"):
            (tmp_path / "accounts.json").write_bytes(content)
            assert read_accounts(root) == {}
        save_account(root, "key-1", "acct_1")
        save_account(root, "key-2", "acct_1")
        assert read_accounts(root) == {"key-1": "acct_1", "key-2": "acct_1"}
    assert os.listdir(tmp_path) == ["accounts.json"]  # noqa: PTH208


def test_account_in_the_response_to_a_batch_is_saved_without_a_question(spool: Path) -> None:
    transport = ScriptedTransport()
    transport.on_batch = lambda events: accept_all(events, account="acct_1")
    outbox = make_outbox(spool, transport, OURS)
    enqueue(outbox, "a")
    outbox.flush()
    wait_until((spool / "accounts.json").exists)
    outbox.close()
    assert json.loads((spool / "accounts.json").read_bytes()) == {OURS["key"]: "acct_1"}
    assert transport.questions == 0


def test_rotated_key_of_the_real_ledger(harness: Harness) -> None:
    account = f"account-{os.urandom(4).hex()}"
    old, new = harness.server.key(account), harness.server.key(account)
    stranger = harness.key
    client = harness.client(api_key=old)
    client.enqueue(EVENT)
    client.flush()
    wait_until((harness.spool / "accounts.json").exists)
    harness.proxy.fault = "down"
    left = client.enqueue(EVENT)
    client.close(0.1)
    harness.server.revoke(old)
    harness.proxy.fault = "none"
    harness.client(api_key=stranger).outbox.drain(1)
    assert harness.stored == {}
    assert harness.client(api_key=new).outbox.drain(10).waiting == 0
    harness.key = new
    assert left in harness.stored


def test_rotated_key_that_can_only_write(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    """It learns its account from the response to its first batch."""
    monkeypatch.setattr(loop, "SCAN_SECONDS", 0.1)
    account, stranger = f"account-{os.urandom(4).hex()}", harness.key
    old, new = (harness.server.key(account, scopes=("write",)) for _ in range(2))
    client = harness.client(api_key=old)
    client.enqueue(EVENT)
    client.flush()
    wait_until((harness.spool / "accounts.json").exists)
    harness.proxy.fault = "down"
    left = client.enqueue(EVENT)
    client.close(0.1)
    harness.server.revoke(old)
    harness.proxy.fault = "none"
    other = harness.client(api_key=stranger)
    others = other.enqueue(EVENT)
    assert other.outbox.drain(10).waiting == 0
    other.close(0.1)
    assert set(harness.stored) == {others}
    harness.client(api_key=new).enqueue(EVENT)
    harness.key = harness.server.key(account)
    wait_until(lambda: left in harness.stored)


def test_partition_whose_process_ended_while_deleting_it_is_deleted(spool: Path) -> None:
    leave_events(spool, 1, OURS)
    (partition,) = partition_paths(spool)
    for name in ("ack", "meta.json", "00000001.seg"):
        (partition / name).unlink(missing_ok=True)
    assert drained(spool, ScriptedTransport(), OURS) == []
    assert list(partition_paths(spool)) == []
