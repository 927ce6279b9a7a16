"""Responses: their headers and bodies, parsed."""

import email.utils
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge import APIStatusError, UnreadableAnswerError
from auditledge._core.call import LedgerResponse
from auditledge._core.responses import (
    decode_created,
    decode_list,
    decode_object,
    read_retry_after,
    read_total_count,
    status_error,
)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), ("", None), ("0", 0), ("5", 5), ("5.25", 5.25), ("120", 120), ("9" * 11, 10**11 - 1),
        ("-5", None), ("+5", None), ("inf", None), ("nan", None), ("1e3", None), ("1_0", None),
        ("\u0663", None), ("5, 6", None), ("9" * 400, None), ("Mon, 99 Foo 9999 99:99:99 GMT", None),
        ("soon", None), ("Mon, 01 Jan 0001 00:00:00 -0000", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
    ],
)  # fmt: skip
def test_retry_after_is_parsed_or_ignored(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value) == seconds


@given(st.text() | st.from_regex(r"\A\w{3}, \d\d \w{3} \d{1,6} \d\d:\d\d:\d\d( [+-]?\w{3,5})?\Z"))
def test_any_retry_after_is_harmless(value: str) -> None:
    seconds = read_retry_after(value)
    assert seconds is None or seconds >= 0


FORMS: dict[str, Callable[[datetime], str]] = {
    "imf-fixdate": lambda moment: email.utils.format_datetime(moment, usegmt=True),
    "rfc-850": lambda moment: moment.strftime("%A, %d-%b-%y %H:%M:%S GMT"),
    "asctime": lambda moment: moment.strftime("%a %b %e %H:%M:%S %Y"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_every_form_of_date_is_read_as_utc(monkeypatch: pytest.MonkeyPatch, form: str, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        moment = datetime.fromtimestamp(int(time.time()) + 60, UTC)
        seconds = read_retry_after(FORMS[form](moment))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert seconds is not None
    assert 58 < seconds <= 60


@pytest.mark.parametrize(
    ("decode", "body"),
    [
        (decode_object, b"[]"),
        (decode_object, b"null"),
        (decode_created, b"{}"),
        (decode_created, b'{"event": null}'),
        (decode_list, b"{}"),
        *(
            (decode, body)
            for decode in (decode_object, decode_created, decode_list)
            for body in (b"", b"{", b"\xff")
        ),
    ],
)
def test_bodies_of_another_shape_are_unreadable(decode: Callable[[LedgerResponse], Any], body: bytes) -> None:
    response = LedgerResponse(200, {"x-request-id": "req_1"}, body)
    with pytest.raises(UnreadableAnswerError) as caught:
        decode(response)
    assert (caught.value.status, caught.value.request_id, caught.value.body) == (200, "req_1", body)


@pytest.mark.parametrize(
    ("headers", "count"),
    [({}, None), ({"x-total-count": "0"}, 0), ({"x-total-count": "12"}, 12), ({"x-total-count": "-1"}, None)],
)
def test_the_total_count_is_a_number_or_absent(headers: dict[str, str], count: int | None) -> None:
    assert read_total_count(headers) == count


def test_an_error_without_a_message_names_its_status() -> None:
    error = status_error(LedgerResponse(503, {"retry-after": "7"}, b"<html>"))
    assert isinstance(error, APIStatusError)
    assert (error.message, error.retry_after, error.body) == ("The ledger returned 503", 7.0, b"<html>")


def test_a_redirect_says_that_it_is_not_followed() -> None:
    error = status_error(LedgerResponse(308, {}, b""))
    assert error.message == "The ledger returned 308, a redirect, which is not followed: check base_url"
