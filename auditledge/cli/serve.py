"""`auditledge serve`, and what every command that opens a store shares with it."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def store_option(command: Command) -> Command:
    """Give a command the option that names the store."""
    return click.option(
        "--store",
        default="sqlite:///auditledge.db",
        show_default=True,
        metavar="URL",
        help="Where the ledger is: sqlite:///relative.db or sqlite:////absolute/path.db.",
    )(command)


@contextlib.contextmanager
def store_errors() -> Iterator[None]:
    """Show what is wrong with a store, a socket or the installation in one line."""
    from auditledge.server.stores.base import StoreError  # noqa: PLC0415 - only commands that run pay for it

    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("uvicorn", "httptools", "uvloop"):
            raise
        raise click.ClickException("the server isn't installed: pip install 'auditledge[server]'") from None
    except (StoreError, OSError) as error:
        raise click.ClickException(str(error)) from None


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
def serve(store: str, host: str, port: int) -> None:
    """Serve a ledger over HTTP, until Ctrl+C."""
    with store_errors():
        from auditledge.server.serve import serve as run  # noqa: PLC0415 - needs the extra [server]

        run(store, host, port)
