"""Mutation test of the verifier: `PYTHONPATH=tests python -m transparency.mutants [MODULE...]`.

Makes one small change at a time to a module of auditledge.transparency, such as `<` to `<=`, and runs the
module's tests. Prints each mutant that they don't notice, by module, line and change; exits with 1 if one of
them is not in EXPLAINED. A process is forked for each mutant, so nothing on disk changes.
"""

import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import os
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from transparency.explained_mutants import EXPLAINED

PACKAGE = "auditledge.transparency"
FOLDER = Path(__file__).parents[2] / "auditledge" / "transparency"
TESTS = Path(__file__).parent
# An endless loop is noticed, too.
OPTIONS = [
    *("-x", "-q", "-k", "not memory", "-p", "no:cacheprovider"),
    *("-o", "timeout=10", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
]

_NOTES = ["test_notes.py"]
_RECEIPTS = ["test_receipts.py"]
_BUNDLES = ["test_bundles.py"]
SUITES = {
    "merkle": ["test_merkle.py"],
    "frontier": ["test_proofs.py"],
    "encoding": [*_NOTES, *_RECEIPTS, *_BUNDLES],
    "keys": [*_NOTES, "test_policy.py"],
    "note": [*_NOTES, *_RECEIPTS],
    "checkpoint": _NOTES,
    "cosignature": _NOTES,
    "trust": [*_NOTES, *_RECEIPTS],
    "policy": ["test_policy.py", *_NOTES],
    "proof_file": _RECEIPTS,
    "removals": ["test_removals.py", *_BUNDLES],
    "units": ["test_commitments.py", *_RECEIPTS, *_BUNDLES],
    "commitments": ["test_commitments.py", *_RECEIPTS],
    "bundle": [*_BUNDLES, "test_byte_flips.py"],
    "verifier": [*_RECEIPTS, *_BUNDLES, "test_byte_flips.py"],
    "ed25519": ["test_signatures.py"],
}

_COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.RShift: ast.LShift,
    ast.LShift: ast.RShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """The line, a description, and the module with one change, for each change."""
    for position, node in enumerate(ast.walk(tree)):
        for number, (text, _) in enumerate(_changes(node)):
            changed = copy.deepcopy(tree)
            target = next(each for place, each in enumerate(ast.walk(changed)) if place == position)
            list(_changes(target))[number][1]()
            yield getattr(node, "lineno", 0), text, ast.fix_missing_locations(changed)


def _changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                name = f"{type(operator).__name__} to {other.__name__} in {ast.unparse(node)}"
                yield name, lambda place=place, other=other: node.ops.__setitem__(place, other())
    elif isinstance(node, ast.BoolOp):
        other_op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"and/or in {ast.unparse(node)}", lambda: setattr(node, "op", other_op)
        for place, value in enumerate(node.values):
            yield (
                f"without {ast.unparse(value)} in {ast.unparse(node)}",
                lambda place=place: node.values.pop(place),
            )
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        replacement = _OPERATORS[type(node.op)]
        yield f"{replacement.__name__} in {ast.unparse(node)}", lambda: setattr(node, "op", replacement())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"without not: {ast.unparse(node)}", lambda: setattr(node, "op", ast.UAdd())
    elif isinstance(node, ast.If | ast.IfExp):
        for constant in (True, False):
            text = f"if {constant} for {ast.unparse(node.test)}"
            yield text, lambda constant=constant: setattr(node, "test", ast.Constant(constant))
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        for value in (node.value + 1, node.value - 1):
            yield f"{value} for {node.value}", lambda value=value: setattr(node, "value", value)
    elif isinstance(node, ast.Slice):
        for part in ("lower", "upper"):
            if getattr(node, part) is not None:
                yield f"slice without {part}", lambda part=part: setattr(node, part, None)
    body = getattr(node, "body", None)
    if isinstance(body, list):
        for place, statement in enumerate(body):
            if isinstance(
                statement, ast.Raise | ast.Expr | ast.AugAssign | ast.Continue | ast.Break
            ) and not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                text = f"without {ast.unparse(statement).splitlines()[0]}"
                yield text, lambda place=place: body.__setitem__(place, ast.Pass())


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from a changed tree."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self._name = name
        self._code = compile(tree, f"<mutant of {name}>", "exec")

    def find_spec(self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None) -> Any:
        return importlib.util.spec_from_loader(name, self) if name == self._name else None

    def exec_module(self, module: types.ModuleType) -> None:
        exec(self._code, module.__dict__)


def survives(module: str, tree: ast.Module) -> bool:
    """Whether the tests of a module pass with this tree in its place."""
    child = os.fork()
    if child == 0:
        with (
            Path(os.devnull).open("w") as null,
            contextlib.redirect_stdout(null),
            contextlib.redirect_stderr(null),
        ):
            status = 1
            with contextlib.suppress(BaseException):
                sys.meta_path.insert(0, _Finder(f"{PACKAGE}.{module}", tree))
                files = [str(TESTS / name) for name in SUITES[module]]
                status = pytest.main([*files, *OPTIONS])
            os._exit(min(int(status), 1))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(names: Sequence[str]) -> int:
    hypothesis.settings.register_profile("mutants", max_examples=10, database=None, deadline=None)
    hypothesis.settings.load_profile("mutants")
    unexplained = total = 0
    for name in names or SUITES:
        tree = ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))
        if not survives(name, tree):
            sys.exit(f"the tests of {name} fail without a change")
        for line, text, changed in mutants(tree):
            total += 1
            if survives(name, changed):
                why = EXPLAINED.get((name, text))
                unexplained += why is None
                _write(f"{name}:{line}: {text}" + (f" ({why})" if why else ""))
        _write(f"# {name}: done")
    _write(f"{total} mutants, {unexplained} not noticed and not explained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
