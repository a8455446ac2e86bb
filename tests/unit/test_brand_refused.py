"""Every value a brand file must not hold is refused, by its key and by the value itself."""

import pathlib
import re
from typing import List, Tuple

import pytest

from agent.brand import FILE_NAME, BrandError, parse_brand

TEXT = (pathlib.Path(__file__).parents[2] / "agent" / "brand" / "2clicks" / FILE_NAME).read_text(
    encoding="utf-8"
)


def keys() -> List[Tuple[str, str]]:
    found: List[Tuple[str, str]] = []
    section = ""
    for line in TEXT.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif " = " in line and not line.startswith("#"):
            found.append((section, line.split(" = ")[0]))
    return found


def with_line(section: str, key: str, line: str) -> str:
    """The shop's file with the line of one key replaced."""
    before, after = TEXT.split(f"[{section}]\n")
    changed, count = re.subn(rf"(?m)^{key} = .*$", lambda _: line, after, count=1)
    assert count == 1
    return f"{before}[{section}]\n{changed}"


def with_value(path: str, toml: str) -> str:
    section, key = path.split("[")[0].split(".")
    return with_line(section, key, f"{key} = {toml}")


def detail(text: str) -> str:
    with pytest.raises(BrandError) as caught:
        parse_brand(text)
    assert caught.value.title.key == "brand.error.title"
    assert caught.value.advice.key == "brand.error.advice"
    return caught.value.detail


LONG = "x" * 41
HOURS_FORM = 'is not "HH:MM-HH:MM"'
NOT_AFTER = "is not after the end of the slot before"

NAMES = [
    ("names.shop", '""', '"" does not have 1 to 40 characters'),
    ("names.shop", f'"{LONG}"', f'"{LONG}" does not have 1 to 40 characters'),
    ("names.shop", "2", "2 is not a text"),
    ("names.shop", '["2CLICKS"]', "a value of type list is not a text"),
    ("names.shop", '" 2CLICKS"', '" 2CLICKS" starts or ends with a space or a full stop'),
    ("names.shop", '"2CLICKS."', '"2CLICKS." starts or ends with a space or a full stop'),
    ("names.shop", '".."', '".." starts or ends with a space or a full stop'),
    ("names.shop", r'"2\nC"', r'"2\nC" has a control or invisible character'),
    ("names.shop", r'"2\u0000C"', r'"2\u0000C" has a control or invisible character'),
    ("names.shop", r'"2\u202EC"', r'"2\u202eC" has a control or invisible character'),
    ("names.program", '"a/b"', '"a/b" has a character no file name can have'),
    ("names.program", r"'a\b'", r'"a\\b" has a character no file name can have'),
    ("names.program", '"C:b"', '"C:b" has a character no file name can have'),
    ("names.program", "'a\"b'", r'"a\"b" has a character no file name can have'),
    ("names.program", '"a*b"', '"a*b" has a character no file name can have'),
    ("names.folder", '"../x"', '"../x" is not a folder name'),
    ("names.folder", '"a.b"', '"a.b" is not a folder name'),
    ("names.folder", '"%TEMP%"', '"%TEMP%" is not a folder name'),
    ("names.folder", '"Léa"', r'"L\u00e9a" is not a folder name'),
    ("names.folder", '"Nul"', '"Nul" is a name Windows keeps for a device'),
    ("names.folder", '"COM1"', '"COM1" is a name Windows keeps for a device'),
    ("names.identifier", '"2Clicks"', '"2Clicks" is not an identifier'),
    ("names.identifier", r"'Global\x'", r'"Global\\x" is not an identifier'),
    ("names.identifier", r'"2clicks\n"', r'"2clicks\n" is not an identifier'),
    ("names.domain", '"assistance"', '"assistance" is not a host name'),
    ("names.domain", '"fr..x"', '"fr..x" is not a host name'),
]

CONTACT = [
    ("contact.phones", "[]", "0 values, not 1 to 4"),
    ("contact.phones", '"04 67 70 38 44"', '"04 67 70 38 44" is not a list'),
    ("contact.phones[0]", '["0467703844"]', '"0467703844" is not a phone number'),
    ("contact.phones[0]", '["04 67 70 38"]', '"04 67 70 38" is not a phone number'),
    ("contact.phones[0]", '["00 67 70 38 44"]', '"00 67 70 38 44" is not a phone number'),
    ("contact.phones[0]", '["04 67 70 38 4٤"]', r'"04 67 70 38 4\u0664" is not a phone number'),
    ("contact.phones[0]", '["04 67 70 38 44;9"]', '"04 67 70 38 44;9" is not a phone number'),
    (
        "contact.phones[1]",
        '["04 67 70 38 44", "04 67 70 38 44"]',
        '"04 67 70 38 44" is there twice',
    ),
    ("contact.email", '"2clicks.fr"', '"2clicks.fr" is not an e-mail address'),
    ("contact.email", '"a@b"', '"a@b" is not an e-mail address'),
    ("contact.email", '"a..b@c.fr"', '"a..b@c.fr" is not an e-mail address'),
    ("contact.email", '"a@b.fr?cc=x@y.fr"', '"a@b.fr?cc=x@y.fr" is not an e-mail address'),
    ("contact.website", '"http://2clicks.fr"', '"http://2clicks.fr" is not an https link'),
    ("contact.website", '"www.2clicks.fr"', '"www.2clicks.fr" is not an https link'),
    ("contact.website", '"https://a@2clicks.fr"', '"https://a@2clicks.fr" is not an https link'),
    ("contact.website", '"https://127.0.0.1"', '"https://127.0.0.1" is not an https link'),
    ("contact.website", '"https://2clicks"', '"https://2clicks" is not an https link'),
    ("contact.website", '"https://a.fr:81"', '"https://a.fr:81" is not an https link'),
    ("contact.website", '"https://a.fr/ b"', '"https://a.fr/ b" is not an https link'),
    ("contact.website", '"javascript:alert(1)"', '"javascript:alert(1)" is not an https link'),
    ("contact.website", r'"https://а.fr"', r'"https://\u0430.fr" is not an https link'),
    ("contact.response_hours", "0", "0 is not between 1 and 336"),
    ("contact.response_hours", "24.0", "24.0 is not a whole number"),
    ("contact.response_hours", "true", "true is not a whole number"),
    ("contact.response_hours", '"24"', '"24" is not a whole number'),
]

HOURS = [
    ("hours.time_zone", '"Europe/Montpellier"', '"Europe/Montpellier" is not a known time zone'),
    ("hours.time_zone", '"europe/paris"', '"europe/paris" is not how Europe/Paris is written'),
    ("hours.time_zone", '"../../etc/passwd"', '"../../etc/passwd" is not a known time zone'),
    ("hours.time_zone", "1", "1 is not a text"),
    ("hours.monday", '"09:30-12:00"', '"09:30-12:00" is not a list'),
    ("hours.monday[1]", '["09:30-12:00", "14:00-25:00"]', '"25:00" is not a time'),
    ("hours.monday[0]", '["09:60-12:00"]', '"09:60" is not a time'),
    ("hours.monday[0]", '["22:00-24:00"]', '"24:00" is not a time'),
    ("hours.monday[0]", '["9:30-12:00"]', f'"9:30-12:00" {HOURS_FORM}'),
    ("hours.monday[0]", '["09:30"]', f'"09:30" {HOURS_FORM}'),
    ("hours.monday[0]", '["٠٩:٣٠-12:00"]', rf'"\u0660\u0669:\u0663\u0660-12:00" {HOURS_FORM}'),
    ("hours.monday[0]", "[09:30:00]", "a value of type time is not a text"),
    ("hours.monday[0]", '["12:00-09:30"]', '"12:00-09:30" does not end after it starts'),
    ("hours.monday[0]", '["12:00-12:00"]', '"12:00-12:00" does not end after it starts'),
    ("hours.monday[1]", '["14:00-19:00", "09:30-12:00"]', f'"09:30" {NOT_AFTER}'),
    ("hours.monday[1]", '["09:30-12:00", "11:59-19:00"]', f'"11:59" {NOT_AFTER}'),
    ("hours.monday[1]", '["09:30-12:00", "12:00-19:00"]', f'"12:00" {NOT_AFTER}'),
    (
        "hours.sunday",
        '["01:00-02:00", "03:00-04:00", "05:00-06:00", "07:00-08:00", "09:00-10:00"]',
        "5 values, not 0 to 4",
    ),
]

TARIFF = [
    ("tariff.currency", '"€"', r'"\u20ac" is not a currency code'),
    ("tariff.currency", '"eur"', '"eur" is not a currency code'),
    ("tariff.first_slice_minutes", "0", "0 is not between 1 and 1440"),
    ("tariff.first_slice_cents", "0", "0 is not between 1 and 100000"),
    ("tariff.first_slice_cents", "-3000", "-3000 is not between 1 and 100000"),
    ("tariff.first_slice_cents", "30.00", "30.0 is not a whole number"),
    ("tariff.first_slice_cents", "100001", "100001 is not between 1 and 100000"),
    ("tariff.next_slice_minutes", "-30", "-30 is not between 1 and 1440"),
    ("tariff.next_slice_cents", "0", "0 is not between 1 and 100000"),
    (
        "tariff.next_slice_cents",
        "0x" + "f" * 9000,
        "a value of type int is not between 1 and 100000",
    ),
    ("tariff.same_visit_gap_minutes", "0", "0 is not between 1 and 1440"),
]

LINKS = [
    ("links.get_teamviewer", '"file:///C:/x.exe"', '"file:///C:/x.exe" is not an https link'),
    (
        "links.get_teamviewer",
        '"https://a.fr/{bytes}"',
        '"https://a.fr/{bytes}" is not an https link',
    ),
    ("links.speed_upload", '"http://a.fr/up"', '"http://a.fr/up" is not an https link'),
    ("links.internet_check", '"https://"', '"https://" is not an https link'),
    ("links.speed_download", '"https://a.fr"', '"https://a.fr" does not have {bytes} exactly once'),
    (
        "links.speed_download",
        '"https://a.fr/{bytes}/{bytes}"',
        '"https://a.fr/{bytes}/{bytes}" does not have {bytes} exactly once',
    ),
    (
        "links.speed_download",
        '"https://a.fr/{bytes}/{x}"',
        '"https://a.fr/{bytes}/{x}" does not have {bytes} exactly once',
    ),
    ("links.speed_download", '"ftp://a.fr/{bytes}"', '"ftp://a.fr/{bytes}" is not an https link'),
    ("links.teamviewer_hosts", "[]", "0 values, not 1 to 8"),
    ("links.teamviewer_hosts[0]", '["10.0.0.1"]', '"10.0.0.1" is not a host name'),
    ("links.teamviewer_hosts[0]", '["a.fr:5938"]', '"a.fr:5938" is not a host name'),
    ("links.teamviewer_hosts[0]", '["https://a.fr"]', '"https://a.fr" is not a host name'),
    ("links.teamviewer_hosts[0]", '["-a.fr"]', '"-a.fr" is not a host name'),
    ("links.teamviewer_hosts[1]", '["a.fr", "a.fr"]', '"a.fr" is there twice'),
]

THRESHOLDS = [
    ("thresholds.download_mbit_per_second", "0", "0 is not above 0 and at most 1000"),
    ("thresholds.download_mbit_per_second", "nan", "nan is not above 0 and at most 1000"),
    ("thresholds.download_mbit_per_second", "inf", "inf is not above 0 and at most 1000"),
    ("thresholds.download_mbit_per_second", "true", "true is not a number"),
    ("thresholds.upload_mbit_per_second", "-0.5", "-0.5 is not above 0 and at most 1000"),
    ("thresholds.upload_mbit_per_second", '"0.5"', '"0.5" is not a number'),
    ("thresholds.latency_ms", "0", "0 is not between 1 and 10000"),
    ("thresholds.clock_skew_seconds", "0", "0 is not between 1 and 86400"),
    ("thresholds.disk_free_mb", "0", "0 is not between 1 and 1000000"),
    ("thresholds.battery_percent", "0", "0 is not between 1 and 100"),
    ("thresholds.battery_percent", "101", "101 is not between 1 and 100"),
]

ACCESS = [
    ("access.oneoff_hours", "0", "0 is not between 1 and 24"),
    ("access.oneoff_hours", "25", "25 is not between 1 and 24"),
    ("access.grace_minutes", "61", "61 is not between 1 and 60"),
    ("access.permanent_months", "13", "13 is not between 1 and 12"),
    ("access.warning_minutes", "0", "0 is not between 1 and 60"),
    ("access.shuts_after_takeover", "1", "1 is neither true nor false"),
    ("desk.key", "1", "1 is not a text"),
    ("desk.key", '"2clicks.fr/desk+06c52fdd"', '"2clicks.fr/desk+06c52fdd" is not a desk\'s key'),
    ("desk.address", '"http://desk.2clicks.fr"', '"http://desk.2clicks.fr" is not an https link'),
    ("desk.address", '"https://d.fr/?a"', '"https://d.fr/?a" is not a desk\'s address'),
    ("desk.address", '"https://d.fr"', '"https://d.fr" goes with a key: both or neither'),
]

COLOURS = [
    ("icon.letters", '""', '"" does not have 1 to 3 characters'),
    ("icon.letters", '"2CLI"', '"2CLI" does not have 1 to 3 characters'),
    ("icon.letters", '"2 C"', '"2 C" is not 1 to 3 capitals or digits'),
    ("icon.background", '"blue"', '"blue" is not a colour #RRGGBB'),
    ("icon.foreground", '"#0B5CAE"', '"#0B5CAE" is too pale on #0B5CAD'),
    ("colours.accent", '"#FFF"', '"#FFF" is not a colour #RRGGBB'),
    ("colours.accent", '"0B5CAD"', '"0B5CAD" is not a colour #RRGGBB'),
    ("colours.accent", '"#GG5CAD"', '"#GG5CAD" is not a colour #RRGGBB'),
    ("colours.accent", '"#777777"', '"#777777" is too pale to read on white'),
    ("colours.ok", '"#00ff00"', '"#00FF00" is too pale to read on white'),
    ("colours.warning", '"#FFA500"', '"#FFA500" is too pale to read on white'),
    ("colours.neutral", '"#CCCCCC"', '"#CCCCCC" is too pale to read on white'),
    ("colours.stop", '"#FF0000"', '"#FF0000" is too pale to read on white'),
]


CASES = [*NAMES, *CONTACT, *HOURS, *TARIFF, *LINKS, *THRESHOLDS, *ACCESS, *COLOURS]


@pytest.mark.fault("brand file with a slip")
@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: f"{case[0]}: {case[2]}"[:70].encode("ascii", "replace").decode(),
)
def test_a_value_that_is_not_allowed_is_named_with_its_key(case: Tuple[str, str, str]) -> None:
    path, toml, problem = case
    assert detail(with_value(path, toml)) == f"{path}: {problem}"


@pytest.mark.parametrize(("section", "key"), keys())
def test_no_key_may_be_missing(section: str, key: str) -> None:
    assert detail(with_line(section, key, "")) == f"{section}.{key}: missing key"


@pytest.mark.fault("brand file with a slip")
@pytest.mark.parametrize(("section", "key"), keys())
def test_a_typo_in_a_key_is_named_and_never_ignored(section: str, key: str) -> None:
    value = re.findall(rf"(?m)^{key} = (.*)$", TEXT.split(f"[{section}]\n")[1])[0]
    wrong = with_line(section, key, f"{key}x = {value}")
    assert detail(wrong) == f"{section}.{key}x: unknown key"


def test_every_key_has_a_bad_value_among_the_cases() -> None:
    refused = {case[0].split("[")[0] for case in CASES}
    every = {f"{section}.{key}" for section, key in keys()}
    weekdays_read_like_monday = {
        f"hours.{day}" for day in ("tuesday", "wednesday", "thursday", "friday", "saturday")
    }
    assert every - refused == weekdays_read_like_monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop = 1\n" + TEXT, "shop: unknown key"),
        (TEXT + "\n[office]\n", "office: unknown key"),
        (TEXT.replace("[icon]", "[icons]"), "icons: unknown key"),
        ('"a\\u0007b" = 1\n' + TEXT, '"a\\u0007b": unknown key'),
        ('"' + "k" * 5000 + '" = 1\n' + TEXT, '"' + "k" * 60 + '...": unknown key'),
        (
            "names = 1\n" + TEXT.split("[contact]")[1].join(["[contact]", ""]),
            "names: 1 is not a table",
        ),
    ],
    ids=["top_value", "new_section", "section_typo", "control_in_key", "long_key", "no_table"],
)
def test_only_the_known_sections_are_allowed(text: str, expected: str) -> None:
    assert detail(text) == expected


def test_a_long_value_is_cut_in_the_error() -> None:
    assert len(detail(with_value("contact.website", '"' + "x" * 5000 + '"'))) < 150
