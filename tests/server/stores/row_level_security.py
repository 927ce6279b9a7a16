"""Removes the first of two defenses between tenants: the conditions on the account in each statement."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from auditledge.server.stores.postgres.tenant_scope import TenantScope

CONDITION = re.compile(r"\b(\w+\.)?account = %b")


@contextlib.contextmanager
def first_defense_removed(but: str = "") -> Iterator[set[str]]:
    """Make every condition on the account true; yields the tables in whose statements there were any.

    Statements that read the table `but` are left as they are.
    """
    opened: set[str] = set()
    run = TenantScope.run

    def open_run(self: TenantScope, statement: str, values: Any = ()) -> Any:
        tables = re.findall(r"\b(?:FROM|UPDATE|JOIN) (\w+)", statement)
        if but not in tables and (changed := CONDITION.sub("%b::bigint IS NOT NULL", statement)) != statement:
            opened.update(tables)
            statement = changed
        return run(self, statement, values)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TenantScope, "run", open_run)
        yield opened
