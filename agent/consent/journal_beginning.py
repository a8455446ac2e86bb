"""Begins journals: the first one, and those that go on where another cannot.

Whatever step a program is killed at, the next start finds it again: a new key is kept as `coming`
before anything names it, and becomes the current one once its journal has its first line.
"""

import base64
from typing import Dict, Optional, Tuple

from agent.consent.canonical import Json
from agent.consent.drafts import Draft
from agent.consent.event_data import EventType
from agent.consent.journal_file import JournalFile, Use, opened
from agent.consent.journal_lines import append, told_of_rollback
from agent.consent.journal_lock import locked
from agent.consent.journal_recovery import (
    Condition,
    assess,
    complete_tail,
    copy_tail_aside,
    head_after,
    position_after,
)
from agent.consent.journal_tools import Tools
from agent.consent.journal_writer import NewLogNeededError, Reason
from agent.consent.keys import AccountKeys, SigningKey
from agent.consent.origins import Origin, Whereabouts
from agent.consent.previous_log import lost_journal, previous_log
from agent.consent.record import FIRST_PREV, Position, Record, parse
from agent.consent.storage_errors import JournalRefusedError

_RETIRING = (Reason.NEW_YEAR, Reason.ROTATE)


class JournalBeginning:
    """Finds this account's key, and gives it a journal when it has none to write on.

    Every call raises:
        ConsentStorageError: nothing is lost; it can be tried again.
    """

    def __init__(self, tools: Tools, keys: AccountKeys, here: Whereabouts) -> None:
        self._tools = tools
        self._keys = keys
        self._here = here

    def key(self) -> SigningKey:
        """The account's key; without one, or with another computer's, a journal is begun."""
        current = self._keys.current()
        if current is not None and not self._is_from_elsewhere(current):
            return current
        return self._begin_after(current, None)

    def key_after(self, key: SigningKey, need: NewLogNeededError) -> SigningKey:
        """The key to go on with, once `key`'s journal turned out not to be the one."""
        return self._begin_after(key, need)

    def _begin_after(
        self, old: Optional[SigningKey], need: Optional[NewLogNeededError]
    ) -> SigningKey:
        place = self._tools.place
        with locked(place.key_lock, self._tools.wait_seconds):
            current = self._keys.current()
            if current is not None and current != old:
                return current
            coming = self._coming(current)
            begun_after = self._old_kid(old, coming)
            reason, rollback = self._reason(old, coming, need, begun_after)
            if old is not None and need is not None and need.reason in _RETIRING:
                self._retire(old, coming)
            self._begin(coming, reason, begun_after, rollback)
            self._keys.adopt(coming)
            return coming

    def _is_from_elsewhere(self, key: SigningKey) -> bool:
        origin = self._here.origin_of(self._tools.place.folder, key.kid)
        return origin is Origin.ELSEWHERE

    def _coming(self, current: Optional[SigningKey]) -> SigningKey:
        coming = self._keys.coming()
        return self._keys.prepare() if coming is None or coming == current else coming

    def _old_kid(self, old: Optional[SigningKey], coming: SigningKey) -> Optional[str]:
        if old is not None:
            return old.kid
        return lost_journal(self._tools.place, self._here, coming.kid)

    def _reason(
        self,
        old: Optional[SigningKey],
        coming: SigningKey,
        need: Optional[NewLogNeededError],
        begun_after: Optional[str],
    ) -> Tuple[Reason, Tuple[Draft, ...]]:
        if need is None or old is None:
            return (Reason.INSTALL if begun_after is None else Reason.KEY_LOST), ()
        if need.reason is Reason.RETIRED:
            return self._reason_of_retirement(old, coming), ()
        return need.reason, told_of_rollback(need.known, 0)

    def _reason_of_retirement(self, old: SigningKey, coming: SigningKey) -> Reason:
        """Why the old journal ended: it names the coming key, or one that is lost meanwhile."""
        with opened(self._tools.place.journal(old.kid), Use.READ) as file:
            first, last = parse(file.first_line()), parse(next(file.lines_backwards()))
        if last.data.get("next_log") != self._tools.place.log(coming.public):
            return Reason.KEY_LOST
        is_new_year = self._tools.stamping.now().t.year > first.stamp.t.year
        return Reason.NEW_YEAR if is_new_year else Reason.ROTATE

    def _retire(self, old: SigningKey, coming: SigningKey) -> None:
        """Write the old journal's last line."""
        place = self._tools.place
        path, lock = place.journal(old.kid), place.lock(old.kid)
        with locked(lock, self._tools.wait_seconds), opened(path, Use.APPEND) as file:
            found = assess(file, self._tools.identity(old), self._tools.heads.known(old.kid))
            if found.condition is not Condition.SOUND or found.last is None:
                raise JournalRefusedError(f"{path.name} is {found.condition.value}: {found.why}")
            data: Dict[str, Json] = {"next_log": place.log(coming.public)}
            drafts = self._tools.stamping.stamped([Draft(EventType.KEY_ROTATED, data)])
            position = position_after(found.last)
            records = append(file, position, drafts, old, self._tools.ed25519)
        self._tools.heads.remember(old.kid, head_after(records[-1]))
        self._tools.stamping.written(records[-1])

    def _begin(
        self, key: SigningKey, reason: Reason, after: Optional[str], rollback: Tuple[Draft, ...]
    ) -> None:
        place, genesis = self._tools.place, self._genesis(key, reason, after)
        path = place.journal(key.kid)
        self._here.note(place.folder, key.kid)
        with locked(place.lock(key.kid), self._tools.wait_seconds):
            if self._is_unusable(key):
                place.set_corrupt_aside(key.kid, self._tools.stamping.now().t)
            with opened(path, Use.BEGIN) as file:
                last = self._begin_in(file, key, genesis, rollback)
        self._tools.heads.remember(key.kid, head_after(last))
        self._tools.stamping.written(last)

    def _is_unusable(self, key: SigningKey) -> bool:
        """Whether an interrupted start left something that no first line can follow."""
        try:
            with opened(self._tools.place.journal(key.kid), Use.READ) as file:
                found = assess(file, self._tools.identity(key), None)
        except FileNotFoundError:
            return False
        return found.condition not in (Condition.EMPTY, Condition.SOUND)

    def _begin_in(
        self, file: JournalFile, key: SigningKey, genesis: Draft, rollback: Tuple[Draft, ...]
    ) -> Record:
        """Write the first lines, unless an interrupted start has written them."""
        identity = self._tools.identity(key)
        end = complete_tail(file, identity)
        found = assess(file, identity, None, end)
        torn = copy_tail_aside(file, found, end)
        if found.last is None:
            position, due = Position(identity.log, 0, FIRST_PREV), (genesis, *torn, *rollback)
        else:
            position, due = position_after(found.last), (*torn, *(rollback[found.size - 1 :]))
        drafts = self._tools.stamping.stamped(due)
        written = append(file, position, drafts, key, self._tools.ed25519, end)
        return written[-1] if written else parse(next(file.lines_backwards()))

    def _genesis(self, key: SigningKey, reason: Reason, after: Optional[str]) -> Draft:
        previous = None if after is None else previous_log(self._tools.place, after).data
        data: Dict[str, Json] = {
            "pub": base64.b64encode(key.public).decode(),
            "app": self._tools.place.app,
            "reason": reason.value,
            "prev_log": previous,
        }
        return Draft(EventType.GENESIS, data)
