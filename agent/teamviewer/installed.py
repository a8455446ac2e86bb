"""The TeamViewers that are installed, as candidates for the ID.

Pure. On a terminal server each person has an ID of their own, which stands in the person's part of
the registry and counts instead of the computer's.
"""

import ntpath
from dataclasses import replace
from typing import Sequence, Tuple

from agent.state import IdentityState
from agent.teamviewer.candidates import Candidate, resolve
from agent.teamviewer.client_id import KnownId, NoIdYet, client_id_of
from agent.teamviewer.facts import KeyFacts, ProgramFacts
from agent.teamviewer.liveness import JudgedKey, Liveness
from agent.teamviewer.places import PROGRAM
from agent.teamviewer.version_text import clean_version, product_of
from agent.windows_facts import Absent


def machine_candidates(judged: Sequence[JudgedKey]) -> Tuple[Candidate, ...]:
    """The computer's TeamViewers that are not stale, those whose program was seen first."""
    present = [
        one for one in judged if not one.key.place.is_user and one.liveness is not Liveness.STALE
    ]
    return tuple(_candidate(one) for one in sorted(present, key=_rank))


def user_program_candidates(judged: Sequence[JudgedKey]) -> Tuple[Candidate, ...]:
    """The person's own TeamViewers: keys with an ID that name the folder of a program."""
    return tuple(
        _candidate(one)
        for one in judged
        if one.key.place.is_user
        and one.liveness is not Liveness.STALE
        and not isinstance(one.key.client_id, Absent)
    )


def with_id_of_person(
    machine: Sequence[Candidate], keys: Sequence[KeyFacts]
) -> Tuple[Candidate, ...]:
    """`machine`, or the person's own ID in its place when there is one and nothing disagrees."""
    certain = [one for one in machine if one.certain]
    if not certain or resolve(machine).state is IdentityState.CONFLICT:
        return tuple(machine)
    readings = (client_id_of(key.user_client_id) for key in keys if key.place.is_user)
    person = [
        replace(certain[0], source="user", reading=one)
        for one in readings
        if not isinstance(one, NoIdYet)
    ]
    if person and all(isinstance(one.reading, KnownId) for one in person):
        return tuple(person)
    return (*machine, *person)


def _candidate(judged: JudgedKey) -> Candidate:
    program = judged.program
    version = program.version if program else None
    return Candidate(
        source=judged.key.place.source,
        reading=client_id_of(judged.key.client_id),
        certain=judged.liveness is Liveness.LIVE,
        product=product_of(version.product_name if version else None),
        version=clean_version(judged.key.version)
        or clean_version(version.file_version if version else None),
        folder=judged.folder,
        running=judged.running,
        # What the person's part of the registry names, anyone running as the person can have set.
        program=_path_of(program) if program and not judged.key.place.is_user else None,
    )


def _path_of(program: ProgramFacts) -> str:
    return ntpath.join(program.folder, PROGRAM)


def _rank(judged: JudgedKey) -> Tuple[bool, bool]:
    return (judged.program is None, judged.key.place.version is not None)
