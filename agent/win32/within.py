"""Calls into Windows that may not come back in time."""

import threading
from typing import Callable, List, Optional

from agent.windows_facts import Refusal, Refused


def within(seconds: float, action: Callable[[], Optional[Refused]]) -> Optional[Refused]:
    """What `action` answers; `IGNORED` when it is not back after `seconds`, and goes on alone."""
    answers: List[Optional[Refused]] = []
    thread = threading.Thread(target=lambda: answers.append(action()), daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else Refused(Refusal.IGNORED, f"no answer in {seconds:.0f} s")
