"""The option for the plans file."""

from pathlib import Path

import click
import pytest

from auditledge.cli.plans_option import check_plan, load_plans


def test_without_a_file_the_plans_are_the_built_in_ones() -> None:
    assert set(load_plans(None).by_name) == {"free", "starter", "growth"}


def test_invalid_file_is_a_usage_error(tmp_path: Path) -> None:
    path = tmp_path / "plans.toml"
    path.write_text("nonsense")
    with pytest.raises(click.BadParameter) as error:
        load_plans(str(path))
    assert error.value.param_hint == "'--plans'"


def test_unknown_plan_is_a_usage_error() -> None:
    plans = load_plans(None)
    check_plan("free", plans)
    with pytest.raises(click.BadParameter, match="'gold' is not one of 'free', 'starter', 'growth'"):
        check_plan("gold", plans)
