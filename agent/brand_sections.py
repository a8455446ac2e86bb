"""The sections of a brand file: which keys each has, and the bounds of every value.

Pure. The keys of a section are the field names of its dataclass in `agent.brand_values`.
"""

from dataclasses import fields
from typing import Any, Type

from agent.brand_fields import flag, positive, several, whole
from agent.brand_hours import weekly_hours
from agent.brand_table import Table, refuse, table
from agent.brand_texts import (
    bytes_link,
    colour,
    currency,
    desk_address,
    desk_key,
    email_address,
    folder_name,
    host_name,
    https_link,
    icon_letters,
    identifier,
    name,
    phone,
)
from agent.brand_values import (
    AccessLimits,
    Brand,
    Colours,
    Contact,
    Desk,
    Icon,
    Links,
    Names,
    Tariff,
    Thresholds,
)
from agent.contrast import READABLE, contrast_ratio


def brand(value: object) -> Brand:
    """The brand that a whole parsed file holds.

    Raises BrandError on the first key that is unknown or missing, or value that is not allowed.
    """
    top = _section("", value, Brand)
    return Brand(
        names=top.read("names", _names),
        contact=top.read("contact", _contact),
        hours=top.read("hours", weekly_hours),
        tariff=top.read("tariff", _tariff),
        links=top.read("links", _links),
        thresholds=top.read("thresholds", _thresholds),
        access=top.read("access", _access),
        desk=top.read("desk", _desk),
        icon=top.read("icon", _icon),
        colours=top.read("colours", _colours),
    )


def _section(path: str, value: object, kind: Type[Any]) -> Table:
    return table(path, value, [field.name for field in fields(kind)])


def _names(path: str, value: object) -> Names:
    names = _section(path, value, Names)
    return Names(
        shop=names.read("shop", name),
        program=names.read("program", name),
        folder=names.read("folder", folder_name),
        identifier=names.read("identifier", identifier),
        domain=names.read("domain", host_name),
    )


def _contact(path: str, value: object) -> Contact:
    contact = _section(path, value, Contact)
    return Contact(
        phones=contact.read("phones", several(phone, 1, 4)),
        email=contact.read("email", email_address),
        website=contact.read("website", https_link),
        response_hours=contact.read("response_hours", whole(1, 14 * 24)),
    )


def _tariff(path: str, value: object) -> Tariff:
    tariff = _section(path, value, Tariff)
    minutes, cents = whole(1, 24 * 60), whole(1, 100_000)
    return Tariff(
        currency=tariff.read("currency", currency),
        first_slice_minutes=tariff.read("first_slice_minutes", minutes),
        first_slice_cents=tariff.read("first_slice_cents", cents),
        next_slice_minutes=tariff.read("next_slice_minutes", minutes),
        next_slice_cents=tariff.read("next_slice_cents", cents),
        same_visit_gap_minutes=tariff.read("same_visit_gap_minutes", minutes),
    )


def _links(path: str, value: object) -> Links:
    links = _section(path, value, Links)
    return Links(
        get_teamviewer=links.read("get_teamviewer", https_link),
        speed_download=links.read("speed_download", bytes_link),
        speed_upload=links.read("speed_upload", https_link),
        internet_check=links.read("internet_check", https_link),
        teamviewer_hosts=links.read("teamviewer_hosts", several(host_name, 1, 8)),
    )


def _thresholds(path: str, value: object) -> Thresholds:
    thresholds = _section(path, value, Thresholds)
    return Thresholds(
        download_mbit_per_second=thresholds.read("download_mbit_per_second", positive(1000)),
        upload_mbit_per_second=thresholds.read("upload_mbit_per_second", positive(1000)),
        latency_ms=thresholds.read("latency_ms", whole(1, 10_000)),
        clock_skew_seconds=thresholds.read("clock_skew_seconds", whole(1, 86_400)),
        disk_free_mb=thresholds.read("disk_free_mb", whole(1, 1_000_000)),
        battery_percent=thresholds.read("battery_percent", whole(1, 100)),
    )


def _access(path: str, value: object) -> AccessLimits:
    access = _section(path, value, AccessLimits)
    return AccessLimits(
        oneoff_hours=access.read("oneoff_hours", whole(1, 24)),
        grace_minutes=access.read("grace_minutes", whole(1, 60)),
        permanent_months=access.read("permanent_months", whole(1, 12)),
        warning_minutes=access.read("warning_minutes", whole(1, 60)),
        shuts_after_takeover=access.read("shuts_after_takeover", flag),
    )


def _desk(path: str, value: object) -> Desk:
    desk = _section(path, value, Desk)
    read = Desk(key=desk.read("key", desk_key), address=desk.read("address", desk_address))
    if bool(read.key) != bool(read.address):
        raise refuse(f"{path}.address", read.address, "goes with a key: both or neither")
    return read


def _icon(path: str, value: object) -> Icon:
    icon = _section(path, value, Icon)
    read = Icon(
        letters=icon.read("letters", icon_letters),
        foreground=icon.read("foreground", colour),
        background=icon.read("background", colour),
    )
    if contrast_ratio(read.foreground, read.background) < READABLE:
        raise refuse(f"{path}.foreground", read.foreground, f"is too pale on {read.background}")
    return read


def _colours(path: str, value: object) -> Colours:
    colours = _section(path, value, Colours)
    return Colours(
        accent=colours.read("accent", _readable),
        ok=colours.read("ok", _readable),
        warning=colours.read("warning", _readable),
        stop=colours.read("stop", _readable),
        neutral=colours.read("neutral", _readable),
    )


def _readable(path: str, value: object) -> str:
    chosen = colour(path, value)
    if contrast_ratio(chosen, "#FFFFFF") < READABLE:
        raise refuse(path, chosen, "is too pale to read on white")
    return chosen
