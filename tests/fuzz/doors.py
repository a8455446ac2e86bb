"""What was read of TeamViewer's settings becomes doors; what was not read never shuts one."""

import dataclasses
from typing import Mapping

from agent.doors import Door, DoorName, Doors
from agent.teamviewer.door_facts import DoorFacts, KeySettings
from agent.teamviewer.doors import teamviewer_doors
from agent.windows_facts import Unreadable
from tests.fuzz.apart import Apart
from tests.fuzz.registry import computer, place


def attempt(data: bytes) -> None:
    apart = Apart(data)
    settings = tuple(_settings(apart) for _ in range(apart.number(5)))
    facts = DoorFacts(computer(apart), settings, apart.flag())
    found = _by_name(facts)
    assert set(found) == set(DoorName) - {DoorName.OTHER_REMOTE_TOOL}
    if not facts.all_listed:
        assert found[DoorName.PERMANENT_PASSWORD].open is not False
    hidden = dataclasses.replace(facts, settings=tuple(map(_unread, settings)))
    for name, door in _by_name(hidden).items():
        # To read less never shows a door as shut that was open.
        if found[name].open and name is not DoorName.TEAMVIEWER_RUNNING:
            assert door.open is not False
    blind = dataclasses.replace(
        facts.installation, services=Unreadable("no"), processes=Unreadable("no")
    )
    unseen = _by_name(dataclasses.replace(facts, installation=blind))
    assert unseen[DoorName.TEAMVIEWER_RUNNING].open is not False
    assert not Doors(tuple(unseen.values())).all_shut


def _by_name(facts: DoorFacts) -> Mapping[DoorName, Door]:
    doors = teamviewer_doors(facts)
    assert len({door.name for door in doors}) == len(doors)
    return {door.name: door for door in doors}


def _settings(apart: Apart) -> KeySettings:
    where = place(apart)
    known = (apart.known() for _ in dataclasses.fields(KeySettings)[1:])
    return KeySettings(where, *known)


def _unread(settings: KeySettings) -> KeySettings:
    """The same key when Windows opens nothing of it."""
    return KeySettings(settings.place, *(None for _ in dataclasses.fields(KeySettings)[1:]))
