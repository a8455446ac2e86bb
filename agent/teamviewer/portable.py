"""The TeamViewer that runs without being installed: QuickSupport, or a portable copy.

Pure. It keeps no key of the computer; its ID is in its settings file, in its log, or in the
person's registry. A program counts as TeamViewer's own by its signature, or because it runs from
where QuickSupport unpacks itself; everything else that calls itself TeamViewer is a stranger.
"""

import enum
import ntpath
from dataclasses import replace
from typing import Optional, Sequence, Tuple

from agent.state import Product
from agent.teamviewer.candidates import Candidate
from agent.teamviewer.client_id import IdReading, NoIdYet, UnreadableId, client_id_of
from agent.teamviewer.facts import FileReading, InstallationFacts, KeyFacts, RunningProgram
from agent.teamviewer.log_header import id_in_log
from agent.teamviewer.settings_ini import id_in_ini
from agent.teamviewer.version_text import clean_version, product_of
from agent.windows_facts import Absent, FileEnds, Trust, Unreadable

# The names in TeamViewer's certificates: the current one, and the one until 2019.
MAKERS = ("TeamViewer Germany GmbH", "TeamViewer GmbH")


class Origin(enum.Enum):
    """Whether a running program really is TeamViewer's."""

    GENUINE = "genuine"
    UNVERIFIED = "unverified"
    STRANGER = "stranger"


def origin_of(program: RunningProgram) -> Origin:
    """Whose program this is; a signature that could not be verified proves nothing."""
    if program.in_temp or is_signed_by_maker(program):
        return Origin.GENUINE
    is_unknown = program.signature.trust is Trust.UNKNOWN
    return Origin.UNVERIFIED if is_unknown else Origin.STRANGER


def is_signed_by_maker(program: RunningProgram) -> bool:
    """Whether TeamViewer's own valid signature is in the program."""
    signature = program.signature
    return signature.trust is Trust.SIGNED and signature.signer in MAKERS


def strangers(programs: Sequence[RunningProgram]) -> Tuple[str, ...]:
    """Paths of the programs of which nothing proves that they are TeamViewer's."""
    paths = [
        program.process.path
        for program in programs
        if origin_of(program) is not Origin.GENUINE and program.process.path is not None
    ]
    return tuple(dict.fromkeys(paths))


def portable_candidates(
    facts: InstallationFacts, user_keys: Sequence[KeyFacts]
) -> Tuple[Candidate, ...]:
    """What the running portable TeamViewer says, surest statement first; empty when none runs."""
    genuine = [one for one in facts.running if origin_of(one) is Origin.GENUINE]
    if not genuine:
        return ()
    stated = [one for one in (_from_ini(program) for program in genuine) if one is not None]
    base = _described(genuine[0])
    from_log = replace(base, source="log", reading=id_of_log(facts.newest_log))
    from_user = [
        replace(base, source="user", reading=client_id_of(key.client_id)) for key in user_keys
    ]
    return (*stated, from_log, *from_user)


def doubtful_candidates(facts: InstallationFacts) -> Tuple[Candidate, ...]:
    """What may be a running TeamViewer and could not be identified: no ID of it is certain."""
    found = [_described(one) for one in facts.running if origin_of(one) is Origin.UNVERIFIED]
    if isinstance(facts.processes, Unreadable) or isinstance(facts.services, Unreadable):
        found.append(Candidate("log", NoIdYet(), certain=False))
    why = UnreadableId("what runs could not be identified")
    return tuple(replace(one, reading=why, certain=False) for one in found)


def id_of_log(log: FileReading) -> IdReading:
    """What the newest log says; without a log there is no ID yet."""
    if isinstance(log, FileEnds):
        return id_in_log(log)
    return NoIdYet() if isinstance(log, Absent) else UnreadableId(log.why)


def _from_ini(program: RunningProgram) -> Optional[Candidate]:
    reading = id_in_ini(program.ini) if isinstance(program.ini, FileEnds) else None
    return None if reading is None else replace(_described(program), source="ini", reading=reading)


def _described(program: RunningProgram) -> Candidate:
    path = program.process.path
    return Candidate(
        source="log",
        reading=NoIdYet(),
        certain=True,
        product=_product(program),
        version=clean_version(program.version.file_version),
        folder=None if path is None else ntpath.dirname(path),
        running=True,
        program=path if is_signed_by_maker(program) else None,
    )


def _product(program: RunningProgram) -> Product:
    named = product_of(program.version.product_name)
    if program.in_temp or named is Product.QUICKSUPPORT:
        return Product.QUICKSUPPORT
    has_settings = not isinstance(program.ini, Absent)
    return Product.PORTABLE if has_settings or named is not Product.UNKNOWN else named
