"""The matcher against a second evaluator, on random expressions and events, and its speed."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditledge.server.query_language import matcher, parse
from server.query_language import model
from server.query_language.cases import EVENTS
from server.query_language.model import Negation, Term, evaluate, written


@settings(max_examples=500, deadline=None)
@given(model.expressions, st.lists(model.events, min_size=1, max_size=5))
def test_expression_matches_what_the_documentation_says(expression, events):
    matches = matcher(parse(written(expression)))
    assert [matches(event) for event in events] == [evaluate(expression, event) for event in events]


@settings(max_examples=500, deadline=None)
@given(model.terms, st.lists(model.events, min_size=1, max_size=5))
@example(Term("metadata", ("a",), "1"), [{"metadata": {"a": True}}, {"metadata": {"a": 1.0}}])
def test_term_and_its_negation_divide_all_events(term, events):
    for node in (term, Negation("-", term)):
        matches = matcher(parse(written(node)))
        assert [matches(event) for event in events] == [evaluate(node, event) for event in events]


def test_view_of_an_event_is_asked_for_what_the_expression_needs():
    class View:
        def __init__(self) -> None:
            self.asked: list[str] = []

        def get(self, name: str) -> object:
            self.asked.append(name)
            return {"action": "a", "metadata": {"b": 1}}.get(name)

    view = View()
    assert matcher(parse("action:a OR metadata.b:1"))(view)
    assert view.asked == ["action"]


def test_depth_of_an_event_is_no_problem():
    value: object = "leaf"
    for _ in range(5_000):
        value = [value]
    event = EVENTS[0] | {"metadata": {"a": value}}
    assert matcher(parse("metadata.a:leaf"))(event)


def test_large_event_is_searched_in_linear_time():
    event = EVENTS[0] | {"metadata": {"a": [{"a": [{"a": index} for index in range(100)]}] * 100}}
    matches = matcher(parse(" ".join(["metadata.a.a.a:-1"] * 20 + ["OR"] + ["metadata.a.a.a:99"] * 20)))
    started = time.process_time()
    assert matches(event)
    assert time.process_time() - started < 2
