"""The table of remote tools: what is in `tools.toml`, checked whole before anything uses it.

Pure. A pattern that would match almost anything is refused, so that a slip in the table does not
call a program of Windows a way in.
"""

import fnmatch
import re
from dataclasses import dataclass
from typing import Iterable, List, Tuple

import tomli

from agent.brand_table import BrandError, refuse, table

LARGEST_FILE = 64 * 1024
"""Bytes. The table is 6 KB."""

_KEYS = ("name", "services", "processes", "signers", "source")
_PATTERN = re.compile(r"[\w .,()*-]{4,60}")
_LEAST_LETTERS = 4


@dataclass(frozen=True)
class RemoteTool:
    """A remote tool and the names that give it away; patterns are compared without case."""

    name: str
    services: Tuple[str, ...]
    processes: Tuple[str, ...]
    signers: Tuple[str, ...]

    def has_service(self, name: str) -> bool:
        """Whether a service of this tool is called so."""
        return _matches(name, self.services)

    def has_process(self, file_name: str) -> bool:
        """Whether a program of this tool is called so."""
        return _matches(file_name, self.processes)


def parse_tools(text: str) -> Tuple[RemoteTool, ...]:
    """The tools written in `text` (TOML).

    Raises BrandError on the first key that is unknown or missing, or value that is not allowed.
    """
    try:
        content: object = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrandError(f"tools.toml: not TOML: {error}"[:200]) from error
    tools = table("", content, ("tool",)).read("tool", _tools)
    names = [tool.name.lower() for tool in tools]
    if len(names) != len(set(names)):
        raise BrandError("tool: the same name twice")
    return tools


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch.fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)


def _tools(path: str, value: object) -> Tuple[RemoteTool, ...]:
    if not isinstance(value, list) or not value:
        raise refuse(path, value, "is not a list of tables")
    return tuple(_tool(f"{path}[{index}]", one) for index, one in enumerate(value))


def _tool(path: str, value: object) -> RemoteTool:
    entry = table(path, value, _KEYS)
    entry.read("source", _text)
    tool = RemoteTool(
        name=entry.read("name", _text),
        services=entry.read("services", _patterns),
        processes=entry.read("processes", _patterns),
        signers=entry.read("signers", _signers),
    )
    if not tool.processes:
        raise refuse(f"{path}.processes", "", "names no program")
    return tool


def _patterns(path: str, value: object) -> Tuple[str, ...]:
    texts = _texts(path, value)
    for text in texts:
        letters = re.sub(r"[^a-z0-9]", "", text.lower().replace(".exe", ""))
        if not _PATTERN.fullmatch(text) or (len(letters) < _LEAST_LETTERS and "*" in text):
            raise refuse(path, text, "is not a name with at least four letters")
    return texts


def _signers(path: str, value: object) -> Tuple[str, ...]:
    texts = _texts(path, value)
    for text in texts:
        if "*" in text:
            raise refuse(path, text, "is not a whole name")
    return texts


def _texts(path: str, value: object) -> Tuple[str, ...]:
    if not isinstance(value, list):
        raise refuse(path, value, "is not a list")
    texts: List[str] = [_text(path, one) for one in value]
    return tuple(texts)


def _text(path: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise refuse(path, value, "is not a text")
    return value
