"""The cases of the language: what each expression finds, and where its error is."""

import pytest

from auditledge.server.query_language import ExpressionError, matcher, parse
from server.query_language.cases import CASES, EVENTS, FOUND, REFUSED, Case, case_id


def test_every_case_is_run():
    assert len(CASES) == 401
    assert len(EVENTS) == 45
    assert len(FOUND) + len(REFUSED) == 401
    assert all(case.matches is not None for case in FOUND)


@pytest.mark.parametrize("case", FOUND, ids=case_id)
def test_expression_finds_its_events(case: Case):
    matches = matcher(parse(case.q))
    assert [event["id"] for event in EVENTS if matches(event)] == case.matches


@pytest.mark.parametrize("case", REFUSED, ids=case_id)
def test_expression_gets_its_error(case: Case):
    with pytest.raises(ExpressionError) as caught:
        parse(case.q)
    error = caught.value
    found = {"at": error.at, "code": error.code, "about": error.about}
    assert found | ({"hint": error.hint} if error.hint else {}) == case.error
