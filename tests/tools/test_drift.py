"""The check that generated files match the contract."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import drift
import generate
from edits import REPO

CLIENT = "generated/auditledge_openapi"
OTHER_CONFIGURATION = """
[tool.ruff]
line-length = 20
indent-width = 2
[tool.ruff.format]
quote-style = "single"
[tool.ruff.lint]
select = ["ALL"]
[tool.black]
line-length = 20
[tool.isort]
force_single_line = true
[tool.datamodel-codegen]
use-annotated = true
snake-case-field = true
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("fresh")
    generate.main(root)
    return root


@pytest.fixture
def kept(fresh: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(fresh, tmp_path / "kept"))


def test_the_files_of_this_repository_match(capsys: pytest.CaptureFixture[str]) -> None:
    assert drift.main(REPO) == 0, capsys.readouterr().out


def test_identical_files_are_no_difference(fresh: Path, kept: Path) -> None:
    assert len(drift.generated_files(fresh)) > 30
    assert drift.differences(fresh, kept) == []


@pytest.mark.parametrize(
    "name",
    [
        f"{CLIENT}/client.py",
        f"{CLIENT}/py.typed",
        "auditledge/types.py",
        "auditledge/contract/contract.json",
        "auditledge/contract/openapi.json",
        "auditledge/contract/openapi.yaml",
    ],
)
def test_an_edited_file_is_reported(fresh: Path, kept: Path, name: str) -> None:
    with (kept / name).open("a") as file:
        file.write(" ")
    assert drift.differences(fresh, kept) == [f"edited: {name}"]


@pytest.mark.parametrize(
    "name",
    [
        f"{CLIENT}/models/event.py",
        f"{CLIENT}/py.typed",
        "auditledge/types.py",
        "auditledge/contract/contract.json",
        "auditledge/contract/openapi.yaml",
    ],
)
def test_a_missing_file_is_reported(fresh: Path, kept: Path, name: str) -> None:
    (kept / name).unlink()
    assert drift.differences(fresh, kept) == [f"missing: {name}"]


@pytest.mark.parametrize(
    "name", [f"{CLIENT}/models/gone.py", "generated/gone.txt", f"{CLIENT}/.ruff_cache/x"]
)
def test_a_stale_file_is_reported(fresh: Path, kept: Path, name: str) -> None:
    (kept / name).parent.mkdir(exist_ok=True)
    (kept / name).touch()
    assert drift.differences(fresh, kept) == [f"stale, no longer generated: {name}"]


def test_a_file_that_is_no_longer_generated_is_stale(fresh: Path, kept: Path) -> None:
    less = kept.with_name("less")
    shutil.copytree(fresh, less)
    (less / "auditledge/types.py").unlink()
    assert drift.differences(less, kept) == ["stale, no longer generated: auditledge/types.py"]


def test_compiled_files_and_handwritten_modules_are_ignored(fresh: Path, kept: Path) -> None:
    for name in (f"{CLIENT}/__pycache__/client.pyc", "auditledge/client.py", "openapi.yaml"):
        (kept / name).parent.mkdir(exist_ok=True)
        (kept / name).touch()
    assert drift.differences(fresh, kept) == []


def test_the_command_fails_and_says_how_to_fix_it(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / CLIENT / "client.py").unlink()
    assert drift.main(kept) == 1
    assert capsys.readouterr().out == f"missing: {CLIENT}/client.py\nRun `make generate`.\n"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_output_does_not_depend_on_hash_seed_folder_or_configuration(
    fresh: Path, tmp_path: Path, seed: str
) -> None:
    for name in ("pyproject.toml", "temporary/pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(OTHER_CONFIGURATION)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TMPDIR": str(tmp_path / "temporary")}
    command = [sys.executable, str(REPO / "tools" / "generate.py"), "out"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    assert drift.differences(fresh, tmp_path / "out") == []


def test_generated_files_are_marked_for_reviewers() -> None:
    lines = (REPO / ".gitattributes").read_text().splitlines()
    marked = {line.split()[0] for line in lines if "linguist-generated" in line}
    assert marked == {pattern.removesuffix("/*") for pattern in drift.GENERATED}
