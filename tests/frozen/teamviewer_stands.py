"""TeamViewer as installed and running, and nothing of the shop's. Runs on the Windows Python."""

import json
import sys

from tests.screens.standing import STANDING, VIEWS, set_values, what_is_there
from tests.windows.stand_in import teamviewer_runs

assert sys.platform == "win32"


def main() -> None:
    """Stand until standard input ends; each line is answered with what is there now."""
    with teamviewer_runs(*STANDING):
        for view in VIEWS:
            set_values(view)
        print(json.dumps(what_is_there()), flush=True)  # noqa: T201 - its only way to answer
        for _line in sys.stdin:
            print(json.dumps(what_is_there()), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
