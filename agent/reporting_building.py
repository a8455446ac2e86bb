"""Builds what reporting needs; loaded at first use, not with the icon."""

import os
import time

from agent import __version__
from agent.access_building import desk_of, journal_place, stamp_now
from agent.app import Core
from agent.consent.blobs import Blobs
from agent.consent.journal import Journal
from agent.consent.keys import AccountKeys
from agent.consent.origins import Whereabouts
from agent.consent.signing import Sodium
from agent.consent.windows_key_store import WindowsKeyStore
from agent.errors import AgentError
from agent.reporting.acknowledged import Acknowledged
from agent.reporting.client import DeskClient, desk_transport
from agent.reporting.fields import About
from agent.reporting.sync import Sync, SyncParts
from agent.requirements.windows_name import windows_name
from agent.texts import message
from agent.win32.whereabouts import account_id, machine_id
from agent.win32.windows_version import read_windows_version


class NoDeskError(AgentError):
    """The shop has no desk that could be told anything."""

    def __init__(self) -> None:
        super().__init__(message("report.no_desk"), message("report.no_desk.advice"), "no desk")


def build_sync(core: Core) -> Sync:
    """Join journal, keys and desk.

    Raises:
        NoDeskError: the shop has none.
        KeyStoreRefusedError: Windows' credential store cannot be used.
    """
    desk = desk_of(core)
    if desk is None:
        raise NoDeskError
    place, ed25519 = journal_place(core), Sodium()
    keys = AccountKeys(WindowsKeyStore(), core.brand.names.identifier, place.folder, ed25519)
    journal = Journal(place, keys, Whereabouts(machine_id(), account_id()), stamp_now)
    address = core.brand.desk.address
    parts = SyncParts(
        journal,
        keys,
        Blobs(place.blobs),
        Acknowledged(place, desk, ed25519.verify),
        DeskClient(address, desk_transport(address)),
        lambda: int(time.time()),
    )
    return Sync(parts)


def about_this_computer(core: Core) -> About:
    """What reports say of computer and program."""
    version = read_windows_version()
    return About(
        machine=os.environ.get("COMPUTERNAME", ""),
        windows=windows_name(version) if version else "",
        program=f"{core.brand.names.program} {__version__}",
    )
