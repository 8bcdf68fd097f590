"""The nouns of the model as plain JSON values, and back.

Fields that have their default are left out, and keys that this touchline does not know are ignored: so a field that is
added to a noun needs no change here and breaks no library.
"""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from base64 import urlsafe_b64encode
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import orjson

from touchline.fold import fold

if TYPE_CHECKING:
    from touchline.model import Article, Headline

T = TypeVar("T")
Json = Any
_Turn = Callable[[Any], Any]

MAX_SHARED = 64
"""Characters of the longest texts that are kept once."""
FOLD_KEY_CHARACTERS = 400
"""So much of the body's letters and digits tells whether two articles are copies of the same report."""


def encode(value: Any) -> dict[str, Json]:
    """A noun of the model as a JSON object."""
    made = {}
    for name, default, turn, _ in _plan(cast(Hashable, type(value))):
        field = getattr(value, name)
        if field != default:
            made[name] = turn(field)
    return made


def decode(noun: type[T], value: Mapping[str, Json]) -> T:
    """A noun of the model from a JSON object made by `encode`."""
    fields = {
        name: turn(value[name]) if name in value else default for name, default, _, turn in _plan(cast(Hashable, noun))
    }
    return noun(**fields)


class _Absent:
    """No default: equal to nothing, so the field is always written."""


@cache
def _plan(noun: Hashable) -> tuple[tuple[str, Any, _Turn, _Turn], ...]:
    """Name, default, way out and way in of each field."""
    hints = typing.get_type_hints(noun)
    plan = []
    for field in dataclasses.fields(cast(Any, noun)):
        out, into = _turns(hints[field.name])
        default = field.default
        if default is dataclasses.MISSING:
            # What may be None is None when it is left out, also where the noun wants it to be said.
            optional = type(None) in typing.get_args(hints[field.name])
            default = None if optional else _Absent() if field.default_factory is dataclasses.MISSING else {}
        plan.append((field.name, default, out, into))
    return tuple(plan)


def _turns(hint: Any) -> tuple[_Turn, _Turn]:
    """How values of a type become JSON and come back."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (hint,) = (argument for argument in arguments if argument is not type(None))
        out, into = _turns(hint)
        return (lambda value: None if value is None else out(value)), (
            lambda value: None if value is None else into(value)
        )
    if origin is tuple:
        out, into = _turns(arguments[0])
        return (lambda value: [out(one) for one in value]), (lambda value: tuple([into(one) for one in value]))
    if origin is Mapping:
        out, into = _turns(arguments[1])
        return (
            lambda value: {name: out(one) for name, one in value.items()},
            lambda value: {name: into(one) for name, one in value.items()},
        )
    if hint is str:
        return clean, _shared
    if dataclasses.is_dataclass(hint):
        return encode, partial(decode, cast(type[Any], hint))
    if hint is datetime:
        return _datetime_out, datetime.fromisoformat
    if hint is date:
        return date.isoformat, date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str, hint
    return _same, _same


def _same(value: Any) -> Any:
    return value


def _shared(text: str) -> str:
    """The text itself for all that say the same: names of people and clubs come again in thousands of claims."""
    return sys.intern(text) if len(text) <= MAX_SHARED else text


def _datetime_out(value: datetime) -> str:
    # One zone and one shape, so that the strings sort as the times do.
    return value.astimezone(UTC).isoformat()


def clean(text: str) -> str:
    """The text without lone surrogates (undecodable file names bring them), which JSON and UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def digest(encoded: Mapping[str, Json]) -> str:
    """What an encoded article's content is known by: equal digests mean equal content, whenever it was first seen."""
    content = {name: value for name, value in encoded.items() if name not in ("article_id", "first_seen_at")}
    return _short_hash(orjson.dumps(content, option=orjson.OPT_SORT_KEYS))


def headline_of(article: Article, shard: str) -> Headline:
    """The row that the story list shows of a new article whose text lies in `shard`."""
    from touchline.model import Headline

    return Headline(
        article_id=article.article_id,
        headline=article.headline,
        published_at=article.published_at,
        first_seen_at=article.first_seen_at,
        feed=article.feed,
        publisher=article.publisher,
        language=article.language,
        url=article.url,
        shard=shard,
        fold_key=fold_key(article),
        author=article.author,
    )


class _Alnum(dict[int, int | None]):
    """For `str.translate`, which is ten times as fast as asking each character: only letters and digits stay."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = code if chr(code).isalnum() else None
        return kept


_ALNUM = _Alnum()


def fold_key(article: Article) -> str:
    """Equal for copies of the same report: made of the body's beginning, or of the headline when there is no body."""
    letters = fold(article.body[: 2 * FOLD_KEY_CHARACTERS]).translate(_ALNUM)
    return _short_hash((letters[:FOLD_KEY_CHARACTERS] or fold(article.headline)).encode())


def _short_hash(content: bytes) -> str:
    # OpenSSL comes with it, which a start need not wait for.
    from hashlib import blake2b

    return urlsafe_b64encode(blake2b(content, digest_size=12).digest()).decode()
