"""Which addresses a request may go to: no stranger's link or redirect reaches into the user's own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from touchline.errors import RetrieveError

Resolve = Callable[[str, int], list[str]]
"""A host's name and port -> its numeric addresses, best first; raises OSError."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolved(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet.

    What is private, loopback, link-local, shared, reserved or for many at once is not; neither is an IPv6 address that
    only wraps such a one of IPv4.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        wrapped = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            wrapped = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if wrapped:
            return is_public(str(wrapped))
    return found.is_global and not (found.is_multicast or found.is_reserved)


def allowed_addresses(
    host: str, port: int, *, is_configured: bool, name: str, resolve: Resolve = resolved
) -> list[str]:
    """The numeric addresses of a host that a request may be sent to; what is connected to must be one of them.

    `is_configured` is true where the feed itself stands in feeds.toml at this scheme, host and port: then every address
    will do. `name` is what messages call the feed.

    Raises:
        RetrieveError: the host lies in the user's own network, where only feeds.toml may send a request.
        OSError: the host is not known.
    """
    found = resolve(host, port)
    allowed = found if is_configured else [address for address in found if is_public(address)]
    if found and not allowed:
        raise RetrieveError(
            f"{name} leads into your own network; if that is right, put that very address in feeds.toml."
        )
    return allowed
