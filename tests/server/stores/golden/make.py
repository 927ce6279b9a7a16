"""Make golden ledgers: the tables of a version, and what the ledger responded then.

    .venv/bin/python tests/server/stores/golden/make.py sqlite
    .venv/bin/python tests/server/stores/golden/make.py postgresql
    .venv/bin/python tests/server/stores/golden/make.py sqlite --code FOLDER

Each makes `sqlite-N.sql` or `postgresql-N.sql`, where N is the version of the tables that the code has, and a
`.json` next to it. FOLDER is a checkout of earlier code. A golden ledger is never made again: a change of the
tables is a new version, and gets one of its own.
"""

import argparse
import contextlib
import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent
REPO = HERE.parents[3]
MAIN = "from auditledge.cli import main; main()"
# A small segment, so that a small ledger has some; versions that know none have nothing to seal.
SEAL = """
import inspect, sys, time
try:
    from auditledge.server.stores.urls import open_store
except ImportError:
    from auditledge.server.stores import open_store  # as earlier code has it
store = open_store(sys.argv[1])
store.close()
if "segment_events" in inspect.signature(type(store)).parameters:
    store = type(store)(sys.argv[2], segment_events=64)
    compactor = getattr(store, "_compactor", None) or store._sealer
    if hasattr(compactor, "ripe"):
        while compactor.ripe(store._writer):
            time.sleep(0.01)
    else:
        for account in map(int, sys.argv[3:]):
            while compactor.step(account):
                pass
    store.close()
"""
# Events with every member, in an account without a key. Prints them, unless the code doesn't know them.
MEMBERS = """
import itertools, json, sys
from auditledge.server.stores import models
from auditledge.server.stores.urls import open_store
if not hasattr(models, "OUTCOMES"):
    sys.exit()
texts = [None, "a", "", "\\u00df\\u2028"]
members = {
    "on_behalf_of": [None, models.Actor("u1", None, None, None), models.Actor("u1", "Ann", "a@b.c", "user")],
    "outcome": [None, *models.OUTCOMES],
    "changes": [None, '{"name":{"before":null,"after":1.0}}', '{"name":{}}'],
    "reason": texts,
    "context": [models.EventContext(*texts[n:], *texts[:n]) for n in range(len(texts))],
    "targets": [(), (models.Resource("doc", "d1"),), (models.Resource("doc", "d1", "x"),) * 3],
    "source_id": texts[1:],
}
events = [
    models.Event(
        f"evt_01a00000-0000-7000-9000-{n:012x}", n, n % 7, n, None,
        models.Actor("u", None, None, texts[n % 2]), models.EventKind("a.b", "t"), "r", None, "{}",
        **{name: some[n // (i + 1) % len(some)] for i, (name, some) in enumerate(members.items())},
    )
    for n in range(1, 81)
]
events[5] = models.Event(*events[5][:10])
store = open_store(sys.argv[1])
account = store.ensure_account("members", "growth")
with store.writing() as transaction:
    transaction.append_events(account, events, 0)
store.close()
print(json.dumps({"account": account, "events": [event._asdict() for event in events]}))
"""
LONG = 2_500
PAGES = (
    "/events?limit=1000",
    "/events?limit=7&order=asc",
    "/events?limit=5&offset=11",
    "/events?organization_id=org_1",
    "/events?actor_id=user_2&order=asc",
    "/events?actor_name=STRASSE",
    "/events?actor_email=u3@example.com",
    "/events?action=INVOICE",
    "/events?resource_type=user",
    "/events?resource_id=r_4",
    "/events?search=paid",
    "/events?start_date=2026-11-03T00:00:00Z&end_date=2026-11-09T00:00:00Z&limit=9",
    "/events/export?format=json",
    "/events/export?format=csv&order=asc",
    "/events/evt_01a00000-0000-7000-8000-000000000005",
)


def sent(number: int) -> dict[str, Any]:
    """One of the events: they differ in everything that tables keep apart."""
    actor: dict[str, Any] = {"id": f"user_{number % 5}"}
    if number % 4:
        actor["name"] = ("Ada", "Weiße Straße", "ΑΛΦΑ", "Grace")[number % 4] + f" {number % 7}"
    if number % 3 == 0:
        actor["email"] = f"u{number % 6}@example.com"
    resource = {"type": ("invoice", "user", "Übung")[number % 3], "id": f"r_{number % 9}"}
    if number % 2:
        resource["name"] = f"Resource #{number}"
    made: dict[str, Any] = {
        # Every tenth id is of a time that has no partition.
        "id": f"evt_{'00' if number % 10 == 9 else '01'}a00000-0000-7000-8000-{number:012x}",
        "actor": actor,
        "action": ("invoice.paid", "invoice.deleted", "user.İnvited")[number % 3],
        "resource": resource,
        "timestamp": f"2026-11-{1 + number % 15:02}T10:{number % 60:02}:00.{number:06}Z",
    }
    if number % 5:
        made["organization_id"] = f"org_{number % 4}"
    if number % 2 == 0:
        made["metadata"] = {
            "number": number,
            "big": 2**63,
            "text": "a\u0000\u2028'\"\\;--",
            "list": [None, 1.5],
        }
    return made


class Code:
    """The ledger as a checkout has it, in processes of its own."""

    def __init__(self, folder: Path, store: str) -> None:
        self._environment: dict[str, Any] = {"cwd": folder, "env": {**os.environ, "PYTHONPATH": str(folder)}}
        self._store = store

    def key(self, *options: str) -> str:
        return self._run("-c", MAIN, "keys", "create", "--store", self._store, *options).strip()

    def revoke(self, key: str) -> None:
        self._run("-c", MAIN, "keys", "revoke", "--store", self._store, key)

    def store_members(self) -> Any:
        """Store events with every member; returns these and their account, or None if the code can't."""
        return json.loads(self._run("-c", MEMBERS, self._store) or "null")

    def seal(self, place: str, facts: Any) -> None:
        """Seal what is in the store, which opens with its URL or, on SQLite, its path."""
        accounts = [1, 2, *([facts["members"]["account"]] if "members" in facts else [])]
        self._run("-c", SEAL, self._store, place, *map(str, accounts))

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        command = [sys.executable, "-c", MAIN, "serve", "--store", self._store, "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **self._environment) as process:
            assert process.stderr is not None
            try:
                yield process.stderr.readline().split()[-1]
            finally:
                process.terminate()

    def _run(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, check=True, text=True, stdout=subprocess.PIPE, **self._environment
        ).stdout


def fill(code: Code) -> dict[str, Any]:
    """Keys and events; what a test has to know of them."""
    key, other = code.key("--account", "acme"), code.key("--account", "Über", "--plan", "starter")
    bound = code.key("--account", "acme", "--organization", "org_1", "--bound", "--scope", "read")
    revoked = code.key("--account", "acme")
    code.revoke(revoked)
    with code.serving() as base:
        for who, numbers in ((key, range(96)), (other, range(90, 99))):
            with client(base, who) as asking:
                for n in numbers:
                    asking.post("/events", json=sent(n)).raise_for_status()
    facts = {"keys": {"acme": key, "other": other, "bound": bound}, "revoked": revoked}
    members = code.store_members()
    return facts | ({"members": members} if members else {})


def cursors(base: str, keys: dict[str, str]) -> dict[str, str]:
    """The cursor of a page for every key that has more, as this version encodes it."""
    found: dict[str, str] = {}
    for name, key in keys.items():
        with client(base, key) as asking:
            if cursor := asking.get(PAGES[1]).json()["next_cursor"]:
                found[name] = cursor
    return found


def responses(base: str, keys: dict[str, str]) -> dict[str, dict[str, str]]:
    """The response to each of the requests, and to one with a cursor, for every key.

    Exports in CSV are raw: which cells are guarded against spreadsheets has changed between versions.
    """
    found: dict[str, dict[str, str]] = {}
    for name, key in keys.items():
        with client(base, key) as asking:
            cursor = asking.get(PAGES[1]).json()["next_cursor"]
            pages = [*PAGES, f"{PAGES[1]}&cursor={cursor}"] if cursor else PAGES
            found[name] = {
                page: shortened(asking.get(page.replace("=csv", "=csv&csv_raw=true"))) for page in pages
            }
    return found


FIRST_COLUMNS = 12


def shortened(response: httpx.Response) -> str:
    """The body of a response, or its digest if it is long; of an error, which has an id, only the status."""
    if not response.is_success:
        return str(response.status_code)
    text = (
        response.text
        if response.headers["content-type"] == "application/json"
        else first_columns(response.text)
    )
    # Earlier versions put no apostrophe before a formula inside the metadata of a CSV export.
    text = text.replace(";'--", ";--")
    if response.url.path.endswith("/events"):  # earlier versions had no `prev_cursor`
        text = re.sub(r',"prev_cursor":(null|"[^"]*")', "", text)
    if response.url.path.endswith("/usage"):  # earlier versions sent no `account`
        text = re.sub(r',"account":"acct_[0-9a-f]+"', "", text)
    return text if len(text) < LONG else sha256(text.encode()).hexdigest()


def first_columns(text: str) -> str:
    """CSV with the columns that every version has; later versions add more at the end."""
    kept = io.StringIO()
    csv.writer(kept).writerows(row[:FIRST_COLUMNS] for row in csv.reader(io.StringIO(text, newline="")))
    return kept.getvalue()


def client(base: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=base, headers={"Authorization": f"Bearer {key}"}, timeout=30)


def make_sqlite(folder: Path) -> tuple[str, str, dict[str, Any]]:
    """The name of the golden ledger, its dump, and the facts about it."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        code = Code(folder, f"sqlite:///{path}")
        facts = fill(code)
        code.seal(str(path), facts)
        with code.serving() as base:
            facts["cursors"] = cursors(base, facts["keys"])
            facts["answers"] = responses(base, facts["keys"])
        with contextlib.closing(sqlite3.connect(path)) as connection:
            head = {
                pragma: connection.execute(f"PRAGMA {pragma}").fetchone()[0]
                for pragma in ("application_id", "user_version")
            }
            lines = [f"PRAGMA {pragma} = {value};" for pragma, value in head.items()]
            return f"sqlite-{head['user_version']}", "\n".join([*lines, *connection.iterdump()]), facts


def make_postgresql(folder: Path) -> tuple[str, str, dict[str, Any]]:
    """The name of the golden ledger, its dump, and the facts about it."""
    sys.path[:0] = [str(REPO / "tests"), str(REPO)]
    from server.postgres import private_server

    with private_server() as server, server.database() as url:
        code = Code(folder, url)
        facts = fill(code)
        code.seal(url, facts)
        with code.serving() as base:
            facts["cursors"] = cursors(base, facts["keys"])
            facts["answers"] = responses(base, facts["keys"])
        with server.admin(url) as admin:
            ((version,),) = admin.execute("SELECT version FROM auditledge.ledger").fetchall()
        return f"postgresql-{version}", server.dump(url), facts


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the golden ledger of a version of the tables.")
    parser.add_argument("engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--code", type=Path, default=REPO, help="checkout of the code that makes it")
    chosen = parser.parse_args()
    make = make_sqlite if chosen.engine == "sqlite" else make_postgresql
    name, dump, facts = make(chosen.code.absolute())
    if (HERE / f"{name}.sql").exists():
        parser.error(f"{name}.sql exists: a version that was released stays as it is")
    (HERE / f"{name}.sql").write_text(dump + "\n", "utf-8")
    (HERE / f"{name}.json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{name}: {len(dump) >> 10} KiB\n")


if __name__ == "__main__":
    main()
