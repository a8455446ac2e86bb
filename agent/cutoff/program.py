"""Which program the cutoff is: as a service, or started with an administrator's rights."""

import sys
from pathlib import Path
from typing import Tuple

FROZEN_NAME = "assistance-cutoff.exe"


def cutoff_program() -> Tuple[str, str]:
    """The program, and what stands on its command line before anything else.

    See `program_beside`.
    """
    return program_beside(FROZEN_NAME, "agent.cutoff")


def program_beside(frozen_name: str, module: str) -> Tuple[str, str]:
    """One of this product's programs, and what stands on its command line before its arguments.

    During development that is Python and the checkout, whatever the current folder is.
    """
    if getattr(sys, "frozen", False):
        return str(Path(sys.executable).with_name(frozen_name)), ""
    root = Path(__file__).resolve().parents[2]
    run = f"runpy.run_module('{module}',run_name='__main__')"
    code = f"import sys,runpy;sys.path.insert(0,r'{root}');{run}"
    return sys.executable, f'-c "{code}"'


def cutoff_command() -> str:
    """The command line of the service."""
    program, parameters = cutoff_program()
    return f'"{program}" {parameters}'.rstrip()
