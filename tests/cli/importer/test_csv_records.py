"""Rows of CSV, and what is wrong with them."""

import csv
from pathlib import Path

import pytest

from cli.conftest import Cli, events
from cli.importer.rows_to_import import actions, files


def test_every_column_of_an_export(cli: Cli, tmp_path: Path) -> None:
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


def test_the_optional_fields_of_an_export(cli: Cli, tmp_path: Path) -> None:
    optional = {
        "on_behalf_of": {"id": "=u", "name": "n"},
        "outcome": "denied",
        "reason": "-why; =not",
        "context": {"ip": "@ip", "location": "a\nb"},
        "changes": {"=x": {"before": None, "after": ["; =1"]}, "y": {}},
        "targets": [{"type": "t", "id": "+1"}, {"type": "t", "id": "2", "name": "n"}],
        "source_id": "'7",
    }
    cli.log_events({**optional, "actor": {"id": "u", "type": "=t"}}, {"changes": optional["changes"]})
    before = events(cli("query").stdout)
    cli("export", "events.csv")
    cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/other.db"
    cli("import", "events.csv")
    after = events(cli("query").stdout)
    for event in (*before, *after):
        del event["received_at"]
    assert after == before


def test_an_export_of_an_earlier_version_had_fewer_columns(cli: Cli, tmp_path: Path) -> None:
    cli.log_events({"action": "=1+1", "actor": {"id": "'u", "name": "+a"}, "metadata": {"a": "; =1"}})
    (before,) = events(cli("query").stdout)
    rows = [row[:12] for row in csv.reader(cli("export", "-o", "csv").stdout.splitlines())]
    assert rows[0][-1] == "metadata"
    with Path("old.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    cli.environment["AUDITLEDGE_BASE_URL"] = f"sqlite:///{tmp_path}/other.db"
    cli("import", "old.csv")
    (after,) = events(cli("query").stdout)
    assert after | {"received_at": ""} == before | {"received_at": ""}


def test_mapped_columns_of_the_optional_fields(cli: Cli) -> None:
    with Path("e.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [
                [
                    "action",
                    "u",
                    "resource.type",
                    "resource.id",
                    "kind",
                    "boss",
                    "ip",
                    "ok",
                    "old",
                    "new",
                    "ref",
                ],
                ["a", "u1", "t", "1", "service", "u9", "10.0.0.1", "failure", "1", "2", "7"],
                ["b", "u1", "t", "1", "", "", "", "", "", "3", ""],
            ]
        )
    fields = {
        "actor.id": "u",
        "actor.type": "kind",
        "on_behalf_of.id": "boss",
        "context.ip": "ip",
        "outcome": "ok",
        "changes.a.b.before": "old",
        "changes.a.b.after": "new",
        "source_id": "ref",
    }
    cli(
        "import",
        "e.csv",
        *(part for field, column in fields.items() for part in ("--map", f"{field}={column}")),
    )
    second, first = events(cli("query").stdout)
    assert first["actor"] == {"id": "u1", "type": "service"}
    assert first["on_behalf_of"] == {"id": "u9"}
    assert first["context"] == {"ip": "10.0.0.1"}
    assert first["changes"] == {"a.b": {"before": "1", "after": "2"}}
    assert (first["outcome"], first["source_id"]) == ("failure", "7")
    assert second["changes"] == {"a.b": {"after": "3"}}
    assert second.keys().isdisjoint({"on_behalf_of", "context", "outcome", "source_id"})


@pytest.mark.parametrize(
    "field",
    ["changes.status", "changes..after", "changes.status.to", "targets.id", "context.x", "metadata."],
)
def test_a_field_that_can_not_be_mapped(cli: Cli, field: str) -> None:
    Path("e.csv").write_text("x,action\n")
    assert "unknown column 'x'" in cli("import", "e.csv", "--map", f"{field}=x", code=2).stderr


@pytest.mark.parametrize("column", ["changes", "targets"])
def test_a_column_of_json_that_is_not(cli: Cli, column: str) -> None:
    Path("e.csv").write_text(f"action,actor.id,resource.type,resource.id,{column}\na,u,t,1,{{\n")
    assert cli("import", "e.csv", code=1).stderr.startswith(f"line 2: {column} is not JSON\n")


def test_mapped_columns(cli: Cli) -> None:
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


def test_metadata_as_json_and_as_columns(cli: Cli) -> None:
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
    messages = cli("import", "e.csv", code=1).stderr.splitlines()
    assert messages[0] == "line 3: metadata is not a JSON object, so metadata.b can't be added to it"
    assert messages[1] == "line 4: metadata is not JSON"
    assert messages[2] == "line 6: has 7 cells, but the heading has 6"
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
def test_invalid_columns(cli: Cli, text: str, arguments: list[str], message: str) -> None:
    Path("e.csv").write_text(text)
    assert message in cli("import", "e.csv", *arguments, code=2).stderr
    assert files() == ["e.csv"]


def test_unclosed_quote(cli: Cli) -> None:
    Path("e.csv").write_text('action,actor_id,resource_type,resource_id\nx,u,t,1\n"y,u,t,1\n')
    result = cli("import", "e.csv", code=1)
    assert "error: line 3: invalid CSV: unexpected end of data" in result.stderr


def test_invalid_utf_8(cli: Cli) -> None:
    Path("e.csv").write_bytes(b"action,actor_id,resource_type,resource_id\nx\xff,u,t,1\n")
    assert "line 2: action is not valid Unicode" in cli("import", "e.csv", code=1).stderr


def test_a_byte_order_mark_and_an_empty_file(cli: Cli) -> None:
    Path("e.csv").write_text("\ufeffaction,actor_id,resource_type,resource_id\nx,u,t,1\n\n", "utf-8")
    cli("import", "e.csv")
    Path("none.csv").touch()
    cli("import", "none.csv")
    assert actions(cli) == ["x"]
