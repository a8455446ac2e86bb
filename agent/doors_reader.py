"""Every way into this computer, read now: TeamViewer's and that of other remote tools."""

import logging
from pathlib import Path

from agent.brand_table import BrandError
from agent.doors import Doors
from agent.remote_tools.doors import tool_doors, unknown_tools
from agent.remote_tools.reader import TABLE, load_tools, read_tool_facts
from agent.teamviewer.door_reader import read_door_facts
from agent.teamviewer.doors import teamviewer_doors

_log = logging.getLogger(__name__)


def read_doors(table: Path = TABLE) -> Doors:
    """All doors; whatever cannot be read is a door that cannot be told, no error."""
    own = teamviewer_doors(read_door_facts())
    try:
        tools = load_tools(table)
    except BrandError as error:
        _log.error("the table of remote tools cannot be used: %s", error)
        return Doors((*own, unknown_tools()))
    return Doors((*own, *tool_doors(tools, read_tool_facts(tools))))
