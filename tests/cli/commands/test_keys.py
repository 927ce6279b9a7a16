"""The command `keys`."""

import csv
import json
import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from server.commands import Invoke
from server.samples import MINIMAL, event
from server.server_process import server_process

from auditledge.server.accounts.api_keys import is_well_formed


def test_create_prints_the_key_and_nothing_else(invoke: Invoke) -> None:
    result = invoke("keys", "create", "--account", "acme")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert is_well_formed(result.stdout.removesuffix("\n"))


def test_list_shows_what_a_key_may_do(invoke: Invoke) -> None:
    first = invoke("keys", "create", "--account", "acme", "--organization", "org_1", "--bound").stdout
    second = invoke("keys", "create", "--account", "b\x1b[1m", "--scope", "read", "--plan", "free").stdout
    header, *rows = invoke("keys", "list", "-o", "table").stdout.splitlines()
    assert header.split()[:3] == ["PREFIX", "ACCOUNT", "PLAN"]
    assert re.match(
        rf"{first[:11]}  acme +growth  org_1 \(bound\)  admin,read,write  20\d\d-.* -  +-$", rows[0]
    )
    assert re.match(rf"{second[:11]}  b␛\[1m +free +- +read +20", rows[1])
    assert first[11:].strip() not in "".join(rows)


def test_list_is_json_lines_in_a_pipe_and_csv_on_request(invoke: Invoke) -> None:
    key = invoke("keys", "create", "--account", "=a", "--organization", "org_1", "--bound").stdout
    (line,) = invoke("keys", "list").stdout.splitlines()
    listed = json.loads(line)
    assert datetime.now(UTC) - datetime.fromisoformat(listed.pop("created_at")) < timedelta(minutes=1)
    assert listed == {
        "prefix": key[:11],
        "account": "=a",
        "plan": "growth",
        "organization_id": "org_1",
        "bound": True,
        "scopes": ["admin", "read", "write"],
        "used_at": None,
        "expires_at": None,
        "revoked_at": None,
    }
    header, row = csv.reader(invoke("keys", "list", "--output", "csv").stdout.splitlines())
    assert (header[:2], row[:2]) == (["prefix", "account"], [key[:11], "'=a"])


def test_revoke_ends_a_key_once(invoke: Invoke) -> None:
    key = invoke("keys", "create", "--account", "acme").stdout.strip()
    assert invoke("keys", "revoke", key[:11]).exit_code == 0
    result = invoke("keys", "revoke", key[:11])
    assert (result.exit_code, result.stderr) == (1, "error: there is no active key with this prefix\n")
    assert invoke("keys", "list", "-o", "table").stdout.split()[-1] != "-"


def test_rotate_prints_a_key_in_place_of_another(invoke: Invoke) -> None:
    old = invoke("keys", "create", "--account", "acme", "--scope", "read", "--expires", "90d").stdout.strip()
    new = invoke("keys", "rotate", old[:11], "--grace", "24h")
    assert new.exit_code == 0, new.output
    assert is_well_formed(new.stdout.removesuffix("\n"))
    rows = [row.split() for row in invoke("keys", "list", "-o", "table").stdout.splitlines()[1:]]
    ends = [datetime.fromisoformat(f"{row[8]}T{row[9]}Z") - datetime.now(UTC) for row in rows]
    assert [round(each / timedelta(hours=1)) for each in ends] == [24, 90 * 24]
    assert [row[1:4] for row in rows] == [["acme", "growth", "-"]] * 2
    assert invoke("keys", "rotate", new.stdout.strip()).exit_code == 0
    result = invoke("keys", "rotate", new.stdout.strip())
    assert (result.exit_code, result.stderr) == (1, "error: there is no active key with this prefix\n")


def test_a_plan_that_is_not_named_stays_as_it_is(invoke: Invoke) -> None:
    invoke("keys", "create", "--account", "acme", "--plan", "free")
    invoke("keys", "create", "--account", "acme")
    assert [row.split()[2] for row in invoke("keys", "list", "-o", "table").stdout.splitlines()[1:]] == [
        "free",
        "free",
    ]
    invoke("keys", "create", "--account", "acme", "--plan", "starter")
    assert {row.split()[2] for row in invoke("keys", "list", "-o", "table").stdout.splitlines()[1:]} == {
        "starter"
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["keys", "create"], "Missing option '--account'"),
        (["keys", "create", "--account", "a", "--bound"], "--bound needs --organization"),
        (["keys", "create", "--account", "a", "--scope", "root"], "'root' is not one of"),
        (["keys", "create", "--account", "a", "--plan", "gold"], "'gold' is not one of"),
        (["keys", "create", "--account", ""], "--account"),
        (["keys", "create", "--account", "a", "--organization", "o" * 256], "--organization"),
        (["keys", "rotate", "al_12345678", "--grace", "soon"], "'soon' is not a duration; use 30s, 15m"),
        (["keys", "create", "--account", "a", "--expires", "-1d"], "'-1d' is not a duration"),
    ],
)
def test_a_wrong_use_is_explained(invoke: Invoke, arguments: list[str], words: str) -> None:
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_key_made_by_the_command_opens_the_server(invoke: Invoke, store: str) -> None:
    key = invoke("keys", "create", "--account", "acme", "--organization", "org_1").stdout.strip()
    with server_process(store) as (process, url):
        headers = {"Authorization": f"Bearer {key}"}
        answer = httpx.post(f"{url}/events", json=event(organization_id=None), headers=headers)
        assert answer.json()["event"]["organization_id"] == "org_1"
        late = invoke("keys", "create", "--account", "other").stdout.strip()
        answer = httpx.post(f"{url}/events", json=MINIMAL, headers={"Authorization": f"Bearer {late}"})
        assert answer.status_code == 201
        process.terminate()
        assert process.stderr is not None
        assert process.stderr.read() == ""
