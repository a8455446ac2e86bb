"""What is given to people says whose work is in it, and nothing of unknown origin is given."""

from importlib.metadata import distributions
from pathlib import Path
from typing import Dict

import pytest
from release.bill import completed, licence_names
from release.components import TABLE, Component, Table, read_table
from release.notices import Notice, complaints, written
from release.origins import Python
from release.shipped import Shipped, name_of
from release.sums import write_sums
from release.texts import Texts

REAL_TABLE = read_table(TABLE.read_text(encoding="utf-8"))


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Windows Python with one package of two modules and a licence."""
    site = tmp_path / "python" / "Lib" / "site-packages"
    files = {
        "Some_Thing-1.5.dist-info/METADATA": "Name: Some.Thing\nVersion: 1.5\n",
        "Some_Thing-1.5.dist-info/LICENSE": "Do what you like.  \n",
        "something/__init__.py": "",
        "something/deep/fast.pyd": "",
        "win32/lib/roots.py": "",
        "../../DLLs/_own.pyd": "",
        "../own.py": "",
    }
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    listed = (f"{name},," for name in files if not name.startswith(".."))
    record = "\n".join([*listed, "Some_Thing-1.5.dist-info/RECORD,,"])
    (site / "Some_Thing-1.5.dist-info" / "RECORD").write_text(record)
    return tmp_path / "python"


@pytest.mark.parametrize(
    "file",
    ["something/__init__.pyc", "something/DEEP/fast.pyd", "some_thing-1.5.dist-info/RECORD"],
)
def test_a_file_leads_to_its_package(python: Path, file: str) -> None:
    found = Python(python).origins({file}, set())
    assert (list(found.packages), found.unknown) == (["some-thing"], [])


@pytest.mark.parametrize("module", ["something", "roots"])
def test_a_module_inside_a_program_leads_to_its_package(python: Path, module: str) -> None:
    assert list(Python(python).origins(set(), {module}).packages) == ["some-thing"]


def test_pythons_own_and_our_own_need_no_package(python: Path) -> None:
    ours = {"agent/brand/x.toml", "translations/fr/a.mo", "assistance-cli.exe"}
    found = Python(python).origins({"_own.pyd", "base_library.zip", *ours}, {"own", "agent.cli"})
    assert (found.packages, found.unknown) == ({}, [])


@pytest.mark.parametrize("file", ["stray.dll", "other/assistance.exe", "something/added.py"])
def test_what_nobody_brought_is_unknown(python: Path, file: str) -> None:
    assert Python(python).origins({file}, {"strange.module"}).unknown == [file, "strange.module"]


def test_a_packages_own_words_are_its_notice(python: Path) -> None:
    (package,) = distributions(path=[str(python / "Lib" / "site-packages")])
    assert Texts(python).of_package(package) == "Do what you like."


def test_one_missing_text_of_several_is_none(python: Path) -> None:
    texts = Texts(python)
    both = texts.at("here/zlib.txt here/expat.txt")
    assert "Mark Adler" in both
    assert "Expat maintainers" in both
    assert texts.at("here/zlib.txt here/nowhere.txt") == ""


def folder_with(tmp_path: Path, *names: str) -> Shipped:
    files: Dict[str, Path] = {}
    for name in names:
        place = tmp_path / "_internal" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"....OpenSSL 1.1.1t  7 Feb 2023....")
        files[name_of(f"_internal/{name}")] = place
    return Shipped(files, frozenset())


def test_a_part_is_listed_when_its_file_is_there_whatever_its_capitals(tmp_path: Path) -> None:
    shipped = folder_with(tmp_path, "LIBCRYPTO-1_1.dll", "wx/MSVCP140.dll")
    names = [component.name for component in REAL_TABLE.shipped(shipped)]
    assert names == ["OpenSSL", "Microsoft Visual C++ runtime"]
    assert REAL_TABLE.complaints(shipped) == []


def test_another_version_than_the_table_says_is_told(tmp_path: Path) -> None:
    shipped = folder_with(tmp_path, "pyexpat.pyd")
    assert REAL_TABLE.complaints(shipped) == ["pyexpat.pyd is not Expat 2.2.8"]


@pytest.mark.parametrize("file", ["reportlab/fonts/DarkGardenMK.pfb", "mfc140u.dll"])
def test_what_may_not_be_given_away_is_refused(tmp_path: Path, file: str) -> None:
    (complaint, *_) = REAL_TABLE.complaints(folder_with(tmp_path, file))
    assert "may not be shipped" in complaint


def test_every_part_of_the_table_says_its_terms() -> None:
    for component in REAL_TABLE.components:
        told = component.licence and component.version and (component.text or component.note)
        assert component.refused or told, component.name


def test_pystray_can_be_replaced_and_it_says_how() -> None:
    note = REAL_TABLE.packages["pystray"]["note"]
    assert "can be replaced" in note
    assert "_internal\\pystray" in note


@pytest.mark.parametrize(
    ("licence", "text", "said"),
    [("", "words", "its licence is not known"), ("MIT", "", "no text of its licence")],
)
def test_no_terms_or_no_words_is_a_complaint(licence: str, text: str, said: str) -> None:
    assert complaints([Notice("Thing", "1", licence, text)]) == [f"Thing: {said}"]
    assert complaints([Notice("Thing", "1", "MIT", "words")]) == []


def test_words_that_two_share_are_printed_once() -> None:
    text = written([Notice("B", "2", "MIT", "the words"), Notice("a", "1", "MIT", "the words")])
    assert text.count("the words") == 1
    assert "stands under a." in text
    assert text.index("a 1: MIT") < text.index("B 2: MIT")


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("MIT", {"license": {"id": "MIT"}}),
        ("FTL AND MIT", {"expression": "FTL AND MIT"}),
        ("LicenseRef-public-domain", {"license": {"name": "public domain"}}),
    ],
)
def test_the_bill_names_parts_and_corrects_packages(licence: str, told: object) -> None:
    tools = {"components": [{"name": "Wx", "licenses": [{"license": {"name": "see page"}}]}]}
    part = Component("zlib", ("z.dll",), "1.2", licence, link="https://zlib.net/")
    bill = completed(tools, [part], {"wx": {"licence": licence}}, "0.1.0")
    assert [entry["licenses"] for entry in bill["components"]] == [[told], [told]]
    assert bill["metadata"]["component"]["version"] == "0.1.0"
    assert licence_names({}) == ""


def test_the_hashes_can_be_checked_and_say_whether_it_is_signed(tmp_path: Path) -> None:
    file = tmp_path / "assistance setup.exe"
    file.write_bytes(b"program")
    sums = write_sums([file], "UNSIGNED build, version 0.1.0")
    assert sums.read_text().startswith("# UNSIGNED build, version 0.1.0\n")
    assert sums.read_bytes().endswith(b"  assistance setup.exe\n")


def test_a_table_with_a_word_nobody_knows_is_refused() -> None:
    with pytest.raises(TypeError):
        read_table('[[component]]\nname = "x"\nfiles = ["x"]\nlicense = "MIT"\n')
    assert isinstance(read_table('[[component]]\nname = "x"\nfiles = []\n'), Table)
