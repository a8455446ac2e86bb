"""Files and functions stay small, and names say what they hold."""

import ast
from typing import Union

import pytest

from tests.architecture.source_tree import Module, modules_below

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "core", "misc"}
EVERYTHING = modules_below("agent") + modules_below("build") + modules_below("tests")

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef]


@pytest.mark.parametrize("module", EVERYTHING, ids=lambda module: module.name)
def test_files_stay_below_the_wall(module: Module) -> None:
    assert len(module.text.splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("module", EVERYTHING, ids=lambda module: module.name)
def test_functions_stay_below_the_wall(module: Module) -> None:
    long = [f.name for f in module.functions if _body_lines(f) > LONGEST_FUNCTION]
    assert not long


@pytest.mark.parametrize("module", EVERYTHING, ids=lambda module: module.name)
def test_no_module_is_named_for_nothing(module: Module) -> None:
    assert not EMPTY_NAMES & set(module.name.split("."))


@pytest.mark.parametrize("module", modules_below("agent"), ids=lambda module: module.name)
def test_no_code_of_the_agent_names_a_password_value(module: Module) -> None:
    words = [n.value for n in ast.walk(module.tree) if isinstance(n, ast.Constant)]
    texts = [word for word in words if isinstance(word, str) and " " not in word]
    assert not [t for t in texts if "password" in t.lower() and not t.startswith("main.")]


def _body_lines(function: Definition) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
