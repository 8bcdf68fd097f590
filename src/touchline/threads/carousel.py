"""The whole carousel: every chain of two seats or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from touchline.model import Chain, StoryThread
from touchline.threads.chains import chain_of


def chains_among(by_id: Mapping[str, StoryThread]) -> list[Chain]:
    """All chains, the longest first, of equally long ones that with the newest report; none is part of another.

    A thread stands in several where several people may move: each dotted branch is a chain of its own.
    """
    found = {
        tuple(hop.thread_id for hop in hops): hops
        for thread in by_id.values()
        if (thread.fed_by or thread.feeds_into) and len(hops := chain_of(thread, by_id)) > 1
    }
    kept: list[Chain] = []
    through: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for ids in sorted(found, key=lambda ids: (-len(ids), ids)):
        if any(_is_part(ids, longer) for longer in through[ids[0]]):
            continue
        for thread_id in ids:
            through[thread_id].append(ids)
        first = [day for thread_id in ids if (day := by_id[thread_id].opened_on)]
        last = [day for thread_id in ids if (day := by_id[thread_id].last_on)]
        kept.append(Chain(hops=found[ids], first_on=min(first, default=None), last_on=max(last, default=None)))
    return sorted(kept, key=lambda chain: (-len(chain.hops), -(chain.last_on.toordinal() if chain.last_on else 0)))


def _is_part(ids: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    at = longer.index(ids[0])
    return longer[at : at + len(ids)] == ids
