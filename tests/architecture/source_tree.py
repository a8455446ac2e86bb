"""The program's modules and what each imports, read without running them."""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import FrozenSet, Iterator, Tuple

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """A module by its dotted name, its text and the dotted names it imports."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def imports(self) -> FrozenSet[str]:
        """Everything imported anywhere in the module, also inside functions."""
        return frozenset(_imported(self.tree))

    @property
    def functions(self) -> Tuple[ast.FunctionDef, ...]:
        """All functions and methods."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules_below(folder: str) -> Tuple[Module, ...]:
    """Every module below a top folder, parsed as Python 3.8 where the folder is `agent`."""
    oldest = (3, 8) if folder == "agent" else None
    return tuple(_read(path, oldest) for path in sorted((ROOT / folder).rglob("*.py")))


def _read(path: Path, oldest: "Tuple[int, int] | None") -> Module:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path, text, ast.parse(text, str(path), feature_version=oldest))


def is_below(name: str, package: str) -> bool:
    """Whether a dotted name is the package or inside it."""
    return name == package or name.startswith(package + ".")
