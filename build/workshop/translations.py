"""Turn `agent/translations/<language>/*.po` into the one catalogue a language that gettext reads.

Run by the environment that has Babel: `python translations.py SOURCE TARGET`.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_language(source: Path, target: Path) -> None:
    """Join all files of one language; a key in two files is an error."""
    joined = Catalog(locale=source.name)
    for file in sorted(source.glob("*.po")):
        with file.open("rb") as stream:
            part = read_po(stream, locale=source.name, abort_invalid=True)
        for entry in part:
            if entry.id and joined.get(entry.id):
                raise SystemExit(f"{file}: {entry.id} stands in another file too")
            if entry.id:
                joined.add(entry.id, entry.string)
    target.mkdir(parents=True)
    with (target / "agent.mo").open("wb") as stream:
        write_mo(stream, joined)


if __name__ == "__main__":
    for language in sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir()):
        compile_language(language, Path(sys.argv[2]) / language.name / "LC_MESSAGES")
