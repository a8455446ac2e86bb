"""TeamViewer's log as it writes it: a header, the course of a connection, and what is around it."""

from datetime import datetime, timedelta, timezone
from typing import List, Sequence

PEER = "1234567890"
NAME = "HELPDESK-01"
OWN = "987654321"
OWN_NUMBER = 126302903
PID = 2216


def header(start: str = "2025/03/05 10:14:58.001", zone: str = " (UTC+1:00)") -> List[str]:
    """What a program writes when it starts."""
    return [
        f"Start:              {start}{zone}",
        "Version:            15.50.5 (64-bit)",
        f"ID:                 {OWN}",
        "IC:                 -2100253538",
        *program("TeamViewer_Service.exe"),
    ]


def program(name: str) -> List[str]:
    """The line of a header that says which program started."""
    return [f"AppPath:            C:\\Program Files\\TeamViewer\\{name}", ""]


def said(time: str, text: str, tag: str = "S0", pid: int = PID, day: str = "2025/03/05") -> str:
    """One line with its time, process and words."""
    return f"{day} {time}.120  {pid}       2492 {tag:<4} {text}"


def created(time: str, index: int = 2, day: str = "2025/03/05") -> str:
    words = f"CommandHandlerRouting[{index}]::CreatePassiveSession(): incoming session via r001"
    return said(time, f"{words}.router.teamviewer.com, protocol Tcp", day=day)


def hello(time: str, peer: str = PEER, day: str = "2025/03/05") -> str:
    words = f"Negotiating session encryption: client hello received from {peer}, RSA key length"
    return said(time, words, day=day)


def joined(
    time: str,
    peer: str = PEER,
    name: str = NAME,
    number: int = 1001,
    day: str = "2025/03/05",
) -> str:
    words = f"CPersistentParticipantManager::AddParticipant: [{peer},{number}] type=6 name={name}"
    return said(time, words, day=day)


def own_joined(time: str, number: int = OWN_NUMBER) -> str:
    words = f"CPersistentParticipantManager::AddParticipant: [{OWN},{number}] type=3 name=HERE"
    return said(time, words)


def left(time: str, peer: str = PEER, number: int = 1001, day: str = "2025/03/05") -> str:
    words = f"CPersistentParticipantManager::RemoveParticipant: [{peer},{number}]"
    return said(time, words, day=day)


_ADDED = "CPersistentParticipantManager::AddParticipant: "
_SESSION = (
    ("00", "S0", "CommandHandlerRouting[2]::CreatePassiveSession(): incoming session via r001"),
    ("01", "S0", f"Negotiating session encryption: client hello received from {PEER}, RSA key"),
    ("01", "S0", "ConnectionGuard: incoming remote control in sessions: 1(1)"),
    ("02", "D1", f"SessionManagerDesktop::IncomingConnection: sessionID = {OWN_NUMBER}"),
    ("02", "S0", f"AuthenticationBlocker::Allocate: allocate ok for DyngateID {PEER}, attempt 1"),
    ("13", "D1", "AuthenticationPasswordLogin_Passive::RunAuthenticationMethod: was successful"),
    ("14", "S0", f"{_ADDED}[{OWN},{OWN_NUMBER}] type=3 name=HERE"),
    ("14", "S0", f"{_ADDED}[{OWN},{OWN_NUMBER}] type=3 name=HERE"),
    ("14", "S0", f"{_ADDED}[{PEER},1001] type=6 name={NAME}"),
    ("14", "G1", f"SessionStateParticipants::AddParticipant: pid: [{PEER},1001] and timestamp: 1"),
    ("15", "G1", f"New Participant added in CParticipantManager {NAME} ([{PEER},1001])"),
    ("50", "S0", f"CPersistentParticipantManager::RemoveParticipant: [{PEER},1001]"),
    ("50", "S0", "CStreamManager[2]::ReceivedEndSession(): reason=1"),
    ("50", "S0", f"CPersistentParticipantManager::RemoveParticipant: [{OWN},{OWN_NUMBER}]"),
    ("50", "S0", f"SessionStatistics[2] Session to {PEER} ended. Latency=65ms"),
    ("50", "D1", f"SessionManagerDesktop::SessionTerminate: removing TVSessionID = {OWN_NUMBER}"),
    ("50", "G1", f"VoIP: Channel removed for participant [{PEER},1001] called \"{NAME}\""),
)  # fmt: skip
_PIDS = {"S0": PID, "D1": 1084, "G1": 5276}


def session(begin: str = "10:15") -> List[str]:
    """A whole connection, from its creation to the end of what TeamViewer says about it."""
    return [said(f"{begin}:{second}", words, tag, _PIDS[tag]) for second, tag, words in _SESSION]


def utc(text: str) -> datetime:
    """A moment as `2025-03-05 09:15:00`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)


def paris(local: datetime) -> Sequence[timedelta]:
    """How far Paris is ahead of UTC at a local time: twice in the last hour of summer."""
    summer = _last_sunday(local.year, 3), _last_sunday(local.year, 10)
    if summer[0] + timedelta(hours=3) <= local < summer[1] + timedelta(hours=2):
        return [timedelta(hours=2)]
    if summer[1] + timedelta(hours=2) <= local < summer[1] + timedelta(hours=3):
        return [timedelta(hours=2), timedelta(hours=1)]
    return [timedelta(hours=1)]


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
