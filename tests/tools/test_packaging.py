"""What users install: the wheel and the source distribution, built from this tree."""

import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest

from edits import REPO


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both distributions in it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], cwd=REPO, check=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    (name,) = (each for each in zipfile.ZipFile(wheel).namelist() if each.endswith(".dist-info/METADATA"))
    return message_from_string(zipfile.ZipFile(wheel).read(name).decode())


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    return tmp_path


def test_the_wheel_has_two_packages_a_plugin_and_nothing_else(names: list[str], metadata: Message) -> None:
    tops = {name.partition("/")[0] for name in names}
    packages = {"auditledge", "auditledge_openapi", "pytest_auditledge.py"}
    assert tops == packages | {f"auditledge-{metadata['Version']}.dist-info"}


def test_pytest_finds_the_plugin(wheel: Path, metadata: Message) -> None:
    name = f"auditledge-{metadata['Version']}.dist-info/entry_points.txt"
    assert "[pytest11]\nauditledge = pytest_auditledge\n" in zipfile.ZipFile(wheel).read(name).decode()


def test_both_packages_are_typed(names: list[str]) -> None:
    assert {"auditledge/py.typed", "auditledge_openapi/py.typed"} <= set(names)


def test_the_wheel_contains_only_modules_and_their_data(names: list[str]) -> None:
    packaged = [name for name in names if ".dist-info/" not in name]
    assert {Path(name).suffix for name in packaged} <= {".html", ".json", ".py", ".sql", ".typed", ".yaml"}
    assert {f"auditledge/contract/{name}" for name in ("contract.json", "openapi.json", "openapi.yaml")} <= {
        *packaged
    }
    templates = {
        f"auditledge/django/templates/auditledge/{name}.html" for name in ("history", "object_history")
    }
    assert templates <= {*packaged}
    assert not [
        name for name in names if "__pycache__" in name or Path(name).name.startswith(("test_", "conftest"))
    ]


def test_every_module_is_in_the_wheel(names: list[str]) -> None:
    roots = {"auditledge": REPO, "auditledge_openapi": REPO / "generated"}
    for package, root in roots.items():
        modules = {path.relative_to(root).as_posix() for path in (root / package).rglob("*.py")}
        assert modules
        assert modules == {each for each in names if each.startswith(f"{package}/") and each.endswith(".py")}


def test_every_migration_is_in_both_distributions(names: list[str], built: Path) -> None:
    migrations = {path.relative_to(REPO).as_posix() for path in (REPO / "auditledge").rglob("*.sql")}
    assert len(migrations) >= 8
    assert migrations == {each for each in names if each.endswith(".sql")}
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        assert migrations <= {name.partition("/")[2] for name in source.getnames()}


def test_the_installed_wheel_can_be_imported(installed: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import auditledge, auditledge.contract, auditledge_openapi\n"
        "assert auditledge.__file__.startswith(sys.argv[1]), auditledge.__file__\n"
        "assert auditledge_openapi.__file__.startswith(sys.argv[1]), auditledge_openapi.__file__\n"
        "print(auditledge.__version__, auditledge.AuditLedge('key').low_level is not None)\n"
    )
    command = [sys.executable, "-I", "-c", program, str(installed)]
    done = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=False)
    assert done.stdout.split()[1:] == ["True"], done.stderr


def test_the_version_is_the_same_everywhere(metadata: Message, built: Path) -> None:
    version = metadata["Version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", version)
    assert {path.name for path in built.iterdir()} == {
        f"auditledge-{version}.tar.gz",
        f"auditledge-{version}-py3-none-any.whl",
    }
    assert (REPO / "auditledge" / "_version.py").read_text().count(f'"{version}"') == 1
    assert f'"{version}"' not in (REPO / "pyproject.toml").read_text()


def test_the_newest_version_in_the_changelog_is_this_one(metadata: Message) -> None:
    changelog = (REPO / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$", changelog, re.MULTILINE)
    assert headings[0] == ("Unreleased", "")
    assert headings[1][0] == metadata["Version"]
    assert all(date for _, date in headings[1:])
    assert headings[1:] == sorted(headings[1:], key=lambda heading: heading[1], reverse=True)
    assert {name for name, _ in headings} == set(re.findall(r"^\[(.+?)\]: https://", changelog, re.MULTILINE))


def test_the_base_install_is_small(metadata: Message) -> None:
    required = [each for each in metadata.get_all("Requires-Dist", []) if "extra ==" not in each]
    names = {re.split(r"[<>=]", each)[0] for each in required}
    assert names == {"anyio", "attrs", "click", "httpcore", "httpx"}
    assert metadata["Requires-Python"] == ">=3.11"


def test_the_server_is_an_extra(metadata: Message) -> None:
    assert "server" in metadata.get_all("Provides-Extra", [])
    extra = [each for each in metadata.get_all("Requires-Dist", []) if "extra == 'server'" in each]
    assert any(each.startswith("httptools") for each in extra)


def test_the_command_is_installed(wheel: Path) -> None:
    (name,) = (each for each in zipfile.ZipFile(wheel).namelist() if each.endswith("/entry_points.txt"))
    assert "auditledge = auditledge.cli:main" in zipfile.ZipFile(wheel).read(name).decode()


def test_the_license_is_in_the_wheel(names: list[str], metadata: Message) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert metadata["License-Expression"] == "MIT"


def test_the_source_distribution_can_be_tested_and_built(built: Path, metadata: Message) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {"openapi.yaml", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile"}
    expected |= {"tools/generate.py", "tools/released/openapi.yaml", "tests/tools/test_packaging.py"}
    assert expected <= names
    assert not [name for name in names if name.startswith((".ci/", "build/", "dist/", ".venv/"))]
    assert not [name for name in names if name.endswith((".db", ".pyc"))]
