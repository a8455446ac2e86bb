"""TeamViewer as installed and running, and nothing of the shop's. Runs on the Windows Python."""

import sys

from tests.screens.standing import STANDING, stand
from tests.windows.stand_in import teamviewer_runs

assert sys.platform == "win32"


def main() -> None:
    """TeamViewer alone."""
    with teamviewer_runs(*STANDING):
        stand()


if __name__ == "__main__":
    main()
