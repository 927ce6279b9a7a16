"""Tells schemathesis what the contract's own format looks like; loaded by it as its hooks."""

import schemathesis
from hypothesis import strategies as st

schemathesis.openapi.format(
    "iso8601", st.datetimes().map(lambda each: f"{each.isoformat()}Z") | st.dates().map(str)
)
