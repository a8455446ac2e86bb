"""A certificate, and a time stamp service, that live for one test run."""

import contextlib
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Dict, Iterator, Tuple

PASSWORD = "mot de passe très secret"  # noqa: S105 - of a certificate that nobody trusts
TSA_SETTINGS = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
"""


def make_certificate(folder: Path, name: str, purpose: str) -> Tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    words = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    for extension in ("basicConstraints=critical,CA:FALSE", f"extendedKeyUsage={purpose}"):
        words += ["-addext", extension]
    _openssl("req", "-x509", *words, "-keyout", str(key), "-out", str(certificate))
    return certificate, key


def signing_variables(folder: Path) -> Dict[str, str]:
    """The environment that names a fresh certificate, without time stamps."""
    certificate, key = make_certificate(folder, "signer", "codeSigning")
    pfx = folder / "signer.pfx"
    words = ["-export", "-inkey", str(key), "-in", str(certificate), "-out", str(pfx)]
    _openssl("pkcs12", *words, "-passout", f"pass:{PASSWORD}")
    return {
        "COUPDEMAIN_SIGN_PFX": str(pfx),
        "COUPDEMAIN_SIGN_PASSWORD": PASSWORD,
        "COUPDEMAIN_SIGN_CA": str(certificate),
        "COUPDEMAIN_SIGN_TIMESTAMP": "none",
    }


@contextlib.contextmanager
def stamp_service(folder: Path) -> Iterator[str]:
    """The address of a service that stamps what is sent to it (RFC 3161)."""
    make_certificate(folder, "stamper", "critical,timeStamping")
    (folder / "serial").write_text("01")
    settings = folder / "tsa.cnf"
    settings.write_text(TSA_SETTINGS.format(folder=folder))

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query, reply = folder / "query", folder / "reply"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            words = ["-config", str(settings), "-queryfile", str(query), "-out", str(reply)]
            _openssl("ts", "-reply", *words)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(reply.read_bytes())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)
