"""What shutting needs, so that every answer can be tried in a test. Pure.

Anything that breaks in here is caught by whoever calls, and never counts as shut.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Callable

from agent.cutoff.words import Word
from agent.shutting.belief import Reading
from agent.teamviewer.control.looking import Seen
from agent.teamviewer.control.outcome import Outcome
from agent.teamviewer.removal import Removal
from agent.windows_facts import Ran


@dataclass(frozen=True)
class Ports:
    """`run_service` and `run_elevated` have the word done elsewhere, within bounds.

    `cut` shuts with this program's own rights and looks twice, with a pause between;
    `cut_at_once` is the same without the pause, and proves nothing. `look` changes nothing.
    `remove` is called only when the services are known to be stopped. `now` is in UTC; `clock` in
    seconds, never set back.
    """

    run_service: Callable[[Word], Ran]
    run_elevated: Callable[[Word], Ran]
    read_result: Callable[[], Reading]
    is_administrator: Callable[[], bool]
    cut: Callable[[], Outcome]
    cut_at_once: Callable[[], Outcome]
    look: Callable[[], Seen]
    remove: Callable[[], Removal]
    now: Callable[[], datetime]
    clock: Callable[[], float]
