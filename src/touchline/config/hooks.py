"""Commands of the user's that are told what is new."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Commands of config.toml, each a program and its arguments, empty when not set; no shell reads them.

    `on_new` runs for every new article, `on_stage` for a followed thread whose stage changed; each is ended after
    `timeout_s`.
    """

    on_new: tuple[str, ...] = ()
    on_stage: tuple[str, ...] = ()
    timeout_s: int = 10
