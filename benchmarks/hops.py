"""How straight the path of a call is: the modules of the package that `log`, `query` and `enqueue` enter.

Counted for each thread that takes part: function calls, modules entered, and returns, which are entries into
a module that the thread had already left. A path with few returns can be read from top to bottom.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import auditledge
from auditledge import AuditLedge

PACKAGE = Path(auditledge.__file__).parent
EVENT = {
    "actor": {"id": "user_123", "name": "Alice", "email": "alice@example.com"},
    "action": "invoice.deleted",
    "resource": {"type": "invoice", "id": "inv_456", "name": "Invoice #1042"},
}


class Recorder:
    """The modules of the package that each thread enters, in order, while `recording` is set."""

    def __init__(self) -> None:
        self.recording = False
        self.entered: dict[str, list[str]] = {}
        self._names: dict[str, str | None] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        if self.recording and event == "call":
            file = frame.f_code.co_filename
            if file not in self._names:
                self._names[file] = _module(file)
            if (module := self._names[file]) is not None:
                self.entered.setdefault(threading.current_thread().name, []).append(module)


def _module(file: str) -> str | None:
    path = Path(file)
    return str(path.relative_to(PACKAGE).with_suffix("")) if path.is_relative_to(PACKAGE) else None


def main() -> None:
    recorder = Recorder()
    threading.setprofile(recorder)
    sys.setprofile(recorder)
    try:
        with tempfile.TemporaryDirectory() as folder:
            client = AuditLedge("key", f"sqlite:///{folder}/audit.db", outbox=Path(folder) / "outbox")
            with client:
                for name, call, argument in (
                    ("log", client.log, EVENT),
                    ("query", client.query, {"actor_id": "user_123"}),
                    ("enqueue", client.enqueue, EVENT),
                ):
                    _show(name, _record(recorder, call, argument))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type] # as its documentation has it


def _record(recorder: Recorder, call: Callable[[Any], object], argument: Any) -> dict[str, list[str]]:
    for _ in range(5):  # what happens once in the life of a client is not part of a call
        call(argument)
        time.sleep(0.2)
    recorder.entered.clear()
    recorder.recording = True
    call(argument)
    time.sleep(0.5)  # other threads may still be at it
    recorder.recording = False
    return recorder.entered


def _show(name: str, entered: dict[str, list[str]]) -> None:
    print(f"{name:<32} {'calls':>6} {'modules':>8} {'returns':>8}")
    everything: set[str] = set()
    totals = [0, 0]
    for thread, modules in entered.items():
        seen: set[str] = set()
        returns = 0
        for before, module in zip(["", *modules], modules, strict=False):
            returns += module != before and module in seen
            seen.add(module)
        everything |= seen
        totals[0] += len(modules)
        totals[1] += returns
        print(f"  {thread:<30} {len(modules):>6} {len(seen):>8} {returns:>8}")
    print(f"  {'in all':<30} {totals[0]:>6} {len(everything):>8} {totals[1]:>8}")


if __name__ == "__main__":
    main()
