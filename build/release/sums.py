"""The list of SHA-256 hashes that `sha256sum -c` reads."""

import hashlib
from pathlib import Path
from typing import Sequence

NAME = "SHA256SUMS"


def write_sums(files: Sequence[Path], headline: str) -> Path:
    """Write the hashes beside the files; the headline stands above them as a comment."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files]
    place = files[0].with_name(NAME)
    place.write_bytes(("\n".join([f"# {headline}", *lines]) + "\n").encode())
    return place
