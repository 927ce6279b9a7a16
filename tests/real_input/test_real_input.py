"""Events are recorded through the SDK, and every way to read them returns the same fields."""

import csv
import io
import json
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from examples.serving import Served

from auditledge import AuditLedge
from real_input.generator import generate
from real_input.oracle import COLUMNS, JSON_COLUMNS, Event, exact, expected, guarded, row_of, utc

COUNT = int(os.environ.get("AUDITLEDGE_TEST_RECORDED", "40000"))
ONE_BY_ONE = 300


class Recorded(NamedTuple):
    """A client, and the events that it recorded as they were given, by id."""

    client: AuditLedge
    given: dict[str, Event]


@pytest.fixture(scope="module")
def recorded(served: Served) -> Iterator[Recorded]:
    events = list(generate(COUNT))
    with AuditLedge(served.key(), base_url=served.url) as client:
        ids = [client.log(event)["event"]["id"] for event in events[:ONE_BY_ONE]]
        rest = events[ONE_BY_ONE:]
        with ThreadPoolExecutor() as threads:  # halves the time, because validating and storing overlap
            for results in threads.map(client.log_many, (rest[: COUNT // 2], rest[COUNT // 2 :])):
                assert [result for result in results if result["status"] != 201] == []
                ids += [result["id"] for result in results]
        given = dict(zip(ids, events, strict=True))
        assert len(given) == COUNT
        yield Recorded(client, given)


@pytest.fixture(scope="module")
def exported(recorded: Recorded) -> dict[str, Event]:
    """The export as JSON, by id. A test compares it with the given events."""
    events = recorded.client.export({"format": "json"}, timeout=60)
    assert isinstance(events, list)
    return {event["id"]: event for event in events}


def differences(found: dict[str, Event], given: dict[str, Event]) -> Iterator[tuple[Event, Event]]:
    """Pairs of found and expected events that differ."""
    for id_, event in given.items():
        correct = expected(event, id_, found[id_]["received_at"])
        if exact(found[id_]) != exact(correct):
            yield found[id_], correct


def test_the_input_covers_unicode() -> None:
    events = list(generate(5000))
    text = json.dumps(events, ensure_ascii=False, default=str)
    text.encode()  # raises for a lone surrogate
    characters = set(text)
    assert {ord(each) >> 16 for each in characters} == set(range(17))
    assert {"R", "AL", "L", "NSM", "RLO"} <= {unicodedata.bidirectional(each) for each in characters}
    assert {"Mn", "Mc", "Me", "So", "Co", "Cn", "Cf"} <= {unicodedata.category(each) for each in characters}
    actors = Counter(event["actor"]["id"] for event in events)
    (_, first), (_, second), *_ = actors.most_common()
    assert first > 1.5 * second
    assert len(actors) > 500


def test_the_same_seed_gives_the_same_events() -> None:
    assert exact(list(map(str, generate(500)))) == exact(list(map(str, generate(500))))
    assert list(map(str, generate(500, seed=2))) != list(map(str, generate(500)))


def test_a_json_export_has_every_event_unchanged(recorded: Recorded, exported: dict[str, Event]) -> None:
    assert exported.keys() == recorded.given.keys()
    assert list(differences(exported, recorded.given)) == []


def test_iteration_has_every_event_unchanged(recorded: Recorded, exported: dict[str, Event]) -> None:
    iterated = list(recorded.client.iter_events())
    moments = [event["timestamp"] for event in iterated]
    assert len(iterated) == COUNT
    assert moments == sorted(moments, reverse=True)
    assert exact(iterated) == exact(list(exported.values()))


def test_a_csv_export_has_every_event_unchanged(
    recorded: Recorded, exported: dict[str, Event], tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    assert recorded.client.export_to(path, {"format": "csv", "csv_raw": True}) == COUNT
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        seen = set()
        for row in rows:
            event = exported[row["id"]]
            for column in JSON_COLUMNS:
                assert exact(json.loads(row.pop(column) or "null")) == exact(event.get(column))
            assert row == row_of(event)
            seen.add(row["id"])
    assert rows.fieldnames == COLUMNS
    assert seen == recorded.given.keys()


def test_a_csv_export_for_spreadsheets_only_escapes_cells(
    recorded: Recorded, exported: dict[str, Event]
) -> None:
    text = recorded.client.export({"format": "csv", "organization_id": "org_2"})
    assert isinstance(text, str)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == sum(event["organization_id"] == "org_2" for event in exported.values()) > 500
    for row in rows:
        for column in JSON_COLUMNS:
            del row[column]
        assert row == {name: guarded(cell) for name, cell in row_of(exported[row["id"]]).items()}
    assert any(row["actor_name"].startswith("'=") for row in rows)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("organization_id", ("organization_id",)),
        ("actor_id", ("actor", "id")),
        ("actor_email", ("actor", "email")),
        ("resource_type", ("resource", "type")),
        ("resource_id", ("resource", "id")),
    ],
)
def test_exact_filters_find_all_matching_events(recorded: Recorded, name: str, path: tuple[str, ...]) -> None:
    counts = Counter(value_at(event, path) for event in recorded.given.values())
    values = [value for value, _ in counts.most_common() if value]
    for value in [*values[:2], *values[60:62], values[-1]]:
        page = recorded.client.query({name: value, "limit": 5})
        assert page["total"] == counts[value], value
        assert len(page["events"]) == min(5, counts[value])
        for event in page["events"]:
            given = recorded.given[event["id"]]
            assert value_at(given, path) == value
            assert exact(event) == exact(expected(given, event["id"], event["received_at"]))


def value_at(event: Event, path: tuple[str, ...]) -> Any:
    value: Any = event
    for name in path:
        value = value.get(name)
    return value


def test_pages_by_offset_and_dates_agree_with_the_export(
    recorded: Recorded, exported: dict[str, Event]
) -> None:
    start, end = "2026-03-01T00:00:00+05:45", "2026-03-31T23:59:59.999999-08:00"
    within = [
        each for each in exported.values() if (utc(start) or "") <= each["timestamp"] <= (utc(end) or "")
    ]
    assert len(within) > COUNT / 20
    filters = {"start_date": start, "end_date": end, "limit": 1000}
    pages = [recorded.client.query({**filters, "offset": offset}) for offset in (0, 1000, len(within) - 10)]
    assert [page["total"] for page in pages] == [len(within)] * 3
    assert [*pages[0]["events"], *pages[1]["events"]] == within[:2000]
    assert pages[2]["events"] == within[-10:]
