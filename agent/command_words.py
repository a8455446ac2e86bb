"""The words of the command line, and what its help says of them."""

import argparse
from pathlib import Path

from agent import __version__
from agent.day_argument import day_of

JSON_HELP = "one JSON object on standard output"
CONNECTIONS_HELP = "who was connected to this computer, the visits, and their estimated price"
DOORS_HELP = "the ways into this computer; 0 only when all are shut and none is in doubt"


def parser() -> argparse.ArgumentParser:
    """Reads the arguments; ends the program when they are wrong."""
    whole = argparse.ArgumentParser(prog="agent", description="Ready for remote help, or not.")
    whole.add_argument("--version", action="version", version=__version__)
    whole.set_defaults(background=False)
    commands = whole.add_subparsers(dest="command", metavar="COMMAND")
    tray = commands.add_parser("tray", help="icon and window (this is the default)")
    tray.add_argument("--background", action="store_true", help="only the icon, as at log-on")
    _with_json(commands.add_parser("id", help="the TeamViewer ID"))
    check = _with_json(commands.add_parser("check", help="the requirements"))
    check.add_argument("--offline", action="store_true", help="skip what needs the network")
    status = _with_json(commands.add_parser("status", help="everything the window shows"))
    status.add_argument("--offline", action="store_true", help="skip what needs the network")
    doors = commands.add_parser("doors", help=DOORS_HELP, description=DOORS_HELP)
    _with_json(doors)
    _add_connections(commands.add_parser("connections", help=CONNECTIONS_HELP))
    _add_consent(commands.add_parser("consent", help="what is allowed, and the proof of it"))
    _with_json(commands.add_parser("cut", help="shut the connection software and prove it"))
    _with_json(commands.add_parser("restore", help="put back what cut changed"))
    _with_json(commands.add_parser("report", help="send the ID and the journal to the desk now"))
    _add_setup(commands.add_parser("setup"))
    diagnose = commands.add_parser("diagnose", help="a report for the technician, IDs masked")
    diagnose.add_argument("file", type=Path, metavar="FILE.zip")
    return whole


def _add_connections(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=JSON_HELP)
    form.add_argument("--csv", action="store_true", help="a table for a spreadsheet, UTF-8")
    parser.add_argument(
        "--since", type=day_of, metavar="DATE", help="from this day in UTC on: YYYY-MM-DD"
    )


def _add_consent(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="consent_command", metavar="WHAT", required=True)
    for name, about in (
        ("show", "what is allowed now, and by which journals"),
        ("verify", "check every line, receipt and text"),
        ("withdraw", "take everything back"),
        ("forget-person", "erase the personal data in the journals"),
    ):
        _with_json(parts.add_parser(name, help=about))
    export = _with_json(parts.add_parser("export", help="save the proof with its verifier"))
    export.add_argument("file", type=Path, metavar="FILE.zip")


def _add_setup(parser: argparse.ArgumentParser) -> None:
    """What installer and uninstaller ask; not in the help for people."""
    parts = parser.add_subparsers(dest="setup_command", metavar="WHAT", required=True)
    parts.add_parser("close").add_argument("folder")
    parts.add_parser("data-folders")
    parts.add_parser("start-tray").add_argument("--background", action="store_true")
    parts.add_parser("leave")


def _with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help=JSON_HELP)
    return parser
