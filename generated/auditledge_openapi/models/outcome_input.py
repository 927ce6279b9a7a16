# Generated from openapi.yaml by `make generate`. Do not edit.
from typing import Literal

OutcomeInput = Literal["denied", "failure", "success"]

OUTCOME_INPUT_VALUES: set[OutcomeInput] = {
    "denied",
    "failure",
    "success",
}


def check_outcome_input(value: str) -> OutcomeInput:
    if value in OUTCOME_INPUT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OUTCOME_INPUT_VALUES!r}")
