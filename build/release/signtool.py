"""Signing with Microsoft's signtool and a certificate of the Windows store.

signtool takes the password of a file only on its command line, so a file is not signed with here:
imported into the store, or on a token, the certificate is named by its thumbprint.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import List

from workshop.failure import SetupError

from release.certificate import StoreCertificate
from release.portable_executable import certificate_bytes
from release.seal import Seal

LONGEST_SECONDS = 120


@dataclass(frozen=True)
class Signtool:
    """Signs with a certificate that Windows holds."""

    program: str
    certificate: StoreCertificate

    def sign(self, file: Path) -> None:
        """Sign with SHA-256.

        Raises:
            SetupError: Windows has no such certificate, or would not sign.
        """
        thumbprint = self.certificate.thumbprint
        if not self._run(["sign", "/q", "/fd", "SHA256", "/sha1", thumbprint, str(file)]):
            raise SetupError(f"{file.name} could not be signed: is the certificate in the store?")

    def stamp(self, file: Path, address: str) -> bool:
        """Add a time stamp; False when the service gave none."""
        return self._run(["timestamp", "/q", "/tr", address, "/td", "SHA256", str(file)])

    def seal(self, file: Path) -> Seal:
        """What is known of the file's signature: signtool tells no reason for a no."""
        if not certificate_bytes(file):
            return Seal.NONE
        return Seal.HOLDS if self._run(["verify", "/pa", "/q", str(file)]) else Seal.BROKEN

    def _run(self, arguments: List[str]) -> bool:
        try:
            done = subprocess.run(
                [self.program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
