"""The TeamViewer ID of this computer, read now; and what to watch to know when to read again."""

import sys
from typing import Iterator, Tuple

from agent.state import Identity
from agent.teamviewer.identity import decide_identity
from agent.teamviewer.installation import read_installation
from agent.teamviewer.liveness import judge_keys
from agent.teamviewer.places import SERVICE_NAMES, SERVICES_PATH, roots
from agent.teamviewer.portable_traces import with_portable_traces
from agent.win32.registry import machine_views
from agent.win32.registry_watch import WatchedKey
from agent.windows_facts import Hive, RegistryKey, View

assert sys.platform == "win32"


def read_identity() -> Identity:
    """Which TeamViewer is here and what its ID is; whatever cannot be read is a state, no error."""
    installed = read_installation()
    return decide_identity(with_portable_traces(installed, judge_keys(installed)))


def watch_targets() -> Tuple[WatchedKey, ...]:
    """The registry keys that tell of every change of an ID, an installation or a service.

    They do not tell of a QuickSupport that starts or writes its ID into its log, nor of a service
    that is started and changes no setting.
    """
    keys = [WatchedKey(root.key, subtree=True) for root in roots(machine_views())]
    return (*keys, *(WatchedKey(key, subtree=False) for key in _services()))


def _services() -> Iterator[RegistryKey]:
    """Where services come and go, and how TeamViewer's own are started."""
    yield RegistryKey(Hive.LOCAL_MACHINE, View.SHARED, SERVICES_PATH)
    for name in SERVICE_NAMES:
        yield RegistryKey(Hive.LOCAL_MACHINE, View.SHARED, f"{SERVICES_PATH}\\{name}")
