"""How long extraction takes: `python -m bench.extract`. Prints a table; README.md says how to read it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from time import perf_counter

from bench.texts import HOSTILE, MATCH, NEWS, article, of_length
from touchline.extract import extract, load_rulebook
from touchline.extract.sentences import split_sentences
from touchline.extract.tokens import Token, tokenise
from touchline.extract.version import LEXICON
from touchline.model import Article

KB = 1000
LOAD = """
from time import perf_counter
start = perf_counter()
import touchline.extract, touchline.extract.rulebook
imported = perf_counter()
touchline.extract.load_rulebook()
print(imported - start, perf_counter() - imported)
"""


def milliseconds(runs: int, work: Callable[..., object], *arguments: object) -> float:
    """The least time of some runs: what the work costs when nothing else disturbs it."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work(*arguments)
        times.append(perf_counter() - start)
    return min(times) * 1000


def milliseconds_to_load(runs: int) -> tuple[float, float]:
    """The least times to import the engine and to load the rulebook, in new processes."""
    done = [subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True) for _ in range(runs)]
    imports, loads = zip(*(map(float, process.stdout.split()) for process in done), strict=True)
    return min(imports) * 1000, min(loads) * 1000


def cut(told: Article) -> list[list[Token]]:
    """Sentences and words, without any reading: what a text costs at least."""
    spans = [sentence.span for sentence in split_sentences(told)]
    return [tokenise(told.text, span.start, span.end) for span in spans]


def rows() -> Iterator[tuple[str, str, str]]:
    """What was measured, the figure, and its target."""
    rulebook = load_rulebook()
    match, news = article(of_length(MATCH, 3 * KB)), article(of_length(NEWS, 3 * KB))
    assert not extract(match, rulebook).claims and len(extract(news, rulebook).claims) > 10
    floor = milliseconds(200, cut, news)
    yield "floor: 3 kB cut into sentences and words", f"{floor:.2f} ms", ""
    for name, told, target in (("without a trigger", match, "0.3"), ("full of coaching news", news, "5")):
        took = milliseconds(200, extract, told, rulebook)
        yield f"3 kB {name}", f"{took:.2f} ms, {took / floor:.1f} x floor", f"at most {target} ms"
    for piece in HOSTILE:
        half, whole = (
            milliseconds(3, extract, article(of_length(piece, size)), rulebook) for size in (50 * KB, 100 * KB)
        )
        yield f"100 kB of {piece[:24]!r}", f"{whole:.0f} ms, {whole / half:.1f} x 50 kB", "2 x 50 kB"
    text = (LEXICON / "en.toml").read_text(encoding="utf-8")
    floor = milliseconds(5, tomllib.loads, text)
    yield "floor: tomllib on en.toml alone", f"{floor:.0f} ms", ""
    imported, loaded = milliseconds_to_load(9)
    yield "engine imported in a new process", f"{imported:.0f} ms", ""
    yield "rulebook loaded", f"{loaded:.0f} ms, {loaded / floor:.1f} x floor", "under 60 ms"


if __name__ == "__main__":
    for what, figure, target in rows():
        print(f"{what:<48} {figure:<26} {target}".rstrip())
