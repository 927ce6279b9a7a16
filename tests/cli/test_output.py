"""Output formats and fields."""

import csv
import io
import json

import pytest

from cli.conftest import EVENT, Cli, events


@pytest.fixture
def stocked(cli: Cli) -> Cli:
    cli.log_events(
        {"timestamp": "2026-01-01T00:00:00Z", "metadata": {"ip": "1.2.3.4", "n": 3}},
        {"timestamp": "2026-01-02T00:00:00Z", "organization_id": "org_1", "action": "=1+1"},
    )
    return cli


def test_json_lines_in_a_pipe(stocked: Cli) -> None:
    assert [event["action"] for event in events(stocked("query").stdout)] == ["=1+1", "invoice.deleted"]


def test_a_table_on_a_terminal(stocked: Cli) -> None:
    code, text = stocked.terminal("query", NO_COLOR="1")
    assert code == 0
    lines = text.splitlines()
    assert lines[0].split() == ["TIME", "ACTOR", "ACTION", "RESOURCE", "ORGANIZATION", "ID"]
    assert lines[1].startswith("2026-01-02 00:00:00Z  Alice (user_123)  =1+1")
    assert lines[3] == "2 of 2 events"


def test_a_json_array(stocked: Cli) -> None:
    assert len(json.loads(stocked("query", "-o", "json").stdout)) == 2
    assert json.loads(stocked("query", "-o", "json", "--actor", "nobody").stdout) == []


def test_csv_escapes_formulas(stocked: Cli) -> None:
    rows = list(csv.DictReader(io.StringIO(stocked("query", "-o", "csv").stdout)))
    assert [row["action"] for row in rows] == ["'=1+1", "invoice.deleted"]
    assert rows[1]["metadata"] == '{"ip":"1.2.3.4","n":3}'


def test_csv_is_the_same_as_an_export(stocked: Cli) -> None:
    assert stocked("query", "-o", "csv").stdout == stocked("export", "-o", "csv").stdout.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("jsonl", '{"actor.id":"user_123","metadata.n":3}\n'),
        ("csv", "actor.id,metadata.n\nuser_123,3\n"),
        ("table", "ACTOR.ID  METADATA.N\nuser_123  3\n"),
    ],
)
def test_fields(stocked: Cli, output: str, expected: str) -> None:
    arguments = ["query", "--until", "2026-01-01", "--fields", "actor.id, metadata.n", "-o", output]
    assert stocked(*arguments).stdout == expected


def test_an_unknown_field(cli: Cli) -> None:
    assert "--fields: unknown field 'actr'; use action, actor, actor.email" in (
        cli("query", "--fields", "id,actr", code=2).stderr
    )


def test_the_optional_fields_in_a_table(cli: Cli) -> None:
    (id_,) = cli.log_events(
        {
            "on_behalf_of": {"id": "u9", "name": "Bob"},
            "outcome": "denied",
            "changes": {"status": {"before": "paid", "after": None}, "tags": {"after": ["vip"]}, "note": {}},
            "targets": [{"type": "customer", "id": "c", "name": "C"}, {"type": "order", "id": "1"}],
        }
    )
    _, row = cli("query", "-o", "table").stdout.splitlines()
    assert "  Alice (user_123) for Bob (u9)  invoice.deleted (denied)  invoice:inv_456  " in row
    shown = cli("get", id_, "-o", "table").stdout.splitlines()
    assert [line.split(maxsplit=1) for line in shown][-8:] == [
        ["on_behalf_of.id", "u9"],
        ["on_behalf_of.name", "Bob"],
        ["outcome", "denied"],
        ["target", "customer:c (C)"],
        ["target", "order:1"],
        ["changes.status.before", "paid"],
        ["changes.status.after", "null"],
        ["changes.tags.after", '["vip"]'],
        ["changes.note", "changed"],
    ][-8:]
    fields = "outcome,on_behalf_of.id,changes.status,targets"
    written = cli("query", "--fields", fields, "-o", "jsonl").stdout
    assert json.loads(written) == {
        "outcome": "denied",
        "on_behalf_of.id": "u9",
        "changes.status": {"before": "paid", "after": None},
        "targets": [{"type": "customer", "id": "c", "name": "C"}, {"type": "order", "id": "1"}],
    }


@pytest.mark.parametrize("outcome", ["success", None])
def test_an_action_that_succeeded_is_shown_alone(cli: Cli, outcome: str | None) -> None:
    cli.log_events({"outcome": outcome})
    assert "  invoice.deleted  " in cli("query", "-o", "table").stdout


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv"])
def test_one_event(stocked: Cli, output: str) -> None:
    id_ = stocked.ids()[0]
    text = stocked("get", id_, "-o", output).stdout
    assert id_ in text
    assert "1.2.3.4" in text
    if output in {"json", "jsonl"}:
        event = json.loads(text)
        assert {name: event[name] for name in EVENT} == EVENT
