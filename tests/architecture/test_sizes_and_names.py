"""Files and functions stay small, and names say what they hold."""

import ast
from typing import Union

import pytest

from tests.architecture.source_tree import Module, modules_below

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "core", "misc"}
FOLDERS = ("agent", "desk", "build", "tests")
EVERYTHING = [module for folder in FOLDERS for module in modules_below(folder)]

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


# The one list of the values, and the name of a door.
NAMES_PASSWORDS = {"agent.teamviewer.standing_values", "agent.doors"}
FETCHES_CONTENT = {"read_values", "read_flags", "QueryValueEx", "EnumValue", "query_value"}


@pytest.mark.parametrize("module", modules_below("agent"), ids=lambda module: module.name)
def test_no_code_of_the_agent_names_a_password_value(module: Module) -> None:
    words = [n.value for n in ast.walk(module.tree) if isinstance(n, ast.Constant)]
    texts = [word for word in words if isinstance(word, str) and " " not in word]
    named = [t for t in texts if "password" in t.lower() and not t.startswith("main.")]
    assert not named or module.name in NAMES_PASSWORDS


def test_what_deletes_password_values_cannot_fetch_them() -> None:
    module = next(m for m in modules_below("agent") if m.name == "agent.teamviewer.standing_access")
    names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    assert "delete_values" in names
    assert not names & FETCHES_CONTENT


def test_the_names_of_passwords_are_given_to_nothing_that_fetches() -> None:
    users = [m for m in modules_below("agent") if "agent.teamviewer.standing_values" in m.imports]
    assert {m.name.rpartition(".")[2] for m in users} == {"door_reader", "standing_access"}
    for module in users:
        for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
            given = {n.id for a in call.args for n in ast.walk(a) if isinstance(n, ast.Name)}
            called = call.func.id if isinstance(call.func, ast.Name) else ""
            assert not (called in FETCHES_CONTENT and given & {"OPENS", "values_to_remove"})


def _body_lines(function: Definition) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
