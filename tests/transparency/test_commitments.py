"""An event's entry covers every member of the contract, and nothing else can have the same entry."""

import hashlib
import itertools
import json
from importlib.resources import files
from typing import Any

import pytest

import auditledge.contract
from auditledge.contract.coverage import check_properties
from auditledge.transparency.canonical_json import dumps
from auditledge.transparency.commitments import (
    UnfinishedEntry,
    begin_entry,
    derive_salts,
    leaf_hash,
    leaf_hash_of_commitments,
)
from auditledge.transparency.units import EVENT_MEMBERS, check_names, event_unit, flatten
from transparency.leaf_vectors import cases
from transparency.samples import FULL_EVENT, event
from transparency.vectors import b64, load

SEED = bytes(range(16))
EVENT = json.loads(files(auditledge.contract).joinpath("openapi.json").read_bytes())["components"]["schemas"][
    "Event"
]


def by_hand(flat: dict[str, Any]) -> bytes:
    """The leaf hash, step by step as the specification has it."""
    names = sorted(flat, key=lambda name: name.encode("utf-16-be"))
    stream = b"".join(hashlib.sha512(SEED + bytes([n])).digest() for n in range(-(-len(names) // 4)))
    digest = hashlib.sha256(dumps(names).encode())
    for number, name in enumerate(names):
        salt = stream[16 * number : 16 * number + 16]
        digest.update(hashlib.sha256(salt + f"{dumps(name)}:{dumps(flat[name])}".encode()).digest())
    return hashlib.sha256(b"\x00auditledge-event/v1\n" + digest.digest()).digest()


def test_an_entry_is_as_specified() -> None:
    flat = flatten(FULL_EVENT)
    assert leaf_hash(SEED, flat) == by_hand(flat)
    units = {name: value for name, value in flat.items() if name != "event"}
    unfinished = begin_entry(SEED, units)
    assert isinstance(unfinished, UnfinishedEntry)
    assert unfinished.leaf_hash(event_unit(FULL_EVENT)) == leaf_hash(SEED, flat)


def test_published_vectors() -> None:
    published = load("leaves.json")
    assert published == cases()
    for case in published:
        assert flatten(case["event"]) == json.loads(case["flat"])
        assert dumps(flatten(case["event"])) == case["flat"]
        commitments = {name: b64(each) for name, each in case["commitments"].items()}
        assert leaf_hash_of_commitments(commitments) == b64(case["leaf_hash"])
        assert leaf_hash(b64(case["seed"]), json.loads(case["flat"])) == b64(case["leaf_hash"])


def test_the_flat_form() -> None:
    assert [*flatten(FULL_EVENT)] == [
        "/actor/email",
        "/actor/id",
        "/actor/name",
        "/actor/type",
        "/changes/amount",
        "/changes/a~1b~0c",
        *(
            f"/context/{name}"
            for name in ("ip", "location", "request_id", "session_id", "trace_id", "user_agent")
        ),
        *(f"/metadata/{name}" for name in ("big", "flags", "plan", "ratio", "seats", "é")),
        "/on_behalf_of/email",
        "/on_behalf_of/id",
        "/on_behalf_of/name",
        "/on_behalf_of/type",
        "/reason",
        "/resource/id",
        "/resource/name",
        "/source_id",
        "/targets/0",
        "/targets/1",
        "event",
    ]
    assert flatten(event(1, organization_id=None))["event"] == {
        "action": "invoice.created",
        "id": "evt_019ab0c4-5d10-7c3a-9e21-000000000001",
        "organization_id": None,
        "outcome": None,
        "received_at": "2026-11-28T10:00:00.250000Z",
        "resource_type": "invoice",
        "timestamp": "2026-11-28T10:00:00.000000Z",
    }
    assert tuple(flatten(FULL_EVENT)["event"]) == EVENT_MEMBERS == tuple(sorted(EVENT_MEMBERS))


def test_every_property_of_the_contract_is_covered() -> None:
    def handle(given: dict[str, Any]) -> bytes:
        return leaf_hash(SEED, flatten({"received_at": "2026-01-01T00:00:00Z", **given}))

    check_properties(handle, file=flatten.__code__.co_filename)
    for name in EVENT["properties"]:
        changed = {**FULL_EVENT, name: "other" if isinstance(FULL_EVENT[name], str) else None}
        if name not in ("actor", "resource"):
            assert leaf_hash(SEED, flatten(changed)) != leaf_hash(SEED, flatten(FULL_EVENT)), name


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"new": 1}, "unknown member 'new'"),
        ({"actor": {"id": "u", "new": 1}}, "actor has the unknown member 'new'"),
        ({"resource": {"id": "u", "type": "t", "new": 1}}, "resource has the unknown member"),
        ({"on_behalf_of": {"id": "u", "new": 1}}, "on_behalf_of has"),
        ({"context": {"new": 1}}, "context has the unknown member"),
    ],
)
def test_an_unknown_member_is_refused(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        flatten({**FULL_EVENT, **changes})


def test_null_means_absent() -> None:
    assert flatten(event(1, reason=None, context=None, targets=None, on_behalf_of=None)) == flatten(event(1))
    assert flatten(event(1, context={"ip": None}, changes={}, targets=[])) == flatten(event(1))
    assert "/metadata/x" in flatten(event(1, metadata={"x": None}))


def test_more_than_64_members_are_three_units() -> None:
    many = {f"m{number}": number for number in range(60)}
    targets = [{"type": "t", "id": "1"}] * 3
    below = flatten(event(1, metadata=many, changes={"c": {}}, targets=targets))
    assert len([name for name in below if name.startswith("/metadata/")]) == 60
    above = flatten(event(1, metadata={**many, "x": 1}, changes={"c": {}}, targets=targets))
    assert {name for name in above if name.startswith(("/metadata", "/changes", "/targets"))} == {
        "/changes",
        "/metadata",
        "/targets",
    }
    assert flatten(event(1, metadata={**many, "x": 1}, changes={"c": {}}, targets=targets)) == above
    assert flatten(event(1, metadata=dict.fromkeys(map(str, range(65)))))["/metadata"]


def test_closed_units_count() -> None:
    assert flatten(FULL_EVENT, ["/actor/email", "/metadata/gone", "/changes/gone"]) == flatten(FULL_EVENT)
    many = {f"m{number}": number for number in range(64)}
    assert len(flatten(event(1, metadata=many), ["/metadata/gone"])) == len(
        flatten(event(1, metadata={"a": 1}))
    )


def test_no_two_events_share_an_entry() -> None:
    units: list[dict[str, Any]] = [
        {"/a": "x"},
        {"/a": "x", "/b": "y"},
        {"/b": "x"},
        {"/a": 'x","/b":"y'},
        {"/a": ["x"]},
        {"/a": {"b": "x"}},
        {"/a": 1},
        {"/a": "1"},
        {"/a": 1.5},
    ]
    hashes = [leaf_hash(SEED, {**each, "event": event_unit(FULL_EVENT)}) for each in units]
    assert all(one != other for one, other in itertools.combinations(hashes, 2))


def test_the_name_of_a_closed_unit_is_covered() -> None:
    commitments = {"/a": bytes(32), "event": bytes(32)}
    assert leaf_hash_of_commitments(commitments) != leaf_hash_of_commitments(
        {"/b": bytes(32), "event": bytes(32)}
    )


def test_salts() -> None:
    assert derive_salts(SEED, 0) == []
    salts = derive_salts(SEED, 1_024)
    assert len(set(salts)) == 1_024
    assert {len(each) for each in salts} == {16}
    assert derive_salts(SEED, 5) == salts[:5]
    for seed, count in ((SEED[1:], 1), (SEED, 1_025)):
        with pytest.raises(ValueError, match="a seed has 16 bytes"):
            derive_salts(seed, count)


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["/actor/id", "/resource/id"], "no unit event"),
        (["event", "/resource/id"], "no unit /actor/id"),
        (["event", "/actor/id"], "no unit /resource/id"),
        (["event", "/actor/id", "/resource/id", "x"], "JSON pointer"),
        (["event", "/actor/id", "/resource/id", *(f"/{n}" for n in range(1_022))], "more than 1024"),
    ],
)
def test_names_of_units(names: list[str], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        check_names(names)
