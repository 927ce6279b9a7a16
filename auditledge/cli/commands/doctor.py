"""`auditledge doctor`."""

import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import click

from auditledge._version import __version__
from auditledge.cli.commands.usage import used_up
from auditledge.cli.connection import Connection, connected, example
from auditledge.cli.exit_codes import FAILED, OK, USAGE, code_of
from auditledge.cli.output import default_output, to_json
from auditledge.cli.tables import has_rich
from auditledge.cli.terminal import in_colour, printable

if TYPE_CHECKING:
    from auditledge import AuditLedge

_MOST_SKEW_S = 5.0
_STYLES = {"ok": "green", "note": "yellow", "fails": "red"}
_VARIABLES = ("TIMEOUT", "ORGANIZATION", "PROXY", "CA_BUNDLE", "RETRIES")


@dataclass(frozen=True)
class Finding:
    """What a check found: `state` is ok, note or fails; `exit_code` tells how the command ends for it."""

    check: str
    state: str
    detail: str
    exit_code: int = OK


@click.command(epilog=example("auditledge doctor"))
@click.option("-o", "--output", type=click.Choice(["table", "jsonl"]), help="How to write.")
@connected
def doctor(*, connection: Connection, output: str | None) -> int:
    """Check the set-up: settings, network, clock and key.

    Ends with the exit code of the first check that fails. The key itself is never shown.
    """
    write = _write_line if (output or default_output()) == "table" else _write_json
    code = OK
    for finding in _findings(connection):
        write(finding)
        sys.stdout.flush()
        code = code or finding.exit_code
    return code


def _findings(connection: Connection) -> Iterator[Finding]:
    yield _versions()
    yield from _configuration(connection)
    try:
        key = connection.api_key()
    except click.ClickException as error:
        yield Finding("key", "fails", error.format_message(), error.exit_code)
        return
    yield Finding("key", "ok", _described(key, connection))
    from auditledge.errors import AuditLedgeError  # noqa: PLC0415 - loads the contract

    try:
        client = connection.client()
    except AuditLedgeError as error:
        yield Finding("configuration", "fails", str(error), USAGE)
        return
    with client:
        yield from _checked("ledger", lambda: _reach(client))
        if not connection.embedded:
            yield from _checked("clock", lambda: _clock(client))
        yield from _checked("account", lambda: _account(client))


def _checked(check: str, look: Callable[[], Finding]) -> Iterator[Finding]:
    from auditledge._transport.failures import FAILURES, wrap  # noqa: PLC0415 - see _findings
    from auditledge.errors import AuditLedgeError  # noqa: PLC0415

    try:
        yield look()
    except AuditLedgeError as error:
        yield Finding(check, "fails", str(error), code_of(error))
    except FAILURES as error:  # the generated client raises what its HTTP library does
        failure = wrap(error)
        yield Finding(check, "fails", str(failure), code_of(failure))
    except Exception as error:  # noqa: BLE001 - an answer without what is looked for
        yield Finding(check, "fails", type(error).__name__, FAILED)


def _versions() -> Finding:
    rich = "with Rich" if has_rich() else "without Rich: pip install 'auditledge[cli]' for colours"
    detail = (
        f"auditledge {__version__}, Python {platform.python_version()}, click {_version_of_click()}, {rich}"
    )
    return Finding("versions", "ok", detail)


def _version_of_click() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - 20 ms

    return version("click")


def _configuration(connection: Connection) -> Iterator[Finding]:
    variable = os.environ.get("AUDITLEDGE_BASE_URL")
    if connection.base_url:
        yield Finding("base URL", "ok", f"{connection.base_url} (--base-url)")
    elif variable:
        yield Finding("base URL", "ok", f"{variable} (AUDITLEDGE_BASE_URL)")
    else:
        yield Finding("base URL", "ok", "the hosted service (default)")
    for name in _VARIABLES:
        if os.environ.get(f"AUDITLEDGE_{name}"):
            hidden = "is set" if name == "PROXY" else os.environ[f"AUDITLEDGE_{name}"]
            yield Finding(name.lower(), "ok", f"{hidden} (AUDITLEDGE_{name})")


def _described(key: str, connection: Connection) -> str:
    """Where the key is from, and the start by which lists name it if it has the form of a key."""
    if connection.embedded and not connection.api_key_file and not os.environ.get("AUDITLEDGE_API_KEY"):
        return "an embedded ledger needs none"
    source = connection.api_key_file or "AUDITLEDGE_API_KEY"
    shown = f"{key[:11]}…" if key.startswith("al_") and len(key) >= 39 else f"{len(key)} characters"
    return f"{shown} ({source})"


def _reach(client: "AuditLedge") -> Finding:
    started = time.perf_counter()
    health = client.health()
    took = time.perf_counter() - started
    store = f", store {health['store']['engine']}" if "store" in health else ""
    return Finding("ledger", "ok", f"answers in {took * 1000:.0f} ms, version {health['version']}{store}")


def _clock(client: "AuditLedge") -> Finding:
    """Compare with the Date of an answer, which is cut to the second and as old as the answer's way."""
    sent = time.time()
    answer = client.low_level.get_httpx_client().get("/health")
    received = time.time()
    try:
        ledgers = parsedate_to_datetime(answer.headers["date"]).timestamp() + 0.5
    except (KeyError, ValueError):
        return Finding("clock", "note", "the ledger does not tell its time")
    ahead = (sent + received) / 2 - ledgers
    if abs(ahead) <= _MOST_SKEW_S + (received - sent):
        return Finding("clock", "ok", "agrees with the ledger's")
    way = "ahead of" if ahead > 0 else "behind"
    return Finding("clock", "fails", f"{abs(ahead):.0f} s {way} the ledger's; set it by NTP", FAILED)


def _account(client: "AuditLedge") -> Finding:
    from auditledge.errors import PermissionDeniedError  # noqa: PLC0415 - see _findings

    try:
        facts = client.usage()
    except PermissionDeniedError:
        return Finding("account", "note", "the key is accepted, and may not read")
    told = f"the key is accepted; plan {facts['plan']}, {used_up(facts)} this month"
    return Finding("account", "ok", told)


def _write_line(finding: Finding) -> None:
    state = finding.state.ljust(6)
    state = click.style(state, fg=_STYLES[finding.state]) if in_colour(sys.stdout) else state
    sys.stdout.write(f"{state}{finding.check.ljust(14)}{printable(finding.detail)}\n")


def _write_json(finding: Finding) -> None:
    facts = asdict(finding)
    del facts["exit_code"]
    sys.stdout.write(to_json(facts) + "\n")
