"""The script of `make run`: start a ledger, run the README's quickstart against it, and show the results.

On a terminal, the ledger then runs until Ctrl-C. Otherwise it stops when the script ends.
"""

import ast
import contextlib
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from auditledge import AuditLedge, __version__
from auditledge.cli.output import write_event, write_events
from auditledge.cli.tables import write_fields, write_table
from auditledge.cli.terminal import use_color

README = Path(__file__).parents[1] / "README.md"
COMMAND = str(Path(sys.executable).with_name("auditledge"))
START_TIMEOUT_SECONDS = 30


def main() -> None:
    """Run everything, and print how to continue."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    folder = Path(tempfile.mkdtemp(prefix="auditledge-"))
    store = f"sqlite:///{folder / 'audit.db'}"
    say(f"Auditledge {__version__}", bold=True)
    say("Running the README's quickstart against a ledger on this machine.\n")
    started = time.perf_counter()
    with serving(store, folder / "serve.log") as (url, server):
        key = create_key(store)
        say(f"Started a ledger with a new file and a new API key in {seconds_since(started)}.", dim=True)
        run_quickstart(url, key)
        show_filters(url, key)
        show_next_steps(url, key, store)
        if sys.stdout.isatty():
            say("\nThe ledger is running. Press Ctrl-C to stop it.", bold=True)
            with contextlib.suppress(KeyboardInterrupt):
                server.wait()
    serve_again = shlex.join([shortest_command(), "serve", "--store", store])
    say(f"\nThe ledger has stopped. Its file still exists. To serve it again:\n  {serve_again}")


@contextlib.contextmanager
def serving(store: str, log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run `auditledge serve` on a free port; the value is its URL and its process."""
    command = [COMMAND, "serve", "--store", store, "--port", "0"]
    with log.open("wb") as errors, subprocess.Popen(command, stderr=errors) as server:  # noqa: S603 - our own command
        try:
            yield wait_for_url(server, log), server
        finally:
            server.terminate()


def wait_for_url(server: "subprocess.Popen[bytes]", log: Path) -> str:
    """The URL that the ledger prints when it is ready."""
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if url := re.search(r"at (http://\S+)\n", log.read_text("utf-8")):
            return url[1]
        time.sleep(0.01)
    sys.exit(f"The ledger did not start:\n{log.read_text('utf-8')}")


def create_key(store: str) -> str:
    """Create an API key with `auditledge keys create`."""
    command = [COMMAND, "keys", "create", "--store", store, "--account", "quickstart"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own command
    return printed.stdout.decode().strip()


def run_quickstart(url: str, key: str) -> None:
    """Run the documented code part by part, and show the code, its duration and its result."""
    os.environ["AUDITLEDGE_BASE_URL"] = url
    names: dict[str, Any] = {}
    for code in documented_parts():
        heading, _, shown = code.partition("\n") if code.startswith("#") else ("Create a client", "", code)
        value, duration = run(code.replace("your_api_key", key), names)
        title(heading.lstrip("# "), duration)
        say(indented(shown.strip()), dim=True)
        show(value)
    names["client"].close()
    say(
        "\nThe times are those of the code above, over HTTP. The first call also opens the connection.",
        dim=True,
    )
    say("The ledger responds once an event is on disk.", dim=True)


def documented_parts() -> list[str]:
    """The quickstart in the README, split at its comments."""
    code = re.search(
        r"```python\n(from auditledge import AuditLedge\n\nclient = AuditLedge\('your_api_key'\)\n.*?)```",
        README.read_text("utf-8"),
        re.DOTALL,
    )
    assert code is not None, "README.md has no quickstart"  # noqa: S101 - an internal error
    return re.split(r"^(?=# )", code[1], flags=re.MULTILINE)


def run(code: str, names: dict[str, Any]) -> tuple[Any, float]:
    """Run code without its output. Returns the value of its first statement, and the milliseconds it took."""
    tree = ast.parse(code)
    first = tree.body[0]
    if isinstance(first, ast.Expr):  # a call whose result the documentation ignores
        tree.body[0] = first = ast.copy_location(ast.Assign([ast.Name("_", ast.Store())], first.value), first)
    program = compile(ast.fix_missing_locations(tree), "README.md", "exec")
    started = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(program, names)  # noqa: S102 - our own documentation
    duration = ms_since(started)
    target = first.targets[0] if isinstance(first, ast.Assign) else None
    return names[target.id] if isinstance(target, ast.Name) else None, duration


def show(value: Any) -> None:
    """Print a result in a suitable form."""
    if value is None:
        return
    say("")
    if isinstance(value, str):
        width = shutil.get_terminal_size().columns
        say("\n".join(line if len(line) <= width else f"{line[: width - 1]}…" for line in value.splitlines()))
    elif isinstance(value, list):
        say(json.dumps(value, ensure_ascii=False, indent=2))
    elif "event" in value:
        write_event(value["event"], "table")
    elif "events" in value:
        write_events(value["events"], "table")
        say(f"{len(value['events'])} of {value['total']} events", dim=True)
    elif "plan" in value:
        write_fields((name, f"{each:,}" if isinstance(each, int) else each) for name, each in value.items())


def show_filters(url: str, key: str) -> None:
    """Store a few more events, search them with filters, and count them."""
    with AuditLedge(key, base_url=url) as client:
        started = time.perf_counter()
        results = client.log_many(more_events())
        title(f"{sum(each['success'] for each in results)} more events, in one request", ms_since(started))
        write_events(client.query({"limit": 5})["events"], "table")
        title("Filters and search expressions")
        write_table(
            ("FILTER", "FOUND", "FIRST", "MS"), [searched(client, *each) for each in filters().items()]
        )
        title("Counts")
        groups = client.count(by="action")["groups"]
        write_table(("ACTION", "EVENTS"), [(str(each["value"]), f"{each['count']}") for each in groups])


def searched(client: AuditLedge, name: str, value: object) -> tuple[str, ...]:
    """A row with the result of a search with one filter."""
    started = time.perf_counter()
    page = client.query({name: value})
    duration = ms_since(started)
    first = page["events"][0] if page["events"] else None
    shown = f"{first['action']} by {first['actor'].get('name', first['actor']['id'])}" if first else "-"
    return f"{name}: {value}", f"{page['total']}", shown, f"{duration:.1f}"


def filters() -> dict[str, object]:
    """Filters, with values that match something."""
    now = datetime.now(UTC)
    return {
        "organization_id": "org_789",
        "actor_id": "user_123",
        "actor_name": "garcía",
        "actor_email": "alice@example.com",
        "action": "invoice",
        "resource_type": "user",
        "resource_id": "inv_456",
        "search": "deleted alice",
        "actor_type": "service",
        "outcome": "denied",
        "ip": "192.0.2.7",
        "changed": "role",
        "action_is": "user.invited",
        "q": "outcome:denied OR metadata.ip:192.168.*",
        "start_date": (now - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "end_date": (now - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "order": "asc",
        "limit": 3,
        "offset": 3,
    }


def more_events() -> Iterator[dict[str, Any]]:
    """Events of a week in an office."""
    people = [("user_123", "Alice"), ("user_124", "José García"), ("user_125", "李小龍"), ("svc_1", None)]
    deeds = [("invoice.created", "invoice"), ("user.invited", "user"), ("report.downloaded", "report")]
    for number in range(12):
        actor_id, name = people[number % len(people)]
        action, kind = deeds[number % len(deeds)]
        yield {
            "actor": {"id": actor_id, "name": name, "type": "user" if name else "service"},
            "action": action,
            "resource": {"type": kind, "id": f"{kind}_{number}"},
            "organization_id": "org_789" if number % 2 else "org_790",
            "timestamp": datetime.now(UTC) - timedelta(hours=13 * (number + 1)),
            "outcome": "denied" if number % 5 == 0 else "success",
            "context": {"ip": f"192.0.2.{number}"},
            "changes": {"role": {"before": "guest", "after": "member"}} if kind == "user" else None,
        }


def show_next_steps(url: str, key: str, store: str) -> None:
    """Print how to use the ledger from another terminal."""
    title("Next steps")
    write_fields([("URL", url), ("key", key), ("file", store)])
    if sys.stdout.isatty():
        say("\nIn another terminal:")
        say(f"  export AUDITLEDGE_BASE_URL={url} AUDITLEDGE_API_KEY={key}")
        say(f"  {shortest_command()} query --action invoice")
        say(f"  {shortest_command()} tail")


def shortest_command() -> str:
    """The shortest path of the command from the current directory."""
    path, here = Path(COMMAND), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else COMMAND


def title(text: str, milliseconds: float | None = None) -> None:
    """Print a heading, with the time that the following part took."""
    duration = "" if milliseconds is None else f"  {milliseconds:.1f} ms"
    say(f"\n{'─' * min(72, shutil.get_terminal_size().columns)}", dim=True)
    say(f"{text}{duration}\n", bold=True)


def indented(code: str) -> str:
    """The code, indented by two columns."""
    return textwrap.indent(code, "  ")


def say(text: str, **style: bool) -> None:
    """Print text, with styles if the terminal supports them."""
    click.echo(click.style(text, **style) if use_color(sys.stdout) else text)


def ms_since(moment: float) -> float:
    """Milliseconds since a moment of `time.perf_counter`."""
    return (time.perf_counter() - moment) * 1000


def seconds_since(moment: float) -> str:
    """Seconds since a moment of `time.perf_counter`, as text."""
    return f"{time.perf_counter() - moment:.2f} s"


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
