"""`auditledge doctor`: checks settings, network, clock and key."""

import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import click

from auditledge._version import __version__
from auditledge.cli.commands.usage import describe_usage
from auditledge.cli.connection import ConnectionOptions, connected, example
from auditledge.cli.exit_codes import FAILED, OK, USAGE, exit_code_for
from auditledge.cli.output import default_output, to_json
from auditledge.cli.tables import has_rich
from auditledge.cli.terminal import printable, use_color

if TYPE_CHECKING:
    from auditledge import AuditLedge

_MAX_SKEW_SECONDS = 5.0
_STYLES = {"ok": "green", "note": "yellow", "fails": "red"}
_VARIABLES = ("TIMEOUT", "ORGANIZATION", "PROXY", "CA_BUNDLE", "RETRIES")


@dataclass(frozen=True)
class CheckResult:
    """The result of a check. `state` is ok, note or fails; `exit_code` is that of the command if it fails."""

    check: str
    state: str
    detail: str
    exit_code: int = OK


@click.command(epilog=example("auditledge doctor"))
@click.option("-o", "--output", type=click.Choice(["table", "jsonl"]), help="Output format.")
@connected
def doctor(*, connection: ConnectionOptions, output: str | None) -> int:
    """Check the setup: settings, network, clock and key.

    The exit code is that of the first failed check. The key itself is never shown.
    """
    write = _write_line if (output or default_output()) == "table" else _write_json
    code = OK
    for result in _check_all(connection):
        write(result)
        sys.stdout.flush()
        code = code or result.exit_code
    return code


def _check_all(connection: ConnectionOptions) -> Iterator[CheckResult]:
    yield _check_versions()
    yield from _check_configuration(connection)
    try:
        key = connection.api_key()
    except click.ClickException as error:
        yield CheckResult("key", "fails", error.format_message(), error.exit_code)
        return
    yield CheckResult("key", "ok", _describe_key(key, connection))
    from auditledge.errors import AuditLedgeError  # noqa: PLC0415 - loads the contract

    try:
        client = connection.client()
    except AuditLedgeError as error:
        yield CheckResult("configuration", "fails", str(error), USAGE)
        return
    with client:
        yield from _run_checks("ledger", lambda: _check_ledger(client))
        if not connection.embedded:
            yield from _run_check("clock", lambda: _check_clock(client))
        yield from _run_check("account", lambda: _check_account(client))


def _run_check(check: str, run: Callable[[], CheckResult]) -> Iterator[CheckResult]:
    return _run_checks(check, lambda: iter([run()]))


def _run_checks(check: str, run: Callable[[], Iterator[CheckResult]]) -> Iterator[CheckResult]:
    from auditledge._transport.failures import FAILURES, api_error  # noqa: PLC0415 - see _check_all
    from auditledge.errors import AuditLedgeError  # noqa: PLC0415

    try:
        yield from run()
    except AuditLedgeError as error:
        yield CheckResult(check, "fails", str(error), exit_code_for(error))
    except FAILURES as error:  # the generated client raises errors of its HTTP library
        failure = api_error(error)
        yield CheckResult(check, "fails", str(failure), exit_code_for(failure))
    except Exception as error:  # noqa: BLE001 - a response without the expected members
        yield CheckResult(check, "fails", type(error).__name__, FAILED)


def _check_versions() -> CheckResult:
    rich = "with Rich" if has_rich() else "without Rich: pip install 'auditledge[cli]' for colors"
    detail = f"auditledge {__version__}, Python {platform.python_version()}, click {_click_version()}, {rich}"
    return CheckResult("versions", "ok", detail)


def _click_version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - 20 ms

    return version("click")


def _check_configuration(connection: ConnectionOptions) -> Iterator[CheckResult]:
    variable = os.environ.get("AUDITLEDGE_BASE_URL")
    if connection.base_url:
        yield CheckResult("base URL", "ok", f"{connection.base_url} (--base-url)")
    elif variable:
        yield CheckResult("base URL", "ok", f"{variable} (AUDITLEDGE_BASE_URL)")
    else:
        yield CheckResult("base URL", "ok", "the hosted service (default)")
    for name in _VARIABLES:
        if os.environ.get(f"AUDITLEDGE_{name}"):
            shown = "is set" if name == "PROXY" else os.environ[f"AUDITLEDGE_{name}"]
            yield CheckResult(name.lower(), "ok", f"{shown} (AUDITLEDGE_{name})")


def _describe_key(key: str, connection: ConnectionOptions) -> str:
    """Where the key is from, and its prefix as in lists of keys, if it looks like a key."""
    if connection.embedded and not connection.api_key_file and not os.environ.get("AUDITLEDGE_API_KEY"):
        return "an embedded ledger needs none"
    source = connection.api_key_file or "AUDITLEDGE_API_KEY"
    shown = f"{key[:11]}…" if key.startswith("al_") and len(key) >= 39 else f"{len(key)} characters"
    return f"{shown} ({source})"


def _check_ledger(client: "AuditLedge") -> Iterator[CheckResult]:
    """Whether the ledger is up, and what it warns of."""
    started = time.perf_counter()
    health = client.health()
    took = time.perf_counter() - started
    store = f", store {health['store']['engine']}" if "store" in health else ""
    detail = f"responded in {took * 1000:.0f} ms, version {health['version']}{store}"
    if _is_older(health["version"]):
        detail += (
            f"; older than this SDK, {__version__}: it rejects fields that it does not know, so update it"
        )
        yield CheckResult("ledger", "note", detail)
    else:
        yield CheckResult("ledger", "ok", detail)
    for warning in health.get("warnings", []):
        yield CheckResult("ledger", "fails", f"{warning['field']} {warning['message']}", FAILED)


def _is_older(version: str) -> bool:
    """Whether a ledger of this version has an older contract than this SDK. Patch releases have the same."""
    release, own = (re.match(r"(\d+)\.(\d+)", each) for each in (version, __version__))
    return release is not None and own is not None and _numbers(release) < _numbers(own)


def _numbers(release: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(int, release.groups()))


def _check_clock(client: "AuditLedge") -> CheckResult:
    """Compare with the Date of a response, which is cut to the second and old by the time on the network."""
    sent = time.time()
    response = client.low_level.get_httpx_client().get("/health")
    received = time.time()
    try:
        ledger_time = parsedate_to_datetime(response.headers["date"]).timestamp() + 0.5
    except (KeyError, ValueError):
        return CheckResult("clock", "note", "the ledger sent no time")
    ahead = (sent + received) / 2 - ledger_time
    if abs(ahead) <= _MAX_SKEW_SECONDS + (received - sent):
        return CheckResult("clock", "ok", "agrees with the ledger's clock")
    direction = "ahead of" if ahead > 0 else "behind"
    return CheckResult(
        "clock",
        "fails",
        f"{abs(ahead):.0f} s {direction} the ledger's clock; synchronize it with NTP",
        FAILED,
    )


def _check_account(client: "AuditLedge") -> CheckResult:
    from auditledge.errors import PermissionDeniedError  # noqa: PLC0415 - see _check_all

    try:
        facts = client.usage()
    except PermissionDeniedError:
        return CheckResult("account", "note", "the key is valid, but lacks the scope read")
    detail = f"the key is valid; plan {facts['plan']}, {describe_usage(facts)} this month"
    return CheckResult("account", "ok", detail)


def _write_line(result: CheckResult) -> None:
    state = result.state.ljust(6)
    state = click.style(state, fg=_STYLES[result.state]) if use_color(sys.stdout) else state
    sys.stdout.write(f"{state}{result.check.ljust(14)}{printable(result.detail)}\n")


def _write_json(result: CheckResult) -> None:
    facts = asdict(result)
    del facts["exit_code"]
    sys.stdout.write(to_json(facts) + "\n")
