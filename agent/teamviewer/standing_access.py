"""Taking TeamViewer's permanent passwords away: every value, in both views and all versions.

What the values hold is never fetched, kept or told. Done while TeamViewer's service is stopped,
because a running one writes back what it remembers.
"""

import sys
from typing import Iterator, Mapping, Tuple

from agent.teamviewer.key_places import key_places
from agent.teamviewer.places import Place
from agent.teamviewer.removal import LeftValue, Removal, ServiceNotStoppedError
from agent.teamviewer.standing_values import ValuesOfKey, values_to_remove
from agent.win32.registry import value_sizes
from agent.win32.registry_deletion import delete_values
from agent.windows_facts import Absent, Unreadable

assert sys.platform == "win32"


def remove_standing_access(*, service_is_stopped: bool) -> Removal:
    """Remove every permanent password that is there and look again; needs an administrator.

    One value that Windows refuses does not keep the others; it is in `left`.

    Raises:
        ServiceNotStoppedError: unless the caller knows that TeamViewer's services are stopped.
    """
    if not service_is_stopped:
        raise ServiceNotStoppedError
    where = key_places()
    steps = [_remove(place, values) for place, values in _everywhere(where.places)]
    unlisted = [
        LeftValue(place.source, "", "its keys cannot be listed") for place in where.unlisted
    ]
    return Removal(
        tuple(pair for step in steps for pair in step.removed),
        (*(left for step in steps for left in step.left), *unlisted),
    )


def _everywhere(places: Tuple[Place, ...]) -> Iterator[Tuple[Place, ValuesOfKey]]:
    for place in places:
        for values in values_to_remove(place.key):
            yield place, values


def _remove(place: Place, values: ValuesOfKey) -> Removal:
    sizes = value_sizes(values.key, values.names)
    if isinstance(sizes, Absent):
        return Removal()
    if isinstance(sizes, Unreadable):
        return Removal(left=(LeftValue(place.source, "", sizes.why),))
    there = tuple(name for name, size in sizes.items() if not isinstance(size, Absent))
    refusals = delete_values(values.key, there) if there else {}
    left = tuple(_still_there(place, values, refusals, there))
    names_left = {one.name for one in left}
    return Removal(tuple((place.source, n) for n in there if n not in names_left), left)


def _still_there(
    place: Place, values: ValuesOfKey, refusals: "Mapping[str, object]", there: Tuple[str, ...]
) -> Iterator[LeftValue]:
    """Read back: what Windows says it deleted has to be gone."""
    sizes = value_sizes(values.key, there) if there else {}
    for name in there:
        after = sizes[name] if isinstance(sizes, Mapping) else sizes
        if isinstance(after, Absent):
            continue
        refusal = refusals[name]
        yield LeftValue(
            place.source, name, refusal.why if isinstance(refusal, Unreadable) else "it came back"
        )
