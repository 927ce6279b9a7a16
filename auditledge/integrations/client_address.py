"""The address that a request came from. A header is believed only behind a proxy that is trusted."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

UNIX = "unix"
"""Stands for the proxy on the other side of a Unix socket, which has no address."""


@dataclass(frozen=True)
class TrustedProxies:
    """The proxies whose `X-Forwarded-For` is believed; by default none."""

    networks: tuple[Network, ...] = ()
    unix_socket: bool = False

    def client_address(self, peer: str | None, forwarded_for: str) -> str | None:
        """The address of the client, or None if it is unknown.

        `peer` is the address of the connection, and `forwarded_for` the value of `X-Forwarded-For`; several
        headers are joined by commas. Each proxy appends the address of whom it was connected to, so that only
        entries that trusted proxies appended are believed: from the right, the first one that is not itself
        trusted is the client. Everything to the left of it may have been written by the client.
        """
        if not self.networks and not self.unix_socket:
            return peer or None
        if not self._trusts(peer):
            return peer or None
        client = peer or None
        for entry in reversed(forwarded_for.split(",")):
            address = _address(entry)
            if address is None:
                break
            client = str(address)
            if not self._contains(address):
                break
        return client

    def _trusts(self, peer: str | None) -> bool:
        if not peer:
            return self.unix_socket
        address = _address(peer)
        return address is not None and self._contains(address)

    def _contains(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


NO_PROXIES = TrustedProxies()


def check_trusted_proxies(proxies: object) -> TrustedProxies:
    """The proxies, from addresses or networks such as "10.0.0.0/8", and "unix". Raises ConfigurationError."""
    from auditledge.errors import ConfigurationError  # noqa: PLC0415 - loads the contract

    fix = "must be a list of networks or addresses, such as ['10.0.0.0/8', '::1'], or 'unix'"
    if isinstance(proxies, str) or not isinstance(proxies, Iterable):
        raise ConfigurationError(f"TRUSTED_PROXIES {fix}")
    networks: list[Network] = []
    unix_socket = False
    for each in proxies:
        if each == UNIX:
            unix_socket = True
            continue
        try:
            networks.append(ipaddress.ip_network(str(each)))
        except ValueError as error:
            raise ConfigurationError(f"TRUSTED_PROXIES {fix}: {error}") from None
    return TrustedProxies(tuple(networks), unix_socket)


def _address(text: str) -> Address | None:
    """An address as proxies write it: also with a port, in brackets, or IPv4 mapped to IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
