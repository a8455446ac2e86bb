"""What another program or account writes about access is read as soon as it is there."""

from pathlib import Path
from typing import Callable, FrozenSet, Optional, Tuple

from agent.app import Core
from agent.paths import NoProfileError, consent_folder
from agent.teamviewer.watching import Watching

Sizes = FrozenSet[Tuple[str, int]]


class TrayConsents:
    """Watches the journals as long as the program runs.

    `look` is called at the start and whenever a journal is longer, shorter, new or gone; what
    else lies beside them is no news. It must return at once.
    """

    def __init__(self, core: Core, look: Callable[[], None]) -> None:
        self._core, self._look = core, look
        self._seen: Optional[Sizes] = None
        self._watching = Watching(self._folders, self.look_at_news)

    def start(self) -> None:
        """Look, then watch."""
        self._watching.start()

    def stop(self) -> None:
        """Watch no more."""
        self._watching.stop()

    def look_at_news(self) -> None:
        """Have everything read again if a journal has changed, or if that cannot be told."""
        before, self._seen = self._seen, self._sizes()
        if self._seen is None or self._seen != before:
            self._look()

    def _folders(self) -> Tuple[str, ...]:
        try:
            return (str(consent_folder(self._core.brand)),)
        except NoProfileError:
            return ()

    def _sizes(self) -> Optional[Sizes]:
        """The journals and how long they are; None when that cannot be told."""
        try:
            folder = consent_folder(self._core.brand)
            return frozenset((path.name, path.stat().st_size) for path in _journals(folder))
        except (OSError, NoProfileError):
            return None


def _journals(folder: Path) -> Tuple[Path, ...]:
    try:
        return tuple(path for path in folder.iterdir() if path.suffix == ".jsonl")
    except FileNotFoundError:
        return ()
