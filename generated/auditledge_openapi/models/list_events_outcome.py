# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

ListEventsOutcome = Literal["denied", "failure", "success"]

LIST_EVENTS_OUTCOME_VALUES: set[ListEventsOutcome] = {
    "denied",
    "failure",
    "success",
}


def check_list_events_outcome(value: str) -> ListEventsOutcome:
    if value in LIST_EVENTS_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_EVENTS_OUTCOME_VALUES!r}")
