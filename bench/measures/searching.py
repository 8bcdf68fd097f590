"""How fast the library is searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter

from bench.corpus import corpus
from bench.corpus.picking import Picker
from bench.figures import MS, Row, Series, milliseconds
from bench.library import open_room
from bench.plan import Plan
from bench.readers import showing
from bench.terminal import Terminal
from touchline.newsroom import reading
from touchline.newsroom.room import Newsroom

N_QUERIES = 40
"""Of each kind."""
N_TYPED = 10
"""Words that are typed letter by letter, up to five."""
N_SAMPLED = 400
FIRST = 50
PEER_QUERIES = ("woodwork", "contract", "corner")
"""Words that newsboat is asked for as well: the only kind of query that both understand alike."""


def rows(plan: Plan) -> Iterator[Row]:
    """Queries made of the articles' own words, each asked once."""
    asked = queries()
    with plan.copy(plan.n_large) as library:
        room = open_room(library)
        try:
            reading.story_list(room, "corner")  # the index is opened
            taken = {kind: _ask(room, texts, prefix=kind == "prefixes") for kind, texts in asked.items()}
            ranked = {kind: _ask(room, texts, prefix=kind == "prefixes", by_rank=True) for kind, texts in asked.items()}
            both = _ask(room, PEER_QUERIES, prefix=False)
            typed = _ask(room, [word[:end] for word in asked["words"][:N_TYPED] for end in range(1, 6)], prefix=True)
        finally:
            room.close()
    every = Series([value for series in taken.values() for value in series.values])
    figure = f"{every.tail()}; " + ", ".join(f"{kind} p95 {milliseconds(one.p(95))}" for kind, one in taken.items())
    what = f"search, newest first, first {FIRST}"
    yield Row(what, figure, target="p95 at most 25 ms", reached=every.p(95) * MS <= 25)
    peer = _newsboat(plan)
    if peer:
        ratio, against = both.median / peer.median, f"newsboat: {peer}"
        yield Row("search for one common word", str(both), against, f"{ratio:.3f}", "at most 0.02 times", ratio <= 0.02)
    whole = Series([value for kind, series in ranked.items() if kind != "prefixes" for value in series.values])
    begun = ranked["prefixes"]
    figure = f"words and phrases {whole.tail()}; prefixes {begun.tail()}"
    reached = whole.p(95) * MS <= 65 and begun.p(95) * MS <= 200
    target = "p95 at most 65 ms (words, phrases), 200 ms (prefixes)"
    yield Row(f"search by rank, first {FIRST}", figure, target=target, reached=reached)
    what = "headline filter while typing"
    yield Row(what, typed.tail(), target="at most 10 ms", reached=typed.p(95) * MS <= 10)


def queries() -> Mapping[str, Sequence[str]]:
    """Queries by kind, from words of articles that are spread over the corpus: rare ones and common ones alike."""
    pick = Picker("queries")
    texts = [told.article.text for told in corpus(N_SAMPLED)]

    def words(n: int) -> list[str]:
        """So many words that follow each other in some article, without marks, the first of five letters at least."""
        while True:
            found = pick(texts).split()
            start = pick.number(0, len(found) - n)
            chosen = found[start : start + n]
            if all(word.isalpha() for word in chosen) and len(chosen[0]) > 4:
                return chosen

    return {
        "words": [words(1)[0] for _ in range(N_QUERIES)],
        "two words": [f"{words(1)[0]} {words(1)[0]}" for _ in range(N_QUERIES)],
        "phrases": ['"' + " ".join(words(2)) + '"' for _ in range(N_QUERIES)],
        "prefixes": [words(1)[0][:4] for _ in range(N_QUERIES)],
    }


def _ask(room: Newsroom, texts: Sequence[str], *, prefix: bool, by_rank: bool = False) -> Series:
    taken = []
    for text in texts:
        start = perf_counter()
        list(reading.story_list(room, text, prefix=prefix, by_rank=by_rank, limit=FIRST).rows)
        taken.append(perf_counter() - start)
    return Series(taken)


def _newsboat(plan: Plan) -> Series | None:
    """Seconds from Enter to the painted result, for the same words."""
    peer = plan.newsboat(plan.n_large)
    if peer is None:
        return None
    reader, taken = peer.feed_list(), []
    for word in PEER_QUERIES:
        with Terminal(reader.command, reader.environ) as terminal:
            terminal.wait_for(reader.ready)
            terminal.settle()
            terminal.press("/")
            terminal.press(word)
            entered_at = terminal.send("\r")
            taken.append(terminal.wait_for(showing("Search result")) - entered_at)
    return Series(taken)
