"""Short ways to write down what a TeamViewer puts onto a computer."""

import os
import sys
import winreg
from pathlib import Path
from typing import Tuple

import win32service

from tests.windows.computer_state import (
    DOWNLOADS,
    PROGRAM_FILES,
    PROGRAM_FILES_X86,
    TEMP,
    Data,
    Key,
    Program,
    Service,
)

assert sys.platform == "win32"

FOLDER_64 = f"{PROGRAM_FILES}\\TeamViewer"
FOLDER_32 = f"{PROGRAM_FILES_X86}\\TeamViewer"
UNPACKED = f"{TEMP}\\TeamViewer\\TeamViewer.exe"
STRANGER = f"{DOWNLOADS}\\TeamViewer\\TeamViewer.exe"
LOG = str(Path(os.environ["APPDATA"], "TeamViewer", "TeamViewer15_Logfile.log"))
HEADER = "Start:              2025/03/05 10:14:58.001 (UTC+2:00)\r\nID:                 {}\r\n"

Value = Tuple[str, int, Data]


def dword(name: str, number: int) -> Value:
    return (name, winreg.REG_DWORD, number)


def text(name: str, content: str) -> Value:
    return (name, winreg.REG_SZ, content)


def binary(name: str, content: bytes) -> Value:
    return (name, winreg.REG_BINARY, content)


def v64(*values: Value, below: str = "") -> Key:
    return Key(winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_64KEY, below, values)


def v32(*values: Value, below: str = "") -> Key:
    return Key(winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_32KEY, below, values)


def user(*values: Value, below: str = "") -> Key:
    return Key(winreg.HKEY_CURRENT_USER, 0, below, values)


def program(folder: str, kind: str = "Full", version: str = "15.75.5.0") -> Program:
    return Program(f"{folder}\\TeamViewer.exe", f"TeamViewer {kind} Client", version)


def service(name: str, folder: str, start: int = win32service.SERVICE_DEMAND_START) -> Service:
    return Service(name, f'"{folder}\\TeamViewer_Service.exe"', start)
