"""Formats of an export, which programs and spreadsheets can both trust."""

import csv
import io
import json

import httpx
import hypothesis
import pytest
from hypothesis import strategies as st

from auditledge import contract
from auditledge.contract.csv_cells import guard, unguard
from auditledge.contract.csv_columns import CSV_COLUMNS
from auditledge.server.api.export_formats import CSVEncoder, JSONArrayEncoder
from auditledge.server.stores.models import NO_CONTEXT, Actor, Event, EventContext, EventKind, Resource
from server.samples import FULL, OPTIONAL, by, event, record, record_all

# Columns are only added after these.
HEADER = (
    "id,timestamp,received_at,organization_id,actor_id,actor_name,actor_email,action,resource_type,resource_id,"
    "resource_name,metadata,actor_type,on_behalf_of_id,on_behalf_of_type,on_behalf_of_name,on_behalf_of_email,"
    "outcome,reason,context_ip,context_user_agent,context_request_id,context_trace_id,context_session_id,"
    "context_location,source_id,changes,targets"
)


def test_csv_is_as_the_contract_shows_it(client: httpx.Client) -> None:
    stored = record(client, {**FULL, **OPTIONAL, "actor": {**FULL["actor"], "type": "service"}})
    answer = client.get("/events/export", params={"format": "csv"})
    row = (
        f"evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e,2026-11-23T10:15:30.000000Z,{stored['received_at']},org_789,"
        "user_123,Alice,alice@example.com,invoice.deleted,invoice,inv_456,Invoice #1042,"
        '"{""ip"":""192.168.1.1""}",service,user_9,user,Bob,bob@example.com,denied,Four eyes are required,'
        "203.0.113.7,curl/8.4.0,req_1,4bf92f3577b34da6a3ce929d0e0e4736,s_1,"
        '"Berlin, DE",875240e8-7a5a,'
        '"{""status"":{""before"":""paid"",""after"":null},""tags"":{""after"":[""vip"",3]},""note"":{}}",'
        '"[{""type"":""customer"",""id"":""cus_3"",""name"":""Example Inc.""},'
        '{""type"":""order"",""id"":""o_1""}]"'
    )
    lines = answer.content.decode().split("\r\n")
    assert [line[: len(first)] for line, first in zip(lines, [HEADER, row, ""], strict=True)] == [
        HEADER,
        row,
        "",
    ]
    assert answer.headers["content-type"].startswith("text/csv")


def test_the_format_decides_and_not_the_accept_header(client: httpx.Client) -> None:
    assert client.get("/events/export", headers={"Accept": "text/csv"}).json() == []
    assert (
        client.get("/events/export?format=csv", headers={"Accept": "application/json"}).text
        == ",".join(CSV_COLUMNS) + "\r\n"
    )
    assert client.get("/events/export?format=xml").status_code == 400


def test_json_is_an_array_of_events(client: httpx.Client) -> None:
    stored = record_all(client, [event(metadata={"n": n}) for n in range(1_203)])
    assert client.get("/events/export").json() == stored[::-1]
    assert client.get("/events/export?order=asc").json() == stored
    assert client.get("/events/export", params={"actor_id": "nobody"}).content == b"[]"


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20", "'"])
def test_formulas_are_defused_in_every_column(lead: str) -> None:
    evil = lead + "cmd|'/c calc'!A1"
    actor, context = Actor(evil, evil, evil, evil), EventContext(*[evil] * 6)
    stored = Event(
        *("evt_x", 1, 0, 0, evil, actor, EventKind(evil, evil), evil, evil, "{}"),
        on_behalf_of=actor,
        reason=evil,
        context=context,
        source_id=evil,
    )
    for raw, want in [(False, "'" + evil), (True, evil)]:
        (row,) = csv.reader(
            io.StringIO(CSVEncoder(raw=raw, header=True).encode([stored]).decode(), newline="")
        )
        cells = dict(zip(CSV_COLUMNS, row, strict=True))
        others = {"id", "timestamp", "received_at", "metadata", "outcome", "changes", "targets"}
        assert {name for name, cell in cells.items() if cell != want} == others


def test_a_formula_in_metadata_is_guarded_where_a_spreadsheet_splits() -> None:
    metadata = '{"note":"x;=cmd|\'/c calc\'!A1"}'  # and changes, though they are not of this form
    actor, kind = Actor("u", None, None), EventKind("a", "t")
    stored = Event("evt_x", 1, 0, 0, None, actor, kind, "r", None, metadata, changes=metadata)
    for raw, want in [(False, metadata.replace(";=", ";'=")), (True, metadata)]:
        (row,) = csv.reader([CSVEncoder(raw=raw, header=False).encode([stored]).decode()])
        assert row[11] == row[-2] == want
        assert (unguard(row[11]) if not raw else row[11]) == metadata


_texts = st.text(st.sampled_from([*"=+-@'\t\r\n\uff1d\",\\/ aé\x01\x7f\u2028\ufeff\U0010ffff"]), max_size=4)
_metadata = st.dictionaries(
    _texts, st.none() | _texts | st.integers() | st.floats(allow_nan=False), max_size=3
)
_instants = st.sampled_from(
    [
        -62_135_596_800_000_000,
        -1,
        0,
        1,
        999_999,
        59_999_999,
        60_000_000,
        3_599_999_999,
        253_402_300_799_999_999,
    ]
)
_actors = st.builds(Actor, _texts, *[st.none() | _texts] * 3)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_events = st.builds(
    Event,
    id=st.sampled_from(
        ["evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e", "evt_00000000-0000-0000-0000-000000000000"]
    ),
    sequence=st.just(1),
    timestamp=_instants | st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999),
    received_at=_instants,
    organization=st.none() | _texts,
    actor=_actors,
    kind=st.builds(EventKind, _texts, _texts),
    resource_id=_texts,
    resource_name=st.none() | _texts,
    metadata=_metadata.map(_compact),
    on_behalf_of=st.none() | _actors,
    outcome=st.sampled_from([None, "success", "failure", "denied"]),
    changes=st.none()
    | st.dictionaries(_texts, st.fixed_dictionaries({"after": _texts}), min_size=1).map(_compact),
    reason=st.none() | _texts,
    context=st.just(NO_CONTEXT) | st.builds(EventContext, *[st.none() | _texts] * 6),
    targets=st.lists(st.builds(Resource, _texts, _texts, st.none() | _texts), max_size=2).map(tuple),
    source_id=st.none() | _texts,
)


@hypothesis.given(events=st.lists(_events, min_size=1, max_size=4))
def test_events_are_encoded_as_by_the_standard_library(events: list[Event]) -> None:
    want = json.dumps(list(map(plain, events)), ensure_ascii=False, separators=(",", ":")).encode()
    form = JSONArrayEncoder()
    encoded = [form.encode(events[:1]), *([form.encode(events[1:])] if events[1:] else [])]
    assert form.head + b"".join(encoded) + form.tail == want


@hypothesis.given(events=st.lists(_events, max_size=4), raw=st.booleans())
def test_rows_are_encoded_as_by_the_standard_library(events: list[Event], raw: bool) -> None:
    want = io.StringIO(newline="")
    csv.writer(want, lineterminator="\r\n").writerows(row(event, raw) for event in events)
    assert CSVEncoder(raw=raw, header=False).encode(events).decode() == want.getvalue()


def plain(event: Event) -> object:
    """The event as the contract's Event."""
    name = {} if event.resource_name is None else {"name": event.resource_name}
    optional = {
        "on_behalf_of": given(event.on_behalf_of),
        "outcome": event.outcome,
        "reason": event.reason,
        "context": given(event.context),
        "changes": json.loads(event.changes or "null"),
        "targets": [*map(given, event.targets)],
        "source_id": event.source_id,
    }
    return {
        "id": event.id,
        "actor": given(event.actor),
        "action": event.kind.action,
        "resource": {"type": event.kind.resource_type, "id": event.resource_id} | name,
        "organization_id": event.organization,
        "metadata": json.loads(event.metadata),
        "timestamp": contract.format_instant(event.timestamp),
        "received_at": contract.format_instant(event.received_at),
        **{key: value for key, value in optional.items() if value not in (None, {}, [])},
    }


def given(fields: Actor | EventContext | Resource | None) -> dict[str, str]:
    """The fields that are not None."""
    return {name: text for name, text in (fields._asdict() if fields else {}).items() if text is not None}


def row(event: Event, raw: bool) -> list[str]:
    """The event's cells, before they are quoted."""
    actor, for_whom = event.actor, event.on_behalf_of or Actor("", None, None)
    texts = [
        event.organization,
        *actor[:3],
        *event.kind,
        event.resource_id,
        event.resource_name,
        event.metadata,
    ]
    texts += [
        actor.type,
        for_whom.id,
        for_whom.type,
        for_whom.name,
        for_whom.email,
        event.outcome,
        event.reason,
    ]
    texts += [*event.context, event.source_id, event.changes]
    texts.append(_compact([*map(given, event.targets)]) if event.targets else None)
    instants = map(contract.format_instant, (event.timestamp, event.received_at))
    return [
        event.id,
        *instants,
        *(text if raw else guard(text) for text in (each or "" for each in texts)),
    ]


def test_a_defused_export_can_be_read_back(client: httpx.Client) -> None:
    names = ["=1+1", "'quoted", "plain", "a,b", 'say "hi"', "line\r\nbreak", "\u202e", "-", "ü"]
    record_all(client, [by(name) for name in names])
    rows = csv.DictReader(io.StringIO(client.get("/events/export?format=csv&order=asc").text, newline=""))
    assert [row["actor_name"][1 if row["actor_name"][0] == "'" else 0 :] for row in rows] == names


def test_a_resumed_csv_export_has_no_header(client: httpx.Client) -> None:
    second, first = record_all(client, [event(), event()])
    rest = client.get("/events/export", params={"format": "csv", "after": first["id"]})
    assert [row.partition(",")[0] for row in rest.text.splitlines()] == [second["id"]]
