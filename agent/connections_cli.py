"""`agent connections`: who was connected, the visits, and what they cost as an estimate."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Callable

from agent.exit_codes import YES
from agent.history.found import ConnectionsFound
from agent.history.lines import history_lines, live_line, notes
from agent.history.merging import since
from agent.history.table import history_csv
from agent.json_output import connections_json
from agent.output import note, say, say_json

if TYPE_CHECKING:
    from agent.app import Core

BYTE_ORDER_MARK = "\ufeff"


def run(core: "Core", options: argparse.Namespace, read: Callable[[], ConnectionsFound]) -> int:
    """Say everything that is known; what is not known is said on standard error."""
    found = read()
    if options.since is not None:
        found = replace(found, history=since(found.history, options.since))
    if options.json:
        say_json(connections_json(found.history, found.live))
    elif options.csv:
        _say_table(core, found)
    else:
        for line in history_lines(found.history, core.brand.tariff, None, core.translate):
            say(line)
        say(live_line(found.live, core.translate))
    for text in notes(found, core.translate):
        note(text)
    return YES


def _say_table(core: "Core", found: ConnectionsFound) -> None:
    """Into a file with the mark by which Excel knows UTF-8; standard output ends lines itself."""
    table = history_csv(found.history, None, core.translate).replace("\r\n", "\n").rstrip("\n")
    is_console = sys.stdout is not None and sys.stdout.isatty()
    say(table if is_console else BYTE_ORDER_MARK + table)
