"""`auditledge import`."""

import csv
import hashlib
import json
import signal
from pathlib import Path
from typing import Any

import pytest

from auditledge import contract
from auditledge.cli.importer import rows
from auditledge.cli.importer.checkpoint import ImportCheckpoint, ImportProgress
from auditledge.cli.importer.row_ids import RowIds
from cli.conftest import EVENT, HOSTILE, Cli, events

FILE = Path("events.jsonl")


def row(number: object, **more: Any) -> dict[str, Any]:
    return {**EVENT, "action": f"a.{number}", **more}


def write(*objects: dict[str, Any], path: Path = FILE) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), "utf-8")


def actions(cli: Cli) -> list[str]:
    with cli.client as client:
        return sorted(event["action"] for event in client.iter_events())


def checkpoint_of(cli: Cli) -> ImportCheckpoint:
    """The journal of importing FILE without options."""
    ledger = f"AuditLedge(base_url={cli.environment['AUDITLEDGE_BASE_URL']!r})"
    return ImportCheckpoint(FILE, [ledger, "embedded", None, "jsonl", [], []])


def files() -> list[str]:
    return sorted(each.name for each in Path().iterdir() if not each.name.startswith("ledger.db"))


class TestRunTwice:
    def test_rows_with_and_without_ids_are_stored_once(self, cli: Cli) -> None:
        id_ = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
        write(row(1), row(2, id=id_), row(3, timestamp="2026-01-01T00:00:00Z", metadata={"n": 1.5}))
        for _ in range(2):
            result = cli("import", "events.jsonl")
            assert result.stderr.startswith("done: 3 rows, 3 stored, 0 rejected (")
            assert result.stdout == ""
        assert actions(cli) == ["a.1", "a.2", "a.3"]
        assert id_ in cli.ids()
        assert files() == ["events.jsonl"]

    def test_rows_that_are_alike_are_events_of_their_own(self, cli: Cli) -> None:
        write(row(1), row(1), row(2), row(1))
        cli("import", "events.jsonl")
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.1", "a.1", "a.1", "a.2"]

    def test_rows_may_be_added_moved_and_taken_out_in_between(self, cli: Cli) -> None:
        write(row(1), row(2), row(3))
        cli("import", "events.jsonl")
        write(row(0), row(3), row(2))
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.0", "a.1", "a.2", "a.3"]

    def test_the_order_of_keys_and_nulls_do_not_count(self, cli: Cli) -> None:
        write(row(1, organization_id=None))
        cli("import", "events.jsonl")
        write(dict(reversed(row(1).items())))
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.1"]

    def test_from_stdin(self, cli: Cli) -> None:
        text = json.dumps(row(1)) + "\n" + json.dumps(row(2))
        for _ in range(2):
            assert "2 stored" in cli("import", "-", stdin=text).stderr
        assert actions(cli) == ["a.1", "a.2"]
        assert files() == []

    def test_as_csv_too(self, cli: Cli) -> None:
        Path("e.csv").write_text("action,actor_id,resource_type,resource_id\na,u,t,1\na,u,t,1\nb,u,t,1\n")
        cli("import", "e.csv")
        cli("import", "e.csv")
        assert actions(cli) == ["a", "a", "b"]

    def test_an_organisation_makes_it_another_event(self, cli: Cli) -> None:
        write(row(1), row(2, organization_id="mine"))
        cli("import", "events.jsonl", "--org", "one")
        cli("import", "events.jsonl", "--org", "two")
        cli("import", "events.jsonl", "--org", "two")
        assert actions(cli) == ["a.1", "a.1", "a.2"]


class TestBrokenOff:
    ROWS = 5_000

    @pytest.mark.parametrize(("how", "kind"), [(signal.SIGINT, "csv"), (signal.SIGKILL, "jsonl")])
    def test_it_goes_on_where_it_was(
        self, served: Cli, how: signal.Signals, kind: str, wait_for: Any
    ) -> None:
        path, journal = Path(f"events.{kind}"), Path(f"events.{kind}.import")
        if kind == "jsonl":
            write(*map(row, range(self.ROWS)))
        else:
            lines = (f"a.{n},u,t,1" for n in range(self.ROWS))
            path.write_text("action,actor_id,resource_type,resource_id\n" + "\n".join(lines))
        with served.spawn("import", path.name) as process:
            wait_for(journal.exists)
            process.send_signal(how)
            code = process.wait(10)
            assert process.stderr is not None
            said = process.stderr.read().decode()
        assert code == (130 if how is signal.SIGINT else -9)
        assert how is signal.SIGKILL or said.startswith("interrupted: ")
        assert "Traceback" not in said
        done = json.loads(journal.read_text())["progress"]["rows"]
        assert 0 < done < self.ROWS
        assert served.environment["AUDITLEDGE_API_KEY"] not in journal.read_text()
        result = served("import", path.name)
        assert (
            f"{self.ROWS:,} rows, {self.ROWS:,} stored, 0 rejected, {done:,} rows by an earlier run"
            in result.stderr
        )
        assert len(actions(served)) == self.ROWS
        assert not journal.exists()

    def test_without_the_ledger(self, served: Cli, refusing_url: str) -> None:
        write(row(1))
        environment = {"AUDITLEDGE_BASE_URL": refusing_url, "AUDITLEDGE_RETRIES": "0"}
        result = served("import", "events.jsonl", code=7, **environment)
        lines = result.stderr.splitlines()
        assert lines[0].startswith("stopped: 0 rows, 0 stored, 0 rejected (")
        assert lines[0].endswith("; run the command again to resume")
        assert lines[1].startswith("error: after row 0: The connection to the ledger failed")
        served("import", "events.jsonl")
        assert actions(served) == ["a.1"]

    def test_by_a_key_that_is_refused(self, served: Cli) -> None:
        write(row(1))
        result = served("import", "events.jsonl", code=4, AUDITLEDGE_API_KEY="al_secret")
        assert "secret" not in result.output

    def test_by_the_quota(self, served: Cli, nearly_exhausted: str) -> None:
        served.environment["AUDITLEDGE_API_KEY"] = nearly_exhausted
        write(row(1), row(2), row(3))
        result = served("import", "events.jsonl", code=5)
        assert "stopped: 1 row, 1 stored, 0 rejected" in result.stderr
        assert "error: after row 1: The free plan allows 10000" in result.stderr
        result = served("import", "events.jsonl", code=5)
        assert "stopped: 1 row, 1 stored, 0 rejected, 1 row by an earlier run" in result.stderr

    @pytest.mark.parametrize("change", ["file", "target", "options", "journal"])
    def test_what_has_changed_begins_anew(self, cli: Cli, change: str, tmp_path: Path) -> None:
        write(*map(row, range(3)))
        checkpoint_of(cli).save(ImportProgress(2, 2, 0))
        if change == "file":
            write(*map(row, range(4)))
        elif change == "journal":
            Path("events.jsonl.import").write_text("{}")
        else:
            cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/ledger.db.other"
        cli("import", "events.jsonl", *(["--org", "org_1"] if change == "options" else []))
        assert len(actions(cli)) == (4 if change == "file" else 3)

    def test_what_has_not_changed_goes_on(self, cli: Cli) -> None:
        write(*map(row, range(3)))
        checkpoint_of(cli).save(ImportProgress(2, 1, 1))
        result = cli("import", "events.jsonl", code=1)
        assert "3 rows, 2 stored, 1 rejected, 2 rows by an earlier run" in result.stderr
        assert actions(cli) == ["a.2"]


class TestRefusedRows:
    def test_they_are_told_by_line_and_the_others_are_stored(self, cli: Cli) -> None:
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
        said = result.stderr.splitlines()
        assert [line.partition(":")[0] for line in said[:-1]] == [
            f"line {n}" for n in (3, 4, 5, 6, 7, 8, 9, 11, 12)
        ]
        assert "an object has the same key twice" in said[1]
        assert "is not a JSON object" in said[3]
        assert "NaN is not valid JSON" in said[4]
        assert "did you mean 'actor'?" in said[6]
        assert said[-1].startswith("done: 11 rows, 2 stored, 9 rejected (")
        assert said[-1].endswith("; fix the rejected rows and run the command again")
        assert actions(cli) == ["a.1", "a.1"]

    def test_mended_they_are_added(self, cli: Cli) -> None:
        write(row(1), {"action": "x"}, row(3))
        cli("import", "events.jsonl", code=1)
        write(row(1), row(2), row(3))
        cli("import", "events.jsonl")
        assert actions(cli) == ["a.1", "a.2", "a.3"]

    def test_the_ledgers_refusals_count_as_well(self, cli: Cli) -> None:
        (id_,) = cli.log_events({})
        write(row(1, id=id_), row(2))
        result = cli("import", "events.jsonl", code=1)
        assert "line 1: The id is already used by an event with different content" in result.stderr

    def test_many_are_not_all_told(self, cli: Cli) -> None:
        FILE.write_text("{\n" * 1500)
        said = cli("import", "events.jsonl", code=1).stderr.splitlines()
        assert len(said) == 22
        assert said[20] == "and 1,480 rows more"

    def test_what_they_hold_is_not_obeyed(self, cli: Cli) -> None:
        write({HOSTILE: 1})
        assert "\x1b" not in cli("import", "events.jsonl", code=1).stderr

    def test_a_line_that_never_ends(self, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rows, "MAX_LINE_BYTES", 1000)
        FILE.write_text("x" * 5000 + "\n" + json.dumps(row(1)) + "\n" + "x" * 1000)
        result = cli("import", "events.jsonl", code=1)
        assert result.stderr.startswith(
            "line 1: is longer than 1,000 bytes\nline 3: is longer than 1,000 bytes\n"
        )
        assert actions(cli) == ["a.1"]

    @pytest.mark.parametrize("bad", [b"\xff\xfe", b'{"action":"\xed\xa0\x80"}'])
    def test_bytes_that_are_no_utf_8(self, cli: Cli, bad: bytes) -> None:
        FILE.write_bytes(bad + b"\n" + json.dumps(row(1)).encode())
        assert "line 1: is not JSON" in cli("import", "events.jsonl", code=1).stderr
        assert actions(cli) == ["a.1"]

    def test_dry_run_tells_them_and_sends_nothing(self, served: Cli) -> None:
        write(row(1), {"action": "x"})
        result = served("import", "events.jsonl", "--dry-run", code=1, AUDITLEDGE_API_KEY="")
        assert result.stderr.startswith("line 2: actor is required; resource is required\n")
        assert "checked: 2 rows, 1 would be rejected; nothing was sent" in result.stderr
        write(row(1))
        served("import", "events.jsonl", "--dry-run")
        assert actions(served) == []


class TestCSV:
    def test_every_column_of_an_export(self, cli: Cli, tmp_path: Path) -> None:
        hostile = {
            "action": "=1+1",
            "actor": {"id": "'u", "name": '+a\n"b', "email": "@x"},
            "metadata": {"a": [1]},
        }
        cli.log_events(
            hostile, {"organization_id": "org_1", "resource": {"type": "t", "id": "-1", "name": "\tn"}}
        )
        cli("export", "events.csv")
        cli("export", "raw.csv", "--csv-raw")
        before = events(cli("query").stdout)
        for file in ("events.csv", "raw.csv"):
            cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/{file}.db"
            cli("import", file)
            after = events(cli("query").stdout)
            for event in (*before, *after):
                event.pop("received_at", None)
            assert after == before or file == "raw.csv"

    def test_mapped_columns(self, cli: Cli) -> None:
        Path("e.csv").write_text(
            "user,what,kind,object,when,browser,note\nu1,login,session,s1,2026-01-01T00:00:00Z,x,y\n"
        )
        options = [
            "actor.id=user",
            "action=what",
            "resource.type=kind",
            "resource.id=object",
            "timestamp=when",
        ]
        options += ["metadata.browser.name=browser"]
        mapping = [each for option in options for each in ("--map", option)]
        cli("import", "e.csv", *mapping, "--ignore", "note")
        (event,) = events(cli("query").stdout)
        assert event["actor"] == {"id": "u1"}
        assert event["resource"] == {"type": "session", "id": "s1"}
        assert event["metadata"] == {"browser.name": "x"}
        assert event["timestamp"] == "2026-01-01T00:00:00.000000Z"

    def test_metadata_as_a_whole_and_in_part(self, cli: Cli) -> None:
        with Path("e.csv").open("w", newline="") as file:
            csv.writer(file).writerows(
                [
                    ["metadata.b", "metadata", "action", "actor.id", "resource.type", "resource.id"],
                    ["2", '{"a":1}', "x", "u", "t", "1"],
                    ["2", "[1]", "y", "u", "t", "1"],
                    ["2", "{", "y", "u", "t", "1"],
                    ["", "", "z", "u", "t", "1"],
                    ["", "", "z", "u", "t", "1", "more"],
                ]
            )
        said = cli("import", "e.csv", code=1).stderr.splitlines()
        assert said[0] == "line 3: metadata is not a JSON object, so metadata.b can't be added to it"
        assert said[1] == "line 4: metadata is not JSON"
        assert said[2] == "line 6: has 7 cells, but the heading has 6"
        stored = {event["action"]: event["metadata"] for event in events(cli("query").stdout)}
        assert stored == {"x": {"a": 1, "b": "2"}, "z": {}}

    @pytest.mark.parametrize(
        ("text", "arguments", "message"),
        [
            ("color\n", [], "unknown column 'color': keep it with --map metadata.color=color"),
            ("action\n", ["--map", "actor.id=user"], "no such column: user; the file has action"),
            ("action\n", ["--ignore", "user"], "no such column: user"),
            (
                "a,action\n",
                ["--map", "action=a"],
                "two columns for action: skip one with --ignore action",
            ),
            ("a\n", ["--map", "actr.id=a"], "unknown column 'a'"),
            ("a\n", ["--map", "a"], "must be FIELD=COLUMN"),
        ],
    )
    def test_columns_that_can_not_be_read(
        self, cli: Cli, text: str, arguments: list[str], message: str
    ) -> None:
        Path("e.csv").write_text(text)
        assert message in cli("import", "e.csv", *arguments, code=2).stderr
        assert files() == ["e.csv"]

    def test_a_quotation_that_never_ends(self, cli: Cli) -> None:
        Path("e.csv").write_text('action,actor_id,resource_type,resource_id\nx,u,t,1\n"y,u,t,1\n')
        result = cli("import", "e.csv", code=1)
        assert "error: line 3: invalid CSV: unexpected end of data" in result.stderr

    def test_bytes_that_are_no_utf_8(self, cli: Cli) -> None:
        Path("e.csv").write_bytes(b"action,actor_id,resource_type,resource_id\nx\xff,u,t,1\n")
        assert "line 2: action is not valid Unicode" in cli("import", "e.csv", code=1).stderr

    def test_a_byte_order_mark_and_an_empty_file(self, cli: Cli) -> None:
        Path("e.csv").write_text("\ufeffaction,actor_id,resource_type,resource_id\nx,u,t,1\n\n", "utf-8")
        cli("import", "e.csv")
        Path("none.csv").touch()
        cli("import", "none.csv")
        assert actions(cli) == ["x"]


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_an_export_comes_back_as_it_was(cli: Cli, kind: str, tmp_path: Path) -> None:
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


@pytest.mark.parametrize("rich", [True, False], ids=["rich", "plain"])
def test_progress_on_a_terminal(cli: Cli, rich: bool) -> None:
    write(*map(row, range(3000)))
    size = FILE.stat().st_size
    code, text = cli.terminal("import", "events.jsonl", rich=rich)
    assert code == 0
    assert "import " in text
    assert f"/{size:,} bytes" in text
    assert "ETA 0:0" in text
    assert text.splitlines()[-1].partition("done: 3,000 rows, 3,000 stored, 0 rejected")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.jsonl"], "none.jsonl: No such file"),
        (["."], "Is a directory"),
        (["-", "--api-key-file", "-"], "can't both be read from stdin"),
        (["e.jsonl", "--map", "a=b"], "--map and --ignore are for CSV"),
        (["-", "--format", "xml"], "xml"),
    ],
)
def test_wrong_usage(cli: Cli, arguments: list[str], message: str) -> None:
    assert message in cli("import", *arguments, code=2, stdin="").stderr


def test_a_journal_that_can_not_be_written_costs_no_events(cli: Cli) -> None:
    Path("events.jsonl.import.new").mkdir()
    write(row(1))
    cli("import", "events.jsonl")
    assert actions(cli) == ["a.1"]


class TestIds:
    def test_they_are_the_contracts(self) -> None:
        ids = RowIds()
        made = [
            ids.next_id({"action": str(n), "timestamp": "2026-01-01T00:00:00Z" if n % 2 else None})
            for n in range(200)
        ]
        ids.close()
        assert len(set(made)) == 200
        for each in made:
            assert contract.schema("EventInput").clean({**EVENT, "id": each})[1] == []

    def test_they_hold_the_time_of_the_event(self) -> None:
        ids = RowIds()
        made = ids.next_id({"timestamp": "2026-11-23T10:15:30.123+01:00"})
        assert int(made[4:17].replace("-", ""), 16) == 1_795_425_330_123
        assert ids.next_id({"timestamp": "0001-01-01T00:00:00Z"}).startswith("evt_00000000-0000-7")
        assert ids.next_id({"timestamp": "nonsense"}).startswith("evt_00000000-0000-7")
        ids.close()

    def test_they_stay_the_same_in_every_version(self) -> None:
        ids = RowIds()
        made = [
            ids.next_id(EVENT),
            ids.next_id(EVENT),
            ids.next_id({**EVENT, "timestamp": "2026-01-01T00:00:00Z"}),
        ]
        ids.close()
        assert hashlib.sha256("".join(made).encode()).hexdigest()[:16] == "66bd0d74fa6adc43"


def test_a_batch_that_is_all_bad_is_no_request(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "MAX_BATCH", 1)
    FILE.write_text("{\n" + json.dumps(row(1)))
    cli("import", "events.jsonl", code=1)
    assert actions(cli) == ["a.1"]
