"""Who counts as one when addresses are counted.

Pure.
"""

import ipaddress

_ONE_HOME = 64


def counted_as(host: str) -> str:
    """An IPv4 address is itself; a home has 2^64 of IPv6, so that their block counts as one."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _ONE_HOME), strict=False))
