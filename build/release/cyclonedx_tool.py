"""CycloneDX's own tool: it describes packages, and checks the finished list."""

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import Distribution
from pathlib import Path
from typing import Sequence

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from workshop.failure import SetupError

from release.bill import Bill

SPECIFICATION = "1.6"


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
