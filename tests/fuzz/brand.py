"""The shop's file and the person's settings: a value or an error in words, from any bytes."""

import tempfile
from pathlib import Path
from typing import Optional

from agent.brand import FILE_NAME, BrandError, load_brand
from agent.settings import load_settings

_LONGEST_DETAIL = 1000


def attempt(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / FILE_NAME).write_bytes(data)
        _load(folder)
        (folder / "settings.json").write_bytes(data)
        load_settings(folder / "settings.json")


def _load(folder: Path) -> None:
    refused: Optional[BrandError] = None
    try:
        brand = load_brand(folder)
    except BrandError as error:
        refused = error
    else:
        assert brand.contact.phones[0].link.startswith("tel:+")
        assert brand.contact.website.startswith("https://")
        assert bool(brand.desk.key) == bool(brand.desk.address)
    assert refused is None or len(refused.detail) <= _LONGEST_DETAIL
    assert refused is None or refused.detail.isprintable()
