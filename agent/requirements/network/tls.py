"""How a server proves who it is: certifi's roots, TLS 1.2 or newer, no ChaCha20."""

import ssl
from pathlib import Path
from typing import Optional

import certifi

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
