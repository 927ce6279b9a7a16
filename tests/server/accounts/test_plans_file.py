"""Plans from a file: what it defines, the errors for invalid ones, and what applies them."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click.testing
import httpx
import pytest

from auditledge.cli import main
from auditledge.server.accounts.plans import BUILT_IN, PLANS, Plan
from auditledge.server.accounts.plans_file import PlansFileError, read_plans
from server.commands import Invoke
from server.conftest import serving
from server.samples import MINIMAL, event, new_id
from server.server_process import a_key, server_process, stored_in

TEAM = """
default = "team"

[plans.team]
events_limit = 2
retention_days = "forever"

[plans.growth]
events_limit = "unlimited"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plans.toml"
    path.write_text(TEAM, "utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture
def invoke(store: str) -> Invoke:
    def run(*arguments: str, **environment: str) -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, [*arguments, "--store", store], env=environment)

    return run


def test_a_file_adds_plans_and_changes_those_built_in(file: Path) -> None:
    plans = read_plans(str(file))
    assert plans.default == "team"
    assert plans.by_name == PLANS | {
        "team": Plan("team", 2, None),
        "growth": Plan("growth", None, PLANS["growth"].retention_days),
    }
    assert list(PLANS) == ["free", "starter", "growth"]


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    assert read_plans(str(tmp_path / "empty.toml")) == BUILT_IN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plans = 3", "plans should contain a table for each plan"),
        ("[plan.a]", "plan is unknown; a plans file has default and plans"),
        ("[plans.a]\nevents_limit = 3", "plans.a.retention_days is missing"),
        (
            "[plans.free]\nevents = 3",
            "plans.free.events is unknown; a plan has events_limit and retention_days",
        ),
        ("[plans.free]\nevents_limit = -1", "plans.free.events_limit should be an integer from 0 to"),
        ("[plans.free]\nevents_limit = true", "plans.free.events_limit should be"),
        ("[plans.free]\nevents_limit = 1.0", "plans.free.events_limit should be"),
        ("[plans.free]\nevents_limit = 9007199254740991", 'to 9,007,199,254,740,990, or "unlimited"'),
        ("[plans.free]\nretention_days = 0", 'should be an integer from 1 to 36,499, or "forever"'),
        ("[plans.free]\nretention_days = 36500", "plans.free.retention_days should be"),
        ('[plans.free]\nretention_days = "unlimited"', "plans.free.retention_days should be"),
        ('[plans.""]', "a name has 1 to 64"),
        ('[plans."a b"]', "plans.a b: a name has"),
        ("[plans]\nfree = 3", "plans.free should be a table: [plans.free]"),
        ('default = "gold"', "default should be one of free, starter, growth, not 'gold'"),
        ("default = 3", "default should be one of"),
        ("[plans.free", "at the end of a table declaration"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, invoke: Invoke, text: str, words: str) -> None:
    path = tmp_path / "plans.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlansFileError) as error:
        read_plans(str(path))
    assert str(error.value).startswith(f"{path}: ")
    assert words in str(error.value)
    for command in (["serve"], ["keys", "create", "--account", "a"], ["accounts", "list"]):
        result = invoke(*command, "--plans", str(path))
        assert result.exit_code == 2
        assert "'--plans'" in result.stderr
    assert list(tmp_path.iterdir()) == [path], "nothing was made"


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlansFileError, match=r"nowhere.toml: No such file or directory"):
        read_plans(str(tmp_path / "nowhere.toml"))
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(PlansFileError, match="utf-8"):
        read_plans(str(tmp_path / "binary"))


def test_servers_keep_to_their_file_and_to_a_change_of_plan(store_url: str, file: Path) -> None:
    def run(*arguments: str) -> click.testing.Result:
        return click.testing.CliRunner().invoke(
            main, [*arguments, "--store", store_url, "--plans", str(file)], catch_exceptions=False
        )

    headers = {"Authorization": f"Bearer {run('keys', 'create', '--account', 'acme').stdout.strip()}"}
    with server_process(store_url, "--plans", str(file)) as (_, url), httpx.Client(headers=headers) as client:
        usage = client.get(f"{url}/usage").json()
        assert usage.pop("account")
        assert usage == {
            "plan": "team",
            "events_this_month": 0,
            "events_limit": 2,
            "retention_days": 36_500,
        }
        statuses = [client.post(f"{url}/events", json=MINIMAL).status_code for _ in range(3)]
        assert statuses == [201, 201, 429]
        assert run("accounts", "set-plan", "acme", "growth").exit_code == 0
        assert client.post(f"{url}/events", json=MINIMAL).status_code == 201
        usage = client.get(f"{url}/usage").json()
        assert (usage["plan"], usage["events_this_month"], usage["events_limit"]) == ("growth", 3, 2**53 - 1)


def test_processes_fill_a_quota_to_the_last_event_and_not_beyond(store_url: str, tmp_path: Path) -> None:
    """Single events, batches that cross the limit, and events that are sent again, through two servers."""
    path = tmp_path / "plans.toml"
    path.write_text("[plans.growth]\nevents_limit = 100", "utf-8")
    headers = {"Authorization": f"Bearer {a_key(store_url)}"}
    same = [event(id=new_id()) for _ in range(10)]

    def work(url: str) -> int:
        stored = 0
        with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
            for turn in range(6):
                sent = [*same[turn : turn + 2], *([MINIMAL] * 5)]
                results = client.post("/events/batch", json={"events": sent}).json()["results"]
                assert {each["status"] for each in results} <= {201, 429}
                stored += sum(each["status"] == 201 for each in results[2:])
                answer = client.post("/events", json=MINIMAL)
                stored += answer.status_code == 201
                assert answer.status_code == 201 or answer.json()["code"] == "quota_exceeded"
        return stored

    with (
        server_process(store_url, "--plans", str(path)) as (_, one),
        server_process(store_url, "--plans", str(path)) as (_, other),
        ThreadPoolExecutor(6) as pool,
    ):
        stored = sum(pool.map(work, [one, other] * 3))
        usage = [httpx.get(f"{url}/usage", headers=headers).json() for url in (one, other)]
        total = httpx.get(f"{one}/events", headers=headers).json()["total"]
    ids = [each.id for each in stored_in(store_url)]
    assert [each["events_this_month"] for each in usage] == [100, 100]
    assert total == len(ids) == len(set(ids)) == 100
    assert stored == 100 - len(set(ids) & {each["id"] for each in same})


def test_a_plan_that_is_not_defined_costs_nobody_an_event(store_url: str, file: Path) -> None:
    made = click.testing.CliRunner().invoke(
        main, ["keys", "create", "--account", "a", "--store", store_url, "--plans", str(file)]
    )
    with serving(store_url) as url:
        client = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {made.stdout.strip()}"})
        with client:
            assert [client.post("/events", json=MINIMAL).status_code for _ in range(3)] == [201] * 3
            usage = client.get("/usage").json()
    assert usage.pop("account")
    assert usage == {
        "plan": "team",
        "events_this_month": 3,
        "events_limit": 2**53 - 1,
        "retention_days": 36_500,
    }
