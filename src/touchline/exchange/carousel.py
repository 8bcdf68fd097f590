"""Chains of vacancies as JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from touchline.exchange.json_values import SCHEMA, JsonObject, day, encodable
from touchline.exchange.markdown import escaped
from touchline.model import Chain, ChainHop
from touchline.present.carousel import chain_span, end_words, seats_words
from touchline.present.claims import team_name


def chain_json(chain: Chain) -> JsonObject:
    """One chain as `carousel --json` prints it.

    Each of its `seats` takes `incoming` from the one behind it; `agreed` is false for what is only talked about, and
    `stage` says how sure it is. `open` is true while nobody has surely come into the last seat; `vacant` tells whether
    somebody has surely left it.
    """
    return {
        "schema": SCHEMA,
        "length": len(chain.hops),
        "first": day(chain.first_on),
        "last": day(chain.last_on),
        "open": chain.is_open,
        "seats": [_seat_json(hop) for hop in chain.hops],
    }


def chains_markdown(chains: Iterable[Chain]) -> str:
    """Chains as Markdown: a heading for each, and a list of who comes from where."""
    return "\n".join(made for chain in chains for made in _chain(chain))


def _seat_json(hop: ChainHop) -> JsonObject:
    return {
        "thread": hop.thread_id,
        "club": encodable(hop.seat.club),
        "squad": hop.seat.squad,
        "role": hop.seat.family,
        "incoming": encodable(hop.person),
        "stage": hop.stage.value if hop.stage else None,
        "agreed": hop.solid,
        "vacant": hop.person is None and hop.vacated,
        "candidates": hop.n_candidates,
    }


def _chain(chain: Chain) -> Iterator[str]:
    yield f"## {escaped(f'{seats_words(chain)}, {chain_span(chain)}')}"
    yield ""
    for hop, following in zip(chain.hops, [*chain.hops[1:], None], strict=True):
        if hop.person is None:
            yield f"- {escaped(end_words(hop))}"
            continue
        origin = f" from {escaped(team_name(following.seat))}" if following else ""
        stage = f" ({hop.stage.value})" if hop.stage else ""
        yield f"- {escaped(team_name(hop.seat))}: {escaped(hop.person)}{origin}{stage}"
    yield ""
