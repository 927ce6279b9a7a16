"""`auditledge log`."""

import json
from pathlib import Path

import pytest

from cli.conftest import EVENT, Cli, events

GIVEN = ["log", "invoice.deleted", "--actor", "user_123", "--resource", "invoice:inv_456"]


def test_prints_the_event_as_stored(cli: Cli) -> None:
    result = cli(*GIVEN, "--actor-name", "Alice")
    (event,) = events(result.stdout)
    assert {name: event[name] for name in EVENT} == EVENT
    assert cli.ids() == [event["id"]]
    assert result.stderr == ""


def test_every_option(cli: Cli) -> None:
    id_ = "evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e"
    arguments = ["--actor-email", "a@x", "--resource-name", "Invoice", "--org", "org_1", "--id", id_]
    arguments += [
        "--timestamp",
        "2026-01-01T00:00:00Z",
        "-m",
        "ip=1.2.3.4",
        "-m",
        "n:=3",
        "--metadata",
        "l:=[1,2]",
    ]
    (event,) = events(cli(*GIVEN, *arguments).stdout)
    assert event["id"] == id_
    assert event["actor"]["email"] == "a@x"
    assert event["resource"]["name"] == "Invoice"
    assert event["organization_id"] == "org_1"
    assert event["timestamp"] == "2026-01-01T00:00:00.000000Z"
    assert event["metadata"] == {"ip": "1.2.3.4", "n": 3, "l": [1, 2]}
    cli(*GIVEN, *arguments)
    assert cli.ids() == [id_]


def test_every_option_of_the_optional_fields(cli: Cli) -> None:
    texts = {
        "actor-type": "agent",
        "outcome": "denied",
        "reason": "why",
        "on-behalf-of": "u9",
        "on-behalf-of-name": "Bob",
        "on-behalf-of-email": "b@x",
        "on-behalf-of-type": "user",
        "ip": "203.0.113.7",
        "user-agent": "curl",
        "request-id": "req_1",
        "trace-id": "t",
        "session-id": "s",
        "location": "Berlin, DE",
        "source-id": "7",
    }
    arguments = [part for name, text in texts.items() for part in (f"--{name}", text)]
    arguments += ["--target", "order:a:b", "--target", '{"type":"customer","id":"c","name":"C"}']
    (event,) = events(cli(*GIVEN, *arguments).stdout)
    assert event["actor"] == {"id": "user_123", "type": "agent"}
    assert event["on_behalf_of"] == {"id": "u9", "name": "Bob", "email": "b@x", "type": "user"}
    assert (event["outcome"], event["reason"], event["source_id"]) == ("denied", "why", "7")
    assert event["context"] == {
        "ip": "203.0.113.7",
        "user_agent": "curl",
        "request_id": "req_1",
        "trace_id": "t",
        "session_id": "s",
        "location": "Berlin, DE",
    }
    assert event["targets"] == [
        {"type": "order", "id": "a:b"},
        {"type": "customer", "id": "c", "name": "C"},
    ]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("x=paid..void", {"before": "paid", "after": "void"}),
        ("x=..void", {"after": "void"}),
        ("x=paid..", {"before": "paid"}),
        ("x", {}),
        ("x=..", {}),
        ("x=a=b..c", {"before": "a=b", "after": "c"}),
        ("x=1..2..3", {"before": "1", "after": "2..3"}),
        ('x:={"before":1.5,"after":null}', {"before": 1.5, "after": None}),
    ],
)
def test_a_change(cli: Cli, text: str, change: dict[str, object]) -> None:
    (event,) = events(cli(*GIVEN, "--change", text, "--change", "other=..1").stdout)
    assert event["changes"] == {"x": change, "other": {"after": "1"}}


def test_an_option_that_is_not_given_adds_no_field(cli: Cli) -> None:
    result = cli(*GIVEN, "--dry-run")
    assert json.loads(result.stdout).keys() == {"actor", "action", "resource"}


def test_values_can_contain_separators(cli: Cli) -> None:
    arguments = ["log", "a", "--actor", "u", "--resource", "arn:aws:s3", "-m", "q=a=b:=c"]
    (event,) = events(cli(*arguments).stdout)
    assert event["resource"] == {"type": "arn", "id": "aws:s3"}
    assert event["metadata"] == {"q": "a=b:=c"}


@pytest.mark.parametrize("file", ["event.json", "-"])
def test_from_a_file(cli: Cli, file: str) -> None:
    Path("event.json").write_text(json.dumps(EVENT))
    (event,) = events(cli("log", "--file", file, stdin=json.dumps(EVENT)).stdout)
    assert event["actor"] == EVENT["actor"]


def test_dry_run_sends_nothing_and_needs_no_key(served: Cli) -> None:
    result = served(*GIVEN, "--dry-run", AUDITLEDGE_API_KEY="")
    assert json.loads(result.stdout)["action"] == "invoice.deleted"
    assert served.ids() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["log"], "ACTION is missing"),
        (["log", "a", "--resource", "t:1"], "--actor is missing"),
        (["log", "a", "--actor", "u"], "--resource is missing"),
        (["log", "a", "--actor", "u", "--resource", "t"], "--resource must be TYPE:ID, such as"),
        ([*GIVEN, "-m", "ip"], "must be KEY=TEXT or KEY:=JSON"),
        ([*GIVEN, "-m", "=x"], "must be KEY=TEXT or KEY:=JSON"),
        ([*GIVEN, "-m", "n:=three"], "n:= takes JSON"),
        ([*GIVEN, "-f", "event.json"], "omit ACTION"),
        ([*GIVEN, "-f", "event.json", "--ip", "::1"], "omit ACTION"),
        (
            [*GIVEN, "--change", "status=paid"],
            "has no .. between the values before and after; use status=..paid",
        ),
        ([*GIVEN, "--change", "=a..b"], "must be NAME=BEFORE..AFTER, NAME:=JSON or NAME"),
        ([*GIVEN, "--change", ":=1"], "must be NAME=BEFORE..AFTER, NAME:=JSON or NAME"),
        ([*GIVEN, "--change", "n:=paid"], "--change n:= takes JSON"),
        ([*GIVEN, "--change", "n:=[1,2]"], "changes.n must be an object, not an array"),
        ([*GIVEN, "--target", "customer"], "--target must be TYPE:ID"),
        ([*GIVEN, "--target", "{"], "must be a JSON object"),
        ([*GIVEN, "--target", "{}"], "targets[0].type is required"),
        ([*GIVEN, "--outcome", "ok"], "'ok' is not one of 'success', 'failure', 'denied'"),
        ([*GIVEN, "--on-behalf-of-name", "Bob"], "on_behalf_of.id is required"),
        (["log", "auditledge.x", *GIVEN[2:]], "action must not start with 'auditledge.'"),
        ([*GIVEN, "--id", "evt_1"], "id must"),
        ([*GIVEN, "--timestamp", "now"], "timestamp must"),
        (["log", "", "--actor", "u", "--resource", "t:1"], "action must not be empty"),
        (["log", "--file", "none.json"], "--file: none.json: No such file"),
        (["log", "--file", "bad.json"], "--file: bad.json is not JSON"),
        (["log", "--file", "list.json"], "must contain one JSON object"),
        (["log", "--file", "typo.json"], "did you mean 'actor'?"),
        (["log", "--file", "-", "--api-key-file", "-"], "can't both be read from stdin"),
    ],
)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["", "dry"])
def test_wrong_usage(cli: Cli, arguments: list[str], message: str, dry: list[str]) -> None:
    Path("bad.json").write_text("{")
    Path("list.json").write_text("[]")
    Path("typo.json").write_text(json.dumps({**EVENT, "actr": 1}))
    result = cli(*arguments, *dry, code=2)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert cli.ids() == []


def test_bound_key_is_restricted_to_its_organization(served: Cli, ledger: object) -> None:
    key = ledger.new_key("bound", organization="org_1", bound=True)  # type: ignore[attr-defined]
    assert "HTTP 403" in served(*GIVEN, "--org", "org_2", code=4, AUDITLEDGE_API_KEY=key).stderr


def test_the_names_of_the_sdk_are_options(cli: Cli) -> None:
    given = ["--action=a.b", "--actor-id=u", "--resource-type=t", "--resource-id=1:2", "--organization-id=o"]
    (event,) = events(cli("log", *given).stdout)
    assert (event["action"], event["actor"], event["organization_id"]) == ("a.b", {"id": "u"}, "o")
    assert event["resource"] == {"type": "t", "id": "1:2"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.b", "--action=a.b", "--actor=u", "--resource=t:1"], "give ACTION as argument or with --action"),
        (["a.b", "--actor=u", "--resource=t:1", "--resource-id=2"], "--resource has the type and the id"),
        (["a.b", "--actor=u", "--resource-id=2"], "--resource-type is missing"),
        (["a.b", "--actor=u", "--resource-type=t"], "--resource-id is missing"),
        (["a.b", "--actor=u"], "--resource is missing"),
        (["--actor=u", "--resource=t:1"], "ACTION is missing"),
    ],
)
def test_a_field_is_given_once(cli: Cli, arguments: list[str], message: str) -> None:
    assert message in cli("log", *arguments, code=2).stderr
