"""Which address a request is recorded with."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditledge.integrations.client_address import NO_PROXIES, check_trusted_proxies
from auditledge.integrations.request_context import request_context, request_id_from

PROXIES = check_trusted_proxies(["10.0.0.0/8", "::1", "fd00::/8"])


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "client"),
    [
        ("198.51.100.1", "", "198.51.100.1"),
        ("198.51.100.1", "6.6.6.6", "198.51.100.1"),  # a client that is no proxy may write what it wants
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6,203.0.113.7 , 10.0.0.2", "203.0.113.7"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # a request from inside of the network
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.7, nonsense", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.7, <script>, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("10.0.0.1", "2001:DB8::7", "2001:db8::7"),
        ("10.0.0.1", "[2001:db8::7", "2001:db8::7"),
        ("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("::1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("fd00::2", "2001:db8::7, fd00::1", "2001:db8::7"),
        ("testclient", "203.0.113.7", "testclient"),
        (None, "203.0.113.7", None),
        ("", "203.0.113.7", None),
    ],
)
def test_the_rightmost_untrusted_address_is_the_client(
    peer: str | None, forwarded_for: str, client: str | None
) -> None:
    assert PROXIES.client_address(peer, forwarded_for) == client


@given(forwarded_for=st.text(max_size=100))
def test_without_trusted_proxies_the_header_is_never_believed(forwarded_for: str) -> None:
    assert NO_PROXIES.client_address("198.51.100.1", forwarded_for) == "198.51.100.1"
    assert NO_PROXIES.client_address(None, forwarded_for) is None
    assert PROXIES.client_address("198.51.100.1", forwarded_for) == "198.51.100.1"


@given(forged=st.text(max_size=100), hops=st.lists(st.ip_addresses(network="10.0.0.0/8"), max_size=3))
def test_nothing_a_client_sends_changes_what_proxies_append(forged: str, hops: list[object]) -> None:
    header = ",".join([forged, "203.0.113.7", *map(str, hops)])
    assert PROXIES.client_address("10.0.0.1", header) == "203.0.113.7"


@given(forwarded_for=st.text("0123456789abcdef.:,[] %/", max_size=60))
def test_only_addresses_are_recorded(forwarded_for: str) -> None:
    client = PROXIES.client_address("10.0.0.1", forwarded_for)
    assert client is not None
    ipaddress.ip_address(client)


def test_a_proxy_on_a_unix_socket_has_no_address() -> None:
    proxies = check_trusted_proxies(["unix"])
    assert proxies.client_address(None, "6.6.6.6, 203.0.113.7") == "203.0.113.7"
    assert proxies.client_address("", "203.0.113.7") == "203.0.113.7"
    assert proxies.client_address(None, "") is None
    assert proxies.client_address("198.51.100.1", "203.0.113.7") == "198.51.100.1"


@pytest.mark.parametrize("sent", ["r1", "A.b_c-9", "x" * 128])
def test_a_valid_request_id_is_kept(sent: str) -> None:
    assert request_id_from(sent) == sent


@pytest.mark.parametrize("sent", [None, "", "x" * 129, "a b", "a\n", "é", "a;b", "<b>"])
def test_an_invalid_request_id_is_replaced(sent: str | None) -> None:
    first, second = request_id_from(sent), request_id_from(sent)
    assert first != second
    assert request_id_from(first) == first


@given(user_agent=st.text(st.characters(max_codepoint=255), max_size=2000))
def test_every_header_makes_a_valid_context(user_agent: str) -> None:
    from auditledge import contract

    context = request_context("r1", "203.0.113.7", user_agent)
    assert contract.schema("EventContextInput").clean(context)[1] == []
