"""The error names what the code does not handle, and the file to edit."""

import pytest

from auditledge.contract.mismatch import ContractMismatchError, check_names


def test_a_file_elsewhere_is_named_as_it_is() -> None:
    with pytest.raises(ContractMismatchError, match=r"which /elsewhere/layer\.py does not handle"):
        check_names("EventInput", ["id"], (), file="/elsewhere/layer.py")


def test_names_that_are_all_handled_are_accepted() -> None:
    check_names("EventInput", ["id", "action"], {"action", "id", "more"}, file=__file__)


def test_a_file_of_the_repository_is_named_from_its_root() -> None:
    with pytest.raises(ContractMismatchError) as error:
        check_names("EventInput", ["id", "action"], {"id"}, file=__file__)
    assert str(error.value) == (
        "EventInput in openapi.yaml has action, which tests/contract/test_mismatch.py does not handle."
        " Add it there (see docs/changing-the-contract.md)."
    )
