"""Only Linux with Wine can make a desktop for itself."""

import sys

if sys.platform == "win32":
    collect_ignore_glob = ["test_installer*.py"]
