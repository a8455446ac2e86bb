"""What Windows 7 SP1 would answer to each file of a program's folder."""

import enum
from collections import defaultdict
from dataclasses import dataclass
from typing import Dict, FrozenSet, Iterable, Iterator, List, Optional, Tuple

from audit.pe_file import Import, ProgramFile
from audit.versions import WINDOWS_7, shown
from audit.windows_facts import WindowsFacts, is_api_set, is_runtime


class Level(enum.Enum):
    """How bad it is; the first two are findings, the other two are told."""

    FAILS = "FAILS"
    UNKNOWN = "UNKNOWN"
    UPDATE = "UPDATE"
    NOTE = "NOTE"


@dataclass(frozen=True)
class Finding:
    """What stands in a file, and why that matters."""

    level: Level
    file: str
    what: str
    why: str


Judgement = Optional[Tuple[Level, str]]
Exports = Dict[str, List[FrozenSet[str]]]

_RUNTIME_UPDATE = "needs KB2999226, or the Universal C runtime beside it"
_LOADER_UPDATE = "needs KB2533623 or its successor KB3063858"


def judge(files: Iterable[ProgramFile], facts: WindowsFacts, machine: str) -> Tuple[Finding, ...]:
    """All findings, each once for a file; `machine` is what the whole folder is made for."""
    files = tuple(files)
    exports: Exports = defaultdict(list)
    for file in files:
        exports[file.library].append(file.exports)
    used = {entry.library for file in files for entry in file.imports}
    found = (finding for file in files for finding in _of_file(file, facts, exports, machine))
    return tuple(dict.fromkeys(_unless_unused(finding, used) for finding in found))


def _of_file(
    file: ProgramFile, facts: WindowsFacts, exports: Exports, machine: str
) -> Iterator[Finding]:
    if file.machine != machine:
        yield Finding(Level.FAILS, file.name, file.machine, f"the program is for {machine}")
    if file.is_from_wine:
        yield Finding(Level.FAILS, file.name, "made by Wine", "it works nowhere else")
    if file.subsystem > WINDOWS_7:
        version = ".".join(map(str, file.subsystem))
        # Windows 7 asks this of programs only; Microsoft's own libraries for it say 10.0.
        level = Level.NOTE if file.is_library else Level.FAILS
        yield Finding(level, file.name, f"made for {version}", "an .exe like this is refused")
    for entry in file.imports:
        judgement = judge_import(entry, facts, exports)
        if judgement:
            yield Finding(judgement[0], file.name, _what(entry, judgement), judgement[1])


def judge_import(entry: Import, facts: WindowsFacts, exports: Exports) -> Judgement:
    """None when Windows 7 SP1 or the program itself has it."""
    if entry.library in exports:
        return _of_own(entry, exports[entry.library])
    judgement = _of_library(entry.library, facts) or _of_function(entry, facts)
    if judgement and entry.is_delayed and judgement[0] is Level.FAILS:
        return Level.NOTE, judgement[1] + ", when it is first used"
    return judgement


def _of_own(entry: Import, copies: List[FrozenSet[str]]) -> Judgement:
    has = [entry.function in copy for copy in copies]
    if all(has):
        return None
    if any(has):
        return Level.NOTE, f"not every {entry.library} of the program has it"
    return Level.FAILS, f"the program's own {entry.library} lacks it"


def _of_library(library: str, facts: WindowsFacts) -> Judgement:
    """What is said of the library as a whole."""
    name = library.rpartition(".")[0]
    if library == "ucrtbase.dll" or name in facts.universal_runtime:
        return Level.UPDATE, _RUNTIME_UPDATE
    if is_api_set(library) and name not in facts.api_sets:
        return Level.FAILS, "neither in Windows 7 SP1 nor in KB2999226"
    if is_runtime(library):
        return Level.FAILS, "the program must bring it, and does not"
    first = facts.new_libraries.get(library)
    return (Level.FAILS, f"first in {shown(first)}") if first and first > WINDOWS_7 else None


def _of_function(entry: Import, facts: WindowsFacts) -> Judgement:
    if entry.function in facts.loader_update:
        return Level.UPDATE, _LOADER_UPDATE
    first = facts.first_version(entry.library, entry.function)
    if first:
        return (Level.FAILS, f"first in {shown(first)}") if first > WINDOWS_7 else None
    is_ours = is_api_set(entry.library) or entry.library in facts.libraries
    if not is_ours:
        return Level.UNKNOWN, "neither the program's nor known as a part of Windows 7"
    # A number instead of a name: only Windows itself could tell.
    if entry.function.startswith("#") or facts.is_known(entry.library, entry.function):
        return None
    return Level.UNKNOWN, "nothing says since when Windows has it"


def _what(entry: Import, judgement: Tuple[Level, str]) -> str:
    is_of_library = judgement[1] == _RUNTIME_UPDATE
    return entry.library if is_of_library else f"{entry.library}!{entry.function}"


def _unless_unused(finding: Finding, used: Iterable[str]) -> Finding:
    """A runtime that nothing imports is never loaded."""
    library = finding.file.rpartition("/")[2].lower()
    is_idle = is_runtime(library) and library not in used
    if finding.level is Level.FAILS and "!" in finding.what and is_idle:
        return Finding(Level.NOTE, finding.file, finding.what, "nothing imports this file")
    return finding
