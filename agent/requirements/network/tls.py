"""How a server proves who it is: certifi's roots, TLS 1.2 or newer, no ChaCha20."""

import contextlib
import ssl
import sys
from pathlib import Path
from typing import Optional

import certifi

_SERVER_AUTH = ssl.Purpose.SERVER_AUTH.oid
CIPHERS = "ECDHE+AESGCM:DHE+AESGCM:ECDHE+AES:!aNULL:!eNULL:!MD5:!SHA1:!CHACHA20"


def strict_context(ca_bundle: Optional[Path] = None) -> ssl.SSLContext:
    """A client context that trusts `ca_bundle`, certifi's roots by default, and nothing else.

    No environment variable takes part. OSError when the bundle cannot be read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    if ssl.OPENSSL_VERSION_INFO < (3,):
        # Python cannot choose TLS 1.3 ciphers, and ChaCha20 harms before 1.1.1w (CVE-2023-4807).
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=str(ca_bundle or certifi.where()))
    return context


def trust_system_roots(context: ssl.SSLContext) -> None:
    """Trust the roots in Windows' own store as well: those of an antivirus or a company's proxy.

    Elsewhere nothing is added: Python would then look where environment variables point to.
    """
    if sys.platform == "win32":
        for certificate, encoding, trust in ssl.enum_certificates("ROOT"):
            is_for_servers = trust if isinstance(trust, bool) else _SERVER_AUTH in trust
            if encoding == "x509_asn" and is_for_servers:
                with contextlib.suppress(ssl.SSLError):
                    context.load_verify_locations(cadata=certificate)
