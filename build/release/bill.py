"""The list of what is shipped in CycloneDX's form, made with CycloneDX's own tool."""

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any, Dict, List, Sequence

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from workshop.failure import SetupError

from release.components import Component

SPECIFICATION = "1.6"
Bill = Dict[str, Any]


def bill_of(packages: Sequence[Distribution]) -> Bill:
    """Let the tool describe these packages, and no other.

    Raises:
        SetupError: the tool refuses.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "shipped"
        venv.create(folder, with_pip=False)
        _describe(packages, next(folder.glob("**/site-packages")))
        return _asked(folder)


def _describe(packages: Sequence[Distribution], site: Path) -> None:
    for package in packages:
        described = Path(str(package.locate_file(""))) / _folder_of(package)
        shutil.copytree(described, site / described.name)


def _folder_of(package: Distribution) -> str:
    files = (file.as_posix() for file in package.files or ())
    return next(f.split("/")[0] for f in files if f.endswith(".dist-info/METADATA"))


def _asked(folder: Path) -> Bill:
    form = ["--spec-version", SPECIFICATION, "--output-format", "JSON", "--output-reproducible"]
    # It is checked once it is complete.
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--no-validate", *form]
    command.append(str(folder))
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SetupError(f"cyclonedx-py refused: {done.stderr.strip()[-160:]}")
    bill: Bill = json.loads(done.stdout)
    return bill


def completed(bill: Bill, components: Sequence[Component], overrides: Bill, version: str) -> Bill:
    """Add what is no Python package, correct licences, and name the program itself."""
    packages = [_corrected(entry, overrides) for entry in bill.get("components", [])]
    own = {"type": "application", "bom-ref": "coupdemain", "name": "coupdemain"}
    metadata = {**bill.get("metadata", {}), "component": {**own, "version": version}}
    return {
        **bill,
        "metadata": metadata,
        "components": [*packages, *(_entry(component) for component in components)],
    }


def _corrected(entry: Bill, overrides: Bill) -> Bill:
    licence = overrides.get(entry["name"].lower(), {}).get("licence")
    return {**entry, "licenses": _licences(licence)} if licence else entry


def _entry(component: Component) -> Bill:
    return {
        "type": "library",
        "bom-ref": f"{component.name} {component.version}",
        "name": component.name,
        "version": component.version,
        "licenses": _licences(component.licence),
        "externalReferences": [{"type": "website", "url": component.link}],
    }


def _licences(licence: str) -> List[Bill]:
    if licence.startswith("LicenseRef-"):
        return [{"license": {"name": licence[len("LicenseRef-") :].replace("-", " ")}}]
    if " " in licence:
        return [{"expression": licence}]
    return [{"license": {"id": licence}}]


def licence_names(entry: Bill) -> str:
    """The licences of one entry in words; empty when there is none."""
    told = entry.get("licenses", ())
    names = [x.get("expression") or x["license"].get("id") or x["license"]["name"] for x in told]
    return ", ".join(sorted(set(names)))


def checked(bill: Bill) -> str:
    """The bill as JSON that agrees with CycloneDX's own schema.

    Raises:
        SetupError: it does not.
    """
    text = json.dumps(bill, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    schema = SchemaVersion.from_version(SPECIFICATION)
    error = JsonStrictValidator(schema).validate_str(text)
    if error is not None:
        raise SetupError(f"The list of what is shipped is not CycloneDX: {error}"[:300])
    return text
