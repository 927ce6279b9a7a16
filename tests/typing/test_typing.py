"""mypy --strict accepts the examples and reports the marked errors; `make lint` checks them with pyright.

The types of all public symbols are known to pyright.
"""

import subprocess
import sys
from pathlib import Path

import pytest

import known_types

ROOT = Path(__file__).parents[2]


def test_mypy_agrees_with_the_examples() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "tests/typing/api.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_of_all_public_symbols_are_known() -> None:
    report = known_types.verify("auditledge")
    assert known_types.problems(report) == []
    symbols = report["typeCompleteness"]["symbols"]
    unknown = {each["name"] for each in symbols if each["isExported"] and not each["isTypeKnown"]}
    assert [name for name in unknown if not name.startswith(known_types.UNTYPED)] == []


def test_an_unknown_type_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "half_typed"
    package.mkdir()
    (package / "py.typed").touch()
    (package / "__init__.py").write_text("def public(argument): ...\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (line, *_) = known_types.problems(known_types.verify("half_typed"))
    assert line.startswith(f"{package / '__init__.py'}:1: ")
