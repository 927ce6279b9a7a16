# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

ExportEventsFormat = Literal["csv", "json"]

EXPORT_EVENTS_FORMAT_VALUES: set[ExportEventsFormat] = {
    "csv",
    "json",
}


def check_export_events_format(value: str) -> ExportEventsFormat:
    if value in EXPORT_EVENTS_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_EVENTS_FORMAT_VALUES!r}")
