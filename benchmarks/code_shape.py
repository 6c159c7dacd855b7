"""The shape of the code: lengths of functions and files, types, broad excepts.

    python benchmarks/code_shape.py

Prints a Markdown table of the three packages. A function's length counts its lines from `def` to its last,
without decorators; nested functions count within their outer one and by themselves.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

_ROOT = Path(__file__).parents[1]
_PACKAGES = ("fetchers", "extractors", "pipeline")
_LONG_FILE = 300
_BROAD = {"Exception", "BaseException"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _is_typed(function: Function) -> bool:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    own = [one for one in given if one.arg not in {"self", "cls"}]
    return function.returns is not None and all(one.annotation is not None for one in own)


def _is_broad(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or (isinstance(node.type, ast.Name) and node.type.id in _BROAD)


def shape(package: str) -> dict[str, str]:
    """The row of one package: what is counted, as it is shown."""
    files = sorted((_ROOT / package).rglob("*.py"))
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    functions = [function for tree in trees for function in _functions(tree)]
    lengths = [_length(function) for function in functions]
    tenths = quantiles(lengths, n=10)
    lines = [len(file.read_text("utf-8").splitlines()) for file in files]
    typed = sum(_is_typed(function) for function in functions)
    return {
        "package": f"`{package}/`",
        "files": str(len(files)),
        "lines": f"{sum(lines):,}",
        "functions": f"{len(functions):,}",
        "median / 90 % function, lines": f"{tenths[4]:.0f} / {tenths[8]:.0f}",
        "longest function": str(max(lengths)),
        f"files over {_LONG_FILE} lines": str(sum(number > _LONG_FILE for number in lines)),
        "typed": f"{typed / len(functions):.0%}",
        "broad excepts": str(sum(_is_broad(node) for tree in trees for node in ast.walk(tree))),
    }


def table() -> str:
    """All packages, as Markdown."""
    rows = [shape(package) for package in _PACKAGES]
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *([row[head] for head in heads] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    print(table())
