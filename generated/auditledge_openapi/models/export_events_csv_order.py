# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

ExportEventsCsvOrder = Literal["asc", "desc"]

EXPORT_EVENTS_CSV_ORDER_VALUES: set[ExportEventsCsvOrder] = {
    "asc",
    "desc",
}


def check_export_events_csv_order(value: str) -> ExportEventsCsvOrder:
    if value in EXPORT_EVENTS_CSV_ORDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {EXPORT_EVENTS_CSV_ORDER_VALUES!r}"
    )
