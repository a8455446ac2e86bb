"""Windows' verification of signed files: structures, signatures of the calls, the signer's name.

https://learn.microsoft.com/windows/win32/api/wintrust/
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Optional

from agent.win32.dll import system_dll

assert sys.platform == "win32"

NO_DIALOG = 2
NO_REVOCATION = 0
CHOOSE_FILE = 1
STATE_VERIFY = 1
STATE_CLOSE = 2
REVOCATION_CHECK_NONE = 0x10
CACHE_ONLY = 0x1000
_SIMPLE_DISPLAY_NAME = 4
_MAX_NAME_CHARACTERS = 256


class Guid(ctypes.Structure):
    """GUID."""

    _fields_ = (
        ("Data1", wintypes.DWORD),
        ("Data2", wintypes.WORD),
        ("Data3", wintypes.WORD),
        ("Data4", wintypes.BYTE * 8),
    )


class FileInfo(ctypes.Structure):
    """WINTRUST_FILE_INFO."""

    _fields_ = (
        ("cbStruct", wintypes.DWORD),
        ("pcwszFilePath", wintypes.LPCWSTR),
        ("hFile", wintypes.HANDLE),
        ("pgKnownSubject", ctypes.c_void_p),
    )


class Data(ctypes.Structure):
    """WINTRUST_DATA, as far as Windows 7 knows it."""

    _fields_ = (
        ("cbStruct", wintypes.DWORD),
        ("pPolicyCallbackData", ctypes.c_void_p),
        ("pSIPClientData", ctypes.c_void_p),
        ("dwUIChoice", wintypes.DWORD),
        ("fdwRevocationChecks", wintypes.DWORD),
        ("dwUnionChoice", wintypes.DWORD),
        ("pFile", ctypes.POINTER(FileInfo)),
        ("dwStateAction", wintypes.DWORD),
        ("hWVTStateData", wintypes.HANDLE),
        ("pwszURLReference", wintypes.LPCWSTR),
        ("dwProvFlags", wintypes.DWORD),
        ("dwUIContext", wintypes.DWORD),
    )


class _ProviderCertificate(ctypes.Structure):
    """CRYPT_PROVIDER_CERT, its first members."""

    _fields_ = (("cbStruct", wintypes.DWORD), ("pCert", ctypes.c_void_p))


# WINTRUST_ACTION_GENERIC_VERIFY_V2
_GENERIC_VERIFY = Guid(
    0x00AAC56B, 0xCD44, 0x11D0, (wintypes.BYTE * 8)(*bytes.fromhex("8cc200c04fc295ee"))
)

_wintrust = system_dll("wintrust.dll")
_verify_trust = _wintrust.WinVerifyTrust
_verify_trust.restype = wintypes.LONG
_verify_trust.argtypes = (wintypes.HWND, ctypes.POINTER(Guid), ctypes.POINTER(Data))
_provider_data = _wintrust.WTHelperProvDataFromStateData
_provider_data.restype = ctypes.c_void_p
_provider_data.argtypes = (wintypes.HANDLE,)
_signer_of = _wintrust.WTHelperGetProvSignerFromChain
_signer_of.restype = ctypes.c_void_p
_signer_of.argtypes = (ctypes.c_void_p, wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
_certificate_of = _wintrust.WTHelperGetProvCertFromChain
_certificate_of.restype = ctypes.POINTER(_ProviderCertificate)
_certificate_of.argtypes = (ctypes.c_void_p, wintypes.DWORD)

# https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certgetnamestringw
_name_of = system_dll("crypt32.dll").CertGetNameStringW
_name_of.restype = wintypes.DWORD
_name_of.argtypes = (
    ctypes.c_void_p,
    wintypes.DWORD,
    wintypes.DWORD,
    ctypes.c_void_p,
    wintypes.LPWSTR,
    wintypes.DWORD,
)


def verify(data: Data) -> int:
    """WinVerifyTrust's status, 0 when the signature is valid and trusted."""
    return int(_verify_trust(None, ctypes.byref(_GENERIC_VERIFY), ctypes.byref(data)))


def signer_name(data: Data) -> Optional[str]:
    """The name in the signer's certificate, out of a verification that is still open."""
    provider = _provider_data(data.hWVTStateData)
    signer = _signer_of(provider, 0, False, 0) if provider else None
    certificate = _certificate_of(signer, 0) if signer else None
    if not certificate:
        return None
    text = ctypes.create_unicode_buffer(_MAX_NAME_CHARACTERS)
    _name_of(certificate.contents.pCert, _SIMPLE_DISPLAY_NAME, 0, None, text, len(text))
    return text.value or None
