"""The folders of all accounts in ProgramData, with who may do what in them.

Above, only administrators write. In the consent folder everybody reads and adds files of his own;
nobody but their owner and administrators changes or deletes one.
"""

import sys
from pathlib import Path
from typing import Tuple

from agent.brand_values import Names
from agent.win32.protected_folder import computer_data_folder, protect_folder

assert sys.platform == "win32"

CONSENT, BLOBS = "consent", "blobs"

# Here: read, and add files and folders. Below: read; the owner of a file does with it what he will.
# https://learn.microsoft.com/windows/win32/secauthz/ace-strings
OWN_FILES_ONLY = (
    "O:BAG:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;0x1200af;;;BU)"
    "(A;OICIIO;0x1200a9;;;BU)(A;OICIIO;FA;;;CO)"
)


def prepare_data_folders(names: Names) -> Tuple[Path, ...]:
    """Make the folders, or set them right; what lies in them stays.

    Raises:
        OSError: without an administrator's rights, for a link, or when Windows refuses.
    """
    above = computer_data_folder() / names.folder
    protect_folder(above)
    shared = (above / CONSENT, above / CONSENT / BLOBS)
    for folder in shared:
        protect_folder(folder, OWN_FILES_ONLY)
    return (above, *shared)
