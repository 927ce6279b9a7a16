# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

StreamEventsOutcome = Literal["denied", "failure", "success"]

STREAM_EVENTS_OUTCOME_VALUES: set[StreamEventsOutcome] = {
    "denied",
    "failure",
    "success",
}


def check_stream_events_outcome(value: str) -> StreamEventsOutcome:
    if value in STREAM_EVENTS_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STREAM_EVENTS_OUTCOME_VALUES!r}")
