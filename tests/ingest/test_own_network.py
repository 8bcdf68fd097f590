from __future__ import annotations

import pytest

from touchline.errors import RetrieveError
from touchline.ingest.own_network import allowed_addresses, is_public

NAMES = {
    "post.example": ["93.184.216.34"],
    "mixed.example": ["10.0.0.7", "93.184.216.34"],
    "inside.example": ["10.0.0.7", "fd00::7"],
    "nowhere.example": [],
}


def allowed(host: str, *, is_configured: bool) -> list[str]:
    return allowed_addresses(host, 80, is_configured=is_configured, name="Post", resolve=lambda name, port: NAMES[name])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "ff02::1",
        "64:ff9b::10.1.2.3",
        "2002:7f00:1::",
        "::127.0.0.1",
        "no address",
    ],
)
def test_addresses_of_the_own_network_are_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::93.184.216.34"]
)
def test_public_addresses_are(address: str):
    assert is_public(address)


def test_a_name_is_judged_by_what_it_resolves_to():
    assert allowed("post.example", is_configured=False) == ["93.184.216.34"]
    assert allowed("mixed.example", is_configured=False) == ["93.184.216.34"]
    with pytest.raises(RetrieveError, match="your own network"):
        allowed("inside.example", is_configured=False)


def test_what_the_user_configured_may_lie_anywhere():
    assert allowed("inside.example", is_configured=True) == ["10.0.0.7", "fd00::7"]


def test_a_name_without_addresses_has_none():
    assert allowed("nowhere.example", is_configured=False) == []
