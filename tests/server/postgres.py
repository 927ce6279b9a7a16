"""A PostgreSQL server of the tests' own, in a temporary folder and on a Unix socket."""

import contextlib
import ctypes
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

_STARTING_S = 60.0
_PR_SET_PDEATHSIG = 1
_C = ctypes.CDLL(None)

MISSING = "PostgreSQL is not installed (apt-get install postgresql): the ledger on it is NOT TESTED"


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine; None when there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    return None if on_path is None else Path(on_path).resolve().parent


class PostgreSQL:
    """A running server. Its databases belong to `ledger`, a role without any other privilege.

    Their default collation is Turkish, in which `i` and `I` are two letters: what leaned on the collation of
    the database would fail.
    """

    def __init__(self, programs: Path, folder: Path, identity: dict[str, Any]) -> None:
        self._programs = programs
        self._folder = folder
        self._identity = identity
        self._numbers = itertools.count(1)
        self._idle: list[str] = []
        self._initialize()
        self.start()
        with self.admin() as connection:
            connection.execute("CREATE ROLE ledger LOGIN")

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, for the `with` block."""
        url = self._idle.pop() if self._idle else self._create()
        yield url
        self.cut(url)
        with self.admin(url) as connection:
            # Emptied and used again: the files of a new one would cost more than a test does.
            connection.execute("DROP SCHEMA IF EXISTS auditledge CASCADE")
        self._idle.append(url)

    def url(self, database: str, user: str = "ledger") -> str:
        """The URL of a database."""
        return f"postgresql://{user}@/{database}?host={self._folder}"

    @contextlib.contextmanager
    def admin(self, url: str | None = None) -> Iterator["psycopg.Connection[Any]"]:
        """A connection of the superuser, to the database of `url` or to the maintenance database."""
        url = self.url("postgres") if url is None else url
        with contextlib.closing(psycopg.connect(url, user="admin", autocommit=True)) as connection:
            yield connection

    def set(self, setting: str, value: str | None) -> None:
        """Change a setting of the server as a whole; None is what it was at first."""
        with self.admin() as connection:
            before = connection.execute(f"SHOW {setting}").fetchone()
            change = f"RESET {setting}" if value is None else f"SET {setting} = {value}"
            connection.execute(f"ALTER SYSTEM {change}")
            connection.execute("SELECT pg_reload_conf()")
            shown = before
            while shown == before:
                shown = connection.execute(f"SHOW {setting}").fetchone()

    @contextlib.contextmanager
    def ledger_with(self, *settings: str) -> Iterator[None]:
        """Give the role `ledger` settings, or privileges, for the `with` block."""
        with self.admin() as connection:
            for setting in settings:
                connection.execute(f"ALTER ROLE ledger {setting}")
            try:
                yield
            finally:
                connection.execute("ALTER ROLE ledger RESET ALL; ALTER ROLE ledger NOBYPASSRLS")

    def as_admin(self, url: str) -> str:
        """The URL of a database for the superuser."""
        return url.replace("//ledger@", "//admin@")

    def run(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's programs; what it writes."""
        command = [self._programs / program, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def dump(self, url: str) -> str:
        """The ledger in a database as SQL."""
        text = self.run("pg_dump", "--inserts", "--no-owner", "--schema=auditledge", self.as_admin(url))
        # Commands and comments are for psql.
        return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("\\", "--")))

    def load(self, url: str, dump: str) -> None:
        """Run what `dump` gave, as the owner of the database."""
        with contextlib.closing(psycopg.connect(url, autocommit=True)) as connection:
            connection.execute(dump.encode())

    def cut(self, url: str) -> None:
        """End every other connection to a database, as an administrator may."""
        with self.admin(url) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        sockets = f"unix_socket_directories={self._folder}"
        options = ["listen_addresses=", sockets, "recovery_init_sync_method=syncfs"]
        command = [self._programs / "postgres", "-D", self._folder / "data"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *(part for option in options for part in ("-c", option))],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - it makes one call, of what is loaded already
                **self._identity,
            )
        self.wait_until_ready()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop at once and cut every connection: SIGINT cleanly, SIGQUIT as a crash would."""
        self._process.send_signal(how)
        self._process.wait(30)

    def kill(self) -> None:
        """Kill the server and every process of it, at once and without a word."""
        self._process.send_signal(signal.SIGSTOP)  # it would start new ones
        listed = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        # Without a disk it may have ended by itself, and its processes before it.
        children = listed.read_text().split() if self._process.poll() is None else []
        self._process.kill()
        self._process.wait()
        for child in map(int, children):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        while any(Path(f"/proc/{child}/root").exists() for child in children):
            time.sleep(0.01)

    def backends(self, url: str, condition: str = "true") -> list[int]:
        """The process ids of the backends of a database for which a condition holds."""
        with self.admin(url) as admin:
            rows = admin.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                f" AND pid <> pg_backend_pid() AND {condition}"
            )
            return [pid for (pid,) in rows]

    def _create(self) -> str:
        name = f"ledger_{next(self._numbers)}"
        with self.admin() as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER ledger")
        return self.url(name)

    def _initialize(self) -> None:
        locale = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=tr", "--encoding=UTF8"]
        command = [self._programs / "initdb", "-D", self._folder / "data", "-U", "admin", "-A", "trust"]
        subprocess.run([*command, "--no-sync", *locale], check=True, capture_output=True, **self._identity)

    def wait_until_ready(self) -> None:
        """Return when the server takes connections. Raises RuntimeError when it ends instead."""
        deadline = time.monotonic() + _STARTING_S
        while True:
            try:
                with self.admin():
                    return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self._folder / "log").read_text()[-2_000:]) from None
                time.sleep(0.02)


@contextlib.contextmanager
def private_server() -> Iterator[PostgreSQL]:
    """Run a server for the `with` block; nothing of it is left afterwards. Skips where none is installed."""
    programs = binaries()
    if programs is None:
        pytest.skip(MISSING)
    # Not below pytest's folder: another user has to reach it, and the path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="auditledge-postgresql-"))
    try:
        server = PostgreSQL(programs, folder, unprivileged(folder))
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder)


def unprivileged(folder: Path) -> dict[str, Any]:
    """Who is to run the server, as arguments for `subprocess`: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = {each.pw_name for each in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": (), "cwd": folder}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        _C.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
