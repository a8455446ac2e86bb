"""The first shop is read as it is, and a file that is not a brand is refused whole."""

import datetime
import pathlib

import pytest

from agent.brand import FILE_NAME, LARGEST_FILE, BrandError, load_brand, parse_brand
from agent.brand_values import Phone, Slot
from agent.contrast import contrast_ratio

FOLDER = pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks"
TEXT = (FOLDER / FILE_NAME).read_text(encoding="utf-8")


def folder_with(path: pathlib.Path, content: bytes) -> pathlib.Path:
    (path / FILE_NAME).write_bytes(content)
    return path


def test_the_shop_s_folder_is_read_and_says_what_its_text_says() -> None:
    assert load_brand(FOLDER) == parse_brand(TEXT)


def test_the_client_reads_the_shop_s_own_name_phones_and_addresses() -> None:
    brand = load_brand(FOLDER)
    assert (brand.names.shop, brand.names.program) == ("2CLICKS", "2CLICKS Assistance")
    assert [(phone.display, phone.link) for phone in brand.contact.phones] == [
        ("04 67 70 38 44", "tel:+33467703844"),
        ("06 61 46 98 05", "tel:+33661469805"),
    ]
    assert brand.contact.phones[0].in_text.split(" ") == ["04\u00a067\u00a070\u00a038\u00a044"]
    assert brand.contact.email_link == "mailto:info@2clicks.fr"
    assert brand.contact.website_display == "www.2clicks.fr"
    assert brand.contact.response_hours == 24


def test_a_site_s_address_is_shown_without_the_slash_at_its_end() -> None:
    brand = parse_brand(
        TEXT.replace('website = "https://www.2clicks.fr"', 'website = "https://a.fr/"')
    )
    assert brand.contact.website_display == "a.fr"


def test_the_hours_are_those_of_the_shop_s_terms() -> None:
    morning = Slot(datetime.time(9, 30), datetime.time(12, 0))
    afternoon = Slot(datetime.time(14, 0), datetime.time(19, 0))
    hours = load_brand(FOLDER).hours
    assert hours.days == ((morning, afternoon),) * 5 + ((), ())
    assert hours.time_zone == "Europe/Paris"


def test_the_price_is_that_of_the_shop_s_terms() -> None:
    tariff = load_brand(FOLDER).tariff
    assert (tariff.first_slice_minutes, tariff.first_slice_cents) == (30, 3000)
    assert (tariff.next_slice_minutes, tariff.next_slice_cents) == (30, 2000)
    assert (tariff.currency, tariff.same_visit_gap_minutes) == ("EUR", 10)


def test_every_colour_can_be_read_on_white_and_the_letters_on_the_icon() -> None:
    brand = load_brand(FOLDER)
    colours = brand.colours
    for colour in (
        colours.accent,
        colours.ok,
        colours.warning,
        colours.stop,
        colours.neutral,
    ):
        assert contrast_ratio(colour, "#FFFFFF") >= 4.5
    assert contrast_ratio(brand.icon.foreground, brand.icon.background) >= 4.5


def test_the_amount_to_download_goes_into_the_speed_test_s_address() -> None:
    link = load_brand(FOLDER).links.speed_download.format(bytes=1000)
    assert link == "https://speed.cloudflare.com/__down?bytes=1000"


def test_a_foreign_shop_s_number_keeps_its_country() -> None:
    assert Phone("+32 2 555 12 12").link == "tel:+3225551212"


def test_another_shop_is_another_folder(tmp_path: pathlib.Path) -> None:
    other = TEXT.replace('shop = "2CLICKS"', 'shop = "Chez Léa"')
    brand = load_brand(folder_with(tmp_path, other.encode("utf-8")))
    assert brand.names.shop == "Chez Léa"


def test_a_file_saved_by_notepad_is_read(tmp_path: pathlib.Path) -> None:
    saved = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode("utf-8")
    assert load_brand(folder_with(tmp_path, saved)) == parse_brand(TEXT)


def test_a_file_of_the_largest_size_is_read(tmp_path: pathlib.Path) -> None:
    content = TEXT.encode("utf-8")
    padded = content + b"#" * (LARGEST_FILE - len(content))
    assert load_brand(folder_with(tmp_path, padded)) == parse_brand(TEXT)


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, 1_000_000])
def test_a_larger_file_is_refused_even_if_it_is_a_brand(tmp_path: pathlib.Path, size: int) -> None:
    content = TEXT.encode("utf-8")
    padded = content + b"#" * (size - len(content))
    with pytest.raises(BrandError) as caught:
        load_brand(folder_with(tmp_path, padded))
    assert caught.value.detail == "brand.toml: more than 65536 bytes"


@pytest.mark.parametrize(
    "content", [TEXT.encode("utf-16"), TEXT.replace("2CLICKS", "Chez Léa").encode("cp1252")]
)
def test_a_file_that_is_not_utf8_is_refused(tmp_path: pathlib.Path, content: bytes) -> None:
    with pytest.raises(BrandError, match=r"brand\.toml: not UTF-8 at byte"):
        load_brand(folder_with(tmp_path, content))


@pytest.mark.fault("a file of the shop is missing")
def test_a_missing_file_is_a_brand_error_that_names_it(tmp_path: pathlib.Path) -> None:
    with pytest.raises(BrandError, match=r"brand\.toml: FileNotFoundError"):
        load_brand(tmp_path)


def test_a_folder_in_the_file_s_place_is_a_brand_error(tmp_path: pathlib.Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(BrandError, match=r"brand\.toml: "):
        load_brand(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace('shop = "2CLICKS"', 'shop = "2CLICKS'),
        TEXT.replace("[contact]", "[names]"),
        TEXT.replace("response_hours = 24", "response_hours = 24\nresponse_hours = 48"),
        "\ufeff" + TEXT,
        "deep = " + "[" * 30_000,
        "huge = " + "9" * 50_000,
        "\0",
    ],
    ids=["quote", "table_twice", "key_twice", "mark_inside_text", "deep_list", "huge_int", "nul"],
)
def test_broken_toml_is_refused_with_a_short_detail(text: str) -> None:
    with pytest.raises(BrandError) as caught:
        parse_brand(text)
    assert caught.value.detail.isprintable()
    assert len(caught.value.detail) <= 200


def test_an_empty_file_is_refused_for_its_first_missing_key() -> None:
    with pytest.raises(BrandError) as caught:
        parse_brand("")
    assert caught.value.detail == "names: missing key"
