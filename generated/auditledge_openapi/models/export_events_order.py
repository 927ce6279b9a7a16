# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

ExportEventsOrder = Literal["asc", "desc"]

EXPORT_EVENTS_ORDER_VALUES: set[ExportEventsOrder] = {
    "asc",
    "desc",
}


def check_export_events_order(value: str) -> ExportEventsOrder:
    if value in EXPORT_EVENTS_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPORT_EVENTS_ORDER_VALUES!r}")
