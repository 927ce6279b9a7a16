"""The words of a search."""

from auditledge import contract


def test_words_differ_when_their_case_is_folded() -> None:
    assert contract.search_words(" b\u00a0A \u2003a STRASSE straße ") == ("b", "a", "strasse")
