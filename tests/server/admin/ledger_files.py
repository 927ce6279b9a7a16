"""Ledgers in SQLite files."""

from pathlib import Path

from server.commands import client
from server.samples import event, record
from server.server_process import a_key, server_process


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def fill(path: Path, count: int) -> None:
    key = a_key(url_of(path))
    with server_process(url_of(path)) as (process, base), client(base, key) as asking:
        for n in range(count):
            record(asking, event(actor={"id": "u", "name": f"Name {n}"}, metadata={"n": "x" * 500}))
        process.terminate()
        process.wait()
