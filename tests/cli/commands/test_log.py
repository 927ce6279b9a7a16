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
