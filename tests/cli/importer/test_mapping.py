"""Mapping files: how records of another system become events."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from auditledge import contract
from auditledge.cli.importer.mapping import EventMapping
from auditledge.cli.importer.mapping_rules import InvalidRuleError
from auditledge.cli.importer.records import Record
from cli.conftest import Cli, events

RECORD = {
    "uuid": "7f3c",
    "time": 1795425330123,
    "user": {"id": 7, "name": "", "groups": [{"name": "admins"}, {"name": "staff"}]},
    "op": "Delete",
    "service": "files.example.com",
    "a.b": {"c": True},
    "nothing": None,
    "ratio": 0.5,
}


def mapped(rules: str, record: dict[str, Any] = RECORD) -> dict[str, Any]:
    """The event of a record, or its problem."""
    mapping = EventMapping(tomllib.loads(rules))
    (row,) = mapping.apply(iter([Record(1, record)]))
    return {"problem": row.problem} if row.event is None else row.event


def value_of(rule: str, record: dict[str, Any] = RECORD) -> Any:
    """What a rule for `action` makes of a record."""
    event = mapped(f'[event]\naction = {rule}\nresource.type = {{ value = "x" }}', record)
    return event["problem"] if "problem" in event else event.get("action")


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ('"op"', "Delete"),
        ('"user.id"', "7"),
        ('"ratio"', "0.5"),
        ('"user.groups.1.name"', "staff"),
        ('"user.groups.2.name"', None),
        ('"user.groups.name"', None),
        ('"a.b"', "action: the record has an object there; map one of its members"),
        ('"user.groups"', "action: the record has an array there; map one of its members"),
        ("'\"a.b\".c'", "true"),
        ('"op.x"', None),
        ('"nothing"', None),
        ('"user.name"', None),
        ('["none", "user.name", "op"]', "Delete"),
        ('["none", { value = "-" }]', "-"),
        ('{ value = "constant" }', "constant"),
        ("{ value = 3 }", "3"),
        ('{ template = "{service}/{op}!" }', "files.example.com/Delete!"),
        ('{ template = "{user.id}-{nothing}" }', None),
        ("{ template = '{\"a.b\".c}' }", "true"),
        ('{ path = "service", match = "^[^.]+" }', "files"),
        ('{ template = "{service}.{op}", match = "^([^.]+).*([.][^.]+)$" }', "files.Delete"),
        ('{ path = "service", match = "^x" }', None),
        ('{ path = "service", match = "^x", default = "other" }', "other"),
        ('{ path = "op", values = { Delete = "deleted", "*" = "unknown" } }', "deleted"),
        ('{ path = "ratio", values = { Delete = "deleted", "*" = "unknown" } }', "unknown"),
        ('{ path = "none", values = { "*" = "unknown" }, default = "missing" }', "missing"),
        ('{ path = "op", values = { Other = "x" } }', None),
        ('{ value = "x", if = "op" }', "x"),
        ('{ value = "x", if = "none" }', None),
        ('{ value = "x", if = "none", default = "y" }', "y"),
    ],
)
def test_rules(rule: str, value: str | None) -> None:
    assert value_of(rule) == value


@pytest.mark.parametrize(
    ("unit", "time", "expected"),
    [
        ("s", 1795425330, "2026-11-23T09:15:30.000000Z"),
        ("s", "1795425330.123456", "2026-11-23T09:15:30.123456Z"),
        ("s", 1795425330.25, "2026-11-23T09:15:30.250000Z"),
        ("ms", 1795425330123, "2026-11-23T09:15:30.123000Z"),
        ("ms", 1621305118553.0, "2021-05-18T02:31:58.553000Z"),
        ("us", 1795425330123456, "2026-11-23T09:15:30.123456Z"),
        ("ns", 1795425330123456789, "2026-11-23T09:15:30.123457Z"),
        ("s", -1, "1969-12-31T23:59:59.000000Z"),
        ("s", "redacted", "timestamp: 'redacted' is not a number that names a time"),
        ("s", "NaN", "timestamp: 'NaN' is not a number that names a time"),
        ("s", 10**18, "timestamp: '1000000000000000000' is not a number that names a time"),
        ("s", True, "timestamp: 'true' is not a number that names a time"),
    ],
)
def test_times_in_units(unit: str, time: object, expected: str) -> None:
    rules = f'[event]\ntimestamp = {{ path = "time", unit = "{unit}" }}'
    event = mapped(rules, {"time": time})
    assert (event.get("timestamp") or event["problem"]) == expected


def test_metadata() -> None:
    rules = """
    [event]
    action = "op"
    metadata = { path = ".", without = ["user.groups", "time", "op", "a.b", "none.x"] }
    [metadata]
    time = "time"
    "first group" = "user.groups.0.name"
    missing = "none"
    """
    assert mapped(rules)["metadata"] == {
        "uuid": "7f3c",
        "user": {"id": 7, "name": ""},
        "service": "files.example.com",
        "a.b": {"c": True},
        "nothing": None,
        "ratio": 0.5,
        "time": 1795425330123,
        "first group": "admins",
    }
    assert RECORD["user"]["groups"], "the record is not changed"  # type: ignore[index]
    assert mapped('[event]\nmetadata = "op"\n[metadata]\nx = "op"') == {
        "problem": "metadata is not a JSON object, so no members can be added to it"
    }


TARGETS = [{"kind": "t", "key": 1}, {"kind": "t"}, {"kind": "u", "key": "2", "title": "n"}, 7]


def test_targets() -> None:
    rule = '[event]\ntargets = { each = "items", type = "kind", id = "key", name = "title" }'
    assert mapped(rule, {"items": TARGETS}) == {
        "targets": [{"type": "t", "id": "1"}, {"type": "u", "id": "2", "name": "n"}]
    }
    assert mapped(rule, {"items": []}) == mapped(rule, {"items": "x"}) == mapped(rule, {}) == {}


@pytest.mark.parametrize(
    ("rule", "diff"),
    [
        (
            'name = "Name", before = "Old", after = "New"',
            [{"Name": "a", "Old": "1", "New": [2]}, {"Old": 1}, {"Name": "b"}],
        ),
        ('before = "from", after = "to"', {"a": {"from": "1", "to": [2]}, "b": {"from": None}}),
    ],
)
def test_changes(rule: str, diff: object) -> None:
    event = mapped(f'[event]\nchanges = {{ each = "diff", {rule} }}', {"diff": diff})
    assert event == {"changes": {"a": {"before": "1", "after": [2]}, "b": {}}}


def test_changes_and_targets_as_they_are() -> None:
    record = {"diff": {"a": {"after": 1}}, "items": [{"type": "t", "id": "1"}]}
    assert mapped('[event]\nchanges = "diff"\ntargets = "items"', record) == {
        "changes": record["diff"],
        "targets": record["items"],
    }


def test_ids_are_derived_from_the_time_and_the_id_of_the_source() -> None:
    rules = '[event]\nid = "uuid"\ntimestamp = { path = "time", unit = "ms" }\n'
    event = mapped(rules)
    assert int(event["id"][4:17].replace("-", ""), 16) == RECORD["time"]
    schema = contract.schema("EventInput")
    complete = {"actor": {"id": "u"}, "action": "a", "resource": {"type": "t", "id": "r"}}
    assert schema.clean({**complete, **event})[1] == []
    assert mapped(rules, {**RECORD, "op": "other"})["id"] == event["id"]
    others = [
        mapped(rules, {**RECORD, "uuid": "7f3d"}),
        mapped(rules, {**RECORD, "time": 1795425330124}),
        mapped('source = "b"\n' + rules),
    ]
    assert len({event["id"], *(each["id"] for each in others)}) == 4
    own = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
    assert mapped(rules, {**RECORD, "uuid": own})["id"] == own
    assert "id" not in mapped(rules, {"time": 1})


def test_derived_ids_stay_the_same_in_every_version() -> None:
    rules = 'source = "example"\n[event]\nid = "uuid"\ntimestamp = { path = "time", unit = "ms" }\n'
    assert mapped(rules)["id"] == "evt_01a207b0-63cb-7048-a6e5-d2c94c20ffc8"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "x is not one of records, source, event, metadata"),
        ("", "there is no field in [event]"),
        ("event = 1", "event must be a table: [event]"),
        ("records = 1\n[event]\naction = 'x'", "records must be a text"),
        ("[event]\nactr.id = 'x'", "event.actr is not a field of an event"),
        ("[event]\nactor.color = 'x'", "event.actor.color is not a field of an event"),
        ("[event]\nreceived_at = 'x'", "event.received_at is not a field of an event"),
        ("[event.metadata]\nx = 'y'", "metadata.x is not one of path, template, value"),
        ("[event]\ntargets = { each = 'x', kind = 'y' }", "targets.kind is not one of each, type, id, name"),
        ("[event]\nchanges = { each = 1 }", "changes.each must be a path in quotes"),
        ("[event]\naction = { each = 'x' }", "action.each is not one of path"),
        ("[event]\naction = 1", "action must be a path in quotes, a table with one of path, template, value"),
        ("[event]\naction = []", "action must be a path in quotes"),
        ("[event]\naction = ''", 'action must be a path such as "user.id"'),
        ("[event]\naction = 'a..b'", "action: 'a..b' is not a path such as user.id"),
        ("[event]\naction = 'a.'", "'a.' is not a path"),
        ("[event]\naction = {}", "action must have one of path, template, value"),
        ("[event]\naction = { path = 'a', value = 'b' }", "action must have one of path, template, value"),
        ("[event]\naction = { pth = 'a' }", "action.pth is not one of path"),
        ("[event]\naction = { path = 'a', match = '(' }", "action.match is not a regular expression"),
        ("[event]\naction = { path = 'a', match = 1 }", "action.match is not a regular expression"),
        ("[event]\naction = { path = 'a', values = { b = 1 } }", "action.values must be a table of texts"),
        ("[event]\naction = { path = 'a', unit = 'm' }", "action.unit must be one of s, ms, us, ns"),
        ("[event]\naction = { path = 'a', without = 'b' }", "action.without must be a list of paths"),
        ("[event]\naction = { template = 1 }", "action.template must be a text"),
        ("[event]\naction = { template = '{}' }", 'action.template must be a path such as "user.id"'),
    ],
)
def test_what_is_wrong_in_a_file(text: str, message: str) -> None:
    with pytest.raises(InvalidRuleError, match=re.escape(message)):
        EventMapping(tomllib.loads(text))


MAPPING = """
source = "example"
[event]
id = "uuid"
timestamp = { path = "time", unit = "ms" }
actor.id = "user"
action = { template = "file.{op}" }
resource.type = { value = "file" }
resource.id = ["file", { value = "-" }]
"""


def record(number: int, **more: object) -> dict[str, object]:
    return {"uuid": f"u{number}", "time": 1795425330123 + number, "user": "alice", "op": "read", **more}


def test_deliveries_of_the_same_records_are_stored_once(cli: Cli) -> None:
    Path("m.toml").write_text(MAPPING)
    Path("one.json").write_text(json.dumps([record(n) for n in range(5)]))
    Path("two.jsonl").write_text("".join(json.dumps(record(n)) + "\n" for n in (3, 4, 5, 5)))
    cli("import", "one.json", "--mapping", "m.toml")
    cli("import", "two.jsonl", "--mapping", "m.toml")
    stored = events(cli("query", "--order", "asc").stdout)
    assert [each["timestamp"][17:] for each in stored] == [f"30.{123 + n}000Z" for n in range(6)]
    assert stored[0]["resource"] == {"type": "file", "id": "-"}


def test_csv(cli: Cli) -> None:
    """Columns are the members of a record, even if their names contain dots."""
    Path("m.toml").write_text(MAPPING + '[metadata]\nip = "client.ip"\n')
    Path("e.csv").write_text("uuid,time,user,op,client.ip\nu1,1795425330123,alice,read,10.0.0.1\nu2,x\n")
    result = cli("import", "e.csv", "--mapping", "m.toml", code=1)
    assert result.stderr.startswith("line 3: has 2 cells, but the heading has 5\n")
    (event,) = events(cli("query").stdout)
    assert event["metadata"] == {"ip": "10.0.0.1"}
    Path("e.csv").write_text("a,a\n1,2\n")
    assert "two columns have the name 'a'" in cli("import", "e.csv", "--mapping", "m.toml", code=2).stderr


def test_records_in_a_container(cli: Cli) -> None:
    Path("m.toml").write_text('records = "Records"\n' + MAPPING)
    Path("e.json").write_text(json.dumps({"Records": [record(1), record(2, user=None)]}))
    result = cli("import", "e.json", "--mapping", "m.toml", code=1)
    assert result.stderr.startswith("line 1: actor is required\n")
    assert len(cli.ids()) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "m.toml: No such file or directory"),
        (b"[event", "m.toml: Expected ']'"),
        (b"\xff", "m.toml: 'utf-8' codec can't decode"),
        (b"[event]\nx = 'y'", "m.toml: event.x is not a field of an event"),
    ],
)
def test_a_mapping_that_can_not_be_used(cli: Cli, content: bytes | None, message: str) -> None:
    Path("e.jsonl").touch()
    if content is not None:
        Path("m.toml").write_bytes(content)
    assert message in cli("import", "e.jsonl", "--mapping", "m.toml", code=2).stderr


def test_a_changed_mapping_starts_over(cli: Cli) -> None:
    from auditledge.cli.importer.checkpoint import ImportCheckpoint, ImportProgress

    Path("m.toml").write_text(MAPPING)
    Path("e.jsonl").write_text("".join(json.dumps(record(n)) + "\n" for n in range(3)))
    ledger = f"AuditLedge(base_url={cli.environment['AUDITLEDGE_BASE_URL']!r})"
    target = [ledger, "embedded", None, "jsonl", [], [], MAPPING]
    checkpoint = ImportCheckpoint(Path("e.jsonl"), target)
    checkpoint.save(ImportProgress(2, 2))
    assert "2 rows by an earlier run" in cli("import", "e.jsonl", "--mapping", "m.toml").stderr
    checkpoint.save(ImportProgress(2, 2))
    Path("m.toml").write_text(MAPPING + "# changed\n")
    assert "earlier run" not in cli("import", "e.jsonl", "--mapping", "m.toml").stderr
    assert len(cli.ids()) == 3
