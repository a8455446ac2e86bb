"""Which other remote tools can let somebody in: one door for each that was found.

Pure. A signature only ever adds a suspicion: a name that is known counts, whoever signed it.
"""

import ntpath
from typing import Iterable, List, Optional, Tuple

from agent.doors import NOTHING_TO_SAY, Door, DoorName, any_true
from agent.remote_tools.facts import RemoteDesktopFacts, ToolFacts
from agent.remote_tools.table import RemoteTool
from agent.texts import message
from agent.windows_facts import (
    ProcessFacts,
    ServiceFacts,
    ServicesReading,
    StartType,
    Trust,
    Unreadable,
)

# A proper name, the same in every language; its sentences say what it is.
REMOTE_DESKTOP = "Remote Desktop"
_KEY = "doors.other_remote_tool"


def tool_doors(tools: Iterable[RemoteTool], facts: ToolFacts) -> Tuple[Door, ...]:
    """A door for each tool found; when none is, one that says so or that it cannot be told."""
    found = [door for tool in tools for door in _doors_of(tool, facts)]
    desktop = remote_desktop_open(facts.remote_desktop)
    found += [] if desktop is False else [_remote_desktop(is_open=desktop)]
    if isinstance(facts.services, Unreadable) or isinstance(facts.processes, Unreadable):
        found.append(unknown_tools())
    return tuple(found) or (_no_tools(),)


def _no_tools() -> Door:
    return Door(DoorName.OTHER_REMOTE_TOOL, open=False, says=message(f"{_KEY}.none"))


def unknown_tools() -> Door:
    """The door of tools that could not be looked for."""
    says, advice = message(f"{_KEY}.unknown"), message(f"{_KEY}.unknown.advice")
    return Door(DoorName.OTHER_REMOTE_TOOL, None, says, advice)


def is_signed_tool(tool: RemoteTool, process: ProcessFacts, facts: ToolFacts) -> bool:
    """Whether the program, whatever it is called, is signed by the maker of this tool."""
    signature = facts.signatures.get(process.path or "")
    if signature is None or signature.trust is not Trust.SIGNED:
        return False
    return signature.signer in tool.signers


def remote_desktop_open(facts: RemoteDesktopFacts) -> Optional[bool]:
    """Whether Windows itself lets somebody in; a policy counts before the setting.

    `fDenyTSConnections` is 0 where remote desktop is on (Microsoft's Terminal Services settings).
    """
    for refuses in (facts.policy_refuses, facts.setting_refuses):
        if isinstance(refuses, bool):
            return not refuses
        if isinstance(refuses, Unreadable):
            return None
    return None


def _remote_desktop(*, is_open: Optional[bool]) -> Door:
    key = "doors.remote_desktop"
    says = message(f"{key}.open" if is_open else f"{key}.unknown")
    advice = message(f"{key}.advice")
    return Door(DoorName.OTHER_REMOTE_TOOL, is_open, says, advice, REMOTE_DESKTOP)


def _doors_of(tool: RemoteTool, facts: ToolFacts) -> Tuple[Door, ...]:
    states = [*_service_states(tool, facts), *_running(tool, facts)]
    if not states:
        return ()
    is_open = any_true(states)
    word = {True: "open", False: "shut", None: "withheld"}[is_open]
    advice = NOTHING_TO_SAY if is_open is False else message(f"{_KEY}.advice", tool=tool.name)
    says = message(f"{_KEY}.{word}", tool=tool.name)
    return (Door(DoorName.OTHER_REMOTE_TOOL, is_open, says, advice, tool.name),)


def _running(tool: RemoteTool, facts: ToolFacts) -> List[bool]:
    if isinstance(facts.processes, Unreadable):
        return []
    return [
        True
        for process in facts.processes
        if tool.has_process(process.name) or is_signed_tool(tool, process, facts)
    ]


def _service_states(tool: RemoteTool, facts: ToolFacts) -> List[Optional[bool]]:
    if not isinstance(facts.services, ServicesReading):
        return []
    found = [one for one in facts.services.services if is_service_of(tool, one)]
    withheld = [None for name in facts.services.unreadable if tool.has_service(name)]
    return [*(_can_run(service) for service in found), *withheld]


def is_service_of(tool: RemoteTool, service: ServiceFacts) -> bool:
    """Whether the service is the tool's, by its own name or by its program's."""
    program = ntpath.basename(service.image_path)
    return tool.has_service(service.name) or tool.has_process(program)


def _can_run(service: ServiceFacts) -> bool:
    """A service that waits to be started is a way in; only a disabled one that stands is not."""
    return service.running or service.start is not StartType.DISABLED
