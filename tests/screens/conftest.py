"""Desktops for the tests with real windows; only Linux with Wine can make one for itself."""

import sys
from typing import Iterator

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.screens.desktop import THE_ID, Desktop, own_desktop

    @pytest.fixture
    def desktop() -> Iterator[Desktop]:
        """Windows 7 in French, with TeamViewer and an ID, and the program not started yet."""
        with own_desktop() as one:
            one.install_teamviewer()
            one.ask("set_id", THE_ID)
            yield one
