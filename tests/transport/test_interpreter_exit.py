"""Programs exit without warnings, whether or not they close their clients."""

import os
from pathlib import Path

import pytest

from transport.programs import Account, run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

EXITS = {
    "closed": "client = AuditLedge(); log(client, 'x'); client.close()",
    "left-open": "client = AuditLedge(); log(client, 'x')",
    "left-open-in-a-function": "def f(): client = AuditLedge(); log(client, 'x')\nf()",
    "left-open-in-a-cycle": "client = AuditLedge(); client.me = client; log(client, 'x'); del client",
    "left-open-in-a-thread": (
        "client = AuditLedge(); t = threading.Thread(target=log, args=(client, 'x')); t.start(); t.join()"
    ),
    "by-sys-exit": "client = AuditLedge(); log(client, 'x'); sys.exit(0)",
    "with-options": "client = AuditLedge().with_options(timeout=5); log(client, 'x')",
    "low-level": "client = AuditLedge(); log(client, 'x'); client.low_level.get_httpx_client().get('/usage')",
    "never-used": "client = AuditLedge(); other = AsyncAuditLedge(); log(AuditLedge(), 'x')",
    "async": """
        async def main():
            async with AsyncAuditLedge() as client:
                await client.log({**EVENT, "metadata": {"who": "x"}})
        asyncio.run(main(), debug=False)
        """,
}


@pytest.mark.parametrize("name", EXITS)
def test_a_program_exits_silently(account: Account, name: str) -> None:
    run(account, EXITS[name])
    assert account.who() == ["x"]


@pytest.mark.parametrize("end", ["client.close()", "pass", "del client"])
def test_a_program_with_an_embedded_ledger_exits_silently(account: Account, tmp_path: Path, end: str) -> None:
    code = f"client = AuditLedge(); log(client, 'x'); {end}"
    run(account, code, AUDITLEDGE_BASE_URL=f"sqlite:///{tmp_path}/audit.db")
