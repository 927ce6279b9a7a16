"""Run every case with the clients for other languages.

`make clients` runs this, `make test` does not. CONFORMANCE_LANGUAGES lists them: "typescript go java".
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from conformance import coverage
from conformance.foreign_clients import ForeignClient, Language, foreign_client
from conformance.python_clients import PlainHTTP
from conformance.runner import play, raw_request
from conformance.servers import Stage
from conformance.suite import Case, load

LANGUAGES = os.environ.get("CONFORMANCE_LANGUAGES", "").split()


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture(scope="module")
def client(language: Language) -> Iterator[ForeignClient]:
    with foreign_client(language) as running:
        yield running


@pytest.mark.parametrize("case", load(), ids=lambda case: case.name)
def test_conformance(language: Language, client: ForeignClient, case: Case, stage: Stage) -> None:
    coverage.record(language.name, play(case, client, stage.place()))


def test_the_quickstart_runs(language: Language, stage: Stage) -> None:
    place = stage.place()
    printed = language.run("quickstart", place.base_url("ledger"), place.key("all") or "").splitlines()
    assert printed[0].startswith("stored evt_")
    assert printed[1].endswith(" invoice.updated inv_456")
    assert printed[2] == "success: 1"
    assert printed[3].startswith("id,timestamp,")


def test_retry_of_a_stored_event_stores_nothing_twice(language: Language, stage: Stage) -> None:
    place = stage.place()
    key = place.key("all")
    printed = language.run("retries", place.base_url("forgetful"), key or "").strip()
    with ExitStack() as held:
        page = PlainHTTP(held).send(raw_request("listEvents", place.base_url("ledger"), key, {}, None)).body
    assert [event["id"] for event in page["events"]] == [printed]
