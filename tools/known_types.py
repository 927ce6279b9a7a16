"""Check that the types of public symbols are known: `python tools/known_types.py [PACKAGE]`.

PACKAGE defaults to auditledge. Runs `pyright --verifytypes`, but without its list of all modules. Exits with
1 and a line for each symbol whose type is missing or partly unknown, since each type checker would infer its
own type for it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def verify(package: str) -> dict[str, Any]:
    """The report of pyright on a package in this environment."""
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    command = [str(scripts / "pyright"), "--verifytypes", package, "--ignoreexternal", "--outputjson"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


UNTYPED = (
    # inherit from classes of Django, or are made by it
    "auditledge.django.AuditHistoryAdmin",
    "auditledge.integrations.django.history_admin.AuditHistoryAdmin",
    "auditledge.django.apps.",
    "auditledge.django.management.",
    "auditledge.django.migrations.",
    "auditledge.django.models.",
    "auditledge.django.templatetags.",
    # take Celery's application
    "auditledge.celery.install",
    "auditledge.integrations.celery.install",
)
"""Symbols whose types follow from packages that have none."""


def problems(report: dict[str, Any]) -> list[str]:
    """A line for each error in a report."""
    symbols = report["typeCompleteness"]["symbols"]
    diagnostics = report["generalDiagnostics"] + [
        each for symbol in symbols if not symbol["name"].startswith(UNTYPED) for each in symbol["diagnostics"]
    ]
    return [_line(each) for each in diagnostics if each["severity"] == "error"]


def _line(diagnostic: dict[str, Any]) -> str:
    text: str = diagnostic["message"].replace("\n", " ")
    if "range" not in diagnostic:
        return text
    return f"{diagnostic['file']}:{diagnostic['range']['start']['line'] + 1}: {text}"


def main(package: str) -> int:
    """Print all problems; returns the exit status."""
    report = verify(package)
    found = problems(report)
    known = report["typeCompleteness"]["exportedSymbolCounts"]["withKnownType"]
    print("\n".join(found) if found else f"The types of {known} public symbols are known.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["auditledge"]))
