"""The frozen program and its installer, made once; only Linux with Wine starts them here."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from workshop import setup

    @pytest.fixture(scope="session")
    def program() -> Path:
        """The folder with the three programs."""
        return setup.prepare_frozen()

    @pytest.fixture(scope="session")
    def setup_program() -> Path:
        """The installer."""
        return setup.prepare_installer()[0]
