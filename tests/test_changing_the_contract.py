"""docs/changing-the-contract.md, performed on a copy of the repository: its blocks are what is applied."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from auditledge_openapi.api.events import get_event
from conformance.python_clients import PlainHTTP
from conformance.runner import Mismatch, play
from conformance.servers import Stage, _served, staged
from conformance.suite import load
from conftest import ServedLedger, serving
from server.postgres import private_server

from auditledge import AuditLedge

REPO = Path(__file__).parents[1]
PAGE = (REPO / "docs" / "changing-the-contract.md").read_text("utf-8")
COPIED = ("auditledge", "generated", "tools")
RECEIVED_AT = """
        received_at:
          type: string
          format: date-time
          description: When it was stored, in UTC.
"""
ACTOR = """
        actor:
          $ref: '#/components/schemas/ActorInput'
"""
SESSION_ID = """
        session_id:
          type: string
          description: Session that the actor was in.
"""
EVENT = {
    "actor": {"id": "user_1"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_1"},
}
NEW_CLIENT = f"""
import json, sys
from auditledge import AuditLedge
from auditledge_openapi.api.events import get_event
from auditledge_openapi.types import Unset

with AuditLedge(sys.argv[1], sys.argv[2]) as client:
    event = client.log({EVENT})["event"]
    typed = get_event.sync(event["id"], client=client.low_level)
    found = [client.get(event["id"]), *client.query()["events"], *client.export()]
    typed_sequence = None if isinstance(typed.sequence, Unset) else typed.sequence
print(json.dumps([event, typed_sequence, *found]))
"""


RETURNED, _, STORED = PAGE.partition("\n## A field that is stored and filtered\n")
LOG = ("log", "report.exported", "--actor=user_1", "--actor-department=Finance", "--resource=report:r1")


def blocks(language: str, text: str = RETURNED) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


LINTED, COMPARED, BROKEN, DRIFTED, UNEXPECTED = blocks("text")
CARELESS, CAREFUL = blocks("yaml")
(SERVER,) = blocks("diff")
INPUT, OUTPUT, PARAMETER = blocks("yaml", STORED)
REFUSALS, EDITS = blocks("text", STORED), blocks("diff", STORED)
assert blocks("shell", STORED) == [f"auditledge {' '.join(LOG)}\n"]


class Copy:
    """A copy of the repository, to change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(REPO / name, folder / name, ignore=ignored)
        for place in ("openapi.yaml", "tools/released/openapi.yaml"):  # as after a release
            shutil.copy(REPO / "openapi.yaml", folder / place)

    def add(self, field: str, behind: str = RECEIVED_AT) -> None:
        """Add a field to the contract, and raise its version."""
        self.replace("openapi.yaml", behind, f"{behind}{field.strip(chr(10))}\n")
        self.replace("openapi.yaml", "\n  version: 1.1.0\n", "\n  version: 1.2.0\n")

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{name} no longer has {old!r} once: bring the page up to date"
        path.write_text(text.replace(old, new), "utf-8")

    def apply(self, edit: str) -> None:
        """Make a change that the page shows, to the file that its first line names."""
        head, *lines = edit.splitlines()
        path = self.folder / head.removeprefix("+++ ")
        old, new = ("".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +"))
        if old:
            self.replace(str(path.relative_to(self.folder)), old, new)
        else:
            assert not path.exists(), f"{path.name} exists: bring the page up to date"
            path.write_text(new, "utf-8")

    def tool(self, name: str) -> tuple[int, str]:
        """The exit status of a tool, and what it prints."""
        done = self.python(f"tools/{name}.py")
        return done.returncode, done.stdout

    def python(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        path = os.pathsep.join([str(self.folder), str(self.folder / "generated")])
        command = [sys.executable, *arguments]
        environment = os.environ | {"PYTHONPATH": path} | variables
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The repository with the whole change made."""
    copy = Copy(tmp_path_factory.mktemp("changed"))
    copy.add(CAREFUL)
    assert copy.tool("generate") == (0, "")
    minus, plus = (re.findall(rf"^\{sign}(.*)$", SERVER, re.MULTILINE) for sign in "-+")
    copy.replace("auditledge/server/api/event_json.py", "\n".join(minus), "\n".join(plus))
    return copy


@pytest.fixture(scope="module")
def new_stage(changed: Copy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("new"), source=changed.folder) as stage:
        yield stage


@pytest.fixture(scope="module")
def old_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("old")) as stage:
        yield stage


def by_new_client(changed: Copy, stage: Stage) -> list[Any]:
    """What a client of the changed repository sees: an event, its typed sequence, the event as found."""
    done = changed.python("-c", NEW_CLIENT, stage.key("by-new-client"), stage.urls["ledger"])
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_a_careless_field_is_seen_by_our_rules(copy: Copy) -> None:
    copy.add(CARELESS)
    assert copy.tool("lint") == (1, LINTED)


def test_the_field_keeps_our_rules_and_breaks_nothing_but_has_to_be_generated(copy: Copy) -> None:
    copy.add(CAREFUL)
    status, _ = copy.tool("lint")
    assert status == 0
    assert copy.tool("compat") == (0, COMPARED)
    assert copy.tool("drift") == (1, DRIFTED)


def test_once_generated_everything_follows_from_the_contract(changed: Copy) -> None:
    status, _ = changed.tool("drift")
    assert status == 0
    assert "sequence: NotRequired[int]" in (changed.folder / "auditledge" / "types.py").read_text("utf-8")


def test_a_required_field_breaks_callers(copy: Copy) -> None:
    copy.add(SESSION_ID, behind=ACTOR)
    copy.replace(
        "openapi.yaml",
        "required: [actor, action, resource]",
        "required: [actor, action, resource, session_id]",
    )
    assert copy.tool("compat") == (1, BROKEN)


def test_the_conformance_suite_notices_the_new_member(new_stage: Stage) -> None:
    (case,) = (each for each in load() if each.name == "create: a minimal event is completed by the ledger")
    with ExitStack() as held, pytest.raises(Mismatch, match=re.escape(UNEXPECTED.strip())):
        play(case, PlainHTTP(held), new_stage.place())


def test_an_old_client_works_against_the_new_ledger(new_stage: Stage) -> None:
    with AuditLedge(new_stage.key("by-old-client"), new_stage.urls["ledger"]) as client:
        created = client.log(EVENT)["event"]
        typed = get_event.sync(created["id"], client=client.low_level)
        assert client.get(created["id"]) == created
        assert client.query()["events"] == [created]
        assert client.export() == [created]
        assert [each["success"] for each in client.log_many([EVENT])] == [True]
    assert created["sequence"] == 1  # type: ignore[typeddict-item]
    assert typed.additional_properties == {"sequence": 1}  # type: ignore[union-attr]


def test_a_new_client_works_against_the_old_ledger(changed: Copy, old_stage: Stage) -> None:
    created, typed_sequence, *found = by_new_client(changed, old_stage)
    assert "sequence" not in created
    assert typed_sequence is None
    assert found == [created] * 3


def test_a_new_client_works_against_the_new_ledger(changed: Copy, new_stage: Stage) -> None:
    created, typed_sequence, *found = by_new_client(changed, new_stage)
    assert created["sequence"] == typed_sequence == 1
    assert found == [created] * 3


def test_an_old_ledger_names_a_field_that_it_does_not_know(copy: Copy, old_stage: Stage) -> None:
    copy.add(SESSION_ID, behind=ACTOR)
    assert copy.tool("compat") == (0, COMPARED)
    assert copy.tool("generate") == (0, "")
    script = f"""
import sys
from auditledge import AuditLedge
from auditledge.errors import BadRequestError

with AuditLedge(sys.argv[1], sys.argv[2]) as client:
    client.log({EVENT})
    try:
        client.log({EVENT | {"session_id": "s"}})
    except BadRequestError as error:
        print(error.status, [problem.field for problem in error.problems])
"""
    done = copy.python("-c", script, old_stage.key("ahead"), old_stage.urls["ledger"])
    assert (done.stdout, done.stderr) == ("400 ['/session_id']\n", "")


def new_field_and_filter(copy: Copy) -> None:
    """Make the page's change of the contract, and generate."""
    copy.replace("openapi.yaml", "\n    ResourceInput:\n", f"\n{INPUT}    ResourceInput:\n")
    copy.replace("openapi.yaml", "\n    Resource:\n", f"\n{OUTPUT}    Resource:\n")
    copy.replace("openapi.yaml", "\n    Order:\n", f"\n{PARAMETER}    Order:\n")
    path = copy.folder / "openapi.yaml"
    end_date, new = (
        f"        - $ref: '#/components/parameters/{name}'\n" for name in ("EndDate", "ActorDepartment")
    )
    path.write_text(path.read_text("utf-8").replace(end_date, end_date + new), "utf-8")
    copy.replace("openapi.yaml", "\n  version: 1.1.0\n", "\n  version: 1.2.0\n")
    assert copy.tool("lint")[0] == 0
    assert copy.tool("compat") == (0, COMPARED)
    assert copy.tool("generate") == (0, "")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The repository with the field and the filter, after each refusal led to the change that the page shows.

    The ledger in `audit.db` was created before, and has an event.
    """
    copy = Copy(tmp_path_factory.mktemp("stored"))
    with AuditLedge("any", f"sqlite:///{copy.folder}/audit.db") as client:
        client.log(EVENT)
    new_field_and_filter(copy)
    for refusal, edit in zip(REFUSALS, EDITS, strict=False):
        done = copy.python("-m", "auditledge", *LOG, AUDITLEDGE_BASE_URL="sqlite:///audit.db")
        assert (done.returncode != 0, done.stderr) == (True, refusal)
        copy.apply(edit)
    (last,) = EDITS[len(REFUSALS) :]
    copy.apply(last)
    return copy


def test_the_field_is_stored_and_filtered_in_a_ledger_of_the_last_version(stored: Copy) -> None:
    def run(*arguments: str) -> Any:
        done = stored.python("-m", "auditledge", *arguments, AUDITLEDGE_BASE_URL="sqlite:///audit.db")
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    logged = json.loads(run(*LOG))
    assert logged["actor"] == {"id": "user_1", "department": "Finance"}
    found = [json.loads(line) for line in run("query", "--all", "-o", "jsonl").splitlines()]
    assert [event["actor"] for event in found] == [logged["actor"], {"id": "user_1"}]
    assert json.loads(run("query", "--actor-department", "Finance")) == logged
    assert run("query", "--actor-department", "Sales") == ""
    heading, *rows = run("query", "--all", "-o", "csv").splitlines()
    assert heading.endswith(",targets,actor_department,on_behalf_of_department")
    assert [row.split(",")[-2:] for row in rows] == [["Finance", ""], ["", ""]]


def test_it_is_stored_and_filtered_in_a_postgresql_ledger_of_the_last_version(stored: Copy) -> None:
    with private_server() as server, server.database() as store_url:
        with serving(store_url) as url:
            key = ServedLedger(url, store_url).new_key("before")
            with AuditLedge(key, url) as client:
                client.log(EVENT)
        with _served(store_url, stored.folder) as url:
            access = {"AUDITLEDGE_BASE_URL": url, "AUDITLEDGE_API_KEY": key}
            assert stored.python("-m", "auditledge", *LOG, **access).returncode == 0
            done = stored.python("-m", "auditledge", "query", "--actor-department", "Finance", **access)
            everything = stored.python("-m", "auditledge", "query", "--all", "-o", "jsonl", **access)
    assert json.loads(done.stdout)["actor"] == {"id": "user_1", "department": "Finance"}
    assert len(everything.stdout.splitlines()) == 2


@pytest.mark.timeout(600)
def test_what_is_derived_from_the_contract_covers_the_field_without_a_change(stored: Copy) -> None:
    for name in ("tests", "pyproject.toml"):
        source = REPO / name
        copied = shutil.copytree if source.is_dir() else shutil.copy
        copied(source, stored.folder / name)
    done = stored.python(
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_contract_coverage.py",
        "-k",
        "embedded",
        "-rA",
    )
    assert done.returncode == 0, done.stdout[-5_000:]
    assert "test_each_filter_matches_the_events_that_hold_its_value[embedded-actor_department]" in done.stdout


def test_the_page_counts_the_files(stored: Copy) -> None:
    shown = {edit.splitlines()[0].removeprefix("+++ ") for edit in EDITS}
    named = set(
        re.findall(
            r"`((?:tests|docs)/\S+\.(?:yaml|md)|CHANGELOG\.md)`", STORED.partition("name what is left")[2]
        )
    )
    assert len(shown | named | {"openapi.yaml"}) == 10
    assert "These are ten files by hand" in STORED
