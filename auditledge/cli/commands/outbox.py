"""`auditledge outbox`: what waits on this machine, and how to see it delivered."""

import contextlib
import functools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.connection import Connection, connected, example
from auditledge.cli.exit_codes import FAILED, Ended
from auditledge.cli.output import default_output, output_option, write_json_line, write_record
from auditledge.cli.tables import write_table

if TYPE_CHECKING:
    from auditledge.outbox import FlushResult, Outbox


@click.group()
def outbox() -> None:
    """Show, deliver and retry what waits on this machine.

    Everything can be done while applications use the same outbox. Run it as the user that they run as.
    """


def _in_folder(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option that names the spool; it takes its folder as an argument, `folder`."""

    @click.option(
        "--folder",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Folder of the outbox.  [default: the one that clients of this ledger and key use]",
    )
    @connected
    @functools.wraps(function)
    def command(*args: Any, folder: Path | None, connection: Connection, **kwargs: Any) -> Any:
        return function(*args, folder=_chosen(folder, connection), connection=connection, **kwargs)

    return command


@outbox.command(epilog=example("auditledge outbox status --folder /var/lib/app/outbox"))
@output_option
@_in_folder
def status(*, folder: Path, connection: Connection, output: str | None) -> None:
    """Show how much waits, for how long, and what was set aside."""
    del connection
    facts = _facts(folder)
    write_record(facts, output, ((name.replace("_", " "), str(value)) for name, value in facts.items()))


@outbox.command(epilog=example("auditledge outbox drain --folder /var/lib/app/outbox --seconds 60"))
@click.option("--seconds", type=float, metavar="SECONDS", help="Give up after so long.  [default: never]")
@_in_folder
def drain(*, folder: Path, connection: Connection, seconds: float | None) -> None:
    """Deliver what processes that ended have left.

    Live ones deliver theirs by themselves.
    """
    with _opened(folder, connection) as opened:
        _tell(opened.drain(seconds))


@outbox.command(epilog=example("auditledge outbox retry"))
@click.option("--seconds", type=float, metavar="SECONDS", help="Give up after so long.  [default: never]")
@_in_folder
def retry(*, folder: Path, connection: Connection, seconds: float | None) -> None:
    """Send once more what the ledger had refused for good.

    What it refuses again is set aside again.
    """
    from auditledge.outbox.spool.dead_letters import dead_files, read_dead, take_dead  # noqa: PLC0415 - see drain

    with _opened(folder, connection) as opened:
        for path in dead_files(folder):
            taken = take_dead(path)
            for _, event in read_dead(taken):
                opened.put(event)
            taken.unlink()  # they are in the spool; had we ended before, they would only be sent twice
        _tell(opened.flush(seconds))


@outbox.command(epilog=example("auditledge outbox dead -o jsonl | jq -r .event.id"))
@click.option(
    "-o",
    "--output",
    type=click.Choice(["table", "jsonl"]),
    help="How to write.  [default: table on a terminal, jsonl in a pipe]",
)
@_in_folder
def dead(*, folder: Path, connection: Connection, output: str | None) -> None:
    """List the events that the ledger refused for good, and why."""
    del connection
    if (output or default_output()) == "table":
        columns = ["TIME", "STATUS", "CODE", "ERROR", "ID"]
        write_table(columns, (_row(letter) for letter in _letters(folder)))
    else:
        for letter in _letters(folder):
            write_json_line(letter, None)


def _chosen(folder: Path | None, connection: Connection) -> Path:
    """The folder of the outbox. Raises Ended when it is another user's."""
    from auditledge._core.settings import DEFAULT_BASE_URL, check_base_url  # noqa: PLC0415 - loads the contract
    from auditledge.outbox.spool.paths import default_root  # noqa: PLC0415 - as above

    if folder is None:
        base_url = connection.base_url or os.environ.get("AUDITLEDGE_BASE_URL") or DEFAULT_BASE_URL
        folder = default_root(check_base_url(base_url), connection.api_key())
    if hasattr(os, "geteuid") and folder.exists() and folder.stat().st_uid != os.geteuid():
        # What we would write could then not be read by the application.
        raise Ended(f"{folder} belongs to another user; run this as the user of the application", FAILED)
    return folder


@contextlib.contextmanager
def _opened(folder: Path, connection: Connection) -> "Iterator[Outbox]":
    """The outbox in a folder, and what delivers from it. Raises Ended when there is none."""
    from auditledge import AuditLedge  # noqa: PLC0415 - loads the HTTP client

    if not folder.exists():
        raise Ended(f"there is no outbox at {folder}", FAILED)
    options: dict[str, Any] = {} if connection.timeout is None else {"timeout": connection.timeout}
    client = AuditLedge(connection.api_key(), connection.base_url, outbox=folder, **options)
    try:
        yield client.outbox
    finally:
        client.close(0)


def _tell(result: "FlushResult") -> None:
    """Say what was done. Raises Ended when something is still waiting."""
    click.echo(f"{result.delivered:,} delivered, {result.dead:,} set aside, {result.waiting:,} waiting")
    if result.waiting:
        why = f": delivery is paused by {result.paused}" if result.paused else ""
        raise Ended(f"{result.waiting:,} events are still waiting{why}", FAILED)


def _facts(folder: Path) -> dict[str, Any]:
    from auditledge.outbox.spool.backlog import survey  # noqa: PLC0415 - as above
    from auditledge.outbox.spool.dead_letters import dead_files  # noqa: PLC0415 - loads what sends
    from auditledge.outbox.spool.spool import folder_size  # noqa: PLC0415 - as above

    holdings = list(survey(folder))
    return {
        "folder": str(folder),
        "waiting": sum(each.waiting for each in holdings),
        "oldest_waiting_seconds": round(max((each.age for each in holdings), default=0.0), 1),
        "bytes": folder_size(folder) if folder.exists() else 0,
        "processes": sum(each.alive for each in holdings),
        "left_behind": sum(each.waiting for each in holdings if not each.alive),
        "dead": sum(_lines(path) for path in dead_files(folder)),
        "damaged": sum(_lines(path) for path in (folder / "damaged").glob("*.ndjson")),
    }


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _letters(folder: Path) -> Iterator[dict[str, Any]]:
    from auditledge.outbox.spool.dead_letters import dead_files, read_dead  # noqa: PLC0415 - see _facts

    for path in dead_files(folder):
        for reason, event in read_dead(path):
            yield {**reason, "event": _parsed(event)}


def _parsed(event: bytes) -> Any:
    """The event, or as text what is no JSON: whoever looks at what was refused has to see all of it."""
    try:
        return json.loads(event)
    except (ValueError, RecursionError):
        return event.decode("utf-8", "replace")


def _row(letter: dict[str, Any]) -> list[str]:
    time = str(letter["at"])[:19].replace("T", " ") + "Z"
    event_id = letter["event"].get("id", "-") if isinstance(letter["event"], dict) else "-"
    return [time, str(letter["status"]), letter["code"] or "-", letter["error"] or "-", str(event_id)]
