# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

CountEventsOutcome = Literal["denied", "failure", "success"]

COUNT_EVENTS_OUTCOME_VALUES: set[CountEventsOutcome] = {
    "denied",
    "failure",
    "success",
}


def check_count_events_outcome(value: str) -> CountEventsOutcome:
    if value in COUNT_EVENTS_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COUNT_EVENTS_OUTCOME_VALUES!r}")
