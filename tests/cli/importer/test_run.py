"""A run of an import: resumes, and stores each row once."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from auditledge import contract
from auditledge.cli.importer import json_records
from cli.conftest import HOSTILE, Cli
from cli.importer.rows_to_import import FILE, actions, files, row, write_rows


class TestRunTwice:
    def test_rows_with_and_without_ids_are_stored_once(self, cli: Cli) -> None:
        id_ = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
        write_rows(row(1), row(2, id=id_), row(3, timestamp="2026-01-01T00:00:00Z", metadata={"n": 1.5}))
        for counts in ("3 stored, 0 rejected", "0 stored, 3 known, 0 rejected"):
            result = cli("import", "events.jsonl")
            assert result.stderr.startswith(f"done: 3 rows, {counts} (")
            assert result.stdout == ""
        assert actions(cli) == ["a.1", "a.2", "a.3"]
        assert id_ in cli.ids()
        assert files() == ["events.jsonl"]

    def test_identical_rows_are_separate_events(self, cli: Cli) -> None:
        write_rows(row(1), row(1), row(2), row(1))
        cli("import", "events.jsonl")
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.1", "a.1", "a.1", "a.2"]

    def test_rows_can_be_added_moved_and_deleted_in_between(self, cli: Cli) -> None:
        write_rows(row(1), row(2), row(3))
        cli("import", "events.jsonl")
        write_rows(row(0), row(3), row(2))
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.0", "a.1", "a.2", "a.3"]

    def test_key_order_and_nulls_do_not_matter(self, cli: Cli) -> None:
        write_rows(row(1, organization_id=None))
        cli("import", "events.jsonl")
        write_rows(dict(reversed(row(1).items())))
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.1"]

    def test_from_stdin(self, cli: Cli) -> None:
        text = json.dumps(row(1)) + "\n" + json.dumps(row(2))
        for counts in ("2 stored", "0 stored, 2 known"):
            assert f"2 rows, {counts}, " in cli("import", "-", stdin=text).stderr
        assert actions(cli) == ["a.1", "a.2"]
        assert files() == []

    def test_csv(self, cli: Cli) -> None:
        Path("e.csv").write_text("action,actor_id,resource_type,resource_id\na,u,t,1\na,u,t,1\nb,u,t,1\n")
        cli("import", "e.csv")
        cli("import", "e.csv")
        assert actions(cli) == ["a", "a", "b"]

    def test_another_organization_makes_another_event(self, cli: Cli) -> None:
        write_rows(row(1), row(2, organization_id="mine"))
        cli("import", "events.jsonl", "--org", "one")
        cli("import", "events.jsonl", "--org", "two")
        cli("import", "events.jsonl", "--org", "two")
        assert actions(cli) == ["a.1", "a.1", "a.2"]


class TestInterrupted:
    ROWS = 5_000

    @pytest.mark.parametrize(("how", "kind"), [(signal.SIGINT, "csv"), (signal.SIGKILL, "jsonl")])
    def test_resumes_where_it_stopped(
        self, served: Cli, how: signal.Signals, kind: str, wait_for: Any
    ) -> None:
        path, checkpoint = Path(f"events.{kind}"), Path(f"events.{kind}.import")
        if kind == "jsonl":
            write_rows(*map(row, range(self.ROWS)))
        else:
            lines = (f"a.{n},u,t,1" for n in range(self.ROWS))
            path.write_text("action,actor_id,resource_type,resource_id\n" + "\n".join(lines))
        with served.spawn("import", path.name) as process:
            wait_for(checkpoint.exists)
            process.send_signal(how)
            code = process.wait(10)
            assert process.stderr is not None
            message = process.stderr.read().decode()
        assert code == (130 if how is signal.SIGINT else -9)
        assert how is signal.SIGKILL or message.startswith("interrupted: ")
        assert "Traceback" not in message
        done = json.loads(checkpoint.read_text())["progress"]["rows"]
        assert 0 < done < self.ROWS
        assert served.environment["AUDITLEDGE_API_KEY"] not in checkpoint.read_text()
        result = served("import", path.name)
        assert (
            f"{self.ROWS:,} rows, {self.ROWS:,} stored, 0 rejected, {done:,} rows by an earlier run"
            in result.stderr
        )
        assert len(actions(served)) == self.ROWS
        assert not checkpoint.exists()

    def test_ledger_is_unreachable(self, served: Cli, refusing_url: str) -> None:
        write_rows(row(1))
        environment = {"AUDITLEDGE_BASE_URL": refusing_url, "AUDITLEDGE_RETRIES": "0"}
        result = served("import", "events.jsonl", code=7, **environment)
        lines = result.stderr.splitlines()
        assert lines[0].startswith("stopped: 0 rows, 0 stored, 0 rejected (")
        assert lines[0].endswith("; run the command again to resume")
        assert lines[1].startswith("error: after row 0: The connection to the ledger failed")
        served("import", "events.jsonl")
        assert actions(served) == ["a.1"]

    def test_key_is_rejected(self, served: Cli) -> None:
        write_rows(row(1))
        result = served("import", "events.jsonl", code=4, AUDITLEDGE_API_KEY="al_secret")
        assert "secret" not in result.output

    def test_quota_is_exceeded(self, served: Cli, nearly_exhausted: str) -> None:
        served.environment["AUDITLEDGE_API_KEY"] = nearly_exhausted
        write_rows(row(1), row(2), row(3))
        result = served("import", "events.jsonl", code=5)
        assert "stopped: 1 row, 1 stored, 0 rejected" in result.stderr
        assert "error: after row 1: The free plan allows 10000" in result.stderr
        result = served("import", "events.jsonl", code=5)
        assert "stopped: 1 row, 1 stored, 0 rejected, 1 row by an earlier run" in result.stderr


def test_rows_that_are_known_are_counted_apart(cli: Cli) -> None:
    write_rows(row(1), row(2))
    cli("import", "events.jsonl")
    write_rows(row(1), row(2), row(3), {"action": "x"})
    assert "4 rows, 1 stored, 2 known, 1 rejected" in cli("import", "events.jsonl", code=1).stderr
    assert actions(cli) == ["a.1", "a.2", "a.3"]


def test_reserved_actions_are_left_out_without_an_error(cli: Cli) -> None:
    """Such as those in an export: only the ledger itself records them."""
    own = row(2, action="auditledge.retention.changed")
    write_rows(row(1), own, row(3, action="auditledger.x"))
    result = cli("import", "events.jsonl", "--rejects", "rejects.jsonl")
    assert result.stderr.startswith("done: 3 rows, 2 stored, 0 rejected, 1 with reserved actions (")
    assert actions(cli) == ["a.1", "auditledger.x"]
    (left_out,) = map(json.loads, Path("rejects.jsonl").read_text().splitlines())
    assert left_out == {
        "heading": "reserved_action",
        "line": 2,
        "reasons": ["the ledger itself records actions that begin with 'auditledge.'"],
        "row": own,
    }
    result = cli("import", "events.jsonl", "--dry-run", "--rejects", "rejects.jsonl")
    assert "checked: 3 rows, 0 would be rejected, 1 have reserved actions; nothing was sent" in result.stderr
    assert json.loads(Path("rejects.jsonl").read_text()) == left_out


def test_batch_of_invalid_rows_is_not_sent(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "MAX_BATCH", 1)
    FILE.write_text("{\n" + json.dumps(row(1)))
    cli("import", "events.jsonl", code=1)
    assert actions(cli) == ["a.1"]


class TestRejectedRows:
    def test_reported_by_line_and_others_are_stored(self, cli: Cli) -> None:
        good = json.dumps(row(1))
        lines = [
            good,
            "",
            "{",
            '{"a":1,"a":2}',
            "[1]",
            "7",
            '{"n":NaN}',
            "[" * 100_000,
            json.dumps({"actr": 1}),
        ]
        lines += [good, json.dumps(row(2, id="x")), '{"big":' + "9" * 5000 + "}"]
        FILE.write_text("\n".join(lines))
        result = cli("import", "events.jsonl", code=1)
        messages = result.stderr.splitlines()
        assert [line.partition(":")[0] for line in messages[:-1]] == [
            f"line {n}" for n in (3, 4, 5, 6, 7, 8, 9, 11, 12)
        ]
        assert "an object has the same key twice" in messages[1]
        assert "is not a JSON object" in messages[3]
        assert "NaN is not valid JSON" in messages[4]
        assert "did you mean 'actor'?" in messages[6]
        assert messages[-1].startswith("done: 11 rows, 2 stored, 9 rejected (")
        assert messages[-1].endswith("; fix the rejected rows and run the command again")
        assert actions(cli) == ["a.1", "a.1"]

    def test_fixed_rows_are_added(self, cli: Cli) -> None:
        write_rows(row(1), {"action": "x"}, row(3))
        cli("import", "events.jsonl", code=1)
        write_rows(row(1), row(2), row(3))
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.1", "a.2", "a.3"]

    def test_rows_rejected_by_the_ledger_count_too(self, cli: Cli) -> None:
        (id_,) = cli.log_events({})
        write_rows(row(1, id=id_), row(2))
        result = cli("import", "events.jsonl", code=1)
        assert "line 1: The id is already used by an event with different content" in result.stderr

    def test_only_the_first_are_reported(self, cli: Cli) -> None:
        FILE.write_text("{\n" * 1500)
        messages = cli("import", "events.jsonl", code=1).stderr.splitlines()
        assert len(messages) == 22
        assert messages[20] == "and 1,480 rows more"

    def test_their_text_can_not_control_the_terminal(self, cli: Cli) -> None:
        write_rows({HOSTILE: 1})
        assert "\x1b" not in cli("import", "events.jsonl", code=1).stderr

    def test_endless_line(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(json_records, "MAX_RECORD_BYTES", 1000)
        FILE.write_text("x" * 5000 + "\n" + json.dumps(row(1)) + "\n" + "x" * 1000)
        result = cli("import", "events.jsonl", code=1)
        assert result.stderr.startswith(
            "line 1: is longer than 1,000 bytes\nline 3: is longer than 1,000 bytes\n"
        )
        assert actions(cli) == ["a.1"]

    @pytest.mark.parametrize("bad", [b"\xff\xfe", b'{"action":"\xed\xa0\x80"}'])
    def test_invalid_utf_8(self, cli: Cli, bad: bytes) -> None:
        FILE.write_bytes(bad + b"\n" + json.dumps(row(1)).encode())
        assert "line 1: is not JSON" in cli("import", "events.jsonl", code=1).stderr
        assert actions(cli) == ["a.1"]

    def test_dry_run_reports_them_and_sends_nothing(self, served: Cli) -> None:
        write_rows(row(1), {"action": "x"})
        result = served("import", "events.jsonl", "--dry-run", code=1, AUDITLEDGE_API_KEY="")
        assert result.stderr.startswith("line 2: actor is required; resource is required\n")
        assert "checked: 2 rows, 1 would be rejected; nothing was sent" in result.stderr
        write_rows(row(1))
        served("import", "events.jsonl", "--dry-run")
        assert actions(served) == []


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_export_round_trip(cli: Cli, kind: str, tmp_path: Path) -> None:
    cli.log_events(
        {"metadata": {"text": HOSTILE}}, {"organization_id": "org_1"}, {"timestamp": "2020-01-01T00:00:00.5Z"}
    )
    cli("export", f"events.{kind}")
    ids = cli.ids()
    cli("import", f"events.{kind}")
    assert cli.ids() == ids
    cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/other.db"
    cli("import", f"events.{kind}")
    assert cli.ids() == ids
