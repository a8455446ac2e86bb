"""TeamViewer's lists of incoming connections on this computer, read now and read on later."""

import ntpath
import sys
import time
from typing import Callable, Dict, Mapping, Optional, Tuple

from agent.connections import ConnectionLists, Recording
from agent.teamviewer.connections.list_file import ListFile
from agent.teamviewer.connections.merging import merge
from agent.teamviewer.connections.places import LIST_NAME, ListPlaces, find_places
from agent.teamviewer.connections.recording import SWITCHES, recording_of
from agent.win32.code_page import ansi_code_page
from agent.win32.registry import read_values

assert sys.platform == "win32"

# Looking for installations goes through all services of Windows: not at every reading.
SECONDS_BETWEEN_SEARCHES = 600.0


class ListReader:
    """Reads all lists, and each time only what is new in them.

    The places are searched for at the first reading, when `folders` is asked, and again by a
    reading that comes `SECONDS_BETWEEN_SEARCHES` later. Not for several threads at once.
    """

    def __init__(self, find: Callable[[], ListPlaces] = find_places) -> None:
        self._find = find
        self._places: Optional[ListPlaces] = None
        self._searched = 0.0
        self._portable: Tuple[str, ...] = ()
        self._code_page = ansi_code_page()
        self._files: Dict[str, ListFile] = {}
        self._read_before: Optional[ConnectionLists] = None
        self._was_final = False

    def read(self, *, final: bool = False) -> ConnectionLists:
        """All connections listed now; what cannot be read is named in `damaged`.

        `final` says that nobody reads again: a last row that is half written is damaged then, while
        otherwise it waits for its end.
        """
        places = self._places_of_now()
        changes = [self._take_up(places), *(file.refresh() for file in self._files.values())]
        recording = _recording(places)
        before = self._read_before
        same = not any(changes) and final is self._was_final
        if before is None or not same or before.recording is not recording:
            contents = [file.content(final=final) for file in self._files.values()]
            self._read_before = before = merge(contents, recording)
            self._was_final = final
        return before

    def folders(self) -> Tuple[str, ...]:
        """The folders to watch for changes, existing or not, all on this computer."""
        return self._all_folders(self._search())

    def _places_of_now(self) -> ListPlaces:
        if self._places is None or time.monotonic() - self._searched > SECONDS_BETWEEN_SEARCHES:
            return self._search()
        return self._places

    def _search(self) -> ListPlaces:
        self._places = places = self._find()
        self._searched = time.monotonic()
        self._portable = tuple(dict.fromkeys((*self._portable, *places.portable)))
        return places

    def _all_folders(self, places: ListPlaces) -> Tuple[str, ...]:
        """Also those of portable programs that have ended: their lists are still there."""
        return tuple(dict.fromkeys((*places.folders, *self._portable)))

    def _take_up(self, places: ListPlaces) -> bool:
        """Follow the folders of now and no others; whether these are others than before."""
        wanted = {ntpath.join(folder, LIST_NAME) for folder in self._all_folders(places)}
        if wanted == set(self._files):
            return False
        files: Mapping[str, ListFile] = self._files
        self._files = {
            path: files.get(path) or ListFile(path, self._code_page) for path in sorted(wanted)
        }
        return True


def _recording(places: ListPlaces) -> Recording:
    keys = (read_values(key, SWITCHES) for key in places.keys)
    return recording_of(keys, all_known=places.all_keys_known)
