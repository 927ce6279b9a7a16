"""Bodies that are read piece by piece mean what the standard decoder makes of them, and hold nobody up."""

import json
import multiprocessing
import re
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.contract.numbers import read_float
from auditledge.server.accounts.principal import Principal
from auditledge.server.api import json_body, json_reader
from auditledge.server.api.error_responses import HTTPError
from auditledge.server.api.json_body import MAX_VALUES, TOO_LARGE, TOO_MANY_VALUES, decode, decode_batch
from auditledge.server.api.validation import validate_batch

ANYBODY = Principal(None, 1, None, bound=False, scopes=frozenset(["write"]))
WINDOWS = json_reader._WINDOWS

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=30,
)
separators = st.sampled_from([(",", ":"), (" , ", " : "), ("\n,", ":\t")])


def outcome(body: bytes, read: Any) -> Any:
    """The value of a body, or that it is not JSON."""
    try:
        return read(body)
    except HTTPError as error:
        return error.message.split(":")[0]


def as_a_whole(body: bytes) -> Any:
    value = decode(body)
    if isinstance(value, dict) and isinstance(value.get("events"), list):
        return [*value["events"], {**value, "events": [None] * len(value["events"])}]
    return [value]


NOT_JSON = "The body is not JSON"
REPEATED = "The body repeats a key within an object"


def _same(body: bytes, *, is_broken: bool = False) -> None:
    """However much is decoded in one step.

    Of a body that may be broken in two ways, the reader reports the fault that comes first. The decoder looks
    for repeated keys at the end of an object, which is never reached if the object is broken after them.
    """
    expected = outcome(body, as_a_whole)
    for windows in ((1, 2), (8, 30), WINDOWS):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(json_reader, "_WINDOWS", windows)
            actual = outcome(body, lambda body: [*decode_batch(body)])
            if is_broken and (expected, actual) == (NOT_JSON, REPEATED):
                assert repeated_names(body)
            else:
                assert repr(actual) == repr(expected)


def repeated_names(body: bytes) -> set[bytes]:
    """The names of members that a text has more than once."""
    names = Counter(re.findall(rb'"((?:[^"\\\\]|\\\\.)*)"\s*:', body))
    return {name for name, number in names.items() if number > 1}


@given(st.lists(values, max_size=6), st.dictionaries(st.text(max_size=6), values, max_size=2), separators)
def test_a_batch_is_read_as_the_decoder_reads_it(
    items: list[Any], others: dict[str, Any], spaces: tuple[str, str]
) -> None:
    for batch in ({"events": items, **others}, {**others, "events": items}, items, others):
        for ascii_only in (True, False):
            text = json.dumps(batch, separators=spaces, ensure_ascii=ascii_only)
            _same(text.encode("utf-8", "surrogatepass"))


@given(values, st.integers(0, 400), st.sampled_from([*'[]{},:"\\ue01x \n', "", "\\u0000", "NaN", "\x00"]))
def test_what_is_not_json_is_refused_alike(value: Any, at: int, put: str) -> None:
    text = json.dumps({"events": [value, 1, {"a": value}]})
    at %= len(text)
    for broken in (text[:at] + put + text[at + 1 :], text[:at] + put + text[at:], text[:at]):
        _same(broken.encode(), is_broken=True)


def test_of_two_faults_the_first_is_reported() -> None:
    repeated = b'{"events":[{"a":{"b":1,"b":2'
    assert outcome(repeated + b"}}]}", as_a_whole) == REPEATED
    assert outcome(repeated + b',"c"}}]}', as_a_whole) == NOT_JSON
    for windows in ((1, 2), (8, 30), WINDOWS):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(json_reader, "_WINDOWS", windows)
            for body in (repeated + b"}}]}", repeated + b',"c"}}]}', repeated):
                assert outcome(body, lambda body: [*decode_batch(body)]) == REPEATED
            assert (
                outcome(b'{"events":[{"a":1,"c"}],"a":1,"a":2}', lambda body: [*decode_batch(body)])
                == NOT_JSON
            )


EDGES = rb"""

 [ { {"events" {"events": {"events":[ {"events":[1 {"events":[1, {"events":[1,]} {"events":[1] {"events":[1],}
{"events":[1]}x {"events":[],"events":[]} {"events":{"a":1,"a":2}} {"events":[{"a":{"b":1,"b":2}}]}
{"events":[-]} {"events":[1e]} {"events":[01]} {"events":[1.5,2.50,1e5,-0.0]} {"events":[NaN]} 1 null
""".split()


@pytest.mark.parametrize(
    "body",
    [
        *EDGES,
        b"",
        b" ",
        b'{"events":[1]} ',
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"events":[' + b"9" * 5_000 + b"]}",
    ],
)
def test_edges_are_as_the_decoder_has_them(body: bytes) -> None:
    _same(body)


def test_levels_have_a_bound() -> None:
    deep = b'{"events":[' + b"[" * 3_000 + b"]" * 3_000 + b"]}"
    with pytest.raises(HTTPError, match="invalid_json"):
        list(decode_batch(deep))


ONE = b'{"actor":{"id":"u"},"action":"a","resource":{"type":"t","id":"1"}'
ROOM = 10 * 2**20 - 64


def _filled(start: bytes, part: bytes, end: bytes) -> bytes:
    return (
        b'{"events":['
        + start
        + (part * (ROOM // len(part)))[: ROOM - len(part)].rsplit(b",", 1)[0]
        + end
        + b"]}"
    )


PATHOLOGICAL = {
    "arrays": _filled(b"", b"[],", b""),
    "arrays in one event": _filled(ONE + b',"metadata":{"a":[', b"[],", b"]}}"),
    "keys": b'{"events":['
    + ONE
    + b',"metadata":{'
    + b",".join(b'"%x":1' % n for n in range(700_000))
    + b"}}]}",
    "floats": _filled(ONE + b',"metadata":{"a":[', b"1.5,", b"]}}"),
    "integers": _filled(b"", b"1,", b""),
    "a float": b'{"events":[1.' + b"1" * ROOM + b"]}",
    "a text": b'{"events":["' + b"\\u0041" * (ROOM // 6) + b'"]}',
    "brackets": b'{"events":[' + b"[" * ROOM,
    "texts": _filled(b"", b'"",', b""),
    "events": _filled(b"", ONE + b',"metadata":{"a":[' + b"1.5," * 99 + b"1]}},", b""),
}


MAX_PAUSE_S = 0.15


def longest_pause(body: bytes) -> float:
    """The processor time of this thread, in seconds, in which it decodes and another one does not run."""
    pauses, ended = [0.0], threading.Event()
    clock = time.pthread_getcpuclockid(threading.get_ident())

    def watch() -> None:
        last = time.clock_gettime(clock)
        while not ended.is_set():
            time.sleep(0.001)
            now = time.clock_gettime(clock)
            pauses.append(now - last)
            last = now

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        outcome(body, lambda body: sum(1 for _ in decode_batch(body)))
    finally:
        ended.set()
        thread.join()
    return max(pauses)


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_body_holds_up_other_threads_for_long(name: str) -> None:
    """Another thread runs again before 150 ms of processor time have passed, whatever ten megabytes hold.

    Decoding that holds the interpreter does so every time, and by the same processor time on a busy machine,
    which delays the other thread by chance alone.
    """
    assert shortest_pause(PATHOLOGICAL[name], MAX_PAUSE_S) < MAX_PAUSE_S


def shortest_pause(body: bytes, enough: float) -> float:
    """The shortest of the longest pauses of four attempts, or of fewer if that is enough."""
    pauses = [longest_pause(body)]
    while min(pauses) >= enough and len(pauses) < 4:
        pauses.append(longest_pause(body))
    return min(pauses)


def test_what_holds_up_other_threads_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten megabytes that are decoded in one step, as Python's decoder does."""
    body = PATHOLOGICAL["arrays in one event"]
    with monkeypatch.context() as patched:
        patched.setattr(json_reader, "_WINDOWS", (len(body),))
        at_once = min(longest_pause(body) for _ in range(2))
    assert shortest_pause(body, at_once / 2) < at_once / 2


MAX_MULTIPLE = 16
"""Of a body's size, in memory while it is decoded. Keys take most; `[],[],…` built as a whole takes 21."""


def growth(name: str) -> int:
    """The bytes that decoding and validating a body takes, besides the body. In a process of its own."""
    body, status = PATHOLOGICAL[name], Path("/proc/self/status")
    Path("/proc/self/clear_refs").write_text("5")  # start to measure the peak again
    before = int(status.read_text().partition("VmRSS:")[2].split()[0])
    outcome(body, lambda body: validate_batch(body, ANYBODY))
    return (int(status.read_text().partition("VmHWM:")[2].split()[0]) - before) * 1_024


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says how much memory there was at most")
@pytest.mark.parametrize("name", ["arrays in one event", "keys", "events"])
def test_a_body_takes_a_bounded_multiple_of_its_size(name: str) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        grown = pool.apply(growth, (name,))
    assert 0 < grown < MAX_MULTIPLE * len(PATHOLOGICAL[name])


def test_values_are_counted_only_where_there_may_be_too_many() -> None:
    """Commas in texts are not values."""
    texts = b'{"events":["' + b"," * (2 * MAX_VALUES) + b'"]}'
    assert len([*decode_batch(texts)]) == 2
    for number in (MAX_VALUES - 10, MAX_VALUES + 10):
        body = b'{"events":[' + b",".join([b"1"] * number) + b"]}"
        if number < MAX_VALUES:
            assert len([*decode_batch(body)]) == number + 1
        else:
            with pytest.raises(HTTPError) as raised:
                list(decode_batch(body))
            assert raised.value.message == "The body has more than 1000000 values"


def test_an_event_with_too_many_values_is_not_built() -> None:
    many = b"[" + b",".join([b"1"] * (json_body.MAX_EVENT_VALUES + 5)) + b"]"
    fine = b"[" + b",".join([b"1"] * (json_body.MAX_EVENT_VALUES - 5)) + b"]"
    items = [*decode_batch(b'{"events":[' + fine + b"," + many + b',{"a":1}]}')]
    assert items[0] == [1] * (json_body.MAX_EVENT_VALUES - 5)
    assert items[1] is TOO_MANY_VALUES
    assert items[2:] == [{"a": 1}, {"events": [None] * 3}]


@pytest.mark.parametrize("character", ["x", "é", "\U0001f600", "\\u00e9", "\\/"])
def test_an_event_with_too_many_bytes_is_recognized(character: str) -> None:
    text = character * ((json_body.MAX_EVENT_BYTES - 9) // size(character))
    padding = "x" * (json_body.MAX_EVENT_BYTES - size(text) - len('{"a":""}'))
    for more, expected in (("", {"a": json.loads(f'"{text}{padding}"')}), ("x", TOO_LARGE)):
        item = f'{{ "a": "{text}{padding}{more}" }}'
        body = f'{{"events": [ {item} , 1]}}'.encode()
        assert [*decode_batch(body)] == [expected, 1, {"events": [None] * 2}]


def test_an_event_of_numbers_that_take_more_bytes_than_they_were_sent_in_is_recognized() -> None:
    numbers = b"[" + b",".join([b"1e15"] * 15_000) + b"]"
    assert len(numbers) < json_body.MAX_EVENT_BYTES < len(json.dumps(json.loads(numbers)))
    assert [*decode_batch(b'{"events":[' + numbers + b"]}")] == [TOO_LARGE, {"events": [None]}]


def size(text: str) -> int:
    """The bytes of a text, which may have escapes, as compact JSON without its quotation marks."""
    value = json.loads(f'"{text}"')
    return len(json.dumps(value, ensure_ascii=False).encode()) - 2


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 1_100))
def test_digits_beyond_those_of_a_double_are_inexact(value: float, zeros: int) -> None:
    text = f"{value:.{zeros}f}" if zeros else repr(value)
    assert float(read_float(text)) == float(text)
