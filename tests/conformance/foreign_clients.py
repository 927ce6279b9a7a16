"""Clients in other languages. Each is a process that reads requests and writes responses as lines of JSON.

`tools/clients.py` builds them into `build/clients/`, as described in `clients/LANGUAGE/client.toml`.
"""

import base64
import json
import os
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from conformance.contract import OPERATIONS, REPO
from conformance.runner import ObservedResponse, RawRequest, Request

BUILT = REPO / "build" / "clients"


class ForeignClientError(Exception):
    """A client failed to return a response."""


class Language:
    """A client in another language, as described in `client.toml`."""

    def __init__(self, name: str) -> None:
        facts = tomllib.loads((REPO / "clients" / name / "client.toml").read_text("utf-8"))
        self.name = name
        self.lacks: Mapping[str, str] = facts.get("lacks", {})
        self.folder = BUILT / name
        self._facts = facts

    def command(self, name: str) -> list[str]:
        """The command for one of its programs: `conformance`, `quickstart` or `retries`."""
        program, *arguments = shlex.split(self._facts[name])
        inside = self.folder / program
        return [str(inside) if inside.exists() else program, *arguments]

    def run(self, name: str, base_url: str, key: str) -> str:
        """Run one of its programs and return its output. Raises ForeignClientError if it fails."""
        environment = os.environ | {"AUDITLEDGE_BASE_URL": base_url, "AUDITLEDGE_API_KEY": key}
        command = self.command(name)
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, timeout=60, check=False
        )
        if done.returncode != 0:
            raise ForeignClientError(f"{shlex.join(command)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()


class ForeignClient:
    """A client in another process."""

    def __init__(self, language: Language, process: "subprocess.Popen[bytes]") -> None:
        self.lacks = language.lacks
        self._process = process

    def can(self, request: Request) -> bool:
        """Whether the values have the types in the contract."""
        return OPERATIONS[request.operation].has_types_of(request.parameters, request.body)

    def perform(self, request: Request) -> ObservedResponse:
        """Call the operation with the generated client."""
        facts = ("operation", "base_url", "key", "parameters", "body")
        reply = self._exchange({"call": {name: getattr(request, name) for name in facts}})
        if isinstance(reply["body"], str) and _is_json(reply):
            raise ForeignClientError(f"the client could not parse the response: {reply}")
        return _observed(reply)

    def send(self, request: RawRequest) -> ObservedResponse:
        """Send it with the language's standard library."""
        content = None if request.content is None else base64.b64encode(request.content).decode()
        return _observed(self._exchange({"http": {**vars(request), "content": content}}))

    def _exchange(self, request: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise ForeignClientError("the client's process ended")
        reply: dict[str, Any] = json.loads(line)
        if "failure" in reply:
            raise ForeignClientError(reply["failure"])
        return reply


def _observed(facts: Mapping[str, Any]) -> ObservedResponse:
    """The response that a client reports. A JSON body that it reports as text is parsed."""
    body = facts["body"]
    value = json.loads(body) if _is_json(facts) and isinstance(body, str) else body
    return ObservedResponse(**{**facts, "body": value})


def _is_json(facts: Mapping[str, Any]) -> bool:
    is_json: bool = facts["headers"].get("content-type", "").startswith("application/json")
    return is_json


@contextmanager
def foreign_client(language: Language) -> Iterator[ForeignClient]:
    """Run a client until the block ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        language.command("conformance"), cwd=language.folder, stdin=pipe, stdout=pipe
    ) as process:
        try:
            yield ForeignClient(language, process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)
