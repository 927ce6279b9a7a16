"""The terms of the tail, which readers with different snapshots share."""

import threading
from collections.abc import Sequence

from auditledge.server.stores.cancel_scope import CancelScope
from auditledge.server.stores.columnar.source import SearchRow
from auditledge.server.stores.columnar.tail import IndexedTail, TailTerms
from auditledge.server.stores.columnar.terms import text_term
from auditledge.server.stores.row_codec import EventRow


class NumberedRows:
    """An account that has an event of every sequence, each on a resource of its own."""

    cancel_scope = CancelScope()

    def event_rows(self, sequences: Sequence[int]) -> list[EventRow]:
        row = EventRow(**{**dict.fromkeys(EventRow._fields), "metadata": "{}"})
        return [row._replace(sequence=sequence, resource_id=f"r{sequence}") for sequence in sequences]


def tail_of(sequences: Sequence[int], terms: TailTerms) -> IndexedTail:
    absent = dict.fromkeys(SearchRow._fields, 0)
    rows = [SearchRow(**{**absent, "timestamp": n, "sequence": n}) for n in sequences]
    return IndexedTail(rows, terms)


def test_an_older_snapshot_finds_what_a_newer_one_left_out() -> None:
    """The tail of the newer one begins later: a segment has the events between."""
    terms = TailTerms()
    terms.extend(NumberedRows(), range(101, 151))  # type: ignore[arg-type]
    terms.extend(NumberedRows(), range(201, 301))  # type: ignore[arg-type]
    terms.extend(NumberedRows(), range(101, 201))  # type: ignore[arg-type]
    tail = tail_of(range(101, 201), terms)
    for sequence in range(101, 201):
        match = tail.term(text_term("resource.id", f"r{sequence}"))
        assert match.certain == match.possible == 1 << (sequence - 101)


def test_terms_are_added_while_others_look_for_a_prefix() -> None:
    terms, errors = TailTerms(), list[Exception]()
    terms.extend(NumberedRows(), range(1, 2_001))  # type: ignore[arg-type]
    tail = tail_of(range(1, 2_001), terms)

    def look() -> None:
        try:
            for _ in range(200):
                tail.of_resources("r1")
        except RuntimeError as error:
            errors.append(error)

    looking = threading.Thread(target=look)
    looking.start()
    last = 2_000
    while looking.is_alive() and last < 40_000:
        terms.extend(NumberedRows(), range(last + 1, last + 201))  # type: ignore[arg-type]
        last += 200
    looking.join()
    assert errors == []
