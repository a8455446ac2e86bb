"""Registry values, services, programs and files become an identity, or a doubt."""

import re
from typing import Iterator, List

from agent.state import IdentityState
from agent.teamviewer.client_id import IdReading, KnownId, client_id_of
from agent.teamviewer.facts import InstallationFacts
from agent.teamviewer.identity import decide_identity
from agent.teamviewer.log_header import id_in_log
from agent.teamviewer.settings_ini import id_in_ini
from agent.windows_facts import FileEnds
from tests.fuzz.apart import Apart
from tests.fuzz.registry import computer

_ID = re.compile("[1-9][0-9]{7,11}")


def attempt(data: bytes) -> None:
    facts = computer(Apart(data))
    identity = decide_identity(facts)
    assert (identity.id is not None) == (identity.state is IdentityState.READY)
    if identity.id is not None:
        assert _ID.fullmatch(identity.id)
        assert identity.id in set(_stated(facts))
    if identity.state is IdentityState.CONFLICT:
        assert len(identity.conflicting) > 1
    for stale in identity.stale:
        assert stale.id is None or _ID.fullmatch(stale.id)


def _stated(facts: InstallationFacts) -> Iterator[str]:
    """Every ID that some place states beyond doubt."""
    readings: List[IdReading] = []
    for key in facts.keys:
        readings += [client_id_of(key.client_id), client_id_of(key.user_client_id)]
    files = [facts.newest_log, *(one.ini for one in facts.running)]
    for file in [one for one in files if isinstance(one, FileEnds)]:
        readings.append(id_in_log(file))
        stated = id_in_ini(file)
        readings += [] if stated is None else [stated]
    return (one.id for one in readings if isinstance(one, KnownId))
