"""What was found of other remote tools, before anything is concluded from it. Pure."""

from dataclasses import dataclass, field
from typing import Mapping, Tuple, Union

from agent.windows_facts import (
    ABSENT,
    FlagReading,
    ProcessFacts,
    ServicesReading,
    Signature,
    Unreadable,
)


@dataclass(frozen=True)
class RemoteDesktopFacts:
    """Whether Windows refuses remote desktop: what a policy says, and the setting itself."""

    policy_refuses: FlagReading = ABSENT
    setting_refuses: FlagReading = ABSENT


@dataclass(frozen=True)
class ToolFacts:
    """The services, running programs and signatures that may belong to a tool.

    `signatures` holds those that were asked for, by the path of the program.
    """

    services: Union[ServicesReading, Unreadable]
    processes: Union[Tuple[ProcessFacts, ...], Unreadable]
    signatures: Mapping[str, Signature] = field(default_factory=dict)
    remote_desktop: RemoteDesktopFacts = RemoteDesktopFacts()
