"""The suite covers the contract, and its README explains every word in the cases."""

from conformance.contract import DECLARED, OPERATIONS
from conformance.doubles import NAMES
from conformance.matching import WORDS
from conformance.servers import ROLES
from conformance.suite import FOLDER, load

CASES = load()
STEPS = [step for case in CASES for step in case.steps if step.call in OPERATIONS]
README = (FOLDER / "README.md").read_text("utf-8")


def test_every_declared_status_of_every_operation_has_a_case() -> None:
    covered = {(step.call, OPERATIONS[step.call].declared(step.response["status"])) for step in STEPS}
    assert set(DECLARED) - covered == set()


def test_every_parameter_of_every_operation_has_a_case_that_succeeds() -> None:
    declared = {(name, parameter) for name in OPERATIONS for parameter in OPERATIONS[name].parameters}
    used = {(step.call, name) for step in STEPS if step.response["status"] < 300 for name in step.parameters}
    assert declared - used == set()


def test_every_value_of_an_enum_has_a_case() -> None:
    facts = {name: operation.parameters for name, operation in OPERATIONS.items()}
    declared = {
        (operation, name, value)
        for operation, parameters in facts.items()
        for name, parameter in parameters.items()
        for value in parameter["schema"].get("enum", [])
    }
    used = {(step.call, name, value) for step in STEPS for name, value in step.parameters.items()}
    assert declared - used == set()


def test_every_double_role_and_operation_has_a_case() -> None:
    assert {case.via for case in CASES} == set(NAMES)
    assert {role for case in CASES for role in case.keys} == set(ROLES)
    assert {step.call for case in CASES for step in case.steps} == {*OPERATIONS, "none"}


def test_the_readme_explains_every_word() -> None:
    words = {*WORDS, *ROLES, *NAMES, "$repeat", "status", "code", "problems", "events", "headers"}
    assert {word for word in words if f"`{word}`" not in README and f"{{{word}: " not in README} == set()
