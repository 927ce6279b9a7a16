"""A server with metrics, and what they say."""

import contextlib
import subprocess
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import httpx
from prometheus_client.parser import text_string_to_metric_families

from server.process.worker_processes import eventually
from server.server_process import server_process

REQUESTS = "auditledge_http_request_duration_seconds"

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


class Measured:
    """A server, and what it says of itself."""

    def __init__(self, process: "subprocess.Popen[str]", url: str, metrics: str) -> None:
        self.process = process
        self.url = url
        self.metrics = metrics

    def text(self) -> str:
        answer = httpx.get(self.metrics, timeout=10)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=")
        return answer.text

    def samples(self) -> Samples:
        return {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(self.text())
            for sample in family.samples
        }

    def value(self, name: str, **labels: str) -> float:
        return self.samples().get((name, frozenset(labels.items())), 0)

    def requests(self, operation: str, method: str, status: int) -> float:
        return self.value(f"{REQUESTS}_count", operation=operation, method=method, status=str(status))

    def becomes(self, expected: float, name: str, **labels: str) -> None:
        """Wait until a value is looked at again. The worker that is asked may be killed meanwhile."""

        def is_reached() -> bool | None:
            with contextlib.suppress(httpx.TransportError):
                return True if self.value(name, **labels) == expected else None
            return None

        eventually(is_reached)


@contextlib.contextmanager
def measured(
    store_url: str, *options: str, variables: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Measured]:
    with server_process(store_url, "--metrics", "127.0.0.1:0", *options, variables=variables) as (
        process,
        url,
    ):
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("Metrics are at http://127.0.0.1:"), line
        yield Measured(process, url, line.rpartition(" ")[2].strip())


def client_of(server: Measured, key: str | None) -> httpx.Client:
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=server.url, headers=headers, timeout=30)
