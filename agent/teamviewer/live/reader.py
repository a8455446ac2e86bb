"""Who is connected to this computer now; cheap when nothing has changed since the last look."""

import ntpath
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Callable, Dict, FrozenSet, Iterable, List, Optional, Sequence, Tuple

from agent.connections import LiveReading, LiveState, SeenSession
from agent.teamviewer.installation import read_installation
from agent.teamviewer.live.judging import LogState, Running, judge, together, together_state
from agent.teamviewer.live.log_course import MOST_REMEMBERED, Course
from agent.teamviewer.live.log_tail import LogTail
from agent.teamviewer.live.log_times import Offsets
from agent.teamviewer.live.running import is_writer_running, look_at_programs
from agent.teamviewer.liveness import candidate_folders, judge_keys
from agent.teamviewer.log_folders import LOG_PATTERN, person_log_folders
from agent.win32.files import files_named, is_on_this_computer
from agent.windows_facts import Absent, Unreadable

assert sys.platform == "win32"

# The newest ones; older versions and other persons leave logs that nobody writes any more.
MOST_LOGS = 8
# A log that was last written so much earlier than another one may be of a TeamViewer that is gone.
_STALE_SECONDS = 600.0


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(timezone.utc)


@lru_cache(maxsize=1024)
def system_offsets(local: datetime) -> Sequence[timedelta]:
    """How far Windows says that this local time is ahead of UTC; two where an hour is twice."""
    offsets: Dict[timedelta, bool] = {}
    for fold in (0, 1):
        try:
            aware = local.replace(fold=fold).astimezone()
            is_real = aware.astimezone(timezone.utc).astimezone().replace(tzinfo=None) == local
        except (OSError, OverflowError, ValueError):
            continue
        offsets[aware.utcoffset() or timedelta(0)] = is_real
    return [one for one, is_real in offsets.items() if is_real] or list(offsets)[:1]


@dataclass
class _Log:
    """One log as it is followed."""

    tail: LogTail
    course: Course
    dated: float
    state: LogState = LogState.ABSENT


class LiveReader:
    """Follows TeamViewer's logs and programs from look to look; one thread at a time."""

    def __init__(
        self, now: Callable[[], datetime] = utc_now, offsets: Offsets = system_offsets
    ) -> None:
        self._now, self._offsets = now, offsets
        self._logs: Dict[str, _Log] = {}
        self._folders: Optional[Tuple[str, ...]] = None
        self._program_folders: FrozenSet[str] = frozenset()
        self._ran = False
        self._unexplained: Optional[datetime] = None

    def folders(self) -> Tuple[str, ...]:
        """Every folder whose changes matter, whether it exists or not; all on this computer.

        TeamViewer is looked for anew, so that one installed meanwhile is in it.
        """
        self._program_folders = look_at_programs().folders
        installed = read_installation()
        judged = (one.folder for one in judge_keys(installed) if one.folder is not None)
        found = (*candidate_folders(installed), *judged, *person_log_folders())
        mine = tuple(sorted(self._program_folders))
        self._folders = tuple(_distinct((*found, *mine)))
        return self._folders

    def read(self) -> LiveReading:
        """Who is connected now, and the sessions that are over, the earliest first.

        Whatever cannot be read is a state, no error.
        """
        programs = look_at_programs()
        if self._folders is None or programs.folders != self._program_folders:
            self.folders()
        states = [*self._find_logs(), *self._follow()]
        running = self._also_renamed(programs.running)
        self._close_what_is_gone(running)
        now = self._moment()
        logged = together([log.course.live(now) for log in self._logs.values()])
        explained = logged.state in (LiveState.CONNECTED, LiveState.ATTEMPT)
        if explained or not running.session:
            self._unexplained = None
        elif self._unexplained is None:
            self._unexplained = now
        self._ran = running.any is not False
        since = self._unexplained or now
        return LiveReading(judge(logged, together_state(states), running, since), self._ended())

    @property
    def may_run(self) -> bool:
        """Whether one of TeamViewer's programs ran at the last look, or may have."""
        return self._ran

    def has_news(self) -> bool:
        """Whether a log that is followed is no longer as the last look found it; cheap."""
        return any(log.tail.has_news() for log in self._logs.values())

    def _find_logs(self) -> List[LogState]:
        """Follow the newest logs; those that were followed stay, whatever becomes of them."""
        listed = [files_named(folder, LOG_PATTERN) for folder in self._folders or ()]
        dated = sorted(one for part in listed if isinstance(part, tuple) for one in part)
        for written, path in dated[-MOST_LOGS:]:
            known = self._logs.get(ntpath.normcase(path))
            if known is not None:
                known.dated = written
            elif len(self._logs) < 2 * MOST_LOGS:
                log = _Log(LogTail(path), Course(self._offsets), written)
                self._logs[ntpath.normcase(path)] = log
        return [LogState.UNREADABLE for part in listed if isinstance(part, Unreadable)]

    def _follow(self) -> List[LogState]:
        now = self._moment()
        for log in self._logs.values():
            pieces = log.tail.read()
            if isinstance(pieces, Absent):
                log.state = LogState.ABSENT
            elif isinstance(pieces, Unreadable):
                log.state = LogState.UNREADABLE
            else:
                for piece in pieces:
                    log.course.feed(piece.lines, piece.written, now)
                log.state = LogState.READ if log.course.is_understood else LogState.UNREADABLE
        return [log.state for log in self._logs.values()]

    def _also_renamed(self, running: Running) -> Running:
        """A helper may have given TeamViewer's program any name."""
        if running.any is not False:
            return running
        writers = [one for log in self._logs.values() for one in log.course.writers]
        return Running(running.session, any=is_writer_running(writers))

    def _close_what_is_gone(self, running: Running) -> None:
        """End what was open in a TeamViewer that runs no more, now or with its last line."""
        newest = max((log.dated for log in self._logs.values()), default=0.0)
        for log in self._logs.values():
            is_old = running.any is not None and newest - log.dated > _STALE_SECONDS
            if running.any is False:
                seen_running = self._ran and log.course.is_open
                log.course.close(self._moment() if seen_running else None)
            elif is_old and log.course.is_open and not is_writer_running(log.course.writers):
                log.course.close()

    def _moment(self) -> datetime:
        return self._now().replace(microsecond=0)

    def _ended(self) -> Tuple[SeenSession, ...]:
        ended = {one for log in self._logs.values() for one in log.course.ended}
        in_order = sorted(ended, key=lambda one: (one.started, one.ended, one.peer_id or ""))
        return tuple(in_order[-MOST_REMEMBERED:])


def _distinct(folders: Iterable[str]) -> List[str]:
    """The folders of this computer, each once, whatever way it is written."""
    found: Dict[str, str] = {}
    for folder in folders:
        if is_on_this_computer(folder):
            found.setdefault(ntpath.normcase(ntpath.normpath(folder)).rstrip("\\"), folder)
    return list(found.values())
