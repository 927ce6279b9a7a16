"""`auditledge serve`: runs a server. Also what all commands share that open a store."""

import contextlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditledge.cli.plans_option import load_plans, plans_option

if TYPE_CHECKING:
    from auditledge.server.observability.logging import Form, Level
    from auditledge.server.stores.protocol import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """Give a command the option for the store."""
    return click.option(
        "--store",
        default="sqlite:///auditledge.db",
        show_default=True,
        metavar="URL",
        help="Database: sqlite:///relative.db, sqlite:////absolute/path.db, or postgresql://…",
    )(command)


_SERVER_PACKAGES = ("httptools", "uvloop", "prometheus_client")
_SECONDS = click.FloatRange(0, 86_400)


@contextlib.contextmanager
def store_errors() -> Iterator[None]:
    """Report errors of the store, a socket or the installation in one line. Raises click.ClickException."""
    from auditledge.server.stores.errors import StoreError  # noqa: PLC0415 - only commands that run pay for it

    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _SERVER_PACKAGES:
            raise
        raise click.ClickException("the server is not installed: pip install 'auditledge[server]'") from None
    except (StoreError, OSError) as error:
        raise click.ClickException(str(error)) from None


@contextlib.contextmanager
def opened_store(url: str) -> "Iterator[Store]":
    """The store with this URL for the `with` block. Raises click.ClickException."""
    with store_errors():
        from auditledge.server.stores.urls import open_store  # noqa: PLC0415 - see store_errors

        with contextlib.closing(open_store(url)) as opened:
            yield opened


@contextlib.contextmanager
def existing_store(url: str) -> "Iterator[Store]":
    """`opened_store` for a ledger that must exist: a mistyped URL does not create one."""
    with store_errors():
        from auditledge.server.stores.urls import sqlite_path  # noqa: PLC0415 - see store_errors

        path = sqlite_path(url) if url.startswith("sqlite:") else None
        if path is not None and not Path(path).exists():
            raise click.ClickException(f"there is no ledger {path}; `auditledge keys create` creates one")
    with opened_store(url) as opened:
        yield opened


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8440,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 picks a free one.",
)
@click.option(
    "--rate-limit",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    callback=lambda *given: _check_number(given[2]),
    metavar="N",
    help="Requests per second for each API key.  [default: unlimited]",
)
@click.option(
    "--rate-burst",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Requests that a key can make at once after a pause.  [default: one second's worth]",
)
@plans_option
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 256),
    metavar="N",
    help="Number of worker processes.",
)
@click.option(
    "--max-connections",
    default=4_096,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Maximum connections per process; further ones get 503.",
)
@click.option(
    "--search-timeout",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.01, 86_400),
    metavar="SECONDS",
    help="Stop a search that takes longer, and each fetch of an export or a stream.",
)
@click.option(
    "--access-log",
    metavar="FILE",
    help="Write one line of JSON per request to FILE, or with - to stdout.  [default: none]",
)
@click.option(
    "--log-level",
    default="info",
    show_default=True,
    type=click.Choice(["debug", "info", "warning", "error"], case_sensitive=False),
    help="Minimum level of log messages, which go to stderr.",
)
@click.option(
    "--log-format",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json"]),
    help="Format of log messages; JSON starts with the same fields as the access log.",
)
@click.option(
    "--metrics",
    metavar="HOST:PORT",
    envvar="AUDITLEDGE_METRICS",
    callback=lambda *given: _parse_address(given[2]),
    help="Serve metrics for Prometheus at this address, without a key.  [default: AUDITLEDGE_METRICS]",
)
@click.option(
    "--grace-period",
    default=25.0,
    show_default=True,
    type=_SECONDS,
    metavar="SECONDS",
    help="At shutdown, time for requests to finish before they are cut off.",
)
@click.option(
    "--shutdown-delay",
    default=0.0,
    show_default=True,
    type=_SECONDS,
    metavar="SECONDS",
    help="At shutdown, time to keep serving while not ready, so that a load balancer notices.",
)
def serve(
    *,
    store: str,
    host: str,
    port: int,
    rate_limit: float | None,
    rate_burst: int | None,
    plans: str | None,
    workers: int,
    max_connections: int,
    search_timeout: float,
    access_log: str | None,
    log_level: "Level",
    log_format: "Form",
    metrics: tuple[str, int] | None,
    grace_period: float,
    shutdown_delay: float,
) -> None:
    """Serve a ledger over HTTP until Ctrl-C."""
    if rate_burst and not rate_limit:
        raise click.UsageError("--rate-burst needs --rate-limit")
    defined = load_plans(plans)
    with store_errors():
        from auditledge.server.api.rate_limit import Rate  # noqa: PLC0415
        from auditledge.server.http.limits import ShutdownTimeouts  # noqa: PLC0415
        from auditledge.server.process.config import Address, Options  # noqa: PLC0415
        from auditledge.server.process.serve import serve as run  # noqa: PLC0415 - needs the extra [server]

        rate = Rate(rate_limit, rate_burst or math.ceil(rate_limit)) if rate_limit else None
        shutdown_timeouts = ShutdownTimeouts(shutdown_delay, grace_period)
        run(
            Options(
                store,
                host,
                port,
                rate=rate,
                plans=defined,
                shutdown_timeouts=shutdown_timeouts,
                workers=workers,
                access_log=access_log,
                metrics=metrics and Address(*metrics),
                log_level=log_level,
                log_format=log_format,
                max_connections=max_connections,
                plans_file=plans,
                search_timeout=search_timeout,
            )
        )


def _parse_address(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and int(port) < 1 << 16):
        raise click.BadParameter(f"{text!r} is not HOST:PORT, such as 127.0.0.1:9440 or [::1]:9440")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _check_number(value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter("must be a number")
    return value
