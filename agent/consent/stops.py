"""What was taken back since the program started, and what a stop has still to reach.

Whatever disk and key do, what is in here counts: what was stopped allows nothing any more.
"""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Dict, List, Mapping, Optional, Set, Tuple

from agent.consent.answers import Withdrawing
from agent.consent.journal import Journal
from agent.consent.lifecycle import ALLOWING, State
from agent.consent.policy import TOLERANCE, Consent
from agent.consent.record import Stamp
from agent.consent.withdrawals import Withdrawal

_OVER = (State.WITHDRAWN, State.INVALIDATED, State.REFUSED)


class Stops:
    """The stops of one run. Safe to use from several threads; nothing here waits."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known: Dict[str, Consent] = {}
        self._withdrawn: Set[str] = set()
        self._refused: Set[str] = set()
        self._held: Set[str] = set()
        self._last: Optional[Tuple[Stamp, Optional[Withdrawing]]] = None
        self._mutex = threading.Lock()

    def stop_all(self, now: Stamp) -> None:
        """Take back everything, known or not, and hold its lines until `withdraw_all`."""
        with self._mutex:
            self._last = (now, None)
            stopped = self._revocable(now)
            self._withdrawn.update(stopped)
            self._held.update(stopped)

    def stop_one(self, cid: str) -> None:
        """Take one back, and hold its line until it is withdrawn."""
        with self._mutex:
            self._withdrawn.add(cid)
            self._held.add(cid)

    def withdraw_all(self, now: Stamp, how: Withdrawing) -> Tuple[Withdrawal, ...]:
        """Take back everything; after `stop_all`, what was stopped then and no later yes."""
        with self._mutex:
            last = self._last
            is_held = last is not None and last[1] is None
            self._last = (last[0] if last is not None and is_held else now, how)
            told = self._journal.withdrawn_in_memory
            known = () if is_held else [cid for cid in self._revocable(now) if cid not in told]
            cids = dict.fromkeys((*known, *sorted(self._held)))
            self._held.clear()
        return tuple(self.withdraw(cid, how) for cid in cids)

    def withdraw(self, cid: str, how: Withdrawing) -> Withdrawal:
        """Take one back."""
        with self._mutex:
            self._withdrawn.add(cid)
            self._held.discard(cid)
        return self._journal.withdraw(cid, how.data)

    def reach(self, found: Mapping[str, Consent], now: Stamp) -> None:
        """Take back what a stop could not name, and what the disk wrote after refusing it."""
        with self._mutex:
            # What cannot be found any more can still be taken back: it may come to light again.
            self._known.update(found)
            last, known = self._last, list(self._known.values())
        if last is not None:
            moment, how = last
            for consent in known:
                if self._was_given_before(consent, moment, now) and _is_revocable(consent, moment):
                    self._stop(consent.cid, how)
        self._take_back_refused(found)

    def reach_late(self, answered: Stamp, cid: str) -> None:
        """Take back a yes whose line was written after a stop that came after its click."""
        with self._mutex:
            last = self._last
        if last is not None and last[0].up >= answered.up:
            self._stop(cid, last[1])

    def expect(self, cid: str) -> None:
        """The line of a yes is about to be written."""
        with self._mutex:
            self._refused.discard(cid)

    def refuse(self, cid: str) -> None:
        """The disk refused the line of a yes, and the client was told that nothing is allowed."""
        with self._mutex:
            self._refused.add(cid)

    def as_stopped(self, consent: Consent) -> Consent:
        """The consent as it counts, whatever the journals still say."""
        if consent.cid not in self._withdrawn or consent.state in _OVER:
            return consent
        return replace(consent, state=State.WITHDRAWN)

    def _revocable(self, now: Stamp) -> List[str]:
        return [c.cid for c in self._known.values() if _is_revocable(c, now)]

    def _stop(self, cid: str, how: Optional[Withdrawing]) -> None:
        """While access is being shut, the line of what is stopped waits."""
        if how is None:
            self.stop_one(cid)
        else:
            self.withdraw(cid, how)

    def _take_back_refused(self, found: Mapping[str, Consent]) -> None:
        with self._mutex:
            allowing = {cid for cid, consent in found.items() if consent.state in ALLOWING}
            refused = self._refused & allowing
            self._refused -= refused
        for cid in refused:
            self.withdraw(cid, Withdrawing("window"))

    def _was_given_before(self, consent: Consent, moment: Stamp, now: Stamp) -> bool:
        if consent.yes is None or consent.cid in self._withdrawn:
            return False
        given = consent.yes.stamp
        if given.run == moment.run:
            return given.up <= moment.up
        # What is dated in the future was not given since: the clock is wrong, or was.
        return given.t <= _latest_time_of(moment, now) or given.t - now.t > TOLERANCE


def _latest_time_of(moment: Stamp, now: Stamp) -> datetime:
    """When it was, by the wall clock then or by the present one, whichever is later.

    A computer whose battery is empty starts in the past, and its clock is set right afterwards.
    """
    passed = timedelta(milliseconds=max(now.up - moment.up, 0))
    return max(moment.t, now.t - passed)


def _is_revocable(consent: Consent, now: Stamp) -> bool:
    """Whether it allows access, or could again: after a doubt, or when the clock is moved."""
    if consent.yes is None or consent.state in _OVER:
        return False
    if consent.state in ALLOWING or consent.state is State.PAUSED:
        return True
    return consent.ends is not None and consent.ends > now.t
