"""What one line of TeamViewer's application log says about an incoming connection.

Pure. The log's words are undocumented; those known were seen in version 15.50 and confirmed by
public logs of 2022 to 2025. A name that a stranger chose stands behind `name=`, so a statement
counts only at the beginning of a line's text, and nothing behind the first `=` or quote does.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Optional, Union

from agent.teamviewer.client_id import KnownId, client_id_of_text
from agent.teamviewer.live.log_stamp import STAMP, Stamp, stamp_of, zone_of

MOST_OF_A_LINE = 4096
LONGEST_NAME = 200
THIS_COMPUTER = 3


@dataclass(frozen=True)
class Started:
    """A program of TeamViewer began to write; `zone` is None when its header names none."""

    zone: Optional[timedelta]


@dataclass(frozen=True)
class Program:
    """The header names the program that began to write, by its file name in lower case."""

    name: str


@dataclass(frozen=True)
class Attempt:
    """Somebody tries to connect. `index` is TeamViewer's short number of the connection."""

    peer: Optional[str] = None
    index: Optional[int] = None
    is_new: bool = False


@dataclass(frozen=True)
class Own:
    """This computer takes part in the session `number`; `is_certain` when it says so itself."""

    id: str
    number: Optional[int]
    is_certain: bool = False


@dataclass(frozen=True)
class Joined:
    """Another computer takes part. `id` is as it was written; `peer` is it if it is a valid ID."""

    id: str
    number: Optional[int]
    peer: Optional[str]
    name: Optional[str]


@dataclass(frozen=True)
class Left:
    """A participant, this computer or another, takes part no more."""

    id: str
    number: Optional[int]


@dataclass(frozen=True)
class Over:
    """A session is over; None is what the line does not say."""

    index: Optional[int] = None
    number: Optional[int] = None


@dataclass(frozen=True)
class SomeSession:
    """Words about an incoming session that are not understood any further."""


Said = Union[Started, Program, Attempt, Own, Joined, Left, Over, SomeSession]


@dataclass(frozen=True)
class Line:
    """One line; `stamp` is None when it has no time, `pid` is the process that wrote it."""

    stamp: Optional[Stamp] = None
    pid: Optional[int] = None
    of_service: bool = False
    said: Optional[Said] = None


# `<pid> <tid> <tag> <text>`; the tag names service (S), window (G), desktop (D) and others.
_WRITER = re.compile(
    r"\s*(?P<pid>[0-9]{1,10})?(?:\s+[0-9]{1,10})*\s*"
    r"(?:(?P<tag>[A-Z][0-9]{1,3})!{0,2}(?=\s|$))?\s*(?P<text>.*)",
    re.DOTALL,
)
_START = re.compile(rf"Start:\s*(?P<stamp>{STAMP})?\s*(?:\((?P<zone>UTC[^)]{{0,8}})\))?")
_APP_PATH = re.compile(r"AppPath:\s*\"?(?:[^\"]*[\\/])?(?P<name>[^\"\\/]{1,64})")
_WHERE = r"[\w:\[\]<>~]{0,200}?"
_PARTICIPANT = r"\s*\[\s*(?P<id>[0-9][0-9 ]{0,19})(?:,\s*(?P<number>-?[0-9]{1,20}))?\s*\]"
_CREATED = re.compile(_WHERE + r"(?:\[(?P<index>[0-9]{1,9})\])?(?:::)?CreatePassiveSession\b")
_HELLO = re.compile(r"[^=\"']{0,200}?\bclient hello received from (?P<peer>[0-9 ]{8,20})")
_BLOCKER = re.compile(
    r"AuthenticationBlocker::(?!Reset)[^=\"']*?(?:ID (?P<peer>[0-9 ]{8,20}))?(?=[,.]|$)"
)
_OWN = re.compile(_WHERE + r"SetMyParticipantIdentifier\b[():\s]*pid=" + _PARTICIPANT)
_ADDED = re.compile(_WHERE + r"\bAddParticipant\b[():\s]*" + _PARTICIPANT + r"(?P<rest>.*)", re.S)
_REMOVED = re.compile(_WHERE + r"\bRemoveParticipant\b[():\s]*" + _PARTICIPANT)
_OVER = re.compile(
    _WHERE + r"(?:\[(?P<index>[0-9]{1,9})\])?(?:::)?(?:ReceivedEndSession|SessionTerminate)\b"
    r"(?:[^=\"']*?\bTVSessionID\s*[=:]\s*(?P<number>-?[0-9]{1,20}))?"
)
_STATISTICS = re.compile(r"SessionStatistics\[(?P<index>[0-9]{1,9})\] Session to [0-9 ]+ ended")
_TYPE = re.compile(r"\btype=(-?[0-9]{1,9})\b")
# Most lines are about something else, and are not looked at any further.
_WORTH_A_LOOK = re.compile(
    r"[Pp]artic|[Pp]assive|[Hh]ello|AuthenticationBlocker|EndSession|SessionTerminate"
    r"|SessionStatistics|[Ii]ncoming|INCOMING|[Aa]uthentication|[Ss]ession\W{0,3}[sSeEaA]"
)
_ABOUT_A_SESSION = re.compile(
    r"incoming\W{0,3}(?:remote\W{0,3}(?:control|support|session)|session|connection)"
    r"|session\W{0,3}incoming|connection\W{0,3}incoming"
    r"|passivesession|login_passive|authenticationmethod"
    r"|addparticipant|participant\W{0,3}(?:was\W)?(?:added|joined)|new\W{0,3}participant"
    r"|client hello|session\W{0,3}(?:started|established|accepted)",
    re.IGNORECASE,
)


def parse_line(text: str) -> Line:
    """What the line says; `text` is without its line end. A line that says nothing is empty."""
    text = text.rstrip("\r")[:MOST_OF_A_LINE]
    stamp, rest = stamp_of(text)
    if stamp is None:
        return _header_line(text)
    writer = _WRITER.match(rest)
    if writer is None:
        return Line(stamp)
    pid, tag = writer["pid"], writer["tag"] or ""
    return Line(stamp, int(pid) if pid else None, tag.startswith("S"), _said(writer["text"]))


def clean_name(text: str) -> Optional[str]:
    """A name as it may be shown: one line, nothing invisible, bounded; None when nothing is left.

    Characters that control, reverse or hide text are taken out (Unicode's C, Zl and Zp).
    """
    visible = (c for c in text if unicodedata.category(c)[0] != "C")
    shown = "".join(c for c in visible if unicodedata.category(c) not in ("Zl", "Zp"))
    return shown.strip()[:LONGEST_NAME].strip() or None


def _header_line(text: str) -> Line:
    start = _START.match(text)
    if start:
        stamp, _ = stamp_of(start["stamp"] or "")
        return Line(stamp, said=Started(zone_of(start["zone"] or "")))
    path = _APP_PATH.match(text)
    return Line(said=Program(path["name"].strip().lower())) if path else Line()


def _said(text: str) -> Optional[Said]:
    if not _WORTH_A_LOOK.search(text):
        return None
    participants = _participant(text)
    if participants is not None:
        return participants
    created = _CREATED.match(text)
    if created:
        return Attempt(index=_number(created["index"]), is_new=True)
    trying = _HELLO.match(text) or _BLOCKER.match(text)
    if trying:
        return Attempt(_peer(trying["peer"] or ""))
    over = _OVER.match(text)
    if over:
        return Over(_number(over["index"]), _number(over["number"]))
    statistics = _STATISTICS.match(text)
    if statistics:
        return Over(_number(statistics["index"]))
    told = re.split(r"[=\"']", text, maxsplit=1)[0]
    return SomeSession() if _ABOUT_A_SESSION.search(told) else None


def _participant(text: str) -> Optional[Said]:
    added = _ADDED.match(text)
    if added:
        return _added(added["id"], _number(added["number"]), added["rest"])
    removed = _REMOVED.match(text)
    if removed:
        return Left(_bare(removed["id"]), _number(removed["number"]))
    own = _OWN.match(text)
    return Own(_bare(own["id"]), _number(own["number"]), is_certain=True) if own else None


def _added(written: str, number: Optional[int], rest: str) -> Said:
    attributes, _, name = rest.partition("name=")
    kind = _TYPE.search(attributes)
    if kind and int(kind.group(1)) == THIS_COMPUTER:
        return Own(_bare(written), number)
    return Joined(_bare(written), number, _peer(written), clean_name(name))


def _bare(written: str) -> str:
    return written.replace(" ", "")


def _peer(written: str) -> Optional[str]:
    reading = client_id_of_text(written.strip())
    return reading.id if isinstance(reading, KnownId) else None


def _number(text: Optional[str]) -> Optional[int]:
    return None if text is None else int(text)
