"""A desk on this computer in place of the brand's, for developers.

Pure. `COUPDEMAIN_DESK` names it, and `COUPDEMAIN_DESK_KEY` the key it signs with. Whoever sets them
for this account could as well start another program in its place; all they reach with them is that
reports fail, or go to a program on this same computer. A desk anywhere else is only in the brand.
"""

import re
from typing import Mapping

from agent.brand_table import BrandError, shown
from agent.brand_texts import desk_key
from agent.brand_values import Desk

ADDRESS, KEY = "COUPDEMAIN_DESK", "COUPDEMAIN_DESK_KEY"
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:[0-9]{1,5}")


def desk_in_use(desk: Desk, environment: Mapping[str, str]) -> Desk:
    """The brand's desk, or the one on this computer that the environment names.

    Raises:
        BrandError: when it names one that is not on this computer, or without its key.
    """
    address = environment.get(ADDRESS, "")
    if not address:
        return desk
    if not _LOOPBACK.fullmatch(address):
        raise BrandError(f"{ADDRESS}: {shown(address)} is not http://127.0.0.1:<port>")
    key = desk_key(KEY, environment.get(KEY, ""))
    if not key:
        raise BrandError(f"{KEY}: missing")
    return Desk(key, address)
