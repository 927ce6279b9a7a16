# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

CountFacetsOutcome = Literal["denied", "failure", "success"]

COUNT_FACETS_OUTCOME_VALUES: set[CountFacetsOutcome] = {
    "denied",
    "failure",
    "success",
}


def check_count_facets_outcome(value: str) -> CountFacetsOutcome:
    if value in COUNT_FACETS_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COUNT_FACETS_OUTCOME_VALUES!r}")
