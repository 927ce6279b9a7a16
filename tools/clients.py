"""Test the contract with clients in other languages: `python tools/clients.py [--quick] [CLIENT...]`.

Each folder in `clients/` with a `client.toml` is a client. Without names, all clients are tested except
those marked `by_hand`, and with `--quick` except those marked `slow`. Generates each client from
`openapi.yaml` into `build/clients/CLIENT`, compiles it, and runs the conformance suite with it and with the
Python clients against `auditledge serve`. Clients that have a `smoke` program run that instead of the suite.
Writes a table of the statuses that each client has covered to `build/clients/coverage.md`, and prints it.

Clients whose tools are not installed are skipped and listed at the end. Exits with 1 if a client does not
compile, a case fails, or a declared status was not covered.
"""

import argparse
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import coverage_report

REPO = Path(__file__).resolve().parent.parent
CONTRACT = REPO / "openapi.yaml"
BUILD = REPO / "build" / "clients"
GENERATOR = BUILD / "openapi-generator"
SEEN = BUILD / "seen"
REQUIREMENTS = REPO / "clients" / "requirements.txt"
SUITE = (
    "tests/conformance/test_python.py",
    "tests/conformance/languages.py",
    "tests/conformance/smokes.py",
)
BUILD_FOLDERS = {"node_modules", "target"}


class Language:
    """A client in another language, as described in `clients/LANGUAGE/client.toml`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.source = REPO / "clients" / name
        self.folder = BUILD / name
        self.facts: dict[str, Any] = tomllib.loads((self.source / "client.toml").read_text("utf-8"))

    @property
    def missing(self) -> list[str]:
        """The required tools that are not installed."""
        return [tool for tool in self.facts["needs"] if shutil.which(tool) is None]

    def is_generated_by(self, program: str) -> bool:
        """Whether one of the commands that generate this client runs `program`."""
        return any(command.split()[0] == program for command in self.facts["generate"])

    def build(self) -> str | None:
        """Generate and compile the client, unless it is up to date. Returns the failure, if any."""
        begin = time.monotonic()
        fingerprint = self._fingerprint()
        stamp = self.folder / ".built"
        if stamp.exists() and stamp.read_text("utf-8") == fingerprint:
            print(f"{self.name}: is up to date", flush=True)
            return None
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.source, self.folder, ignore=shutil.ignore_patterns(*BUILD_FOLDERS))
        shutil.copy(CONTRACT, self.folder)
        for command in [*self.facts["generate"], *self.facts["build"]]:
            if failure := run(command, self.folder):
                return f"{self.name}: {failure}"
        stamp.write_text(fingerprint, "utf-8")
        print(f"{self.name}: generated and compiled in {time.monotonic() - begin:.0f} s", flush=True)
        return None

    def _fingerprint(self) -> str:
        """A hash of everything that the build depends on."""
        digest = hashlib.sha256()
        sources = (path for path in sorted(self.source.rglob("*")) if not BUILD_FOLDERS & set(path.parts))
        for path in (CONTRACT, REQUIREMENTS, *sources):
            if path.is_file():
                digest.update(f"{path.relative_to(REPO)} {path.stat().st_size}\n".encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()


def languages(quick: bool) -> list[Language]:
    """All languages except those that are tested only when named, and if `quick`, those that build slowly."""
    names = sorted(path.parent.name for path in (REPO / "clients").glob("*/client.toml"))
    left_out = ("by_hand", "slow") if quick else ("by_hand",)
    return [each for each in map(Language, names) if not any(each.facts.get(mark) for mark in left_out)]


def run(command: str, folder: Path) -> str | None:
    """Run a command in a folder. Returns the command and its output if it fails."""
    environment = {**os.environ, "PATH": f"{GENERATOR / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return f"{command}\n{done.stdout}{done.stderr}" if done.returncode else None


def install_generator() -> None:
    """Install the pinned OpenAPI Generator in a separate environment. Raises CalledProcessError."""
    stamp = GENERATOR / ".installed"
    wanted = REQUIREMENTS.read_text("utf-8")
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(GENERATOR)], check=True)
    pip = [
        str(GENERATOR / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "--requirement", str(REQUIREMENTS)], check=True)
    stamp.write_text(wanted, "utf-8")


def names_of(built: Sequence[Language], program: str) -> str:
    """The languages that have this program."""
    return " ".join(language.name for language in built if program in language.facts)


def run_suite(built: Sequence[Language]) -> bool:
    """Run the conformance suite in Python and in the given languages. Returns whether every case passes."""
    shutil.rmtree(SEEN, ignore_errors=True)
    SEEN.mkdir(parents=True)
    environment = {
        **os.environ,
        "CONFORMANCE_LANGUAGES": names_of(built, "conformance"),
        "CONFORMANCE_SMOKES": names_of(built, "smoke"),
        "CONFORMANCE_SEEN": str(SEEN),
    }
    command = [sys.executable, "-m", "pytest", "--quiet", "--tb=short", *SUITE]
    return subprocess.run(command, cwd=REPO, env=environment, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Build the clients, run the suite and report; returns the exit status."""
    parser = argparse.ArgumentParser(description="Test the contract with clients in other languages.")
    parser.add_argument("clients", nargs="*", metavar="CLIENT", help="names of folders in clients/")
    parser.add_argument("--quick", action="store_true", help="without those that build slowly")
    chosen = parser.parse_args(arguments)
    wanted = [Language(name) for name in chosen.clients] or languages(chosen.quick)
    present = [language for language in wanted if not language.missing]
    if any(language.is_generated_by("openapi-generator-cli") for language in present):
        install_generator()
    with ThreadPoolExecutor(2) as pool:
        failures = [failure for failure in pool.map(Language.build, present) if failure]
    passed = not failures and run_suite(present)
    if passed:
        report, gaps = coverage_report.write(SEEN, BUILD / "coverage.md")
        print(report)
        failures += [f"not covered: {gap}" for gap in gaps]
    for failure in failures:
        print(f"FAILED: {failure}")
    for language in wanted:
        if language.missing:
            print(f"SKIPPED: {language.name}: not installed: {', '.join(language.missing)}")
    return 0 if passed and not failures else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
