"""Every property of an event comes back, every parameter has an effect: on each engine, each way in and out.

All of it is derived from the contract. A property or parameter that is added to `openapi.yaml` is tested
without a change to this file, and a failure names it.
"""

import csv
import io
import itertools
import json
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import Cli
from cli.conftest import events as lines
from conftest import ServedLedger, serving
from contract.examples import (
    EACH,
    Json,
    Property,
    at,
    event,
    only,
    optional_part,
    parameter_values,
    properties,
    replaced,
    required,
    resolved,
    spoken,
    texts,
)
from server.postgres import private_server

from auditledge import AuditLedge, contract
from auditledge.errors import BadRequestError, ConflictError, ValidationError

PROPERTIES = list(properties())
OPTIONAL = [path for path in PROPERTIES if not required(path)]
CONTENT = [path for path in PROPERTIES if path != ("id",)]
COLUMNS = list(properties(arrays=False))

QUERIES = {
    name: {each.name: each for each in operation.parameters.values() if each.location == "query"}
    for name, operation in contract.OPERATIONS.items()
    if any(each.location == "query" for each in operation.parameters.values())
}
FILTERS = sorted(set.intersection(*(set(QUERIES[name]) for name in QUERIES)))
"""The parameters that every search has."""

ALL_OF_THE_STREAM: Json = {"after": "beginning", "follow": False}


def stream(client: AuditLedge, *, after: str, follow: bool, **filters: Any) -> list[Json]:
    """What a tail yields. With `follow`, another event is stored while it waits."""
    with client.tail(filters, after=after, follow=follow) as tail:
        if not follow:
            return list(tail)
        found = [next(tail)]
        late = client.log(event(BETWEEN))["event"]
        while found[-1]["id"] != late["id"]:
            found.append(next(tail))
        return found


def count(client: AuditLedge, *, by: str, **given: Any) -> Any:
    """Counts by a field, or by time if something is given that goes with that alone."""
    of_time = {"interval", "timezone", "split"} & given.keys()
    filters = {name: given.pop(name) for name in FILTERS if name in given}
    return client.count(filters, by="time" if of_time else by, **given)


def facets(client: AuditLedge, *, by: str, limit: int | None = None, **filters: Any) -> Any:
    return client.facets(filters, by=by.split(","), limit=limit)


def export_csv(client: AuditLedge, **given: Any) -> str:
    """The CSV of the operation that has no other format. The SDK's `export` uses the one that has both."""
    found = client.low_level.get_httpx_client().get("/events/export.csv", params=given)
    if found.status_code == 400:
        raise BadRequestError(found.text)
    return found.text


CALLS: dict[str, tuple[Callable[..., Any], Json]] = {
    "listEvents": (lambda client, **given: client.query(given), {}),
    "exportEvents": (lambda client, **given: client.export(given), {}),
    "exportEventsCsv": (export_csv, {}),
    "streamEvents": (stream, ALL_OF_THE_STREAM),
    "countEvents": (count, {"by": "action"}),
    "countFacets": (facets, {"by": "action"}),
}
"""How the SDK calls each operation that has query parameters, and those without which it returns nothing."""

VALUES: dict[str, list[Any]] = {"by": ["actor_id"], "timezone": ["Asia/Tokyo"]}
"""Values of parameters that no event has."""

LOG_OPTIONS = {
    ("actor", "id"): "--actor",
    ("organization_id",): "--org",
    ("action",): None,
    ("resource", "type"): None,
    ("resource", "id"): "--resource",
    ("metadata",): "--metadata",
    ("changes",): "--change",
    ("targets",): "--target",
    ("context", "ip"): "--ip",
    ("context", "user_agent"): "--user-agent",
    ("context", "request_id"): "--request-id",
    ("context", "trace_id"): "--trace-id",
    ("context", "session_id"): "--session-id",
    ("context", "location"): "--location",
}
"""The options of `auditledge log` that are not called like their property; None: given with another one."""

FILTER_OPTIONS = {
    "actor_id": "--actor",
    "organization_id": "--org",
    "resource_type": "--resource",
    "resource_id": "--resource",
    "start_date": "--since",
    "end_date": "--until",
    "q": "--where",
}
"""The options of `auditledge query`, `export` and `tail` that are not called like their parameter."""

SEARCH_OPTIONS = {
    "format": "--output csv",
    "after": "--resume",  # of an export into a file
    "follow": "",  # `tail` follows
}
"""The same for parameters that are no filters."""

EXCLUSIVE = {"end_before"}
"""The filters that match every event except those that hold the value."""

NO_OPTION = {
    ("export", "after"),  # --resume takes it from the file
    ("tail", "after"),  # --position takes it from a file
    ("tail", "follow"),
}
"""The parameters for which a command has no option of the same name."""

FIRST, BETWEEN, LAST = 0, 5, 8  # no two of them have the same outcome
"""Variants of an event, in the order of their times."""

_accounts = itertools.count(1)


class Place:
    """A ledger and a separate account there."""

    def __init__(self, url: str, key: str) -> None:
        self.cli = Cli({"AUDITLEDGE_BASE_URL": url, "AUDITLEDGE_API_KEY": key})

    @property
    def client(self) -> AuditLedge:
        return self.cli.client


NewPlace = Callable[[], Place]


@pytest.fixture(scope="module", params=["sqlite", "postgresql", "embedded"])
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewPlace]:
    """Makes accounts on a served ledger of each engine, and ledgers that are embedded."""
    folder: Path = tmp_path_factory.mktemp("coverage")
    if request.param == "embedded":
        yield lambda: Place(f"sqlite:///{folder}/{next(_accounts)}.db", "any")
    elif request.param == "sqlite":
        yield from _served(f"sqlite:///{folder}/ledger.db")
    else:
        with private_server() as server, server.database() as store_url:
            yield from _served(store_url)


def _served(store_url: str) -> Iterator[NewPlace]:
    with serving(store_url) as url:
        ledger = ServedLedger(url, store_url)
        yield lambda: Place(url, ledger.new_key(f"account-{next(_accounts)}"))


@pytest.fixture
def place(new_place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    return new_place()


def samples() -> list[Json]:
    """Events with every property, with texts of every length, and with each optional property alone."""
    alone = [{**only(event(2), path), "id": contract.new_id("evt")} for path in OPTIONAL]
    return [event(0), event(1), event(2, prefix="="), event(3, longest=True), *alone]


def check(sent: Json, received: Any, way: str) -> None:
    """Raise unless every property that was sent is received."""
    for path in PROPERTIES:
        value, returned = at(sent, path), at(received, path)
        assert value is None or value == returned, (
            f"{way} loses {spoken(path)}: {value!r} became {returned!r}"
        )


def check_all(sent: list[Json], received: Any, way: str) -> None:
    found = {each["id"]: each for each in received}
    for each in sent:
        check(each, found.get(each["id"]), way)


class TestProperties:
    def test_the_sdk_returns_each(self, place: Place) -> None:
        logged, *batch = samples()
        sent = [logged, *batch]
        with place.client as client:
            check(logged, client.log(logged)["event"], "log")
            assert all(each["success"] for each in client.log_many(batch))
            for each in sent:
                check(each, client.get(each["id"]), "get")
            check_all(sent, client.query({"limit": 1_000})["events"], "query")
            check_all(sent, client.iter_events(), "iter_events")
            check_all(sent, client.export(), "export")
            check_all(sent, client.export_stream(), "export_stream")
            check_all(sent, stream(client, **ALL_OF_THE_STREAM), "tail")

    def test_another_value_under_the_same_id_is_a_conflict(self, place: Place) -> None:
        sent, other = event(0), event(1)
        with place.client as client:
            stored = client.log(sent)["event"]
            for path in CONTENT:
                changed = [
                    replaced(sent, path, other),
                    *([_without(sent, part)] if (part := optional_part(path)) else []),
                ]
                for each in changed:
                    assert refused(client, each), f"{spoken(path)} is ignored when an id is sent again"
            assert client.log(sent)["event"] == stored

    def test_csv_has_a_column_of_each(self, place: Place) -> None:
        sent = samples()
        with place.client as client:
            client.log_many(sent)
            text = client.export({"format": "csv", "csv_raw": True})
        check_rows(sent, text, "the CSV export", "_".join)

    def test_the_command_line_sends_each(self, place: Place) -> None:
        for sent in (event(0), event(1)):
            place.cli("log", *log_arguments(sent))
            place.cli("log", "--file", "-", stdin=json.dumps(again := {**sent, "id": contract.new_id("evt")}))
            with place.client as client:
                check(sent, client.get(sent["id"]), f"auditledge log {log_arguments(sent)}")
                check(again, client.get(again["id"]), "auditledge log --file")

    def test_the_command_line_shows_each(self, place: Place) -> None:
        sent = samples()
        with place.client as client:
            client.log_many(sent)
        check(sent[0], json.loads(place.cli("get", sent[0]["id"], "-o", "json").stdout), "auditledge get")
        check_all(sent, lines(place.cli("query", "--all", "-o", "jsonl").stdout), "auditledge query")
        check_all(sent, lines(place.cli("export").stdout), "auditledge export")
        table = place.cli("get", sent[0]["id"], "-o", "table").stdout
        hidden = [
            spoken(path) for path in COLUMNS if not all(map(table.__contains__, texts(at(sent[0], path))))
        ]
        assert not hidden, f"auditledge get -o table hides {', '.join(hidden)}:\n{table}"
        # Without the texts that CSV guards against spreadsheets.
        free = [each for each in sent if not any(text.startswith("=") for text in texts(each))]
        written = place.cli("query", "--all", "-o", "csv").stdout
        check_rows(free, written, "auditledge query -o csv", "_".join)
        fields = ",".join(map(spoken, COLUMNS))
        written = place.cli("query", "--all", "-o", "csv", "--fields", fields).stdout
        check_rows(free, written, "auditledge query --fields", spoken)

    @pytest.mark.parametrize("name", ["events.jsonl", "events.json", "events.csv"])
    def test_an_import_restores_each_from_an_export(
        self, name: str, place: Place, new_place: NewPlace
    ) -> None:
        sent = samples()
        with place.client as client:
            client.log_many(sent)
        place.cli("export", name)
        other = new_place()
        other.cli("import", name)
        with other.client as client:
            check_all(sent, client.iter_events(), f"auditledge import {name}")


class Varied:
    """An account whose events differ from one another in one property each."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.client = place.client
        whole, other = event(FIRST), event(LAST)
        self.sent = [whole, event(FIRST, prefix="=")]
        self.sent += [{**replaced(whole, path, other), "id": contract.new_id("evt")} for path in CONTENT]
        assert all(each["success"] for each in self.client.log_many(self.sent))
        self._pool = [text for path in CONTENT for each in (other, whole) for text in texts(at(each, path))]
        self._named = {"_".join(path): [at(other, path), at(whole, path)] for path in PROPERTIES}
        self._tokens = list(self._harvest())

    def candidates(self, parameter: contract.Parameter) -> Iterator[Any]:
        """Values that may have an effect: those of the property of this name, or else of any."""
        schema = resolved(parameter.schema)
        named = VALUES.get(parameter.name) or self._named.get(parameter.name)
        for each in parameter_values(schema) or named or [*self._pool, *self._tokens]:
            problems: list[contract.Problem] = []
            parameter.check.clean_member(each, parameter.name, problems)
            if not problems:
                yield each

    def holders(self, value: str) -> set[str]:
        """The ids of the events that hold a text."""
        return {each["id"] for each in self.sent if value in texts(each)}

    def matches(self, name: str, value: str) -> set[str]:
        """The ids of the events that a filter must match."""
        holders = self.holders(value)
        return ids(self.client.iter_events()) - holders if name in EXCLUSIVE else holders

    def _harvest(self) -> Iterator[str]:
        """Ids, cursors and resume tokens."""
        yield from (each["id"] for each in self.sent)
        yield str(self.client.query({"limit": 1})["next_cursor"])
        with self.client.tail(**ALL_OF_THE_STREAM) as tail:
            next(tail)
            yield str(tail.resume_token)


@pytest.fixture(scope="module")
def varied(new_place: NewPlace) -> Iterator[Varied]:
    made = Varied(new_place())
    with made.client:
        yield made


class TestParameters:
    def test_each_operation_is_called_here(self) -> None:
        assert set(QUERIES) == set(CALLS), "add how the SDK calls it to CALLS"
        assert set(FILTERS) == set(contract.FILTERS), "an operation lacks a filter"

    @pytest.mark.parametrize(
        ("operation", "name"), [(operation, name) for operation in QUERIES for name in QUERIES[operation]]
    )
    def test_each_has_an_effect(self, operation: str, name: str, varied: Varied) -> None:
        call, needed = CALLS[operation]
        others = [each for each in QUERIES[operation].values() if "enum" in each.schema and each.name != name]
        beside = [{}, *({each.name: value} for each in others for value in each.schema["enum"])]
        for more in beside:
            without = call(varied.client, **needed | more)
            for value in varied.candidates(QUERIES[operation][name]):
                try:
                    if call(varied.client, **needed | more | {name: value}) != without:
                        return
                except (BadRequestError, ValidationError):
                    continue  # a token of another operation, or a date after the other one
        pytest.fail(f"{operation}: no value of {name} has an effect: it is ignored")

    @pytest.mark.parametrize("name", FILTERS)
    def test_each_filter_matches_the_events_that_hold_its_value(self, name: str, varied: Varied) -> None:
        def by_cli(command: str, *more: str) -> Callable[[str], set[str]]:
            def run(value: str) -> set[str]:
                written = varied.place.cli(command, *filter_arguments(name, value, varied), *more).stdout
                return {each["id"] for each in lines(written)}

            return run

        ways: dict[str, Callable[[str], set[str]]] = {
            "query": lambda value: ids(varied.client.query({name: value, "limit": 1_000})["events"]),
            "iter_events": lambda value: ids(varied.client.iter_events({name: value})),
            "export": lambda value: ids(varied.client.export({name: value})),
            "export as CSV": lambda value: csv_ids(varied.client.export({name: value, "format": "csv"})),
            "export.csv": lambda value: csv_ids(export_csv(varied.client, **{name: value})),
            "tail": lambda value: ids(stream(varied.client, **ALL_OF_THE_STREAM, **{name: value})),
            "auditledge query": by_cli("query", "--all", "-o", "jsonl"),
            "auditledge export": by_cli("export"),
        }
        for way, found in ways.items():
            assert effective(name, found, varied), f"{way}: {name} matches nothing, or everything"

    def test_auditledge_tail_has_each_filter(self, varied: Varied) -> None:
        running = {}
        for name in FILTERS:
            value = effective(name, lambda value, name=name: _found(varied, name, value), varied)
            assert value is not None, name
            arguments = ("tail", "-n", "1000", *filter_arguments(name, value, varied))
            running[name] = varied.matches(name, value), varied.place.cli.spawn(*arguments)
        for name, (wanted, process) in running.items():
            overdue = threading.Timer(60, process.kill)  # else a missing event would be waited for
            overdue.start()
            shown = {json.loads(process.stdout.readline() or "{}").get("id") for _ in wanted}
            overdue.cancel()
            process.send_signal(signal.SIGINT)
            rest, problem = process.communicate()
            assert shown == wanted, f"auditledge tail: {name}: {problem!r}"
            assert (rest, process.returncode) == (b"", 0), f"auditledge tail: {name}: {problem!r}"

    @pytest.mark.parametrize(
        ("command", "operation"),
        [("query", "listEvents"), ("export", "exportEvents"), ("tail", "streamEvents")],
    )
    def test_the_command_line_has_an_option_for_each(self, command: str, operation: str) -> None:
        listed = Cli({})(command, "--help").stdout
        for name in QUERIES[operation]:
            option = ({**FILTER_OPTIONS, **SEARCH_OPTIONS}).get(name, option_of(name)).partition(" ")[0]
            if command == "tail" and name == "after":
                option = "--position"
            assert option in listed, f"auditledge {command} has no {option} for {name}"
            if (command, name) not in NO_OPTION:
                assert f"{option_of(name)} " in listed, f"auditledge {command} has no {option_of(name)}"


def _found(varied: Varied, name: str, value: str) -> set[str]:
    return ids(varied.client.iter_events({name: value}))


def effective(name: str, found: Callable[[str], set[str]], varied: Varied) -> str | None:
    """A value of a filter that matches the events that it must, and no other; None if there is none."""
    for value in varied.candidates(QUERIES["listEvents"][name]):
        if found(value) == varied.matches(name, value) and varied.holders(value) not in (
            set(),
            ids(varied.sent),
        ):
            return str(value)
    return None


def option_of(name: str) -> str:
    return "--" + name.replace("_", "-")


def log_arguments(sent: Json) -> list[str]:
    """The arguments of `auditledge log` for an event."""
    given = [str(sent["action"])]
    for path in COLUMNS:
        option = LOG_OPTIONS.get(path, option_of("-".join(path)))
        value = at(sent, path)
        if path == ("resource", "id"):
            value = f"{sent['resource']['type']}:{value}"
        if path in {("metadata",), ("changes",)}:
            given += [part for key in value for part in (option, f"{key}:={json.dumps(value[key])}")]
        elif path == ("targets",):
            given += [part for each in value for part in (option, json.dumps(each))]
        elif option is not None:
            given += [option, value if isinstance(value, str) else json.dumps(value)]
    return given


def filter_arguments(name: str, value: str, varied: Varied) -> list[str]:
    """The arguments of a command for a filter."""
    if name == "resource_id":
        value = f"{varied.sent[0]['resource']['type']}:{value}"
    return [FILTER_OPTIONS.get(name, option_of(name)), value]


def check_rows(sent: list[Json], text: str, way: str, heading_of: Callable[[Property], str]) -> None:
    """Raise unless a CSV has a column for each property, with the value that was sent."""
    rows = list(csv.DictReader(io.StringIO(text)))
    missing = {heading_of(path) for path in COLUMNS} - set(rows[0])
    assert not missing, f"{way} has no column {', '.join(sorted(missing))}"
    found = {row["id"]: row for row in rows}
    for each in sent:
        for path in COLUMNS:
            value, cell = at(each, path), found[each["id"]][heading_of(path)]
            if value is not None:
                same = cell == value if isinstance(value, str) else json.loads(cell) == value
                assert same, f"{way} loses {spoken(path)}: {value!r} became {cell!r}"


def refused(client: AuditLedge, sent: Json) -> bool:
    """Whether an event conflicts with the one that is stored under its id."""
    try:
        client.log(sent)
    except ConflictError:
        return True
    return False


def ids(events: Any) -> set[str]:
    return {each["id"] for each in events}


def csv_ids(text: Any) -> set[str]:
    return ids(csv.DictReader(io.StringIO(text)))


def _without(whole: Json, path: Property) -> Json:
    """The event without a property."""
    *parents, name = path
    changed = replaced(whole, (path[0],), event(0)) if len(path) > 1 else dict(whole)
    changed = json.loads(json.dumps(changed))
    inside = [changed]
    for parent in parents:
        inside = [item for each in inside for item in (each if parent == EACH else [each[parent]])]
    for each in inside:
        del each[name]
    return changed
