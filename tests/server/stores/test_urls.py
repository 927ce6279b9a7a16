"""The URLs of stores: which store one names, and why others are refused."""

from pathlib import Path

import pytest

from auditledge.server.stores.errors import StoreError
from auditledge.server.stores.urls import (
    is_postgresql,
    open_existing,
    open_store,
    sqlite_path,
    without_password,
)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite://", None),
        ("sqlite:///audit.db", "audit.db"),
        ("sqlite:////var/lib/audit.db", "/var/lib/audit.db"),
        ("sqlite:///a%20b%3F.db", "a b?.db"),
    ],
)
def test_the_path_of_a_sqlite_url(url: str, path: str | None) -> None:
    assert sqlite_path(url) == path
    assert not is_postgresql(url)


@pytest.mark.parametrize(
    "url",
    ["sqlite:/audit.db", "sqlite:///", "sqlite:///a.db?mode=ro", "sqlite:///a%00b", "audit.db", "", "x://"],
)
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def test_an_error_does_not_repeat_a_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("mysql://admin:secret@db/audit")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_url_is_shown_without_its_password(scheme: str) -> None:
    url = f"{scheme}://admin:secret@db:5432/audit"
    assert is_postgresql(url)
    assert "secret" not in without_password(url)
    assert "db:5432" in without_password(url)


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        open_existing(f"sqlite:///{tmp_path / 'missing.db'}")
    assert list(tmp_path.iterdir()) == []
