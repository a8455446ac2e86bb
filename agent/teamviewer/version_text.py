"""TeamViewer's version and kind, out of texts that carry more than that.

Pure. Versions have been seen as `14.1.3399 HC`, `15.27.3 ` and `11.0.53254HC`; product names as
`TeamViewer Full Client` and `TeamViewer Host Client`.
"""

import re
from typing import Optional

from agent.state import Product

_VERSION = re.compile(r"\s*([0-9]{1,5}(?:\.[0-9]{1,9}){0,3})(?![0-9.])")
_KINDS = (
    ("QUICKSUPPORT", Product.QUICKSUPPORT),
    ("PORTABLE", Product.PORTABLE),
    ("HOST", Product.HOST),
    ("FULL", Product.FULL),
)


def clean_version(text: Optional[str]) -> Optional[str]:
    """The leading dotted numbers of `text`, else None."""
    match = _VERSION.match(text) if text is not None else None
    return match.group(1) if match else None


def product_of(product_name: Optional[str]) -> Product:
    """The kind that a version resource's ProductName states; UNKNOWN when it states none."""
    compact = (product_name or "").upper().replace(" ", "")
    if not compact.startswith("TEAMVIEWER"):
        return Product.UNKNOWN
    found = [product for word, product in _KINDS if word in compact]
    return found[0] if found else Product.UNKNOWN
