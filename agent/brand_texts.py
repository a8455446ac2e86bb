"""The texts of a brand file that have a form of their own: names, phones, addresses, colours.

Pure. Every reader takes a key path and a raw TOML value; it returns the validated value or raises
BrandError.
"""

import re

from agent.brand_fields import matching, text
from agent.brand_table import refuse
from agent.brand_values import Phone

_NAME_LENGTH = 40
"""A name must fit a notification icon's tooltip (127 characters) with words around it."""

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
_FOLDER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,38}[A-Za-z0-9])?")
_IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
_HTTPS = re.compile("https://" + _HOST + r"(?:[/?][A-Za-z0-9/?&=._~%{}+-]*)?")
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@" + _HOST)
_PHONE = re.compile(r"0[1-9](?: [0-9]{2}){4}|\+[1-9][0-9]{0,2}(?: [0-9]{1,4}){2,6}")
_VKEY = re.compile(r"[!-*,-~]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
"""Names Windows keeps for devices: no folder can have them (learn.microsoft.com, Naming Files)."""

identifier = matching(_IDENTIFIER, 32, "is not an identifier")
email_address = matching(_EMAIL, 254, "is not an e-mail address")
host_name = matching(re.compile(_HOST), 253, "is not a host name")
currency = matching(re.compile("[A-Z]{3}"), 3, "is not a currency code")
icon_letters = matching(re.compile("[A-Z0-9]{1,3}"), 3, "is not 1 to 3 capitals or digits")
_folder = matching(_FOLDER, _NAME_LENGTH, "is not a folder name")
_phone = matching(_PHONE, 24, "is not a phone number")
_vkey = matching(_VKEY, 300, "is not a desk's key")
_https = matching(_HTTPS, 200, "is not an https link")
_colour = matching(_COLOUR, 7, "is not a colour #RRGGBB")


def name(path: str, value: object) -> str:
    """A name for people, which can also be a shortcut's file name."""
    chosen = text(path, value, _NAME_LENGTH)
    if not chosen.isprintable():
        raise refuse(path, value, "has a control or invisible character")
    if any(character in '\\/:*?"<>|' for character in chosen):
        raise refuse(path, value, "has a character no file name can have")
    if chosen != chosen.strip(" ."):
        raise refuse(path, value, "starts or ends with a space or a full stop")
    return chosen


def folder_name(path: str, value: object) -> str:
    """The name of one folder: ASCII letters, digits, spaces, `_` and `-`; no Windows device."""
    folder = _folder(path, value)
    if _DEVICES.fullmatch(folder):
        raise refuse(path, value, "is a name Windows keeps for a device")
    return folder


def phone(path: str, value: object) -> Phone:
    """A phone number: French (`04 67 70 38 44`) or international (`+32 2 555 12 12`)."""
    return Phone(_phone(path, value))


def https_link(path: str, value: object) -> str:
    """An https address of a named host, without user, port, field or fragment."""
    link = _https(path, value)
    if "{" in link or "}" in link:
        raise refuse(path, value, "is not an https link")
    return link


def desk_key(path: str, value: object) -> str:
    """A key as `name+number+base64` (C2SP vkey), or nothing at all."""
    return "" if value == "" else _vkey(path, value)


def desk_address(path: str, value: object) -> str:
    """An https address without a question, no slash at its end; or nothing at all."""
    if value == "":
        return ""
    address = https_link(path, value)
    if "?" in address:
        raise refuse(path, address, "is not a desk's address")
    return address.rstrip("/")


def bytes_link(path: str, value: object) -> str:
    """An https address with the field `{bytes}` once, and no other."""
    link = _https(path, value)
    around = link.split("{bytes}")
    if len(around) != 2 or any(brace in "".join(around) for brace in "{}"):
        raise refuse(path, value, "does not have {bytes} exactly once")
    return link


def colour(path: str, value: object) -> str:
    """A colour `#RRGGBB`, its letters made upper case."""
    return _colour(path, value).upper()
