"""SECURITY.md names a test for each attack, and each of them exists."""

import re

from docs.blocks import ROOT

POLICY = (ROOT / "SECURITY.md").read_text("utf-8")


def test_each_row_of_the_threat_model_has_tests_that_exist() -> None:
    rows = [line for line in POLICY.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 10
    for row in rows:
        tests = re.findall(r"`(tests/[^`]+)`", row.rsplit("|", 2)[-2])
        assert tests, row
        assert [name for name in tests if not (ROOT / name).is_file()] == []
