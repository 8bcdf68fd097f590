"""What workers report to the screens: past-tense messages with values of the model and of `present`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, dataclass_transform

from textual.message import Message

if TYPE_CHECKING:
    from touchline.model import Article, Chain, Explanation, FeedHealth, FeedResult, Headline, StoryThread
    from touchline.newsroom.piping import Piped
    from touchline.present.article import Clipping
    from touchline.present.changes import ChangeRow
    from touchline.present.changes_order import Order
    from touchline.present.since import Since
    from touchline.present.threads import ThreadStory
    from touchline.present.views import SideRow
    from touchline.present.weeks import Weeks


@dataclass_transform()
class Report(Message):
    """A message with the fields that a subclass annotates, as a dataclass has them.

    No dataclass, since making one takes ten times as long as making a class, and a start makes all of these.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__()
        self.__dict__.update(zip(type(self).__annotations__, values, strict=False), **named)


class StoriesListed(Report):
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


class StoriesCompleted(Report):
    """All stories of a query, whose first page is shown already."""

    query: str
    rows: Sequence[Headline]


class RowFound(Report):
    """The row of an article in a list was looked up."""

    rows: Sequence[Headline]
    row: int
    article_id: str


class UnreadFound(Report):
    """The next unread row after row `at` of a list was looked for, the one before it for `step` -1; None for none."""

    rows: Sequence[Headline]
    at: int
    row: int | None
    step: int


class UnreadGathered(Report):
    """The unread articles of what is in view were gathered."""

    article_ids: Sequence[str]


class QueryRefused(Report):
    """A query was wrong at code point `at`."""

    query: str
    reason: str
    at: int


class ArticleRead(Report):
    """An article was read from the library; `clipping` is None when it is there no more."""

    article_id: str
    clipping: Clipping | None


class ArticleExplained(Report):
    """It was worked out how the claims of an article were read."""

    explanations: Sequence[Explanation]


class ThreadRead(Report):
    """A story thread was fetched; `thread_id` is what was asked for."""

    thread_id: str
    story: ThreadStory


class ThreadFound(Report):
    """The story threads of an article were looked up; None when it belongs to none."""

    article_id: str
    thread_id: str | None


class ThreadsListed(Report):
    """The story threads were listed, with the ids of the followed ones and each one's number of unread reports.

    `news` is what is new since the user last looked, by id of the followed ones in which something is.
    """

    threads: Sequence[StoryThread]
    followed: frozenset[str]
    n_unread: Mapping[str, int]
    news: Mapping[str, Since]


class LookRemembered(Report):
    """What a thread's card said when the user left it was stored."""


class ChangesListed(Report):
    """The table of managerial changes was made; `query` and `order` tell which question this answers.

    `afresh` lists are shown from their top, others without moving.
    """

    query: str
    order: Order
    rows: Sequence[ChangeRow]
    weeks: Weeks | None
    afresh: bool


class ChainsListed(Report):
    """The chains of vacancies were found that a query asks for, with all story threads by id.

    `afresh` lists are shown from their top, others without moving.
    """

    query: str
    chains: Sequence[Chain]
    threads: Mapping[str, StoryThread]
    afresh: bool


class DeedDone(Report):
    """The user's word was stored: the sentence to show, and whether articles came or went."""

    sentence: str
    articles_changed: bool = False


class TextChanged(Report):
    """An article got its page's whole text or its feed's back; else `article` is None, with the reason if it failed."""

    article_id: str
    article: Article | None
    reason: str | None = None


class ArticlePiped(Report):
    """A command that got an article's text has ended."""

    command: str
    piped: Piped


class Failed(Report):
    """Something that the user can mend went wrong: the sentence to show."""

    sentence: str


class BacklogProgressed(Report):
    """Claims were made for `n_done` of `n_all` articles."""

    n_done: int
    n_all: int


class FeedsListed(Report):
    """It was found out how the feeds are."""

    rows: Sequence[FeedHealth]


class FeedFetched(Report):
    """One feed of `n_all` was fetched, the `n_done`-th."""

    result: FeedResult
    n_done: int
    n_all: int


class LocalFeedsChanged(Report):
    """Files of these local feeds came, changed or went."""

    names: frozenset[str]


class FeedsRefreshed(Report):
    """A refresh is over: its results, and sentences for what went wrong besides.

    The user `asked` for it, or it came by itself; `cancelled` before its end.
    """

    results: Sequence[FeedResult]
    problems: Sequence[str]
    asked: bool
    cancelled: bool


class LibraryChanged(Report):
    """Articles, claims or threads changed by upkeep or by another process."""


class ViewsCounted(Report):
    """The views were counted; `queries` gives the query of each view by its key."""

    rows: Sequence[SideRow]
    queries: Mapping[str, str]
