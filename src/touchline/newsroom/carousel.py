"""The carousel: chains of vacancies, as the story threads of now tell them."""

from __future__ import annotations

from collections.abc import Sequence

from touchline.model import Chain
from touchline.newsroom.changes import change_list
from touchline.newsroom.new_files import FileKind
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import by_id


def chains(room: Newsroom, query_text: str = "", *, prefix: bool = False) -> Sequence[Chain]:
    """The chains that a change stands in which matches a query (also one below agreed), longest first, each whole.

    Raises:
        QueryError: the query is wrong, or asks for what changes do not have; `at` says where.
    """
    from touchline.threads import chains_among

    threads = by_id(room)
    # What they were made of is kept with them, so that no other threads are taken for these.
    _, found = room.cached("chains", id(threads), lambda: (threads, chains_among(threads)))
    if not query_text.strip():
        return found
    wanted = {row.thread_id for row in change_list(room, query_text, every=True, prefix=prefix).rows}
    return [chain for chain in found if not wanted.isdisjoint(chain.thread_ids)]


def chains_in_file(found: Sequence[Chain], kind: FileKind) -> str:
    """Chains as the text of a file: Markdown, else JSON."""
    from touchline.exchange.carousel import chain_json, chains_markdown
    from touchline.exchange.json_values import json_text

    if kind == "markdown":
        return chains_markdown(found)
    return "".join(f"{json_text(chain_json(chain))}\n" for chain in found)
