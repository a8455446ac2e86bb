"""Who may do what with the cutoff service, as Windows writes it (SDDL). Pure.

https://learn.microsoft.com/windows/win32/secauthz/ace-strings
"""

SYSTEM, ADMINISTRATORS, INTERACTIVE = "SY", "BA", "IU"

# Every right there is for a service, and reading, deleting and changing its access list.
_EVERYTHING = "CCDCLCSWRPWPDTLOCRSDRCWDWO"
_QUERY_CONFIG, _QUERY_STATUS, _START = "CC", "LC", "RP"


def service_access() -> str:
    """Persons at the computer may look at it and start it: shutting is free for everyone."""
    everybody = _QUERY_CONFIG + _QUERY_STATUS + _START
    rights = ((SYSTEM, _EVERYTHING), (ADMINISTRATORS, _EVERYTHING), (INTERACTIVE, everybody))
    return "D:P" + "".join(f"(A;;{right};;;{who})" for who, right in rights)
