"""TeamViewer's own doors: what each is, whether it is open, and how to shut it.

Pure. What could not be read is None and never shut. Settings of a TeamViewer that is no longer
there open nothing; a permanent password that it left behind counts all the same, because the next
TeamViewer that is installed takes it over.
"""

from typing import Optional, Sequence, Tuple

from agent.doors import NOTHING_TO_SAY, Door, DoorName, any_true
from agent.teamviewer.door_facts import DoorFacts, KeySettings
from agent.teamviewer.facts import InstallationFacts
from agent.teamviewer.liveness import Liveness, judge_keys
from agent.teamviewer.places import is_service_name
from agent.texts import message
from agent.windows_facts import ServicesReading, StartType, Unreadable

_WORDS = {True: "open", False: "shut", None: "unknown"}


def teamviewer_doors(facts: DoorFacts) -> Tuple[Door, ...]:
    """The five doors of TeamViewer, each one once."""
    present = _settings_of_present(facts)
    unlisted = _unlisted(facts)
    has_password = any_true((*(one.has_password for one in facts.settings), *unlisted))
    logon = any_true((*(one.windows_logon for one in present), *unlisted))
    return (
        _door(DoorName.TEAMVIEWER_RUNNING, is_open=_runs(facts.installation)),
        _door(DoorName.PERMANENT_PASSWORD, is_open=has_password),
        _door(DoorName.EASY_ACCESS, is_open=any_true((*map(_lets_account_in, present), *unlisted))),
        _door(DoorName.WINDOWS_LOGON, is_open=logon),
        _door(DoorName.STARTS_WITH_WINDOWS, is_open=_starts(facts, present)),
    )


def _door(name: DoorName, *, is_open: Optional[bool]) -> Door:
    key = f"doors.{name.value}"
    advice = NOTHING_TO_SAY if is_open is False else message(f"{key}.advice")
    return Door(name, is_open, message(f"{key}.{_WORDS[is_open]}"), advice)


def _settings_of_present(facts: DoorFacts) -> Tuple[KeySettings, ...]:
    judged = judge_keys(facts.installation)
    stale = {one.key.place for one in judged if one.liveness is Liveness.STALE}
    return tuple(one for one in facts.settings if one.place not in stale)


def _unlisted(facts: DoorFacts) -> Tuple[Optional[bool], ...]:
    """What keys that were not found may hold."""
    return () if facts.all_listed else (None,)


def _lets_account_in(settings: KeySettings) -> Optional[bool]:
    """Whether an account is assigned, unless TeamViewer says that nobody manages it any more."""
    owned = any_true((settings.assigned, settings.managed))
    if owned is False or settings.unmanaged is False:
        return owned
    return False if settings.unmanaged else None


def _runs(installation: InstallationFacts) -> Optional[bool]:
    processes, services = installation.processes, installation.services
    states = [None if isinstance(processes, Unreadable) else bool(processes)]
    states.append(bool(installation.running))
    if isinstance(services, Unreadable):
        return any_true((*states, None))
    states += [service.running for service in services.services]
    return any_true((*states, *_withheld(services)))


def _starts(facts: DoorFacts, settings: Sequence[KeySettings]) -> Optional[bool]:
    """Whether TeamViewer comes up with Windows.

    Its service does what the settings promise: with every service disabled they promise nothing.
    """
    services = facts.installation.services
    promised = [state for one in settings for state in (one.always_online, one.window_starts)]
    if isinstance(services, Unreadable):
        return any_true((*promised, None))
    withheld = _withheld(services)
    kinds = [service.start for service in services.services]
    if kinds and not withheld and all(kind is StartType.DISABLED for kind in kinds):
        return False
    return any_true((*map(_by_itself, kinds), *promised, *withheld, *_unlisted(facts)))


def _by_itself(start: StartType) -> Optional[bool]:
    return None if start is StartType.UNKNOWN else start is StartType.AUTOMATIC


def _withheld(services: ServicesReading) -> Tuple[Optional[bool], ...]:
    """What the services that Windows would not show, and that may be TeamViewer's, can do."""
    return tuple(None for name in services.unreadable if is_service_name(name))
