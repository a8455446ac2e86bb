"""Signing with osslsigncode (Debian's package of that name; version 2.8 or later)."""

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence, Union

from workshop.failure import SetupError

from release.certificate import FileCertificate, TokenCertificate
from release.portable_executable import certificate_bytes
from release.seal import Seal, seal_in

LONGEST_SECONDS = 120


@dataclass(frozen=True)
class Osslsigncode:
    """Signs with a PFX file or a PKCS#11 token; the secret is passed through standard input."""

    program: str
    certificate: Union[FileCertificate, TokenCertificate]
    issuer: Optional[Path] = None

    def sign(self, file: Path) -> None:
        """Sign with SHA-256, replacing a signature that is there.

        Raises:
            SetupError: the password, the certificate or the file is not right.
        """
        command = ["sign", *self._key(), "-readpass", "-", "-h", "sha256"]
        report = self._replace(file, command, self._secret())
        if report is not None:
            raise SetupError(f"{file.name} could not be signed: {_reason(report)}.")

    def stamp(self, file: Path, address: str) -> bool:
        """Add a time stamp; False when the service gave none, and the file stays as it was."""
        return self._replace(file, ["add", "-ts", address], "") is None

    def seal(self, file: Path) -> Seal:
        """What is known of the file's signature."""
        if not certificate_bytes(file):
            return Seal.NONE
        seal = self._verified(file, ())
        if seal is Seal.HOLDS or self.issuer is None:
            return seal
        own = self._verified(file, ("-CAfile", str(self.issuer)))
        return own if own is Seal.HOLDS else seal

    def _verified(self, file: Path, options: Sequence[str]) -> Seal:
        done = self._run(["verify", "-ignore-crl", *options, "-in", str(file)], "")
        return seal_in(done.stdout)

    def _key(self) -> List[str]:
        if isinstance(self.certificate, FileCertificate):
            return ["-pkcs12", str(self.certificate.path)]
        token = self.certificate
        on_token = ["-pkcs11cert", token.certificate, "-key", token.key]
        return ["-pkcs11module", token.module, *on_token]

    def _secret(self) -> str:
        own = self.certificate
        return own.password if isinstance(own, FileCertificate) else own.pin

    def _replace(self, file: Path, command: List[str], secret: str) -> Optional[str]:
        """Let the tool write a new file and put it in place; its report when it failed."""
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".sign-") as folder:
            result = Path(folder) / file.name
            done = self._run([*command, "-in", str(file), "-out", str(result)], secret)
            if done.returncode != 0 or not result.is_file():
                return done.stdout
            result.chmod(file.stat().st_mode)
            result.replace(file)
        return None

    def _run(self, arguments: List[str], secret: str) -> "subprocess.CompletedProcess[str]":
        command = [self.program, *arguments]
        try:
            return subprocess.run(
                command,
                input=secret,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, 1, "it did not answer in time", "")


def _reason(report: str) -> str:
    if "Wrong password" in report or "mac verify failure" in report:
        return "the password of the certificate is wrong (COUPDEMAIN_SIGN_PASSWORD)"
    lines = [line.strip() for line in report.splitlines() if line.strip()]
    said = [line for line in lines if line not in ("Failed", "Succeeded")]
    return said[0] if said else "the tool said nothing"
