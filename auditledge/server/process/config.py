"""The configuration of `auditledge serve`."""

from typing import NamedTuple

from auditledge.server.accounts.plans import BUILT_IN, Plans
from auditledge.server.api.rate_limit import Rate
from auditledge.server.http.limits import MAX_CONNECTIONS, ShutdownTimeouts
from auditledge.server.ledger.readers import SEARCH_TIMEOUT_S
from auditledge.server.observability.logging import Form, Level


class Address(NamedTuple):
    """An address to listen on."""

    host: str
    port: int


class Options(NamedTuple):
    """How to serve a store.

    Port 0 means any free port. `rate` limits the requests of each key, None means no limit. `access_log` is
    the path of a file, `-` for standard output, None for no log. `metrics` is the address for Prometheus,
    None for no metrics. `max_connections` is per process. `plans_file` is the file from which `plans` were
    read, and are read again on SIGHUP. `search_timeout` is in seconds.
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
