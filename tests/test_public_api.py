"""What is public, and what importing it costs."""

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
    """The modules that a program has loaded at its end, beyond those of an empty one."""
    script = f"import sys; before = set(sys.modules); {code}; print(*(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stderr == ""
    return set(done.stdout.split())


def test_everything_that_is_public_is_named_and_the_reverse() -> None:
    for name in auditledge.__all__:
        getattr(auditledge, name)
    found = {
        name
        for name, value in vars(auditledge).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and name != "TYPE_CHECKING"
    }
    assert found | {"__version__"} == set(auditledge.__all__)


def test_names_are_sorted_and_stand_once() -> None:
    assert auditledge.__all__ == sorted(set(auditledge.__all__))


def test_dir_is_what_is_public() -> None:
    assert dir(auditledge) == auditledge.__all__


def test_a_star_imports_what_is_public() -> None:
    names: dict[str, object] = {}
    exec("from auditledge import *", names)
    assert set(auditledge.__all__) <= names.keys()


@pytest.mark.parametrize("name", ["Client", "client_", "httpx"])
def test_other_names_are_told(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'auditledge' has no attribute '{name}'"):
        getattr(auditledge, name)


@pytest.mark.parametrize("name", [each for each in auditledge.__all__ if each != "__version__"])
def test_everything_public_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(auditledge, name))


def test_importing_loads_next_to_nothing() -> None:
    assert not loaded("import auditledge") & HEAVY
    assert len(loaded("import auditledge")) < 15


def test_importing_a_name_loads_no_http_client() -> None:
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


def test_making_a_client_loads_no_server_and_no_command_line() -> None:
    modules = loaded("from auditledge import AuditLedge; AuditLedge('key')")
    assert "httpx" in modules
    assert not modules & {"auditledge.server", "auditledge.cli", "uvicorn", "starlette"}


def test_the_types_are_marked_as_typed() -> None:
    from pathlib import Path

    assert (Path(auditledge.__file__).parent / "py.typed").is_file()
