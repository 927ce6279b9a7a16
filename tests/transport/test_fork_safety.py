"""Forks before and after the first use, and real servers with real worker processes."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import trustme

from transport.faulty_server import FaultyServer, respond_json
from transport.programs import PREAMBLE, Account, run, run_with

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_a_fork_before_the_first_use(account: Account) -> None:
    run(
        account,
        """
        client = AuditLedge()
        children = []
        for n in range(3):
            if (pid := os.fork()) == 0:
                log(client, f"child-{n}")
                sys.exit(0)
            children.append(pid)
        log(client, "parent")
        assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0, 0]
        client.close()
        """,
    )
    assert account.who() == ["child-0", "child-1", "child-2", "parent"]


def test_a_child_opens_its_own_connections(account: Account) -> None:
    run(
        account,
        """
        client = AuditLedge(retries=0)
        log(client, "parent")
        children = []
        for n in range(3):
            if (pid := os.fork()) == 0:
                for _ in range(20):
                    log(client, f"child-{n}")
                client.close()
                sys.exit(0)
            children.append(pid)
        for _ in range(20):
            log(client, "parent")
        assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0, 0]
        log(client, "parent")
        client.close()
        """,
    )
    assert account.who() == [f"child-{n}" for n in range(3) for _ in range(20)] + ["parent"] * 22


def test_a_child_that_does_not_use_the_client_leaves_the_parents_connection_alone(account: Account) -> None:
    run(
        account,
        """
        client = AuditLedge(retries=0)
        log(client, "parent")
        if (pid := os.fork()) == 0:
            client.close()
            sys.exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        log(client, "parent")
        client.close()
        """,
    )
    assert account.who() == ["parent", "parent"]


def test_threads_of_a_child_share_a_new_pool(account: Account) -> None:
    run(
        account,
        """
        client = AuditLedge(retries=0)
        log(client, "parent")
        if (pid := os.fork()) == 0:
            gate = threading.Barrier(8)
            def work(n):
                gate.wait()
                log(client, f"thread-{n}")
            threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
            [each.start() for each in threads]
            [each.join() for each in threads]
            client.close()
            sys.exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        client.close()
        """,
    )
    assert account.who() == ["parent"] + [f"thread-{n}" for n in range(8)]


def test_a_fork_leaves_the_parents_tls_connection_working(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    code = """
        client = AuditLedge(retries=0)
        log(client, "parent")
        for end in (client.close, lambda: log(client, "child"), lambda: None):
            if (pid := os.fork()) == 0:
                end()
                sys.exit(0)
            assert os.waitpid(pid, 0)[1] == 0
            log(client, "parent")
        """
    environment = {"AUDITLEDGE_API_KEY": "key", "AUDITLEDGE_CA_BUNDLE": str(tmp_path / "ca.pem")}
    with FaultyServer(respond_json({"success": True, "event": {}}), tls=context) as peer:
        run_with({**os.environ, **environment, "AUDITLEDGE_BASE_URL": peer.url}, code)
    assert (peer.connections, len(peer.requests)) == (2, 5)


def test_an_async_client_works_on_both_sides_of_a_fork(account: Account) -> None:
    run(
        account,
        """
        client = AsyncAuditLedge(retries=0)
        async def main(who):
            async with client:
                await client.log({**EVENT, "metadata": {"who": who}})
        if (pid := os.fork()) == 0:
            asyncio.run(main("child"), debug=False)
            sys.exit(0)
        asyncio.run(main("parent"), debug=False)
        assert os.waitpid(pid, 0)[1] == 0
        """,
    )
    assert account.who() == ["child", "parent"]


def test_a_fork_after_use_of_an_embedded_ledger(account: Account, tmp_path: Path) -> None:
    run(
        account,
        """
        client = AuditLedge()
        log(client, "parent")
        if (pid := os.fork()) == 0:
            log(client, "child")
            client.close()
            sys.exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        log(client, "parent")
        assert client.query()["total"] == 3
        client.close()
        """,
        AUDITLEDGE_BASE_URL=f"sqlite:///{tmp_path}/audit.db",
    )


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing(account: Account, tmp_path: Path, method: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        PREAMBLE
        + textwrap.dedent(
            f"""
            client = AuditLedge()

            def work(n):
                log(client, f"task-{{n}}")

            if __name__ == "__main__":
                log(client, "main")
                with multiprocessing.get_context({method!r}).Pool(2) as pool:
                    pool.map(work, range(6))
                    pool.close()
                    pool.join()
                client.close()
            """
        )
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        env=account.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert account.who() == ["main"] + [f"task-{n}" for n in range(6)]


@contextmanager
def server(account: Account, folder: Path, app: str, *command: str) -> Iterator[int]:
    """Run a server with workers on a socket that is already listening, and yield its port."""
    (folder / "app.py").write_text(PREAMBLE + textwrap.dedent(app))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        log = (folder / "log").open("w+")
        fd = listener.fileno()
        arguments = [each.replace("FD", str(fd)) for each in command]
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder, env=account.environment, pass_fds=[fd], stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield listener.getsockname()[1]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            log.seek(0)
            text = log.read()
            log.close()
    assert "Traceback" not in text, text
    assert "ResourceWarning" not in text, text


def get(port: int) -> str:
    """The response on a new connection, which any of the workers may accept."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", "/")
        response = connection.getresponse()
        text = response.read().decode()
        assert response.status == 200, text
        return text


def reach_both_workers(port: int, *, max_requests: int = 200) -> set[str]:
    """The process ids of two workers, after as many requests as it takes to reach both."""
    seen: set[str] = set()
    for _ in range(max_requests):
        seen.add(get(port))
        if len(seen) == 2:
            return seen
        time.sleep(0.005)  # so that the other worker may accept the next connection
    pytest.fail(f"only {seen} of two workers responded to {max_requests} requests")


def test_gunicorn_with_preload(account: Account, tmp_path: Path) -> None:
    app = """
        client = AuditLedge(retries=0)
        log(client, "master")  # so that the parent has a connection when it forks

        def app(environ, start_response):
            log(client, str(os.getpid()))
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [str(os.getpid()).encode()]
        """
    command = (
        "gunicorn",
        "app:app",
        "--preload",
        "--workers",
        "2",
        "--bind",
        "fd://FD",
        "--no-control-socket",
    )
    with server(account, tmp_path, app, *command) as port:
        workers = reach_both_workers(port)
    assert set(account.who()) == {"master", *workers}


def test_gunicorn_with_threads_and_preload(account: Account, tmp_path: Path) -> None:
    app = """
        client = AuditLedge(retries=0)
        log(client, "master")

        def app(environ, start_response):
            log(client, str(os.getpid()))
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [str(os.getpid()).encode()]
        """
    command = ("gunicorn", "app:app", "--preload", "--workers", "2", "--threads", "4", "--bind", "fd://FD")
    with server(account, tmp_path, app, *command, "--no-control-socket") as port:
        workers = reach_both_workers(port)
    assert set(account.who()) == {"master", *workers}


def test_uvicorn_with_workers(account: Account, tmp_path: Path) -> None:
    app = """
        client = AsyncAuditLedge(retries=0)

        async def app(scope, receive, send):
            if scope["type"] == "lifespan":
                await receive()
                await send({"type": "lifespan.startup.complete"})
                await receive()
                await client.close()
                await send({"type": "lifespan.shutdown.complete"})
                return
            await client.log({**EVENT, "metadata": {"who": str(os.getpid())}})
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": str(os.getpid()).encode()})
        """
    with server(account, tmp_path, app, "uvicorn", "app:app", "--workers", "2", "--fd", "FD") as port:
        workers = reach_both_workers(port)
    assert set(account.who()) == workers


def test_celery_with_prefork(account: Account, tmp_path: Path) -> None:
    for name in ("in", "processed", "control"):
        (tmp_path / name).mkdir()
    app = """
        from celery import Celery

        folder = os.path.dirname(__file__)
        app = Celery("app", broker="filesystem://")
        app.conf.broker_transport_options = {
            "data_folder_in": folder + "/in",
            "data_folder_out": folder + "/in",
            "control_folder": folder + "/control",
            "polling_interval": 0.05,
        }
        app.conf.worker_prefetch_multiplier = 1
        client = AuditLedge(retries=0)
        log(client, "main")

        @app.task
        def record(n):
            log(client, f"task-{n}")
        """
    worker = ("celery", "-A", "app", "worker", "--pool", "prefork", "--concurrency", "2", "--without-mingle")
    with server(account, tmp_path, app, *worker, "--without-gossip", "--without-heartbeat"):
        subprocess.run(
            [sys.executable, "-c", "import app; [app.record.delay(n) for n in range(6)]"],
            cwd=tmp_path, env=account.environment, check=True, timeout=60,
        )  # fmt: skip
        expected = ["main"] * 2 + [f"task-{n}" for n in range(6)]
        deadline = time.monotonic() + 30
        while (who := account.who()) != expected and time.monotonic() < deadline:
            time.sleep(0.05)
    assert who == expected
