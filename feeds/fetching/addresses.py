"""Which addresses may be connected to. Pure: names are resolved elsewhere, and what is vetted is what is connected.

Python's `is_global` and `is_private` are not used: 3.11 calls NAT64 of a private address, 6to4 of the loopback,
224.0.0.1 and 192.0.0.8 global, and 100.64.0.1 not private. The lists are those of the IANA special-purpose registries
(RFC 6890 and its updates), read as: what is not ordinary unicast of the public Internet is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network

_REFUSED_4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # behind a carrier's NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link local; clouds keep their credentials at 169.254.169.254
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
_UNICAST_6 = IPv6Network("2000::/3")
_REFUSED_6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: any IPv4 address inside
        "3fff::/20",  # documentation
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")


def networks(written: Iterable[str]) -> list[Network]:
    """`["10.20.0.0/16", "fd00::/8"]` read. Raises ValueError for what is no network."""
    return [ip_network(network.strip(), strict=False) for network in written if network.strip()]


def is_literal(host: str) -> bool:
    """Whether this is an address as it is written, and no name. Not so `127.1`, which the operating system reads."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_allowed(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether a literal address is ordinary public unicast, or lies in one of the `allowed` networks.

    An IPv4 address wrapped in IPv6 (mapped, NAT64) is judged as itself. What is no address is not allowed.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id:
            return False
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip.version == network.version and ip in network for network in allowed):
        return True
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _REFUSED_4)
    return ip in _UNICAST_6 and not any(ip in network for network in _REFUSED_6)
