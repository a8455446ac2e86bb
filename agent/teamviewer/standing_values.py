"""The names of the registry values by which TeamViewer lets somebody in without asking.

Pure, and the only place that knows these names. What the values hold is a password, or gives one
away: it is asked whether they are there, and they are deleted; they are never fetched. Sources:
CVE-2019-18988 for the versions before 10, inventories of 12 to 15 for the others.
"""

from dataclasses import dataclass
from typing import Tuple

from agent.windows_facts import RegistryKey

# Any of these that is not empty lets its password in.
OPENS = (
    "PermanentPassword",
    "SecurityPasswordAES",
    "MultiPwdMgmtPWDs",
    "MultiPwdMgmtPwdData",
)
# What stands beside them and is worth nothing, or gives them away, once they are gone.
BELONGS_TO_THEM = ("PermanentPasswordDate", "MultiPwdMgmtIDs")
# An exported copy, in a subkey: it opens nothing by itself.
COPIES = ("SecurityPasswordExported",)
COPIES_SUBKEY = "Temp"


@dataclass(frozen=True)
class ValuesOfKey:
    """Values to delete in one key."""

    key: RegistryKey
    names: Tuple[str, ...]


def values_to_remove(key: RegistryKey) -> Tuple[ValuesOfKey, ValuesOfKey]:
    """All that must go from the key of one TeamViewer and from below it."""
    below = RegistryKey(key.hive, key.view, f"{key.path}\\{COPIES_SUBKEY}")
    return (ValuesOfKey(key, (*OPENS, *BELONGS_TO_THEM)), ValuesOfKey(below, COPIES))
