"""Connections as they are found on this computer, once, for the command line."""

from agent.access_parts import AccessParts
from agent.app import Core, has_journals, utc_now
from agent.history.building import HistoryReaders, Kept, find_connections
from agent.history.found import ConnectionsFound
from agent.teamviewer.connections.reader import ListReader
from agent.teamviewer.connections.rows import parse_row
from agent.teamviewer.live.reader import LiveReader


def find_here(core: Core) -> ConnectionsFound:
    """Who was and who is connected, from lists, log and journals. No file is changed."""
    lists, live = ListReader(), LiveReader()
    readers = HistoryReaders(
        lambda: lists.read(final=True), live.read, lambda: _kept(core), parse_row
    )
    return find_connections(readers, core.brand.tariff, utc_now())


def kept_in(parts: AccessParts) -> Kept:
    """What the journals of this computer tell.

    Raises:
        JournalUnreadableError: they cannot be read.
    """
    folder = parts.authorisations.folder()
    records = [record for journal in folder.for_policy for record in journal.records]
    return Kept(parts.sessions.kept(records), tuple(parts.authorisations.spans(folder)))


def _kept(core: Core) -> Kept:
    """Without any journal the credential store need not be asked."""
    if not has_journals(core):
        return Kept()
    from agent.access_building import build_access

    return kept_in(build_access(core))
