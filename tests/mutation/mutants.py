"""The ways in which a rule is made wrong, one small change at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.architecture.source import ROOT

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
LARGEST = 31
"""Whole numbers up to this one are rules (days, months, counts); beyond it they are mostly sizes."""
UNREAD = {"annotation", "returns"}
"""Fields that are for the type checker and never run."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the node ``old`` in ``holder`` gives way to ``new`` in the code that ``tree`` is compiled to."""

    path: Path
    tree: ast.Module
    holder: ast.AST
    field: str
    old: ast.AST
    new: ast.AST
    source: str

    def __str__(self) -> str:
        """Where and what, without the line's number, so that it stays true when lines move."""
        return f"{self.file}: {self.change}"

    @property
    def file(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.file}:{getattr(self.old, 'lineno', 0)}"

    @property
    def change(self) -> str:
        before, after = ast.unparse(self.old).split("\n")[0], ast.unparse(self.new)
        return f"{before} -> {after}" + ("" if before == self.source else f"  in  {self.source}")

    @property
    def module(self) -> str:
        """The dotted name that is imported."""
        return self.file.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")

    def code(self) -> CodeType:
        """The module with the change in it; the tree is changed for good, so ask in a process of its own."""
        there = getattr(self.holder, self.field)
        if isinstance(there, list):
            there[next(n for n, one in enumerate(there) if one is self.old)] = self.new
        else:
            setattr(self.holder, self.field, self.new)
        tree = ast.fix_missing_locations(self.tree)
        return compile(tree, str(self.path), "exec", dont_inherit=True)


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change that can be made to a module."""
    text = path.read_text()
    lines, tree = text.splitlines(), ast.parse(text)
    for holder, field, old in _nodes(tree):
        for new in _instead(old):
            line = lines[old.lineno - 1].strip()  # type: ignore[attr-defined]
            yield Mutant(path, tree, holder, field, old, new, line)


def _nodes(holder: ast.AST) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    """Every node that runs, with the field of the node that holds it."""
    for field, value in ast.iter_fields(holder):
        if field in UNREAD or (isinstance(holder, ast.Subscript) and ast.unparse(holder.value) == "Literal"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST):
                yield holder, field, node
                yield from _nodes(node)


def _instead(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, rights):
            for n, op in enumerate(ops):
                yield ast.Compare(left, [*ops[:n], COMPARED[type(op)](), *ops[n + 1 :]], rights)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Return(ast.Constant(bool() as value)):
            yield ast.Return(ast.Constant(not value))
        case ast.Constant(int() as value) if not isinstance(value, bool) and value <= LARGEST:
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Raise():
            yield ast.Pass()
