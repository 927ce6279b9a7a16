"""Plans: those built in, and what an undefined one allows."""

import pytest

from auditledge.server.accounts.plans import BUILT_IN, DEFAULT_PLAN, PLANS, Plan, Plans

DAY = 86_400_000_000  # microseconds
NOW = 1_800_000_000_000_000


def test_the_built_in_plans_match_the_price_list() -> None:
    assert list(PLANS.values()) == [
        Plan("free", 10_000, 30),
        Plan("starter", 100_000, 90),
        Plan("growth", 10_000_000, 365),
    ]


def test_the_default_plan_is_defined() -> None:
    assert BUILT_IN.default == DEFAULT_PLAN
    assert DEFAULT_PLAN in PLANS
    assert {name: plan.name for name, plan in PLANS.items()} == {name: name for name in PLANS}


@pytest.mark.parametrize("name", PLANS)
def test_events_expire_after_the_days_of_their_plan(name: str) -> None:
    days = PLANS[name].retention_days
    assert days is not None
    assert BUILT_IN.expires_before(name, NOW) == NOW - days * DAY


def test_a_plan_without_a_period_keeps_events_forever() -> None:
    plans = Plans({"team": Plan("team", 5, None)}, "team")
    assert plans.of("team").events_limit == 5
    assert plans.expires_before("team", NOW) is None


def test_an_undefined_plan_has_no_limit_and_keeps_events_forever() -> None:
    assert BUILT_IN.of("renamed") == Plan("renamed", None, None)
    assert BUILT_IN.expires_before("renamed", NOW) is None
