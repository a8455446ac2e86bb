"""Whether a program carries a valid signature, and whose.

The network is never asked: what the computer cannot verify by itself stays unknown.
"""

import ctypes
import sys

from agent.win32 import wintrust
from agent.windows_facts import Signature, Trust

assert sys.platform == "win32"

_NO_SIGNATURE = 0x800B0100
_BAD_DIGEST = 0x80096010
# A file whose form cannot carry a signature at all.
_SUBJECT_FORM_UNKNOWN = 0x800B0003
_UNSIGNED = (_NO_SIGNATURE, _BAD_DIGEST, _SUBJECT_FORM_UNKNOWN)


def signature_of(path: str) -> Signature:
    """The signature inside the file at `path`; a file changed after signing is unsigned.

    UNKNOWN when the file cannot be read or its certificates cannot be traced to a trusted one.
    """
    file = wintrust.FileInfo(cbStruct=ctypes.sizeof(wintrust.FileInfo), pcwszFilePath=path)
    data = wintrust.Data(
        cbStruct=ctypes.sizeof(wintrust.Data),
        dwUIChoice=wintrust.NO_DIALOG,
        fdwRevocationChecks=wintrust.NO_REVOCATION,
        dwUnionChoice=wintrust.CHOOSE_FILE,
        pFile=ctypes.pointer(file),
        dwStateAction=wintrust.STATE_VERIFY,
        dwProvFlags=wintrust.CACHE_ONLY | wintrust.REVOCATION_CHECK_NONE,
    )
    try:
        return _verdict(wintrust.verify(data) & 0xFFFFFFFF, data)
    except OSError:
        return Signature(Trust.UNKNOWN)
    finally:
        data.dwStateAction = wintrust.STATE_CLOSE
        wintrust.verify(data)


def _verdict(status: int, data: wintrust.Data) -> Signature:
    if status in _UNSIGNED:
        return Signature(Trust.UNSIGNED)
    signer = wintrust.signer_name(data) if status == 0 else None
    return Signature(Trust.SIGNED, signer) if signer else Signature(Trust.UNKNOWN)
