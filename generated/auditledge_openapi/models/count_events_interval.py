# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

CountEventsInterval = Literal["auto", "day", "hour", "minute", "month"]

COUNT_EVENTS_INTERVAL_VALUES: set[CountEventsInterval] = {
    "auto",
    "day",
    "hour",
    "minute",
    "month",
}


def check_count_events_interval(value: str) -> CountEventsInterval:
    if value in COUNT_EVENTS_INTERVAL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COUNT_EVENTS_INTERVAL_VALUES!r}")
