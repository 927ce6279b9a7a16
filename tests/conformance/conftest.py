"""The stage that all tests in this folder share."""

from collections.abc import Iterator

import pytest

from conformance.servers import Stage, staged


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("conformance")) as stage:
        yield stage
