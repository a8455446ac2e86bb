"""A text of the shop that is not the one its index names is never shown."""

import pathlib
import shutil
from typing import Callable

import pytest

from agent.consent.terms import Scope
from agent.consent.terms_files import FOLDER, INDEX, load_template, narrower_versions
from agent.consent.terms_text import LARGEST_TEXT, TermsError
from agent.translations import LANGUAGES

BRAND = pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks"
NAME = "oneoff.fr.txt"


@pytest.fixture
def brand(tmp_path: pathlib.Path) -> pathlib.Path:
    shutil.copytree(str(BRAND / FOLDER), str(tmp_path / FOLDER))
    return tmp_path


def load(brand: pathlib.Path) -> str:
    return load_template(brand, Scope.ONEOFF, "fr").text.title


def test_the_shop_s_own_texts_are_read(brand: pathlib.Path) -> None:
    assert load(brand) == "Autoriser un dépannage à distance"


def test_every_text_of_the_folder_is_in_the_index() -> None:
    index = (BRAND / FOLDER / INDEX).read_text(encoding="utf-8")
    names = [path.name for path in (BRAND / FOLDER).glob("*.txt")]
    assert len(names) == (len(Scope) + len(["conditions"])) * len(LANGUAGES)
    assert all(f'"{name}" = ' in index for name in names)


CHANGES = {
    "one_letter": lambda data: data.replace(b"a", b"b", 1),
    "line_ends": lambda data: data.replace(b"\n", b"\r\n"),
    "space_at_the_end": lambda data: data + b" ",
    "empty": lambda _: b"",
    "huge": lambda data: data + b"x" * LARGEST_TEXT,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("name", [NAME, "conditions.fr.txt"])
def test_a_changed_text_is_refused(
    change: Callable[[bytes], bytes], name: str, brand: pathlib.Path
) -> None:
    path = brand / FOLDER / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(TermsError):
        load(brand)


@pytest.mark.fault("a file of the shop is missing")
@pytest.mark.parametrize("name", [NAME, "conditions.fr.txt", INDEX])
def test_a_missing_file_is_named(name: str, brand: pathlib.Path) -> None:
    (brand / FOLDER / name).unlink()
    with pytest.raises(TermsError) as caught:
        load(brand)
    assert caught.value.detail.startswith(name)


def test_texts_that_changed_places_are_refused(brand: pathlib.Path) -> None:
    one, other = brand / FOLDER / NAME, brand / FOLDER / "permanent.fr.txt"
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    other.write_bytes(contents[0])
    with pytest.raises(TermsError, match="not the text"):
        load(brand)


@pytest.mark.parametrize(
    "index",
    [
        "", "version = 1", 'version = "a/b"', "sha256 = []", "[sha256]", "[", "\0",
        'version = "a"\n[sha256]\n"oneoff.fr.txt" = 7',
        'version = "a"\n[sha256]\n"oneoff.fr.txt" = "0"',
        "deep = " + "[" * 30_000,
    ],
    ids=range(10),
)  # fmt: skip
def test_an_index_that_is_none_is_refused(index: str, brand: pathlib.Path) -> None:
    (brand / FOLDER / INDEX).write_text(index, encoding="utf-8")
    with pytest.raises(TermsError):
        load(brand)


def test_a_version_is_needed_even_when_the_sums_are_right(brand: pathlib.Path) -> None:
    path = brand / FOLDER / INDEX
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('version = "2clicks.2026-11"', 'version = "A B"'), encoding="utf-8"
    )
    with pytest.raises(TermsError, match="version"):
        load(brand)


@pytest.mark.parametrize(
    "says",
    ["", "wider_than = 1", 'wider_than = "2026"', "wider_than = [1]", 'wider_than = ["A B"]'],
)
def test_an_index_that_does_not_say_what_it_goes_beyond_is_refused(
    says: str, brand: pathlib.Path
) -> None:
    path = brand / FOLDER / INDEX
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("wider_than = []", says), encoding="utf-8")
    with pytest.raises(TermsError, match="wider_than"):
        narrower_versions(brand)


def test_the_refusal_says_that_nothing_was_allowed(
    brand: pathlib.Path, translator: Callable[[str], Callable[[object], str]]
) -> None:
    (brand / FOLDER / INDEX).unlink()
    with pytest.raises(TermsError) as caught:
        load(brand)
    assert "Rien n’a été autorisé." in translator("fr")(caught.value.advice)
