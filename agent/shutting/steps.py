"""The one place that decides how TeamViewer is shut.

Pure. The service first; else this program itself, and Windows' question to the person when its
rights are not enough. Whoever says it is shut, this program looks again: what it sees, or cannot
see, outweighs every answer.
"""

import logging
from dataclasses import replace
from typing import Callable, List, Tuple, TypeVar, Union

from agent.cutoff.result import Result
from agent.cutoff.words import Word
from agent.cutoff.work import remove_when_stopped
from agent.shutting.belief import Asked, Reading, answer_to
from agent.shutting.ports import Ports
from agent.shutting.shut import Failure, Method, Shut
from agent.teamviewer.control.looking import Seen
from agent.teamviewer.control.outcome import Left, Outcome, Why
from agent.teamviewer.removal import LeftValue, Removal, together
from agent.windows_facts import Ran, Unreadable

T = TypeVar("T")

_FAILURES = {
    Ran.MISSING: Failure.MISSING,
    Ran.REFUSED_BY_PERSON: Failure.REFUSED_BY_PERSON,
    Ran.TIMED_OUT: Failure.TIMED_OUT,
    Ran.FAILED: Failure.FAILED,
}
NOTHING_SEEN = (Left("services", Why.NO_SERVICES), Left("processes", Why.NO_PROCESSES))

_log = logging.getLogger(__name__)


def shut_with(ports: Ports, word: Word) -> Shut:
    """Have the word done and say what was read back. Never raises."""
    began = _attempt(ports.clock, 0.0)
    shut = _Shutting(ports, word).run()
    milliseconds = max(0, int((_attempt(ports.clock, began) - began) * 1000))
    return replace(shut, outcome=replace(shut.outcome, milliseconds=milliseconds))


def _attempt(action: Callable[[], T], otherwise: T) -> T:
    try:
        return action()
    except Exception:  # noqa: BLE001 - the next way is tried in any case
        _log.exception("shutting")
        return otherwise


class _Shutting:
    """One shutting under way; what this program itself has ended and removed is kept."""

    def __init__(self, ports: Ports, word: Word) -> None:
        self._ports, self._word = ports, word
        self._ended: List[str] = []
        self._gone = Removal()

    def run(self) -> Shut:
        answer = self._ask(self._ports.run_service)
        if isinstance(answer, Result):
            return self._looked_at(answer, Method.SERVICE)
        if _attempt(self._ports.is_administrator, otherwise=False):
            return self._shut_here(self._ports.cut)
        here = self._try_here()
        if here.ok:
            return here
        answer = self._ask(self._ports.run_elevated)
        if isinstance(answer, Result):
            return self._looked_at(answer, Method.ELEVATED)
        here = self._try_here()
        return here if here.ok else replace(here, failure=answer)

    def _ask(self, run: Callable[[Word], Ran]) -> Union[Result, Failure]:
        """The believed answer of somebody with more rights, or why there is none."""
        try:
            before = self._read_result()
            started = before.start if isinstance(before, Result) else None
            asked = Asked(self._word, self._ports.now(), started)
            ran = run(self._word)
            if ran is not Ran.FINISHED:
                return _FAILURES.get(ran, Failure.UNKNOWN)
            answer = answer_to(asked, self._read_result(), self._ports.now())
            return answer or Failure.NOT_BELIEVED
        except Exception:  # noqa: BLE001 - as above
            _log.exception("nobody else shuts")
            return Failure.UNKNOWN

    def _read_result(self) -> Reading:
        broken: Reading = Unreadable("broken")
        return _attempt(self._ports.read_result, broken)

    def _looked_at(self, result: Result, method: Method) -> Shut:
        """The answer together with what this program sees; what it may end itself is ended."""
        seen = _attempt(self._ports.look, Seen(NOTHING_SEEN, services_stopped=False)).left
        if seen:
            seen = self._cut_here(self._ports.cut).left
        left = _with_more(result.outcome.left, seen)
        removal = None
        if self._word is Word.WITHDRAW:
            removal = together(result.removal or _not_removed("nothing said"), self._removed())
        return Shut(self._with_ended(replace(result.outcome, left=left)), removal, method)

    def _try_here(self) -> Shut:
        """At once, so that a window is gone before the person is asked; proven when all is shut."""
        hasty = self._shut_here(self._ports.cut_at_once)
        return self._shut_here(self._ports.cut) if hasty.ok else hasty

    def _shut_here(self, cut: Callable[[], Outcome]) -> Shut:
        outcome = self._cut_here(cut)
        removal = self._removed() if self._word is Word.WITHDRAW else None
        return Shut(self._with_ended(outcome), removal, Method.DIRECT)

    def _cut_here(self, cut: Callable[[], Outcome]) -> Outcome:
        outcome = _attempt(cut, Outcome(0, left=NOTHING_SEEN))
        self._ended.extend(outcome.processes_ended)
        return replace(outcome, processes_ended=())

    def _removed(self) -> Removal:
        """A person's own part of the registry is open to no service; the rest is read back."""
        look, remove = self._ports.look, self._ports.remove
        removal = _attempt(lambda: remove_when_stopped(look, remove), _not_removed("broken"))
        self._gone = together(self._gone, Removal(removal.removed))
        return together(self._gone, removal)

    def _with_ended(self, outcome: Outcome) -> Outcome:
        return replace(outcome, processes_ended=(*self._ended, *outcome.processes_ended))


def _with_more(told: Tuple[Left, ...], seen: Tuple[Left, ...]) -> Tuple[Left, ...]:
    """Everything that was told, which knows why, and what is seen besides."""
    named = {one.what.lower() for one in told}
    return (*told, *(one for one in seen if one.what.lower() not in named))


def _not_removed(why: str) -> Removal:
    return Removal(left=(LeftValue("", "", why),))
