"""`auditledge serve`, and what every command that opens a store shares with it."""

import contextlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditledge.cli.plans_option import plans_of, plans_option

if TYPE_CHECKING:
    from auditledge.server.observability.logging import Form, Level
    from auditledge.server.stores.protocol import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """Give a command the option that names the store."""
    return click.option(
        "--store",
        default="sqlite:///auditledge.db",
        show_default=True,
        metavar="URL",
        help="Where the ledger is: sqlite:///relative.db, sqlite:////absolute/path.db, or postgresql://…",
    )(command)


_SERVER_PACKAGES = ("httptools", "uvloop", "prometheus_client")
_SECONDS = click.FloatRange(0, 86_400)


@contextlib.contextmanager
def store_errors() -> Iterator[None]:
    """Show what is wrong with a store, a socket or the installation in one line."""
    from auditledge.server.stores.errors import StoreError  # noqa: PLC0415 - only commands that run pay for it

    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _SERVER_PACKAGES:
            raise
        raise click.ClickException("the server isn't installed: pip install 'auditledge[server]'") from None
    except (StoreError, OSError) as error:
        raise click.ClickException(str(error)) from None


@contextlib.contextmanager
def opened_store(url: str) -> "Iterator[Store]":
    """The store of this URL for the `with` block; what is wrong with it in one line."""
    with store_errors():
        from auditledge.server.stores.urls import open_store  # noqa: PLC0415 - see store_errors

        with contextlib.closing(open_store(url)) as opened:
            yield opened


@contextlib.contextmanager
def existing_store(url: str) -> "Iterator[Store]":
    """`opened_store` of a ledger that is there: a URL that is mistyped makes no new one."""
    with store_errors():
        from auditledge.server.stores.urls import sqlite_path  # noqa: PLC0415 - see store_errors

        path = sqlite_path(url) if url.startswith("sqlite:") else None
        if path is not None and not Path(path).exists():
            raise click.ClickException(f"there is no ledger {path}; `auditledge keys create` makes one")
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
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--rate-limit",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    callback=lambda *given: _number(given[2]),
    metavar="N",
    help="Requests a second that each API key may make.  [default: no limit]",
)
@click.option(
    "--rate-burst",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Requests that a key may make at once, after a pause.  [default: those of a second]",
)
@plans_option
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes that serve the store together.",
)
@click.option(
    "--max-connections",
    default=4_096,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="Connections that a process serves; it refuses more.",
)
@click.option(
    "--access-log",
    metavar="FILE",
    help="Write a line of JSON for each request to FILE, or with - to stdout.  [default: no log]",
)
@click.option(
    "--log-level",
    default="info",
    show_default=True,
    type=click.Choice(["debug", "info", "warning", "error"], case_sensitive=False),
    help="Log to stderr what is as bad as this, or worse.",
)
@click.option(
    "--log-format",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json"]),
    help="Log as text, or as JSON with the fields that lines of the access log begin with.",
)
@click.option(
    "--metrics",
    metavar="HOST:PORT",
    envvar="AUDITLEDGE_METRICS",
    callback=lambda *given: _address(given[2]),
    help="Let Prometheus scrape metrics there, without a key.  [default: AUDITLEDGE_METRICS, or no metrics]",
)
@click.option(
    "--grace-period",
    default=25.0,
    show_default=True,
    type=_SECONDS,
    metavar="SECONDS",
    help="When told to stop, let requests end for so long, then cut them.",
)
@click.option(
    "--shutdown-delay",
    default=0.0,
    show_default=True,
    type=_SECONDS,
    metavar="SECONDS",
    help="When told to stop, first serve on for so long, not ready, until load balancers have seen it.",
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
    access_log: str | None,
    log_level: "Level",
    log_format: "Form",
    metrics: tuple[str, int] | None,
    grace_period: float,
    shutdown_delay: float,
) -> None:
    """Serve a ledger over HTTP, until Ctrl+C."""
    if rate_burst and not rate_limit:
        raise click.UsageError("--rate-burst needs --rate-limit")
    defined = plans_of(plans)
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
            )
        )


def _address(text: str | None) -> tuple[str, int] | None:
    if text is None:
        return None
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and int(port) < 1 << 16):
        raise click.BadParameter(f"{text!r} should be HOST:PORT, such as 127.0.0.1:9440 or [::1]:9440")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _number(value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter("must be a number")
    return value
