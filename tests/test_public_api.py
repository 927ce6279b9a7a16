"""What is public, and what importing it loads."""

import inspect
import subprocess
import sys
from types import ModuleType

import pytest

import auditledge

HEAVY = {
    "httpx",
    "httpcore",
    "h11",
    "anyio",
    "attrs",
    "attr",
    "click",
    "rich",
    "ssl",
    "json",
    "asyncio",
    "email",
}
HEAVY |= {
    "auditledge_openapi",
    "auditledge.client",
    "auditledge.server",
    "auditledge.cli",
    "auditledge.contract",
}
HEAVY |= {"starlette", "uvicorn", "sqlite3", "dataclasses", "inspect", "logging", "uuid", "datetime"}


def loaded(code: str) -> set[str]:
    """The modules that a program has loaded at its end, except those of an empty program."""
    script = f"import sys; before = set(sys.modules); {code}; print(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stderr == ""
    return set(done.stdout.split())


def test_all_lists_exactly_the_public_names() -> None:
    for name in auditledge.__all__:
        getattr(auditledge, name)
    found = {
        name
        for name, value in vars(auditledge).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name != "TYPE_CHECKING"
    }
    assert found | {"__version__"} == set(auditledge.__all__)


def test_all_is_sorted_and_has_no_duplicates() -> None:
    assert auditledge.__all__ == sorted(set(auditledge.__all__))


def test_dir_lists_the_public_names() -> None:
    assert dir(auditledge) == auditledge.__all__


def test_a_star_import_loads_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from auditledge import *", names)
    assert set(auditledge.__all__) <= names.keys()


@pytest.mark.parametrize("name", ["Client", "client_", "httpx"])
def test_other_names_raise_attribute_errors(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'auditledge' has no attribute '{name}'"):
        getattr(auditledge, name)


@pytest.mark.parametrize("name", [each for each in auditledge.__all__ if each != "__version__"])
def test_every_public_name_has_a_docstring(name: str) -> None:
    assert inspect.getdoc(getattr(auditledge, name))


def test_importing_the_package_loads_almost_nothing() -> None:
    assert not loaded("import auditledge") & HEAVY
    assert len(loaded("import auditledge")) < 15


def test_importing_a_client_loads_no_http_library() -> None:
    modules = loaded("from auditledge import AuditLedge, AsyncAuditLedge, AuditLedgeError")
    assert not modules & {
        "httpx",
        "httpcore",
        "attrs",
        "auditledge_openapi",
        "click",
        "auditledge.server",
        "anyio",
    }


def test_creating_a_client_loads_no_server_and_no_command_line() -> None:
    modules = loaded("from auditledge import AuditLedge; AuditLedge('key')")
    assert "httpx" in modules
    assert not modules & {"auditledge.server", "auditledge.cli", "uvicorn", "starlette"}


def test_the_package_is_marked_as_typed() -> None:
    from pathlib import Path

    assert (Path(auditledge.__file__).parent / "py.typed").is_file()
