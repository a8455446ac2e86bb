"""Which TeamViewer is on this computer and what its ID is: the one decision, from the facts alone.

Pure. An ID is given only when it is certain; every doubt ends in a state without one.
"""

from typing import List, Optional, Sequence, Tuple

from agent.state import Identity, IdentityState, StaleIdentity
from agent.teamviewer.candidates import Candidate, Verdict, resolve
from agent.teamviewer.client_id import IdReading, KnownId, NoIdYet, client_id_of
from agent.teamviewer.facts import InstallationFacts, KeyFacts
from agent.teamviewer.installed import (
    machine_candidates,
    user_program_candidates,
    with_id_of_person,
)
from agent.teamviewer.liveness import JudgedKey, Liveness, judge_keys
from agent.teamviewer.portable import (
    doubtful_candidates,
    id_of_log,
    portable_candidates,
    strangers,
)
from agent.windows_facts import Absent


def decide_identity(facts: InstallationFacts) -> Identity:
    """The identity that the facts prove; never raises, and doubt is a state of its own."""
    judged = judge_keys(facts)
    machine = machine_candidates(judged)
    candidates = [*with_id_of_person(machine, facts.keys), *user_program_candidates(judged)]
    portable = portable_candidates(facts, _plain_user_keys(judged))
    candidates += portable
    if not candidates:
        candidates += doubtful_candidates(facts)
    stale = _stale(facts, judged, installed=bool(machine), portable=bool(portable))
    return _identity(resolve(candidates), candidates, stale, strangers(facts.running))


def _identity(
    verdict: Verdict,
    candidates: Sequence[Candidate],
    stale: Tuple[StaleIdentity, ...],
    stranger_paths: Tuple[str, ...],
) -> Identity:
    chosen = verdict.chosen
    running = any(one.running for one in candidates) if chosen is None else chosen.running
    return Identity(
        state=verdict.state,
        id=_id_or_none(chosen.reading) if verdict.state is IdentityState.READY and chosen else None,
        source=chosen.source if chosen else None,
        product=chosen.product if chosen else None,
        version=chosen.version if chosen else None,
        running=running,
        stale=stale,
        conflicting=tuple(one.installation for one in verdict.contenders),
        strangers=stranger_paths,
        program=chosen.program if chosen and chosen.certain else None,
    )


def _plain_user_keys(judged: Sequence[JudgedKey]) -> List[KeyFacts]:
    """The person's keys that hold an ID without saying where its program is."""
    return [
        one.key
        for one in judged
        if one.key.place.is_user
        and one.liveness is Liveness.STALE
        and not isinstance(one.key.client_id, Absent)
    ]


def _stale(
    facts: InstallationFacts, judged: Sequence[JudgedKey], *, installed: bool, portable: bool
) -> Tuple[StaleIdentity, ...]:
    left = [
        _left_behind(one.key.place.source, client_id_of(one.key.client_id))
        for one in judged
        if one.liveness is Liveness.STALE and not one.key.place.is_user
    ]
    if not portable:
        left += [
            _left_behind("user", client_id_of(key.client_id)) for key in _plain_user_keys(judged)
        ]
    if not installed:
        left += _ids_of_persons(facts)
    log = id_of_log(facts.newest_log)
    if not installed and not portable and isinstance(log, KnownId):
        left.append(_left_behind("log", log))
    return tuple(left)


def _ids_of_persons(facts: InstallationFacts) -> List[StaleIdentity]:
    readings = (client_id_of(key.user_client_id) for key in facts.keys if key.place.is_user)
    return [_left_behind("user", one) for one in readings if not isinstance(one, NoIdYet)]


def _left_behind(source: str, reading: IdReading) -> StaleIdentity:
    return StaleIdentity(source, _id_or_none(reading))


def _id_or_none(reading: IdReading) -> Optional[str]:
    return reading.id if isinstance(reading, KnownId) else None
