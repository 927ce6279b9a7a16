"""Fixtures of the outbox, for the tests of `auditledge outbox`."""

from outbox.conftest import harness, key, proxy, server, spool

__all__ = ["harness", "key", "proxy", "server", "spool"]
