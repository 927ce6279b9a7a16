"""Play a short round of requests with the clients of further generators.

`make clients` runs this, `make test` does not. CONFORMANCE_SMOKES lists them: "oapi-codegen ogen". Each
client plays the same round, and prints what it has parsed: a line for each of PRINTED, except for what it
`lacks`.
"""

import json
import os
from typing import Any

import pytest

from conformance.foreign_clients import Language
from conformance.servers import Stage

SMOKES = os.environ.get("CONFORMANCE_SMOKES", "").split()

PRINTED: dict[str, Any] = {
    "logged": "success user_123 203.0.113.7 cus_789",
    "changes": {"status": {"before": None, "after": "paid"}},
    "replayed": "true",
    "batch": "3 true false",
    "expression": "inv_458",
    "filters": "inv_456",
    "pages": "inv_458,inv_457 inv_456 inv_458,inv_457",
    "counts": "success=2,denied=1",
    "facets": "3 success=2,denied=1 user=2,service=1",
    "export": "3 evt_019ab0c4-5d10-7c3a-9e21-4f5a6b7c8d9e",
    "csv": "4 id",
    "error": "400 invalid_request q unknown_qualifier outcome",
}


@pytest.mark.parametrize("name", SMOKES)
def test_the_client_parses_every_response(name: str, stage: Stage) -> None:
    client = Language(name)
    place = stage.place()
    output = client.run("smoke", place.base_url("ledger"), place.key("all") or "")
    printed: dict[str, Any] = dict(line.split(": ", 1) for line in output.splitlines())
    if "changes" in printed:
        printed["changes"] = json.loads(printed["changes"])
    assert printed == {name: value for name, value in PRINTED.items() if name not in client.lacks}
