"""What `auditledge serve` is told."""

from typing import NamedTuple

from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.api.rate_limit import Rate
from auditledge.server.observability.logging import Form, Level

END_S = 5.0
"""Seconds that the store has to end what it does, after the last request was answered or cut."""


MOST_CONNECTIONS = 4_096
"""Connections of a process that are served unless it is told otherwise."""


class Patience(NamedTuple):
    """How a server stops, in seconds: it goes on for `delay`, then requests have `grace` to end."""

    delay: float = 0.0
    grace: float = 25.0

    @property
    def bound(self) -> float:
        """After so many seconds the process has ended, whatever happens."""
        return self.delay + self.grace + END_S


PATIENT = Patience()
"""How a server stops that is not told."""


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


class Options(NamedTuple):
    """How to serve a store. Port 0 takes a free one; `rate` is how often each key may ask, None no limit.

    `access_log` is the path of a file, `-` for standard output, or None for no log.
    `metrics` is where Prometheus scrapes, None for nowhere. `most_connections` are those of a process.
    `plans_file` is where `plans` were read from, to read them again.
    """

    store_url: str
    host: str
    port: int
    rate: Rate | None = None
    plans: Plans = BUILT_IN
    patience: Patience = PATIENT
    workers: int = 1
    access_log: str | None = None
    metrics: Address | None = None
    log_level: Level = "info"
    log_format: Form = "text"
    most_connections: int = MOST_CONNECTIONS
    plans_file: str | None = None
