"""Which language is a text written in? Counts function words; says nothing rather than guess."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SAMPLE = 2_000
"""Code points that are looked at; more changes no answer and costs time."""
_LEAST_SCORE = 3.0
"""A bare headline seldom reaches it, a sentence of 20 words nearly always does."""
_LEAST_WORDS = 3
_LEAST_SHARE = 0.08
"""Of all words: a Finnish text with a few foreign names and titles must not count as English."""
_LEAST_LEAD = 1.5
_SCRIPTS = {"el": "[\u0370-\u03ff]", "ko": "[\uac00-\ud7a3]", "ja": "[\u3040-\u30ff]", "he": "[\u0590-\u05ff]"}


class _Spaced(dict[int, int]):
    """For `str.translate`, which is four times as fast as a pattern for words: a space for all that is in no word."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        self[code] = kept = code if letter.isalnum() and not letter.isdecimal() else ord(" ")
        return kept


_SPACED = _Spaced()


def detect_language(text: str) -> str | None:
    """Return the text's ISO 639-1 code, or None when it is too short, mixed, or in none of the languages known here."""
    sample = text[:_SAMPLE]
    words = sample.lower().translate(_SPACED).split()
    weights = _weights()
    scores: defaultdict[str, float] = defaultdict(float)
    n_seen: Counter[str] = Counter()
    n_times = Counter(filter(weights.__contains__, words))
    for word in n_times:
        for language in weights[word]:
            scores[language] += n_times[word] / len(weights[word])
            n_seen[language] += 1
    if not scores:
        return _by_script(sample)
    best, *others = sorted(scores, key=lambda code: (-scores[code], code))
    lead = scores[best] / scores[others[0]] if others else _LEAST_LEAD
    enough = scores[best] >= max(_LEAST_SCORE, _LEAST_SHARE * len(words)) and n_seen[best] >= _LEAST_WORDS
    return best if enough and lead >= _LEAST_LEAD else None


def language_code(tag: str | None) -> str | None:
    """Return the two-letter code of a language tag ("en-GB", "pt_BR", "en"), None for anything else."""
    if not tag:
        return None
    code = re.split(r"[-_,; ]", tag.strip().lower(), maxsplit=1)[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


@cache
def _weights() -> Mapping[str, tuple[str, ...]]:
    """Languages by function word."""
    table = tomllib.loads(files(__package__).joinpath("function_words.toml").read_text("utf-8"))
    languages: dict[str, set[str]] = {}
    for language, words in table.items():
        for word in words.split():
            languages.setdefault(word, set()).add(language)
    return {word: tuple(sorted(codes)) for word, codes in languages.items()}


def _by_script(sample: str) -> str | None:
    for language, script in _SCRIPTS.items():
        if len(re.findall(script, sample)) > 20:
            return language
    return None
