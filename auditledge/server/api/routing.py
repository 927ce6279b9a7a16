"""Routes, made from the contract: a path is what `openapi.yaml` says, under the base path."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from auditledge import contract
from auditledge.server.api.error_responses import method_not_allowed, path_not_found

BASE_PATH = "/v1"


class Route(NamedTuple):
    """An operation, and the value of the last segment where its path is a template."""

    operation: contract.Operation
    argument: str


class Routes:
    """The operations by path and method. A path without a template wins over one with it."""

    def __init__(self, operations: Sequence[contract.Operation]) -> None:
        self._fixed: dict[bytes, dict[str, contract.Operation]] = {}
        self._templates: dict[bytes, dict[str, contract.Operation]] = {}
        for operation in operations:
            head, _, last = operation.path.rpartition("/")
            table = self._templates if last.startswith("{") else self._fixed
            path = head if last.startswith("{") else operation.path
            methods = table.setdefault((BASE_PATH + path).encode(), {})
            methods[operation.method] = operation
            if operation.path.startswith("/health"):
                methods["HEAD"] = operation  # as load balancers ask

    def find(self, path: bytes, method: str) -> Route:
        """The route of a percent-encoded path. Raises LedgerError `not_found` or `method_not_allowed`."""
        methods, argument = self._fixed.get(path), ""
        if methods is None:
            head, _, last = path.rpartition(b"/")
            methods, argument = self._templates.get(head), unquote(last.decode("ascii", "replace"))
        if methods is None or (methods is not self._fixed.get(path) and not argument):
            raise path_not_found()
        if method not in methods:
            raise method_not_allowed(sorted(methods))
        return Route(methods[method], argument)
