"""Which modules may import which, and what importing the package loads."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]
GENERATED = "The generated client knows nothing of us"
TOUCHES = "Only what builds requests, or hands out the generated client, touches it"
SERVER = "The server knows the contract, and nothing of the SDK"
SDK = "The SDK reaches the server through the embedded backend, the command line and the test kit alone"
CONTRACT = "The contract imports nothing else of the package"
TRANSPARENCY = "The transparency log imports nothing else of the package"
TRANSPARENCY_LAYERS = "Inside the transparency log, imports go down"
SDK_LAYERS = "Inside the SDK, imports go down"
CAPTURE = "Frameworks know the core of capture, and nothing of each other"
LAYERS = "Inside the server, imports go down"
DOMAIN = "The server's domain knows no HTTP"
ENGINES = "The engines of the store know nothing of each other"
COLUMNAR = "The columnar engine serves both, and imports neither"


def lint_imports(root: Path) -> str:
    """The checker's report on the packages below `root`."""
    path = os.pathsep.join([str(root), str(root / "generated")])
    environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def broken(report: str) -> set[str]:
    return {line.partition(" BROKEN")[0] for line in report.splitlines() if " BROKEN" in line}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    for package in ("auditledge", "generated"):
        shutil.copytree(REPO / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_boundary_is_kept() -> None:
    report = lint_imports(REPO)
    assert "Contracts: 13 kept, 0 broken." in report, report


@pytest.mark.parametrize(
    ("module", "line", "contracts"),
    [
        ("generated/auditledge_openapi/client.py", "import auditledge", {GENERATED}),
        ("generated/auditledge_openapi/types.py", "import auditledge.contract", {GENERATED}),
        ("auditledge/errors.py", "import auditledge_openapi", {TOUCHES}),
        ("auditledge/server/api/app.py", "from auditledge.client import AuditLedge", {SERVER}),
        ("auditledge/server/api/app.py", "from auditledge import AuditLedge", {SERVER}),
        ("auditledge/server/api/app.py", "import auditledge._core.retry", {SERVER}),
        ("auditledge/server/api/app.py", "import auditledge._transport.runner", {SERVER}),
        ("auditledge/server/stores/protocol.py", "import auditledge.cli", {SERVER}),
        ("auditledge/server/api/app.py", "import auditledge_openapi.models", {SERVER, TOUCHES}),
        ("auditledge/client.py", "import auditledge.server", {SDK}),
        ("auditledge/_core/retry.py", "from auditledge.server.api import app", {SDK}),
        ("auditledge/newcomer.py", "import auditledge.server.api.app", {SDK}),
        ("auditledge/contract/schema.py", "import auditledge.server", {CONTRACT, SDK}),
        ("auditledge/contract/schema.py", "from auditledge.errors import AuditLedgeError", {CONTRACT}),
        ("auditledge/contract/schema.py", "import auditledge_openapi", {CONTRACT, TOUCHES}),
        ("auditledge/transparency/note.py", "import auditledge.contract.numbers", {TRANSPARENCY}),
        ("auditledge/transparency/note.py", "import auditledge.server.errors", {TRANSPARENCY, SDK}),
        ("auditledge/transparency/note.py", "from auditledge.errors import Problem", {TRANSPARENCY}),
        ("auditledge/transparency/note.py", "import auditledge.transparency.bundle", {TRANSPARENCY_LAYERS}),
        ("auditledge/transparency/newcomer.py", "import json", {TRANSPARENCY_LAYERS}),
        ("auditledge/client.py", "import auditledge.cli.output", {SDK_LAYERS}),
        ("auditledge/client.py", "import auditledge.async_client", {SDK_LAYERS}),
        ("auditledge/outbox/stats.py", "from auditledge.client import AuditLedge", {SDK_LAYERS}),
        ("auditledge/outbox/stats.py", "from auditledge import AuditLedge", {SDK_LAYERS}),
        ("auditledge/_transport/runner.py", "import auditledge.outbox.stats", {SDK_LAYERS}),
        ("auditledge/_core/retry.py", "import auditledge._transport.runner", {SDK_LAYERS}),
        ("auditledge/errors.py", "import auditledge._core.call", {SDK_LAYERS}),
        ("auditledge/contract/schema.py", "import auditledge.types", {SDK_LAYERS, CONTRACT}),
        ("auditledge/newcomer.py", "import json", {SDK_LAYERS}),
        ("auditledge/client.py", "import auditledge.integrations.audit", {SDK_LAYERS}),
        ("auditledge/integrations/context.py", "import auditledge.integrations.audit", {CAPTURE}),
        ("auditledge/server/http/sockets.py", "import auditledge.server.process.supervisor", {LAYERS}),
        ("auditledge/server/http/sockets.py", "import auditledge.server.observability.metrics", {LAYERS}),
        ("auditledge/server/observability/logging.py", "import auditledge.server.http.sockets", {LAYERS}),
        ("auditledge/server/api/app.py", "import auditledge.server.observability.access_log", {LAYERS}),
        ("auditledge/server/ledger/append.py", "import auditledge.server.api.request", {LAYERS, DOMAIN}),
        ("auditledge/server/ledger/append.py", "import auditledge.server.http.sockets", {LAYERS, DOMAIN}),
        ("auditledge/server/retention/worker.py", "import auditledge.server.api.routing", {LAYERS, DOMAIN}),
        ("auditledge/server/retention/worker.py", "import auditledge.server.ledger.writer", {LAYERS}),
        ("auditledge/server/retention/worker.py", "import auditledge.server.admin.backup", {LAYERS}),
        ("auditledge/server/admin/backup.py", "import auditledge.server.api.responses", {LAYERS, DOMAIN}),
        ("auditledge/server/accounts/plans.py", "import auditledge.server.http.limits", {LAYERS, DOMAIN}),
        ("auditledge/server/accounts/plans.py", "import auditledge.server.retention.worker", {LAYERS}),
        ("auditledge/server/stores/models.py", "import auditledge.server.accounts.plans", {LAYERS}),
        ("auditledge/server/stores/models.py", "import auditledge.server.api.responses", {LAYERS, DOMAIN}),
        ("auditledge/server/errors.py", "import auditledge.server.api.responses", {LAYERS, DOMAIN}),
        ("auditledge/server/errors.py", "import auditledge.server.stores.models", {LAYERS}),
        ("auditledge/server/newcomer.py", "import json", {LAYERS}),
        (
            "auditledge/server/stores/sqlite/files.py",
            "import auditledge.server.stores.postgres.arrays",
            {ENGINES},
        ),
        ("auditledge/server/stores/postgres/pool.py", "import auditledge.server.stores.sqlite", {ENGINES}),
        (
            "auditledge/server/stores/columnar/cache.py",
            "import auditledge.server.stores.postgres.arrays",
            {COLUMNAR},
        ),
        ("auditledge/server/stores/columnar/cache.py", "import auditledge.server.stores.sqlite", {COLUMNAR}),
    ],
)
def test_a_forbidden_import_is_found(copy: Path, module: str, line: str, contracts: set[str]) -> None:
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    found = broken(lint_imports(copy))
    assert contracts <= found


def modules_after(code: str) -> set[str]:
    """The modules that a new interpreter has loaded after running some code."""
    program = f"import sys\n{code}\nimport json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


HEAVY = {
    "asyncio",
    "attr",
    "click",
    "httpx",
    "ssl",
    "starlette",
    "uvicorn",
    "httptools",
    "auditledge_openapi",
}
OURS = {
    "auditledge.cli",
    "auditledge.client",
    "auditledge.outbox",
    "auditledge.server",
    "auditledge._transport.embedded",
}


def test_importing_the_package_loads_almost_nothing() -> None:
    loaded = modules_after("import auditledge")
    assert "auditledge" in loaded
    assert loaded & (HEAVY | OURS) == set()


def test_a_client_over_http_loads_no_server() -> None:
    loaded = modules_after("from auditledge import AuditLedge\nAuditLedge('key')")
    assert "httpx" in loaded
    assert loaded & {"starlette", "uvicorn", "httptools", "auditledge.cli", "auditledge.server"} == set()
