"""`agent doors`: every way into this computer, and whether it is open."""

import argparse

from agent.app import Core
from agent.doors_reader import read_doors
from agent.exit_codes import NO, YES
from agent.json_output import doors_json
from agent.output import say, say_json


def run(core: Core, options: argparse.Namespace) -> int:
    """Say every door; yes only when each was looked at and is shut."""
    doors = read_doors()
    if options.json:
        say_json(doors_json(doors, core.translate))
    else:
        say(core.translate(doors.summary))
        for door in doors.doors:
            say("- " + " ".join(filter(None, map(core.translate, (door.says, door.shut)))))
    return YES if doors.all_shut else NO
