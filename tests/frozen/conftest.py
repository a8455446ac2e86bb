<<<<<<< HEAD
"""Only Linux with Wine can make a desktop for itself."""

import sys

if sys.platform == "win32":
    collect_ignore_glob = ["test_installer*.py"]
=======
"""The frozen program, made once; only Linux with Wine starts it here."""

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
>>>>>>> df8a12cae8040f027874794aa8d759114064489c
