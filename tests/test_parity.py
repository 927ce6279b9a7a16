"""The two clients have the same methods, parameters, docstrings and properties."""

import inspect
from typing import Any

import pytest

from auditledge import AsyncAuditLedge, AuditLedge

FOR_PROBES = {"getLiveness", "getReadiness"}  # for operators of a ledger, not for its users
COUNTERPARTS = {"__enter__": "__aenter__", "__exit__": "__aexit__"}


def public(client_class: type) -> set[str]:
    return {name for name in dir(client_class) if not name.startswith("_")}


METHODS = sorted(name for name in public(AuditLedge) if inspect.isfunction(getattr(AuditLedge, name)))
PROPERTIES = sorted(public(AuditLedge) - set(METHODS))


def parameters(function: Any) -> list[tuple[Any, ...]]:
    """Names, kinds, defaults and annotations, with the names of synchronous types."""
    return [
        (each.name, each.kind, each.default, str(each.annotation).replace("Async", ""))
        for each in inspect.signature(function).parameters.values()
    ]


def without_loops(text: str | None) -> str | None:
    """A docstring without what it says only about event loops."""
    return text and text.replace("await ", "").replace(" The event loop is not blocked.", "")


def test_names() -> None:
    assert public(AuditLedge) == public(AsyncAuditLedge)


def test_the_documented_methods_exist() -> None:
    assert {"log", "query", "get", "export", "usage", "close"} <= set(METHODS)


@pytest.mark.parametrize("name", ["__init__", *METHODS])
def test_parameters(name: str) -> None:
    assert parameters(getattr(AuditLedge, name)) == parameters(getattr(AsyncAuditLedge, name))


@pytest.mark.parametrize("name", METHODS)
def test_results(name: str) -> None:
    sync, loop = (
        inspect.signature(getattr(each, name)).return_annotation for each in (AuditLedge, AsyncAuditLedge)
    )
    # An asynchronous generator has no return type.
    assert str(sync).replace(", None, None]", ", None]") == str(loop).replace("Async", "")


@pytest.mark.parametrize("name", METHODS)
def test_docstrings(name: str) -> None:
    doc = inspect.getdoc(getattr(AuditLedge, name))
    assert doc
    assert without_loops(inspect.getdoc(getattr(AsyncAuditLedge, name))) == doc


@pytest.mark.parametrize("name", PROPERTIES)
def test_properties(name: str) -> None:
    sync, loop = getattr(AuditLedge, name), getattr(AsyncAuditLedge, name)
    assert isinstance(sync, property)
    assert isinstance(loop, property)
    assert sync.__doc__
    assert sync.__doc__ == loop.__doc__
    assert (sync.fset, sync.fdel) == (loop.fset, loop.fdel) == (None, None)


@pytest.mark.parametrize(("sync", "loop"), COUNTERPARTS.items())
def test_both_are_context_managers(sync: str, loop: str) -> None:
    assert parameters(getattr(AuditLedge, sync)) == parameters(getattr(AsyncAuditLedge, loop))
    assert inspect.iscoroutinefunction(getattr(AsyncAuditLedge, loop))


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_the_constructor_is_as_documented(client_class: Any) -> None:
    documented = list(inspect.signature(client_class).parameters.values())[:3]
    assert [each.name for each in documented] == ["api_key", "base_url", "timeout"]
    assert [each.default for each in documented] == [None, None, 30]
    others = list(inspect.signature(client_class).parameters.values())[3:]
    assert {each.kind for each in others} == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("client_class", [AuditLedge, AsyncAuditLedge])
def test_no_client_has_a_finalizer(client_class: Any) -> None:
    assert not hasattr(client_class, "__del__")


def test_every_operation_of_the_contract_has_a_method() -> None:
    from auditledge import contract

    method_of = {
        "createEvent": "log",
        "createEventBatch": "log_many",
        "listEvents": "query",
        "getEvent": "get",
        "exportEvents": "export",
        "exportEventsCsv": "export",
        "streamEvents": "tail",
        "countEvents": "count",
        "countFacets": "facets",
        "getUsage": "usage",
        "getHealth": "health",
    }
    assert method_of.keys() == contract.OPERATIONS.keys() - FOR_PROBES
    assert set(method_of.values()) <= set(METHODS)
