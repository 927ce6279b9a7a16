"""Every case, with everything that Python has: the facade in four ways, the generated client, plain HTTP."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest

from conformance.play import Place, play
from conformance.python_clients import AsyncFacade, Facade, Generated, PlainHTTP
from conformance.stage import EmbeddedPlace, Stage, staged
from conformance.suite import Case, load


class Way(NamedTuple):
    """A client, and where its ledger is."""

    client_class: Any
    embedded: bool = False

    def can_play(self, case: Case) -> bool:
        """An embedded ledger has no keys, and nothing stands before it."""
        return not self.embedded or (case.via == "ledger" and case.keys == {"all"})

    def place(self, stage: Stage) -> Place:
        return EmbeddedPlace() if self.embedded else stage.place()


WAYS = {
    "sync": Way(Facade),
    "async": Way(AsyncFacade),
    "sync-embedded": Way(Facade, embedded=True),
    "async-embedded": Way(AsyncFacade, embedded=True),
    "generated": Way(Generated),
    "http": Way(PlainHTTP),
}
PLAYED = [
    pytest.param(way, case, id=f"{name}-{case.name}")
    for name, way in WAYS.items()
    for case in load()
    if way.can_play(case)
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("conformance")) as stage:
        yield stage


@pytest.mark.parametrize(("way", "case"), PLAYED)
def test_conformance(way: Way, case: Case, stage: Stage) -> None:
    with ExitStack() as held:
        play(case, way.client_class(held), way.place(stage))
