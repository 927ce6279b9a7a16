"""nginx and HAProxy in front of a ledger, with connections to it that all clients share."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
NGINX, HAPROXY = shutil.which("nginx", path=_PATH), shutil.which("haproxy", path=_PATH)
MISSING = "nginx or haproxy is not installed: what is shared behind them is not tested"

_NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    access_log off;
    client_max_body_size 20m;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream ledger {{
        server 127.0.0.1:{port};
        keepalive 1;
    }}
    server {{
        listen unix:{folder}/front;
        location / {{
            proxy_pass http://ledger;
            proxy_http_version 1.1;
            proxy_request_buffering {buffering};
            proxy_set_header Host ledger;
            {offers}
        }}
    }}
}}
"""
_NO_OFFERS = 'proxy_set_header Connection "";'
_OFFERS = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";'

_HAPROXY = """
global
    maxconn 256
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    http-reuse always
frontend front
    bind unix@{folder}/front
    default_backend ledger
backend ledger
    server ledger 127.0.0.1:{port} pool-max-conn 2
"""


@contextlib.contextmanager
def nginx(port: int, *, buffering: bool, offers: bool) -> Iterator[str]:
    """nginx before a port of this machine; the path of its socket. `offers` to upgrade may be passed on."""
    user = "user root;" if os.geteuid() == 0 else ""
    settings = {"buffering": "on" if buffering else "off", "offers": _OFFERS if offers else _NO_OFFERS}
    with tempfile.TemporaryDirectory(prefix="auditledge-") as folder:
        path = Path(folder, "nginx.conf")
        path.write_text(_NGINX.format(folder=folder, port=port, user=user, **settings))
        with _running(
            folder, str(NGINX), "-p", folder, "-c", str(path), "-e", f"{folder}/error.log"
        ) as front:
            yield front


@contextlib.contextmanager
def haproxy(port: int) -> Iterator[str]:
    """HAProxy before a port of this machine; the path of its socket."""
    with tempfile.TemporaryDirectory(prefix="auditledge-") as folder:
        path = Path(folder, "haproxy.cfg")
        path.write_text(_HAPROXY.format(folder=folder, port=port))
        with _running(folder, str(HAPROXY), "-db", "-q", "-f", str(path)) as front:
            yield front


@contextlib.contextmanager
def _running(folder: str, *command: str) -> Iterator[str]:
    front = f"{folder}/front"
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            deadline = time.monotonic() + 20
            while not _accepts(front):
                assert process.poll() is None, process.communicate()[1]
                assert time.monotonic() < deadline, "the proxy does not accept connections"
                time.sleep(0.02)
            yield front
        finally:
            process.terminate()


def _accepts(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0
