# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

ExportEventsOutcome = Literal["denied", "failure", "success"]

EXPORT_EVENTS_OUTCOME_VALUES: set[ExportEventsOutcome] = {
    "denied",
    "failure",
    "success",
}


def check_export_events_outcome(value: str) -> ExportEventsOutcome:
    if value in EXPORT_EVENTS_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_EVENTS_OUTCOME_VALUES!r}")
