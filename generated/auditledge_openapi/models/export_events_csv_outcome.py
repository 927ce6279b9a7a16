# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

ExportEventsCsvOutcome = Literal["denied", "failure", "success"]

EXPORT_EVENTS_CSV_OUTCOME_VALUES: set[ExportEventsCsvOutcome] = {
    "denied",
    "failure",
    "success",
}


def check_export_events_csv_outcome(value: str) -> ExportEventsCsvOutcome:
    if value in EXPORT_EVENTS_CSV_OUTCOME_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {EXPORT_EVENTS_CSV_OUTCOME_VALUES!r}"
    )
