"""What workers report to the screens: past-tense messages with values of the model and of `present`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from touchline.model import Explanation, FeedHealth, FeedResult, Headline, StoryThread
    from touchline.present.article import Clipping
    from touchline.present.changes import ChangeRow
    from touchline.present.threads import ThreadStory
    from touchline.present.views import SideRow


@dataclass
class StoriesListed(Message):
    """A query's stories were listed; `at` is the row to stand on, `words` are those to highlight.

    `query` tells which question this answers; `fresh` lists are shown from their top, others without moving. With
    `more` there are others than these.
    """

    query: str
    rows: Sequence[Headline]
    at: int
    words: tuple[str, ...]
    fresh: bool
    more: bool = False


@dataclass
class StoriesCompleted(Message):
    """All stories of a query, whose first page is shown already."""

    query: str
    rows: Sequence[Headline]


@dataclass
class QueryRefused(Message):
    """A query was wrong at code point `at`."""

    query: str
    reason: str
    at: int


@dataclass
class ArticleRead(Message):
    """An article was read from the library; `clipping` is None when it is there no more."""

    article_id: str
    clipping: Clipping | None


@dataclass
class ArticleExplained(Message):
    """It was worked out how the claims of an article were read."""

    explanations: Sequence[Explanation]


@dataclass
class ThreadRead(Message):
    """A story thread was fetched; `thread_id` is what was asked for."""

    thread_id: str
    story: ThreadStory


@dataclass
class ThreadFound(Message):
    """The story threads of an article were looked up; None when it belongs to none."""

    article_id: str
    thread_id: str | None


@dataclass
class ThreadsListed(Message):
    """The story threads were listed, with the ids of the followed ones and each one's number of unread reports.

    `changed` are the followed ones in which something is new since the user last looked.
    """

    threads: Sequence[StoryThread]
    followed: frozenset[str]
    n_unread: Mapping[str, int]
    changed: frozenset[str] = frozenset()


@dataclass
class LookRemembered(Message):
    """What a thread's card said when the user left it was stored."""


@dataclass
class ChangesListed(Message):
    """The table of managerial changes was made."""

    rows: Sequence[ChangeRow]


@dataclass
class DeedDone(Message):
    """The user's word was stored: the sentence to show, and whether articles came or went."""

    sentence: str
    articles_changed: bool = False


@dataclass
class Failed(Message):
    """Something that the user can mend went wrong: the sentence to show."""

    sentence: str


@dataclass
class BacklogProgressed(Message):
    """Claims were made for `n_done` of `n_all` articles."""

    n_done: int
    n_all: int


@dataclass
class FeedsListed(Message):
    """It was found out how the feeds are."""

    rows: Sequence[FeedHealth]


@dataclass
class FeedFetched(Message):
    """One feed of `n_all` was fetched, the `n_done`-th."""

    result: FeedResult
    n_done: int
    n_all: int


@dataclass
class LocalFeedsChanged(Message):
    """Files of these local feeds came, changed or went."""

    names: frozenset[str]


@dataclass
class FeedsRefreshed(Message):
    """A refresh is over: its results, and sentences for what went wrong besides.

    The user `asked` for it, or it came by itself; `cancelled` before its end.
    """

    results: Sequence[FeedResult]
    problems: Sequence[str]
    asked: bool
    cancelled: bool


@dataclass
class LibraryChanged(Message):
    """Articles, claims or threads changed by upkeep or by another process."""


@dataclass
class ViewsCounted(Message):
    """The views were counted; `queries` gives the query of each view by its key."""

    rows: Sequence[SideRow]
    queries: Mapping[str, str]
