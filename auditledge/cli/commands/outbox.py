"""`auditledge outbox`: what is waiting on this machine, and how to have it delivered."""

import contextlib
import functools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import FAILED, CommandFailed
from auditledge.cli.output import default_output, output_option, write_json_line, write_record
from auditledge.cli.tables import write_table
from auditledge.cli.terminal import pluralize

if TYPE_CHECKING:
    from auditledge.outbox import FlushResult, Outbox
    from auditledge.outbox.spool.backlog import Backlog
    from auditledge.outbox.spool.binding import Binding


@click.group()
def outbox() -> None:
    """Show, deliver and retry events waiting on this machine.

    You can run these commands while applications use the same outbox. Run them as the same user as the
    application.
    """


def _with_folder(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the `--folder` option, which it takes as the argument `folder`."""

    @click.option(
        "--folder",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Directory of the outbox.  [default: the one that clients with this ledger and key use]",
    )
    @connected
    @functools.wraps(function)
    def command(*args: Any, folder: Path | None, connection: ConnectionOptions, **kwargs: Any) -> Any:
        return function(*args, folder=_find_folder(folder, connection), connection=connection, **kwargs)

    return command


def _with_time_limit(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the `--seconds` option."""
    text = "Give up after this many seconds.  [default: no limit]"
    return click.option("--seconds", type=float, metavar="SECONDS", help=text)(function)


@outbox.command(epilog=example("auditledge outbox status --folder /var/lib/app/outbox"))
@output_option
@_with_folder
def status(*, folder: Path, connection: ConnectionOptions, output: str | None) -> None:
    """Show how many events are waiting, and dead letters."""
    del connection
    facts = _status(folder)
    write_record(facts, output, ((name.replace("_", " "), str(value)) for name, value in facts.items()))


@outbox.command(epilog=example("auditledge outbox drain --folder /var/lib/app/outbox --seconds 60"))
@_with_time_limit
@_with_folder
def drain(*, folder: Path, connection: ConnectionOptions, seconds: float | None) -> None:
    """Deliver events left by processes that have ended.

    Running processes deliver their own events.
    """
    with _open_outbox(folder, connection) as opened:
        _report(opened.drain(seconds))
    if held := sum(each.waiting for each in _held_back(folder, connection).values()):
        message = f"held back, because of another key or base URL: {pluralize(held, 'event')}"
        raise CommandFailed(f"{message}; see `auditledge outbox adopt`", FAILED)


@outbox.command(epilog=example("auditledge outbox retry"))
@click.option("--adopt", is_flag=True, help="Also send those of another key or ledger to this one.")
@_with_time_limit
@_with_folder
def retry(*, folder: Path, connection: ConnectionOptions, seconds: float | None, adopt: bool) -> None:
    """Send dead letters again.

    Events that the ledger rejects again become dead letters again. Those that were enqueued with a key of
    another account or for another base URL, or by a version before 0.3, which did not record that, are kept.
    """
    from auditledge.outbox.spool.binding import Binding  # noqa: PLC0415 - see _status
    from auditledge.outbox.spool.dead_letters import (  # noqa: PLC0415 - as above
        DeadLetters,
        dead_letter_files,
        read_dead_letters,
        take_dead_letter_file,
    )

    held = 0
    with _open_outbox(folder, connection) as opened:
        is_ours = (lambda _: True) if adopt else _ownership(folder, connection)
        kept_letters = DeadLetters(folder, Binding.of(_meta(connection)), durable=True)
        for path in dead_letter_files(folder):
            if not any(is_ours(letter.binding) for letter in read_dead_letters(path)):
                held += sum(1 for _ in read_dead_letters(path))
                continue
            taken = take_dead_letter_file(path)
            letters = list(read_dead_letters(taken))
            if kept := [letter for letter in letters if not is_ours(letter.binding)]:
                kept_letters.keep(kept)
            for letter in letters:
                if is_ours(letter.binding):
                    opened.enqueue_json(letter.event)
            held += len(kept)
            # Last: if this process ends before, nothing is lost, and events enqueued twice are stored once.
            taken.unlink()
        _report(opened.flush(seconds))
    if held:
        message = f"held back, because of another key or base URL: {pluralize(held, 'dead letter')}"
        raise CommandFailed(f"{message}; see `auditledge outbox retry --adopt`", FAILED)


@outbox.command(epilog=example("auditledge outbox dead -o jsonl | jq -r .event.id"))
@click.option(
    "-o",
    "--output",
    type=click.Choice(["table", "jsonl"]),
    help="Output format.  [default: table on a terminal, jsonl in a pipe]",
)
@_with_folder
def dead(*, folder: Path, connection: ConnectionOptions, output: str | None) -> None:
    """List dead letters, and why they were rejected."""
    del connection
    if (output or default_output()) == "table":
        columns = ["TIME", "STATUS", "CODE", "ERROR", "ID"]
        write_table(columns, (_row(letter) for letter in _dead_letters(folder)))
    else:
        for letter in _dead_letters(folder):
            write_json_line(letter, None)


@outbox.command(epilog=example("auditledge outbox adopt p-0123456789abcdef0123456789abcdef"))
@click.argument("partitions", nargs=-1, metavar="PARTITION")
@click.option("--all", "everything", is_flag=True, help="Adopt all that are listed.")
@_with_folder
def adopt(
    *, folder: Path, connection: ConnectionOptions, partitions: tuple[str, ...], everything: bool
) -> None:
    """Deliver events of another key or ledger to this one.

    Lists events that are held back because they were enqueued with another key or for another base URL. With
    PARTITION or --all, they are bound to the current key and base URL, and delivered by the next process that
    uses the outbox, or by `auditledge outbox drain`.
    """
    from auditledge.outbox.spool.folder import open_root  # noqa: PLC0415 - see _status
    from auditledge.outbox.spool.spool import rebind  # noqa: PLC0415 - as above

    meta, held = _meta(connection), _held_back(folder, connection)
    if unknown := set(partitions) - held.keys():
        raise CommandFailed(f"no events are held back in {', '.join(sorted(unknown))}", FAILED)
    chosen = held if everything else partitions
    if not chosen:
        for name, backlog in held.items():
            click.echo(f"{name}  {pluralize(backlog.waiting, 'event')} for {backlog.binding.base_url}")
        return
    with open_root(folder) as root:
        for name in chosen:
            if not rebind(root, name, meta):
                raise CommandFailed(f"a process is using {name}: stop it first", FAILED)
            click.echo(f"{name} adopted: {pluralize(held[name].waiting, 'event')} for {meta['base_url']}")


def _held_back(folder: Path, connection: ConnectionOptions) -> "dict[str, Backlog]":
    """The backlogs of processes that have ended, of another account or base URL, by partition."""
    from auditledge.outbox.spool.backlog import read_backlogs  # noqa: PLC0415 - see _status

    is_ours = _ownership(folder, connection)
    return {
        each.folder: each
        for each in read_backlogs(folder)
        if each.waiting and not each.alive and not is_ours(each.binding)
    }


def _ownership(folder: Path, connection: ConnectionOptions) -> "Callable[[Binding], bool]":
    """Whether events belong to this ledger and the account of this key; asks the ledger only if needed."""
    from auditledge import AuditLedgeError  # noqa: PLC0415 - loads the contract
    from auditledge.outbox.spool.binding import Binding, read_accounts, save_account  # noqa: PLC0415 - see _status
    from auditledge.outbox.spool.folder import open_root  # noqa: PLC0415 - as above

    mine = Binding.of(_meta(connection))

    @functools.cache
    def accounts() -> dict[str, str]:
        if not folder.exists():
            return {}
        with open_root(folder) as root:
            known = read_accounts(root)
            if mine.key is not None and mine.key not in known:
                with contextlib.suppress(AuditLedgeError), connection.client() as client:
                    if account := client.usage().get("account"):
                        save_account(root, mine.key, account)
            return read_accounts(root)

    def is_ours(other: Binding) -> bool:
        return mine.obstacle(other, {}) is None or mine.obstacle(other, accounts()) is None

    return is_ours


def _meta(connection: ConnectionOptions) -> dict[str, str]:
    """What the partitions of clients with this ledger and key say about them."""
    from auditledge._core.settings import DEFAULT_BASE_URL, check_base_url  # noqa: PLC0415 - loads the contract
    from auditledge.outbox.spool.paths import absolute_url, fingerprint  # noqa: PLC0415 - as above

    url = connection.base_url or os.environ.get("AUDITLEDGE_BASE_URL") or DEFAULT_BASE_URL
    base_url = check_base_url(url)
    return {"base_url": absolute_url(base_url), "key": fingerprint(base_url, connection.api_key())}


def _find_folder(folder: Path | None, connection: ConnectionOptions) -> Path:
    """The directory of the outbox. Raises UnsafePathError if another user owns it or could change it."""
    from auditledge._core.settings import DEFAULT_BASE_URL, check_base_url  # noqa: PLC0415 - loads the contract
    from auditledge.outbox.spool.folder import open_root  # noqa: PLC0415 - as above
    from auditledge.outbox.spool.paths import default_root  # noqa: PLC0415 - as above

    if folder is None:
        base_url = connection.base_url or os.environ.get("AUDITLEDGE_BASE_URL") or DEFAULT_BASE_URL
        folder = default_root(check_base_url(base_url), connection.api_key())
    if folder.exists():
        open_root(folder).close()
    return folder


@contextlib.contextmanager
def _open_outbox(folder: Path, connection: ConnectionOptions) -> "Iterator[Outbox]":
    """The outbox in a directory, with a client that delivers its events. Raises CommandFailed."""
    from auditledge import AuditLedge  # noqa: PLC0415 - loads the HTTP client

    if not folder.exists():
        raise CommandFailed(f"there is no outbox at {folder}", FAILED)
    options: dict[str, Any] = {} if connection.timeout is None else {"timeout": connection.timeout}
    client = AuditLedge(connection.api_key(), connection.base_url, outbox=folder, **options)
    try:
        yield client.outbox
    finally:
        client.close(0)


def _report(result: "FlushResult") -> None:
    """Write what was done. Raises CommandFailed if events are still waiting."""
    dead = pluralize(result.dead, "dead letter")
    click.echo(f"{result.delivered:,} delivered, {dead}, {result.waiting:,} waiting")
    if result.waiting:
        why = f": delivery is paused by {result.paused}" if result.paused else ""
        raise CommandFailed(f"events still waiting: {result.waiting:,}{why}", FAILED)


def _status(folder: Path) -> dict[str, Any]:
    from auditledge.outbox.spool.backlog import read_backlogs  # noqa: PLC0415 - only this command needs it
    from auditledge.outbox.spool.dead_letters import dead_letter_files  # noqa: PLC0415 - as above
    from auditledge.outbox.spool.spool import folder_size  # noqa: PLC0415 - as above

    backlogs = list(read_backlogs(folder))
    return {
        "folder": str(folder),
        "waiting": sum(each.waiting for each in backlogs),
        "oldest_waiting_seconds": round(max((each.age for each in backlogs), default=0.0), 1),
        "bytes": folder_size(folder) if folder.exists() else 0,
        "processes": sum(each.alive for each in backlogs),
        "left_behind": sum(each.waiting for each in backlogs if not each.alive),
        "dead": sum(_count_lines(path) for path in dead_letter_files(folder)),
        "damaged": sum(_count_lines(path) for path in (folder / "damaged").glob("*.ndjson")),
    }


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _dead_letters(folder: Path) -> Iterator[dict[str, Any]]:
    from auditledge.outbox.spool.dead_letters import dead_letter_files, read_dead_letters  # noqa: PLC0415 - see _status

    for path in dead_letter_files(folder):
        for letter in read_dead_letters(path):
            yield {**letter.facts, "event": _parsed(letter.event)}


def _parsed(event: bytes) -> Any:
    """The event, or its text if it is not JSON: all of a rejected event must be visible."""
    try:
        return json.loads(event)
    except (ValueError, RecursionError):
        return event.decode("utf-8", "replace")


def _row(letter: dict[str, Any]) -> list[str]:
    time = str(letter["at"])[:19].replace("T", " ") + "Z"
    event_id = letter["event"].get("id", "-") if isinstance(letter["event"], dict) else "-"
    return [time, str(letter["status"]), letter["code"] or "-", letter["error"] or "-", str(event_id)]
