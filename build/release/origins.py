"""Whose each shipped file and module is: a package's, Python's own, or ours."""

import re
from dataclasses import dataclass, field
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Dict, List, Optional, Set, Tuple

# pywin32 puts these folders on the search path, so that their modules have no prefix.
ROOTS = ("", "win32/", "win32/lib/", "pythonwin/")
OURS = ("agent", "one_zone", "start_check", "start_words")
OUR_FILES = re.compile(
    r"^(agent|translations)/|^assistance[^/]*\.exe$|^parts\.txt$|^THIRD-PARTY-NOTICES\.txt$"
)
METADATA = re.compile(r"^([^/]+)-[^-/]+\.dist-info/")
PYTHONS_FILES = ("Lib", "DLLs", ".")


@dataclass
class Origins:
    """The packages that something shipped comes from, and what nobody is known to have made."""

    packages: Dict[str, Distribution] = field(default_factory=dict)
    unknown: List[str] = field(default_factory=list)


class Python:
    """A Windows Python folder: which file comes from which of its packages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._owner: Dict[str, Distribution] = {}
        self._named: Dict[str, Distribution] = {}
        for package in distributions(path=[str(folder / "Lib" / "site-packages")]):
            self._named[_plain(package.metadata["Name"])] = package
            for file in package.files or ():
                self._owner.setdefault(file.as_posix().lower(), package)

    def origins(self, files: Set[str], modules: Set[str]) -> Origins:
        """Sort what is shipped."""
        found = Origins()
        for file in sorted(files):
            self._sort(found, file, self._of_file(file), is_ours=bool(OUR_FILES.match(file)))
        for module in sorted(modules):
            is_ours = module.split(".")[0] in OURS
            self._sort(found, module, self._of_module(module), is_ours=is_ours)
        return found

    def _sort(
        self,
        found: Origins,
        name: str,
        origin: Tuple[bool, Optional[Distribution]],
        *,
        is_ours: bool,
    ) -> None:
        is_pythons, package = origin
        if package is not None:
            found.packages[_plain(package.metadata["Name"])] = package
        elif not is_pythons and not is_ours:
            found.unknown.append(name)

    def _of_file(self, file: str) -> Tuple[bool, Optional[Distribution]]:
        metadata = METADATA.match(file)
        if metadata:
            return False, self._named.get(_plain(metadata.group(1)))
        source = re.sub(r"\.pyc$", ".py", file).lower()
        package = self._owner.get(file.lower()) or self._owner.get(source)
        return self._is_pythons(file), package

    def _of_module(self, module: str) -> Tuple[bool, Optional[Distribution]]:
        path = module.replace(".", "/")
        names = [f"{root}{path}{end}" for root in ROOTS for end in (".py", "/__init__.py", ".pyc")]
        package = next((p for p in map(self._owner.get, map(str.lower, names)) if p), None)
        in_library = any(
            (self._folder / "Lib" / f"{path}{end}").is_file() for end in (".py", "/__init__.py")
        )
        return in_library, package

    def _is_pythons(self, file: str) -> bool:
        if file == "base_library.zip":
            return True
        wanted = file.lower()
        places = (path for name in PYTHONS_FILES for path in (self._folder / name).glob("*.*"))
        return any(path.name.lower() == wanted for path in places)


def _plain(name: str) -> str:
    """A package's name as PEP 503 and its folder's name agree on."""
    return re.sub(r"[-_.]+", "-", name).lower()
