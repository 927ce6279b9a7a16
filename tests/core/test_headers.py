"""Headers of the caller."""

from typing import Any

import pytest
from conftest import KEY

from auditledge import AuditLedge, ConfigurationError
from auditledge._core.settings import DEFAULT_TIMEOUT, Settings, read_settings

CANARY = "canary_5Rk2"


def settings(
    api_key: Any = KEY, base_url: Any = None, timeout: Any = DEFAULT_TIMEOUT, **options: Any
) -> Settings:
    return read_settings(api_key, base_url, timeout, **options)


def error_message(**arguments: Any) -> str:
    with pytest.raises(ConfigurationError) as caught:
        AuditLedge(**{"api_key": KEY, **arguments})
    return str(caught.value)


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ("X-Team: audit", "headers must be a dict of names and values"),
        ([("X-Team", "audit")], "headers must be a dict of names and values"),
        ({5: "audit"}, "headers: 5 is not a valid header name"),
        ({"X Team": "audit"}, "headers: 'X Team' is not a valid header name"),
        ({"": "audit"}, "headers: '' is not a valid header name"),
        ({"authorization": CANARY}, "headers: authorization is set by the client"),
        ({"Content-Length": "5"}, "headers: Content-Length is set by the client"),
        *(
            ({"X-Team": value}, "headers: the value of X-Team must be a string of visible ASCII characters")
            for value in (5, None, "", " ", "a\r\nX-Evil: 1", f"{CANARY}\n", "é", " a", b"audit")
        ),
    ],
)
def test_headers_that_cannot_be_sent_raise_without_being_shown(headers: Any, why: str) -> None:
    assert error_message(headers=headers) == why
    assert CANARY not in repr(settings(headers={"X-Gateway": CANARY}))
