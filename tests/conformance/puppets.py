"""Clients of other languages, each in a process that takes requests and gives answers, as lines of JSON.

`tools/clients.py` builds them into `build/clients/`; `clients/LANGUAGE/client.toml` says how.
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
from conformance.play import Answer, RawRequest, Request

BUILT = REPO / "build" / "clients"


class PuppetError(Exception):
    """A client failed to answer at all."""


class Language:
    """A language's client, as `client.toml` describes it."""

    def __init__(self, name: str) -> None:
        facts = tomllib.loads((REPO / "clients" / name / "client.toml").read_text("utf-8"))
        self.name = name
        self.lacks: Mapping[str, str] = facts.get("lacks", {})
        self.folder = BUILT / name
        self._facts = facts

    def command(self, name: str) -> list[str]:
        """One of its programs: `conformance`, `quickstart` or `retries`."""
        program, *arguments = shlex.split(self._facts[name])
        inside = self.folder / program
        return [str(inside) if inside.exists() else program, *arguments]

    def run(self, name: str, base_url: str, key: str) -> str:
        """What one of its programs prints. Raises CalledProcessError when it fails."""
        environment = os.environ | {"AUDITLEDGE_BASE_URL": base_url, "AUDITLEDGE_API_KEY": key}
        command = self.command(name)
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, timeout=60, check=False
        )
        if done.returncode != 0:
            raise PuppetError(f"{shlex.join(command)}: {done.returncode}\n{done.stderr.decode()}")
        return done.stdout.decode()


class Puppet:
    """A client in another process."""

    def __init__(self, language: Language, process: "subprocess.Popen[bytes]") -> None:
        self.lacks = language.lacks
        self._process = process

    def can(self, request: Request) -> bool:
        """It is as typed as the contract is."""
        return OPERATIONS[request.operation].has_types_of(request.parameters, request.body)

    def perform(self, request: Request) -> Answer:
        """Have the generated client call the operation."""
        facts = ("operation", "base_url", "key", "parameters", "body")
        return self._ask({"call": {name: getattr(request, name) for name in facts}})

    def send(self, request: RawRequest) -> Answer:
        """Have the language's standard library send it."""
        content = None if request.content is None else base64.b64encode(request.content).decode()
        return self._ask({"http": {**vars(request), "content": content}})

    def _ask(self, request: Mapping[str, Any]) -> Answer:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise PuppetError("the client's process ended")
        answer = json.loads(line)
        if "failure" in answer:
            raise PuppetError(answer["failure"])
        return Answer(**answer | {"body": _decoded(answer)})


def _decoded(answer: Mapping[str, Any]) -> Any:
    """A body that came as text and is JSON becomes its value."""
    body = answer["body"]
    is_json = answer["headers"].get("content-type", "").startswith("application/json")
    return json.loads(body) if is_json and isinstance(body, str) else body


@contextmanager
def puppet(language: Language) -> Iterator[Puppet]:
    """A running client, until the block ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        language.command("conformance"), cwd=language.folder, stdin=pipe, stdout=pipe
    ) as process:
        try:
            yield Puppet(language, process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(30)
