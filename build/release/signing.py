"""Sign what is not signed yet, look again, and say what is true of all of it."""

import shutil
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import List, Mapping, Optional, Tuple, Union

from workshop.failure import SetupError

from release.certificate import SigningWish, StoreCertificate, wish_of
from release.osslsigncode import Osslsigncode
from release.portable_executable import programs_below
from release.seal import Seal
from release.signtool import Signtool

Tool = Union[Osslsigncode, Signtool]
# Signatures of others that are kept. One by an unknown issuer too: replacing it would be a guess.
KEPT = (Seal.HOLDS, Seal.ISSUER_UNKNOWN)


class Stamping(Enum):
    """What became of the time stamps of what was signed now."""

    ALL = "with a time stamp"
    NOT_WISHED = "WITHOUT a time stamp, as wished"
    NOT_REACHED = "WITHOUT a time stamp: the service did not give one"


@dataclass(frozen=True)
class Signed:
    """What was signed now, what was signed before, and by whom it could not be checked."""

    is_signed: bool
    now: Tuple[Path, ...] = ()
    before: Tuple[Path, ...] = ()
    issuer_unknown: Tuple[Path, ...] = ()
    stamping: Stamping = Stamping.NOT_WISHED

    def __str__(self) -> str:
        if not self.is_signed:
            return "UNSIGNED: no certificate is named (COUPDEMAIN_SIGN_PFX, see build/README.md)"
        parts = [f"{len(self.before)} carried a signature before"]
        if self.now:
            parts.insert(0, f"{len(self.now)} signed now, {self.stamping.value}")
        if self.issuer_unknown:
            names = ", ".join(file.name for file in self.issuer_unknown)
            parts.append(f"of these, by an issuer that is not known here: {names}")
        return "SIGNED: " + "; ".join(parts)


def sign_below(place: Path, environment: Mapping[str, str]) -> Signed:
    """Sign every Windows program below a folder, or one file, and verify what was signed.

    A signature that is there and holds, whoever's it is, is left alone.

    Raises:
        SetupError: no tool, a wrong certificate or password, or a signature that does not hold.
    """
    wish = wish_of(environment)
    if wish.certificate is None:
        return Signed(is_signed=False)
    files = programs_below(place)
    if not files:
        raise SetupError(f"There is no Windows program to sign: {place}")
    return _sign_files(files, wish, tool_for(wish))


def tool_for(wish: SigningWish) -> Tool:
    """The signing tool that can use this certificate.

    Raises:
        SetupError: it is not installed.
    """
    certificate = wish.certificate
    if certificate is None:
        raise SetupError("No certificate is named.")
    if isinstance(certificate, StoreCertificate):
        return Signtool(_found("signtool", "Install the Windows SDK."), certificate)
    advice = "apt-get install osslsigncode"
    return Osslsigncode(_found("osslsigncode", advice), certificate, wish.issuer)


def _found(name: str, advice: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise SetupError(f"{name} is not installed.", advice)
    return program


def _sign_files(files: List[Path], wish: SigningWish, tool: Tool) -> Signed:
    seals = {file: tool.seal(file) for file in files}
    todo = [file for file, seal in seals.items() if seal not in KEPT]
    stamping = Stamping.ALL if wish.timestamp else Stamping.NOT_WISHED
    for file in todo:
        stamping = _sign(file, wish.timestamp, stamping, tool)
    return Signed(
        is_signed=True,
        now=tuple(todo),
        before=tuple(file for file, seal in seals.items() if seal in KEPT),
        issuer_unknown=tuple(f for f, seal in seals.items() if seal is Seal.ISSUER_UNKNOWN),
        stamping=stamping,
    )


def _sign(file: Path, address: Optional[str], stamping: Stamping, tool: Tool) -> Stamping:
    """Sign one file and look again; once the service was silent it is not asked again."""
    tool.sign(file)
    if address and stamping is Stamping.ALL and not tool.stamp(file, address):
        stamping = Stamping.NOT_REACHED
    seal = tool.seal(file)
    if seal is not Seal.HOLDS:
        raise SetupError(
            f"{file.name} was signed, but the signature does not verify here ({seal.value}). "
            "If this computer does not know the issuer, name its certificate: COUPDEMAIN_SIGN_CA"
        )
    return stamping
