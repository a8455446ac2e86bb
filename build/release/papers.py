"""Write the notices and the list of what a frozen folder holds.

Usage: python -m release.papers FOLDER WINDOWS_PYTHON INTO VERSION
"""

import sys
from importlib.metadata import Distribution
from pathlib import Path
from typing import Dict, List, Sequence

from workshop.failure import SetupError

from release.bill import Bill, completed, licence_names
from release.components import TABLE, Component, Table, read_table
from release.cyclonedx_tool import bill_of, checked
from release.frozen_folder import shipped_in
from release.notices import Notice, complaints, written
from release.origins import Python
from release.texts import Texts

NOTICES = "THIRD-PARTY-NOTICES.txt"
BILL = "sbom.cdx.json"


def write_papers(folder: Path, python: Path, into: Path, version: str) -> str:
    """Write both, and say in a sentence what they tell of.

    Raises:
        SetupError: something shipped is of unknown origin or licence, or may not be shipped.
    """
    table = read_table(TABLE.read_text(encoding="utf-8"))
    shipped = shipped_in(folder)
    origins = Python(python).origins(set(shipped.files), set(shipped.modules))
    components = table.shipped(shipped)
    known = {path for c in components for path in c.shipped_files(shipped)}
    unknown = [name for name in origins.unknown if shipped.files.get(name) not in known]
    packages = list(origins.packages.values())
    bill = completed(bill_of(packages), components, table.packages, version)
    notices = _notices(bill, packages, components, table, Texts(python))
    faults = [f"{name}: nobody knows whose this is" for name in unknown]
    _refuse([*faults, *table.complaints(shipped), *complaints(notices)])
    (into / NOTICES).write_text(written(notices), encoding="utf-8")
    (into / BILL).write_text(checked(bill), encoding="utf-8")
    return f"{len(packages)} packages and {len(components)} other parts, all with known licences"


def _refuse(faults: List[str]) -> None:
    if faults:
        raise SetupError("This may not be given to anybody:\n  " + "\n  ".join(faults))


def _notices(
    bill: Bill,
    packages: Sequence[Distribution],
    components: Sequence[Component],
    table: Table,
    texts: Texts,
) -> List[Notice]:
    by_name: Dict[str, Bill] = {entry["name"].lower(): entry for entry in bill["components"]}
    notices = []
    for package in packages:
        name, version = package.metadata["Name"], package.version
        more = table.packages.get(name.lower(), {})
        text = texts.at(more["text"]) if "text" in more else texts.of_package(package)
        licence = licence_names(by_name.get(name.lower(), {}))
        link = f"https://pypi.org/project/{name}/{version}/"
        notices.append(Notice(name, version, licence, text, more.get("note", ""), link))
    parts = ((c, texts.at(c.text)) for c in components)
    of_parts = (Notice(c.name, c.version, c.licence, text, c.note, c.link) for c, text in parts)
    return [*notices, *of_parts]


def main(words: List[str]) -> int:
    """Write, and give the exit code."""
    folder, python, into, version = words
    try:
        print(write_papers(Path(folder), Path(python), Path(into), version))
    except SetupError as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
