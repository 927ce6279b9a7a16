"""Fixtures of the tests on segments: a store of either engine with small segments, with numpy and without."""

import contextlib
import sys
from collections.abc import Iterator

import pytest

from auditledge.server.stores.columnar.kernels import kernels
from server.conftest import NewStore
from server.load.scale import (
    SealedStore,
    open_small,
)
from server.stores.columnar.small_segments import LARGE_SIZE, new_account


@pytest.fixture(params=["numpy", "plain"], autouse=True)
def _kernels(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test runs with numpy and without."""
    if request.param == "plain":
        monkeypatch.setitem(sys.modules, "auditledge.server.stores.columnar.kernels_numpy", None)
    else:
        pytest.importorskip("numpy")
    kernels.cache_clear()
    yield
    kernels.cache_clear()


@pytest.fixture(scope="module")
def url(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with new_store(tmp_path_factory.mktemp("scale")) as url:
        yield url


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[SealedStore]:
    """A store in which each test has accounts of its own: making one takes longer than most tests."""
    with contextlib.closing(open_small(url, LARGE_SIZE)) as store:
        yield store


@pytest.fixture(scope="module")
def unsealed(url: str) -> Iterator[SealedStore]:
    """The same, which seals nothing by itself."""
    with contextlib.closing(open_small(url, 10**6)) as store:
        yield store


@pytest.fixture
def account(store: SealedStore) -> int:
    return new_account(store)
