# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

CountEventsSplit = Literal["outcome"]

COUNT_EVENTS_SPLIT_VALUES: set[CountEventsSplit] = {
    "outcome",
}


def check_count_events_split(value: str) -> CountEventsSplit:
    if value in COUNT_EVENTS_SPLIT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COUNT_EVENTS_SPLIT_VALUES!r}")
