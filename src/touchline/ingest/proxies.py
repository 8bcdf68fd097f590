"""The proxy of an address, as the environment names it: http_proxy, https_proxy, all_proxy, no_proxy."""

from __future__ import annotations

import os
from functools import cached_property

from urllib3.util import Url, parse_url

from touchline.errors import RetrieveError


class Proxies:
    """The proxies of the environment, looked up when first asked for."""

    def proxy_of(self, url: Url, name: str) -> Url | None:
        """The proxy through which an address is reached, None for none.

        Raises:
            RetrieveError: its own address cannot be used; going around it would not be what the user asked for.
        """
        # The standard library's rules are a large import, and few people have a proxy.
        if not self._named:
            return None
        from urllib.request import proxy_bypass

        address = self._named.get(url.scheme or "") or self._named.get("all")
        host = (url.host or "").strip("[]")
        if not address or proxy_bypass(f"{host}:{url.port}" if url.port else host):
            return None
        try:
            proxy = parse_url(address if "://" in address else f"http://{address}")
        except ValueError:
            proxy = Url()
        if proxy.scheme != "http" or not proxy.host:
            raise RetrieveError(f"{name} cannot be reached: the proxy of the environment is no http address.")
        return proxy

    @cached_property
    def _named(self) -> dict[str, str]:
        if not any(variable.lower().endswith("_proxy") for variable in os.environ):
            return {}
        from urllib.request import getproxies_environment

        return getproxies_environment()
