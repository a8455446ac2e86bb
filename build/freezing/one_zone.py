"""Runs first in each frozen program: pytz must not look for the time zones that were left out.

It would look for each of its six hundred before it gives the one that is there.
"""

import os

if __name__ == "__main__":
    os.environ["PYTZ_SKIPEXISTSCHECK"] = "yes"
