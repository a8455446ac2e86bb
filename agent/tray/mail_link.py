"""A mail that only has to be sent: the person's own program opens with it."""

from typing import Sequence
from urllib.parse import quote

LONGEST = 2000
"""Characters: more is too much for Windows' own way to open a link."""


def mail_link(address_link: str, subject: str, lines: Sequence[str]) -> str:
    """A `mailto:` link with subject and text (RFC 6068); lines that do not fit are left out."""
    link = f"{address_link}?subject={quote(subject, safe='')}&body="
    for number, line in enumerate(lines):
        more = quote(("\r\n" if number else "") + line, safe="")
        if len(link) + len(more) > LONGEST:
            break
        link += more
    return link
