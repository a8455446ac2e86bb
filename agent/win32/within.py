"""Calls into Windows that may not come back in time."""

import threading
from typing import Callable, List, Optional, TypeVar

from agent.windows_facts import Refusal, Refused

T = TypeVar("T")


def within(seconds: float, action: Callable[[], Optional[Refused]]) -> Optional[Refused]:
    """What `action` answers; `IGNORED` when it is not back after `seconds`, and goes on alone."""
    late: Optional[Refused] = Refused(Refusal.IGNORED, f"no answer in {seconds:.0f} s")
    return answer_within(seconds, action, late)


def answer_within(seconds: float, action: Callable[[], T], late: T) -> T:
    """What `action` answers; `late` when it is not back after `seconds`, and goes on alone."""
    answers: List[T] = []
    thread = threading.Thread(target=lambda: answers.append(action()), daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else late
