"""Stable article ids: the same article has the same id at every import."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKERS = ("utm_", "fbclid", "gclid", "at_medium", "at_campaign", "ns_mchannel")


def entry_article_id(feed_address: str, entry_id: str) -> str:
    """Return the id of a feed's entry; `feed_address` is a URL or the absolute path of a saved feed."""
    return _digest("entry", comparable_address(feed_address) or feed_address, entry_id)


def address_article_id(url: str) -> str | None:
    """Return the id of an article that knows its own address; None when the address names no single article.

    A site's front page is no article's address: saved pages of careless sites all call it their own.
    """
    comparable = comparable_address(url)
    if comparable is None or not comparable.partition("/")[2]:
        return None
    return _digest("address", comparable)


def path_article_id(path: Path) -> str:
    """Return the id of a local file that has no other identity; `path` is absolute, without links and dots."""
    return _digest("path", str(path))


def comparable_address(url: str) -> str | None:
    """Return what two spellings of one http(s) address have in common; None for anything else.

    Scheme, `www.`, default port, fragment, trailing slash and tracking parameters do not count.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
        query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracker(pair[0])])
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    host = host.removeprefix("www.") + (f":{port}" if port not in {None, 80, 443} else "")
    return f"{host}/{parts.path.strip('/')}" + (f"?{query}" if query else "")


def domain_of(url: str | None) -> str | None:
    """Return the host of an http(s) address without `www.`, the publisher of last resort; None without one."""
    comparable = comparable_address(url) if url else None
    return comparable.partition("/")[0].partition(":")[0] if comparable else None


def _is_tracker(name: str) -> bool:
    return name.lower().startswith(_TRACKERS)


def _digest(*parts: str) -> str:
    # File names may hold bytes that are no UTF-8 (lone surrogates in `str`); every part must hash.
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
