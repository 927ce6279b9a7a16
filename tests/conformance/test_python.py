"""Run every case with the Python clients: the facade in four variants, the generated client, plain HTTP."""

from contextlib import ExitStack
from typing import Any, NamedTuple

import pytest

from conformance import coverage
from conformance.python_clients import AsyncFacade, Facade, Generated, PlainHTTP
from conformance.runner import Place, play
from conformance.servers import EmbeddedPlace, Stage
from conformance.suite import Case, load


class Way(NamedTuple):
    """A client, and whether its ledger is embedded."""

    name: str
    client_class: Any
    embedded: bool = False

    def can_play(self, case: Case) -> bool:
        """An embedded ledger has no keys, and a double can't be in front of it."""
        return not self.embedded or (case.via == "ledger" and case.keys == {"all"})

    def place(self, stage: Stage) -> Place:
        return EmbeddedPlace() if self.embedded else stage.place()


WAYS = [
    Way("sync", Facade),
    Way("async", AsyncFacade),
    Way("sync-embedded", Facade, embedded=True),
    Way("async-embedded", AsyncFacade, embedded=True),
    Way("generated", Generated),
    Way("http", PlainHTTP),
]
PLAYED = [
    pytest.param(way, case, id=f"{way.name}-{case.name}")
    for way in WAYS
    for case in load()
    if way.can_play(case)
]


@pytest.mark.parametrize(("way", "case"), PLAYED)
def test_conformance(way: Way, case: Case, stage: Stage) -> None:
    with ExitStack() as held:
        coverage.record(f"python-{way.name}", play(case, way.client_class(held), way.place(stage)))
