"""What was found about TeamViewer's doors, before anything is concluded from it.

Pure. None is what could not be read.
"""

from dataclasses import dataclass
from typing import Optional, Tuple

from agent.teamviewer.facts import InstallationFacts
from agent.teamviewer.places import Place


@dataclass(frozen=True)
class KeySettings:
    """The settings in one TeamViewer key that let somebody in; what is absent is False.

    `assigned` is whether an account owns this TeamViewer, `managed` whether it has the number of
    a managed device, `unmanaged` whether TeamViewer says that nobody manages it any more.
    """

    place: Place
    has_password: Optional[bool] = False
    assigned: Optional[bool] = False
    managed: Optional[bool] = False
    unmanaged: Optional[bool] = False
    windows_logon: Optional[bool] = False
    always_online: Optional[bool] = False
    window_starts: Optional[bool] = False


@dataclass(frozen=True)
class DoorFacts:
    """TeamViewer on this computer and the settings of every key of it.

    `all_listed` is False when there may be keys that were not found.
    """

    installation: InstallationFacts
    settings: Tuple[KeySettings, ...]
    all_listed: bool = True
