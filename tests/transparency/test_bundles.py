"""Bundles verify as they were recorded, and in no other way."""

import io
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.transparency import bundle
from auditledge.transparency.encoding import encode_base64
from auditledge.transparency.errors import MalformedError, VerificationError
from auditledge.transparency.report import MAX_LISTED_RANGES
from auditledge.transparency.trust import TrustRoot
from auditledge.transparency.units import flatten
from auditledge.transparency.verifier import verify_bundle
from transparency.samples import (
    FULL_EVENT,
    KEY,
    NOW,
    ORIGIN,
    OTHER_KEY,
    WITNESSES,
    Log,
    event,
    policy,
    record,
    requirements,
)
from transparency.stored_tree import StoredTree

EVENTS = [*(event(number) for number in range(40)), FULL_EVENT, *(event(number) for number in range(41, 50))]
LOG = Log(EVENTS)
BUNDLE = LOG.bundle(10, 44)


def verify(data: bytes, known: list[str] | None = None, **changes: Any) -> Any:
    return verify_bundle(io.BytesIO(data), requirements(**changes), [each.encode() for each in known or []])


def test_a_bundle_proves_its_range() -> None:
    report = verify(BUNDLE)
    assert report.to_json() == {
        "verified": True,
        "origin": ORIGIN,
        "size": 50,
        "root": encode_base64(LOG.tree.frontier.root()),
        "trust": "pinned",
        "witnesses": [],
        "signed_at": "2026-11-28T21:06:40Z",
        "shortfalls": [],
        "first": 10,
        "last": 44,
        "open": {"count": 35, "ranges": [[10, 44]], "all_ranges_listed": True},
        **{
            kind: {"count": 0, "ranges": [], "all_ranges_listed": True}
            for kind in ("erased", "expired", "hidden")
        },
        "pending": 0,
        "compared": [],
    }


def test_every_range_of_a_small_log() -> None:
    log = Log(EVENTS[:9])
    for size in range(1, 10):
        for last in range(size):
            for first in range(last + 1):
                assert verify(log.bundle(first, last, size=size)).open.count == last - first + 1


LARGE = Log([event(number) for number in range(1_500)])


@given(st.integers(1, 1_500), st.data())
def test_random_ranges(size: int, data: st.DataObject) -> None:
    last = data.draw(st.integers(0, size - 1))
    first = data.draw(st.integers(max(0, last - 60), last))
    content = LARGE.bundle(first, last, size=size)
    known = data.draw(st.lists(st.integers(first, last + 1), max_size=3))
    report = verify(content, [LARGE.note(each) for each in {*known, size}])
    assert report.compared == tuple(sorted({*known, size}))
    index = data.draw(st.integers(first, last))
    altered = LARGE.bundle(
        first, last, size=size, lines={index: bundle.format_event(bytes(16), flatten(event(index)))}
    )
    with pytest.raises(VerificationError, match="was altered, added, removed or reordered"):
        verify(altered)


def test_more_entries_than_a_batch() -> None:
    known = [LARGE.note(each) for each in (0, 1, 1_023, 1_024, 1_025, 1_499, 1_500)]
    assert verify(LARGE.bundle(0), known).compared == (0, 1, 1_023, 1_024, 1_025, 1_499, 1_500)


LINES = BUNDLE.decode().split("\n")
FIRST = 3  # the first entry's line, from 0


def edited(edit: Callable[[list[str]], object]) -> bytes:
    lines = [*LINES]
    edit(lines)
    return "\n".join(lines).encode()


def replaced(old: str, new: str) -> bytes:
    assert old in BUNDLE.decode()
    return BUNDLE.decode().replace(old, new, 1).encode()


FORGERIES = {
    "line dropped": edited(lambda lines: lines.pop(FIRST + 5)),
    "line dropped, header adjusted": replaced('"last":44', '"last":43').replace(
        LINES[FIRST].encode() + b"\n", b""
    ),
    "line doubled": edited(lambda lines: lines.insert(FIRST, lines[FIRST])),
    "lines swapped": edited(lambda lines: lines.insert(FIRST, lines.pop(FIRST + 1))),
    "event added": edited(lambda lines: lines.insert(FIRST, LOG.line(0).strip())),
    "event of another place": edited(lambda lines: lines.__setitem__(FIRST, LOG.line(0).strip())),
    "other first": replaced('"first":10', '"first":12').replace(f"{LINES[3]}\n{LINES[4]}\n".encode(), b""),
    "left made up": LOG.bundle(10, 44).replace(
        LINES[2].encode(), bundle.format_left([bytes(32), bytes(32)]).strip().encode()
    ),
    "right made up": edited(lambda lines: lines.__setitem__(-9, '{"right":["' + "A" * 43 + '="]}')),
    "right empty": edited(lambda lines: lines.__setitem__(-9, '{"right":[]}')),
    "note of another size": LOG.bundle(10, 44, note=LOG.note(49)),
    "note of another root": LOG.bundle(10, 44, note=LOG.note(50, root=bytes(32))),
    "other size": replaced('"size":50', '"size":51'),
    "other origin": replaced(f'"origin":"{ORIGIN}"', f'"origin":"{ORIGIN[:-1]}6"'),
    "other log": Log(EVENTS, origin=ORIGIN[:-1] + "6").bundle(10, 44, note=LOG.note()),
    "other key": Log(EVENTS, signer=OTHER_KEY).bundle(10, 44),
    "value changed": replaced('"ip":"192.0.2.1"', '"ip":"192.0.2.2"')
    if b'"ip":"192.0.2.1"' in BUNDLE
    else replaced('"/context/ip":"192.0.2.1"', '"/context/ip":"192.0.2.2"'),
    "seed changed": edited(
        lambda lines: lines.__setitem__(FIRST, lines[FIRST][:9] + "AAAA" + lines[FIRST][13:])
    ),
    "leaf changed": LOG.bundle(10, 44, lines={20: bundle.format_leaf(bytes(32))}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgeries(name: str) -> None:
    with pytest.raises(VerificationError):
        verify(FORGERIES[name])


def test_the_first_wrong_index_is_narrowed_by_known_checkpoints() -> None:
    forged = LOG.bundle(10, 44, lines={30: LOG.line(0)})
    with pytest.raises(VerificationError, match="an entry from 10 to 44 was altered") as raised:
        verify(forged)
    assert raised.value.index == 10
    known = [LOG.note(size) for size in (15, 25, 35, 40)]
    with pytest.raises(VerificationError, match="an entry from 25 to 34 was altered") as raised:
        verify(forged, known)
    assert raised.value.index == 25


def test_a_missing_line_names_the_index() -> None:
    with pytest.raises(VerificationError, match="ends before the entry 44") as raised:
        verify(FORGERIES["line dropped"])
    assert raised.value.index == 44


SPELLINGS = {
    "space": (',"event":{', ', "event":{'),
    "number": ('"/metadata/seats":12', '"/metadata/seats":1.2e1'),
    "number with point": ('"/metadata/seats":12', '"/metadata/seats":12.0'),
    "escape": ('"/reason":"not', '"/reason":"\\u006eot'),
    "repeated name": ('"/reason":"not allowed"', '"/reason":"other","/reason":"not allowed"'),
    "order": (
        '"/reason":"not allowed","/resource/id":"inv_1"',
        '"/resource/id":"inv_1","/reason":"not allowed"',
    ),
    "order inside": ('"action":"invoice.deleted",', ""),
    "surrogate": ('"/reason":"not', '"/reason":"\\ud800'),
    "surrogate in a name": ('"/reason":', '"/\\ud800":'),
    "event member": ('"outcome":"denied",', ""),
    "event member of another type": ('"outcome":"denied"', '"outcome":5'),
    "header": ('"first":10', '"first":010'),
    "header order": ('"first":10,"last":44', '"last":44,"first":10'),
    "hidden": ('"size":50}', '"size":50,"hidden":false}'),
    "hash": ('="]}\n', '=" ]}\n'),
    "first line": ("/v1\n", "/v2\n"),
    "not JSON": ('"/reason":"not', '"/reason":"\x00not'),
    "unknown line": ('{"seed":', '{"seeds":'),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_only_one_spelling_is_read(name: str) -> None:
    with pytest.raises(MalformedError, match="bundle, line"):
        verify(replaced(*SPELLINGS[name]))


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"", 1, "cut off"),
        (b"auditledge-bundle/v1", 1, "cut off"),
        (b"auditledge-bundle/v1\n", 2, "cut off"),
        (b"auditledge-bundle/v1\n\xff\n", 2, "UTF-8"),
        (b"auditledge-bundle/v1\r\n", 1, "does not start"),
        (replaced('"first":10', '"first":45'), 2, "`first` is not at most"),
        (replaced('"last":44', '"last":50'), 2, "less than `size`"),
        (replaced('"last":44,"size":50', '"last":10000010,"size":20000000'), 2, "at most 10,000,000"),
        (replaced('"size":50', '"size":9223372036854775808'), 2, "not canonical"),
        (replaced('"first":10', '"first":11'), 3, "3 hashes of `first`"),
        (replaced('{"left":["', '{"left":["A'), 3, "a hash"),
        (replaced('{"left":[', '{"right":['), 3, '{"left":'),
        (edited(lambda lines: lines.__setitem__(2, '{"left":[' + '"",' * 64 + '""]}')), 3, "more than 64"),
        (replaced('{"seed":"', '{"seed":"!'), 4, "seed is not"),
        (replaced('{"seed":"', '{"seed":"AAAA'), 4, "seed"),
        (edited(lambda lines: lines.__setitem__(FIRST, '{"seed":"')), 4, "seed"),
        (edited(lambda lines: lines.__setitem__(FIRST, lines[FIRST][:43] + "}")), 4, "not JSON"),
        (edited(lambda lines: lines.__setitem__(FIRST, lines[FIRST][:43] + "[]}")), 4, "not a JSON object"),
        (edited(lambda lines: lines.__setitem__(FIRST, lines[FIRST][:43] + "{}}")), 4, "no unit event"),
        (edited(lambda lines: lines.__setitem__(FIRST, lines[FIRST][:-1])), 4, "not JSON"),
        (edited(lambda lines: lines.__setitem__(FIRST, lines[FIRST][:-1] + "]")), 4, "canonical form"),
        (edited(lambda lines: lines.__setitem__(FIRST, '{"leaf":"AAAA"}')), 4, "leaf hash has 3 bytes"),
        (edited(lambda lines: lines.__setitem__(FIRST, LOG.leaf_line(9)[:-2] + "]")), 4, "canonical form"),
        (
            edited(
                lambda lines: lines.__setitem__(FIRST, lines[FIRST][:43] + "[" * 9_000 + "]" * 9_000 + "}")
            ),
            4,
            "nested too deeply",
        ),
        (edited(lambda lines: lines.__setitem__(FIRST, "x" * (bundle.MAX_LINE_BYTES + 1))), 4, "too long"),
        (BUNDLE[:-5], 46, "newline"),
        (edited(lambda lines: lines.__setitem__(-8, "x")), 40, "empty line before the note"),
        (edited(lambda lines: lines.__setitem__(-9, "x")), 39, "is not"),
        (BUNDLE + b"x" * 65_536, 41, "at most"),
    ],
)
def test_malformed_bundles_name_the_line(content: bytes, line: int, problem: str) -> None:
    with pytest.raises(MalformedError, match=problem) as raised:
        verify(content)
    assert raised.value.line == line
    assert raised.value.what == "bundle"
    assert "Ada" not in str(raised.value)


def test_errors_never_contain_a_part_of_an_event() -> None:
    for old in ("not allowed", "Mozilla", "ada@example.com"):
        content = replaced(f'"{old}', f'"secret{old}\x01')
        with pytest.raises(MalformedError) as raised:
            verify(content)
        assert "secret" not in f"{raised.value}{raised.value.problem}"


def test_known_checkpoints() -> None:
    inside = [LOG.note(size) for size in (10, 11, 45, 50)]
    assert verify(BUNDLE, inside).compared == (10, 11, 45, 50)
    for size in (9, 46, 0):
        report = verify(BUNDLE, [LOG.note(size)])
        assert report.compared == ()
        assert report.shortfalls[0].startswith(f"not compared with the known checkpoint of size {size}:")
    (shortfall,) = verify(LOG.bundle(10, 30, size=40), [LOG.note(50)]).shortfalls
    assert shortfall.startswith("not compared with the known checkpoint of size 50")


@pytest.mark.parametrize("size", [11, 20, 45, 50])
def test_a_rewritten_log_differs_from_a_known_checkpoint(size: int) -> None:
    """The attacker has the key, and computed everything again."""
    rewritten = Log([event(1_000), *EVENTS[1:]])
    verify(rewritten.bundle(10, 44))
    with pytest.raises(
        VerificationError, match=f"the log was rewritten: it has another tree of size {size}"
    ) as raised:
        verify(rewritten.bundle(10, 44), [LOG.note(size)])
    assert raised.value.index == 0
    with pytest.raises(VerificationError, match="was rewritten"):
        verify(rewritten.bundle(0, 44), [LOG.note(size)])


def test_a_known_checkpoint_must_be_of_this_log_and_signed() -> None:
    other = Log(EVENTS, origin=ORIGIN[:-1] + "6")
    with pytest.raises(VerificationError, match="the known checkpoint is of the log"):
        verify(BUNDLE, [other.note()])
    with pytest.raises(VerificationError, match="known checkpoint: the note has no signature"):
        verify(BUNDLE, [Log(EVENTS, signer=OTHER_KEY).note()])
    with pytest.raises(MalformedError, match="known checkpoint, line 1"):
        verify(BUNDLE, ["x"])
    with pytest.raises(MalformedError, match="known checkpoint, line 2"):
        verify(BUNDLE, [LOG.note().replace("\n50\n", "\n050\n")])


def test_witnesses_and_age() -> None:
    note = LOG.note(witnesses=WITNESSES[:2])
    report = verify(LOG.bundle(note=note), trust=TrustRoot([KEY.verifier_key], policy()), max_age=60)
    assert (report.verified.trust, report.verified.witnesses, report.shortfalls) == (
        "witnessed",
        ("w0", "w1"),
        (),
    )
    late = verify(LOG.bundle(), trust=TrustRoot([KEY.verifier_key], policy()), max_age=60, now=NOW + 61)
    assert [each.partition(":")[0] for each in late.shortfalls] == ["not witnessed", "stale"]


# What is missing.

EXPIRED = Log(
    [*EVENTS, record(50, "auditledge.events.expired", {"first": 0, "last": 19, "plan": "free"}), event(51)]
)
GONE = {index: EXPIRED.leaf_line(index) for index in range(20)}


def test_expired_entries_are_explained_by_their_record() -> None:
    report = verify(EXPIRED.bundle(lines=GONE))
    assert (report.expired.count, report.expired.listed, report.open.count) == (20, [(0, 19)], 32)
    assert report.shortfalls == ()
    (shortfall,) = verify(EXPIRED.bundle(lines=GONE), complete=True).shortfalls
    assert shortfall == "incomplete: entries are hidden, expired or erased in part"


@pytest.mark.parametrize("index", [20, 30, 49, 50, 51])
def test_a_missing_entry_without_a_record_is_unexplained(index: int) -> None:
    lines = {**GONE, index: EXPIRED.leaf_line(index)}
    first = 0 if index == 50 else index
    with pytest.raises(
        VerificationError, match=r"unexplained: .* missing, and the log has no record"
    ) as raised:
        verify(EXPIRED.bundle(lines=lines))
    assert raised.value.index == first


def test_what_a_later_record_may_explain_is_pending() -> None:
    report = verify(EXPIRED.bundle(10, 45, lines=GONE))
    assert report.pending == 10
    assert report.shortfalls == ("pending: 10 entries lack parts that no record in the bundle explains",)


@pytest.mark.parametrize(
    ("metadata", "index"),
    [
        ({"first": 5, "last": 19}, 0),
        ({"first": 0, "last": 18}, 19),
        ({"first": 0, "last": 9}, 10),
        ({"first": 1, "last": 1}, 0),
        ({"first": "0", "last": 19}, 0),
        ({"first": 0, "last": 19.5}, 0),
        ({"last": 19}, 0),
        ({"first": 19, "last": 0}, 0),
    ],
)
def test_a_record_explains_what_it_names_alone(metadata: dict[str, Any], index: int) -> None:
    log = Log([*EVENTS, record(50, "auditledge.events.expired", metadata)])
    with pytest.raises(VerificationError, match="unexplained") as raised:
        verify(log.bundle(lines=GONE | {n: log.leaf_line(n) for n in range(20)}))
    assert raised.value.index == index


def test_a_record_does_not_explain_itself_and_what_follows() -> None:
    log = Log([event(0), record(1, "auditledge.events.expired", {"first": 0, "last": 9}), event(2), event(3)])
    with pytest.raises(VerificationError, match="the entry 2 is missing"):
        verify(log.bundle(lines={0: log.leaf_line(0), 2: log.leaf_line(2)}))


def test_an_event_of_another_action_is_no_record() -> None:
    for action in ("events.expired", "auditledge.events", "auditledge.log.started"):
        log = Log([event(0), record(1, action, {"first": 0, "last": 0})])
        with pytest.raises(VerificationError, match="unexplained"):
            verify(log.bundle(lines={0: log.leaf_line(0)}))


UNITS = ["/actor/email", "/actor/id", "/metadata/ip"]
ERASED = Log(
    [
        *EVENTS,
        record(
            50, "auditledge.events.erased", {"indexes": [[3, 5], [9, 9]], "units": UNITS, "reason": "GDPR"}
        ),
    ]
)


def test_erased_units_are_explained_by_their_record() -> None:
    lines = {index: ERASED.erased_line(index, *UNITS) for index in (3, 4, 5, 9)}
    report = verify(ERASED.bundle(lines=lines))
    assert (report.erased.count, report.erased.listed) == (4, [(3, 5), (9, 9)])
    assert report.shortfalls == ()
    assert verify(ERASED.bundle(lines=lines), complete=True).shortfalls
    one = {4: ERASED.erased_line(4, "/actor/email")}
    assert verify(ERASED.bundle(lines=one)).erased.count == 1
    pending = verify(ERASED.bundle(0, 49, lines=lines))
    assert pending.pending == 12


@pytest.mark.parametrize(
    ("index", "units"),
    [(6, UNITS), (2, UNITS[:1]), (4, ["/actor/name"]), (4, ["/metadata/plan"]), (8, UNITS)],
)
def test_an_erasure_without_a_record_is_unexplained(index: int, units: list[str]) -> None:
    with pytest.raises(VerificationError, match=f"unexplained: the entry {index} lacks /") as raised:
        verify(ERASED.bundle(lines={index: ERASED.erased_line(index, *units)}))
    assert raised.value.index == index


def test_a_record_of_erasure_does_not_explain_a_missing_entry() -> None:
    with pytest.raises(VerificationError, match="unexplained: the entry 4 is missing"):
        verify(ERASED.bundle(lines={4: ERASED.leaf_line(4)}))


@pytest.mark.parametrize(
    "metadata",
    [
        {"indexes": [[4]], "units": UNITS},
        {"indexes": 4, "units": UNITS},
        {"indexes": [[4, 4]], "units": "/actor/email"},
        {"indexes": [[4, 4]], "units": [""]},
        {"indexes": [["4", 4]], "units": UNITS},
        {"indexes": [[True, 4]], "units": UNITS},
        {"indexes": [5, {"a": 1, "b": 4}, "44", None], "units": UNITS},
        {"indexes": [[4, 4, 4]], "units": UNITS},
        {},
    ],
)
def test_a_record_of_another_form_explains_nothing(metadata: dict[str, Any]) -> None:
    log = Log([*EVENTS, record(50, "auditledge.events.erased", metadata)])
    with pytest.raises(VerificationError, match="unexplained: the entry 4 lacks /actor/email"):
        verify(log.bundle(lines={4: log.erased_line(4, "/actor/email")}))


def test_another_value_cannot_take_the_place_of_an_erased_one() -> None:
    salts, closed, flat = ERASED.opening(4, UNITS)
    other = {"/actor/email": "eve@example.com"}
    new_salts = {**salts, "/actor/email": bytes(16)}
    rest = {name: each for name, each in closed.items() if name not in other}
    ordered = dict(sorted({**flat, **other}.items()))
    with pytest.raises(VerificationError, match="was altered"):
        verify(
            ERASED.bundle(
                lines={4: bundle.format_erased_event(dict(sorted(new_salts.items())), rest, ordered)}
            )
        )


def test_a_unit_cannot_be_closed_under_the_name_of_another() -> None:
    salts, closed, flat = ERASED.opening(4, ["/actor/name"])
    renamed = {"/actor/email": closed["/actor/name"]}
    flat.pop("/actor/email")
    salts.pop("/actor/email")
    line = bundle.format_erased_event(salts, renamed, {**flat})
    with pytest.raises(VerificationError, match="was altered"):
        verify(ERASED.bundle(lines={4: line}))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda salts, closed, flat: closed.update(event=bytes(32)), "closes no unit, or one that is open"),
        (
            lambda salts, closed, flat: (
                closed.update(event=bytes(32)),
                flat.pop("event"),
                salts.pop("event"),
            ),
            "event",
        ),
        (lambda salts, closed, flat: closed.clear(), "closes no unit"),
        (lambda salts, closed, flat: salts.pop("/actor/name"), "one salt for each open unit"),
        (lambda salts, closed, flat: flat.pop("/actor/name"), "one salt for each open unit"),
        (lambda salts, closed, flat: salts.update({"/actor/name": bytes(15)}), "salt has 15 bytes"),
        (lambda salts, closed, flat: closed.update({"/actor/email": bytes(31)}), "commitment has 31 bytes"),
        (lambda salts, closed, flat: flat["event"].pop("outcome"), "known members"),
        (
            lambda salts, closed, flat: (flat.pop("/resource/id"), salts.pop("/resource/id")),
            "no unit /resource/id",
        ),
    ],
)
def test_malformed_erased_events(change: Any, problem: str) -> None:
    parts = ERASED.opening(4, ["/actor/email"])
    change(*parts)
    with pytest.raises(MalformedError, match=problem):
        verify(ERASED.bundle(lines={4: bundle.format_erased_event(*parts)}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{"salts":{', '{"salts":{ '),
        ('"closed":{', '"closed":["x"],"x":{'),
        ('"closed":{"/actor/email":"', '"closed":{"/actor/email":"","/actor/email":"'),
        ('"salts":{"/actor/id":"', '"salts":{"/actor/id":5,"/":"'),
        (',"event":{"/actor/id"', ',"event":[],"event":{"/actor/id"'),
    ],
)
def test_only_one_spelling_of_an_erased_event_is_read(old: str, new: str) -> None:
    line = ERASED.erased_line(4, "/actor/email")
    assert old in line
    with pytest.raises(MalformedError, match="bundle, line 8"):
        verify(ERASED.bundle(lines={4: line.replace(old, new, 1)}))


def test_hidden_entries() -> None:
    lines = {index: LOG.leaf_line(index) for index in range(50) if index % 3}
    report = verify(LOG.bundle(lines=lines, hidden=True))
    assert (report.hidden.count, report.open.count, report.expired.count, report.pending) == (33, 17, 0, 0)
    assert report.shortfalls == ()
    assert verify(LOG.bundle(lines=lines, hidden=True), complete=True).shortfalls
    with pytest.raises(VerificationError, match="unexplained"):
        verify(LOG.bundle(lines=lines))
    erased = {**lines, 3: LOG.erased_line(3, "/actor/email")}
    (pending,) = verify(LOG.bundle(lines=erased, hidden=True)).shortfalls
    assert pending.startswith("pending: 1 entries")


def test_ranges_are_listed_up_to_a_limit() -> None:
    log = Log([event(number) for number in range(3 * MAX_LISTED_RANGES)])
    lines = {index: log.leaf_line(index) for index in range(0, len(log.events), 2)}
    report = verify(log.bundle(lines=lines, hidden=True))
    assert len(report.hidden.listed) == MAX_LISTED_RANGES
    assert report.hidden.to_json()["all_ranges_listed"] is False
    assert report.hidden.count == len(lines)


def test_too_many_separate_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditledge.transparency.removals.MAX_RANGES", 10)
    with pytest.raises(MalformedError, match="more than 10 separate ranges"):
        verify(LOG.bundle(lines={index: LOG.leaf_line(index) for index in range(0, 50, 2)}))


def test_memory_does_not_depend_on_the_length() -> None:
    def peak(count: int) -> int:
        tree = StoredTree(LARGE.tree.leaves[:64] * (count // 64))
        log = Log([])
        log.tree = tree
        lines = "".join(LARGE.line(index) for index in range(64)) * (count // 64)
        note = log.note(count)
        header = bundle.format_header(bundle.Header(ORIGIN, 0, count - 1, count))
        data = f"{header}{bundle.format_left([])}{lines}{bundle.format_right([], note)}".encode()
        stream = io.BytesIO(data)
        verify_bundle(stream, requirements())
        stream.seek(0)
        tracemalloc.start()
        try:
            verify_bundle(stream, requirements())
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = peak(2_048), peak(16_384)
    assert large < small + 20_000
