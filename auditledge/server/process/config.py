"""What `auditledge serve` is told."""

from typing import NamedTuple

from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.api.rate_limit import Rate
from auditledge.server.http.limits import MAX_CONNECTIONS, ShutdownTimeouts
from auditledge.server.ledger.readers import SEARCH_TIMEOUT_S
from auditledge.server.observability.logging import Form, Level


class Address(NamedTuple):
    """Where to listen."""

    host: str
    port: int


class Options(NamedTuple):
    """How to serve a store. Port 0 takes a free one; `rate` is how often each key may ask, None no limit.

    `access_log` is the path of a file, `-` for standard output, or None for no log.
    `metrics` is where Prometheus scrapes, None for nowhere. `max_connections` are those of a process.
    `plans_file` is where `plans` were read from, to read them again. `search_timeout` is in seconds.
    """

    store_url: str
    host: str
    port: int
    rate: Rate | None = None
    plans: Plans = BUILT_IN
    shutdown_timeouts: ShutdownTimeouts = ShutdownTimeouts()
    workers: int = 1
    access_log: str | None = None
    metrics: Address | None = None
    log_level: Level = "info"
    log_format: Form = "text"
    max_connections: int = MAX_CONNECTIONS
    plans_file: str | None = None
    search_timeout: float = SEARCH_TIMEOUT_S
