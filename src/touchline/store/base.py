"""The contract of article stores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from touchline.model import Article, Claim, Headline, Look, MarkChange, StoryThread, Tally, Told
    from touchline.store.ready import ReadyArticle

AddStatus = Literal["added", "updated", "unchanged"]


class Marks(Protocol):
    """A live, read-only view of what the user said. Look-ups cost O(1) or O(result), and never read a month.

    Sets and counts are about stored articles: marks of a deleted one are kept, and seen again when it comes back.
    """

    def is_read(self, article_id: str) -> bool: ...

    def is_starred(self, article_id: str) -> bool: ...

    def tags_of(self, article_id: str) -> tuple[str, ...]:
        """The article's tags, sorted."""
        ...

    def tagged(self, tag: str) -> frozenset[str]:
        """Ids of the articles with this tag; empty for an unknown tag."""
        ...

    def tag_counts(self) -> Mapping[str, int]:
        """All tags in use with the number of articles of each."""
        ...

    def starred(self) -> frozenset[str]: ...

    def followed(self) -> frozenset[str]:
        """Anchors of the followed threads (see `threads.anchor_of`)."""
        ...

    def corrections(self) -> frozenset[str]:
        """The user's corrections of story threads (see `threads.correction_key`), also those that match nothing."""
        ...

    def dropped(self) -> frozenset[str]:
        """Ids of the articles that no refresh shall bring back, whether they are stored or not."""
        ...

    @property
    def n_read(self) -> int:
        """Number of stored articles that are read; costs what `Store.tally` costs."""
        ...


class Store(Protocol):
    """Article <-> disk. One per process; every method may be called from any thread.

    A write is durable when the method returns, and all of its changes are seen together or not at all. Each write
    takes the library's lock for its short duration, after catching up with other processes. Datetimes are aware UTC.
    A library with a damaged file is read-only: the rest can be read, and every write raises.

    Raises (all methods that touch the disk):
        LibraryLockedError: the lock was not free within 10 s.
        LibraryDamagedError: a file could not be read, or the library comes from a newer version.
        TouchlineError: the disk is full or cannot be written; nothing was changed.
    """

    # --- articles: called by importing, refreshing and reading ---

    def add_articles(self, articles: Sequence[Article]) -> list[AddStatus]:
        """Store articles, one status for each, in order.

        An article whose id is stored already is updated when its content differs, and keeps its `first_seen_at` and
        its marks; its claims become pending again. Later duplicates of an id within the batch win.
        """
        ...

    def add_ready(self, articles: Sequence[ReadyArticle]) -> list[AddStatus]:
        """`add_articles` of what `store.ready.make_ready` made of them, which other processes may do."""
        ...

    def many_writes(self) -> AbstractContextManager[None]:
        """Keep every month in memory that is read meanwhile: for importing articles of all months in any order.

        An article that is stored already costs the reading of its month, which is let go for others otherwise.
        """
        ...

    def article(self, article_id: str) -> Article | None:
        """The whole article, or None when there is none with this id."""
        ...

    def digests(self, article_ids: Iterable[str]) -> Mapping[str, str]:
        """By what the content of those of these articles that are stored is known: equal digests mean equal content.

        Reads their months.
        """
        ...

    def delete_articles(self, article_ids: Iterable[str]) -> list[Article]:
        """Remove articles and what is derived from them; their marks stay, so that a re-import or undo finds them."""
        ...

    def headlines(self) -> Sequence[Headline]:
        """All headlines, newest first (`sort_at`, then id); O(1) when nothing changed.

        The list reads the months that are asked for, and goes on showing what it showed. Walking it reads them all.
        """
        ...

    def headlines_between(self, since: datetime | None, until: datetime | None) -> Sequence[Headline]:
        """The part of `headlines()` that lies between two times; whole months, so that some lie outside."""
        ...

    def headlines_of(self, article_ids: Iterable[str]) -> Sequence[Headline]:
        """The headlines of those of these articles that are stored, newest first, as a list like `headlines()`.

        Making it reads no month.
        """
        ...

    def headline(self, article_id: str) -> Headline | None:
        """One headline; reads its month. Who asks for many should do so in their order."""
        ...

    def is_stored(self, article_id: str) -> bool:
        """Whether there is an article with this id; reads no month."""
        ...

    def tally(self) -> Tally:
        """How many articles there are and are read; reads only the months of which that is not known."""
        ...

    def totals(self) -> tuple[int, int | None]:
        """How many articles there are and are read, None where that is not known without reading a month."""
        ...

    def find_ids(self, prefix: str) -> list[str]:
        """Ids of articles that begin with `prefix`, at most 10: so that people may type the first letters of one."""
        ...

    # --- marks: called by marking ---

    def marks(self) -> Marks: ...

    def apply_marks(self, changes: Sequence[MarkChange], corrected: Collection[str] | None = None) -> list[MarkChange]:
        """Apply the user's word and return the changes that undo it: only what really changed, in reverse order.

        A correction that comes or goes leaves the threads behind (`threads_stale`), those of the clubs `corrected`;
        None means all.
        """
        ...

    # --- derived: called by upkeep and stories ---

    def pending_claims(self, rulebook_version: str) -> list[str]:
        """Ids of articles without claims of this rulebook version, newest first."""
        ...

    def save_claims(self, claims: Mapping[str, tuple[Claim, ...]], rulebook_version: str) -> None:
        """Store claims by article id and set the chip and count of their headlines; derived, so not fsynced.

        Articles that are not stored (deleted meanwhile) are passed over. The chip is the most newsworthy current claim:
        the highest stage, then appointments before departures before stays.
        """
        ...

    def claims(self, article_id: str) -> tuple[Claim, ...]:
        """Claims of one article, current and background; empty when there are none or none were made yet."""
        ...

    def all_claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of all articles that have any; whoever makes threads of them reads them here first."""
        ...

    def claims_about(self, clubs: Collection[str]) -> Mapping[str, tuple[Claim, ...]]:
        """All claims of the articles that have any about one of these clubs (see `Claim.clubs`), newest month first."""
        ...

    def told(self, clubs: Collection[str] | None = None) -> Iterator[Told]:
        """What `claims_about` tells, or `all_claims` without clubs, with bylines; month by month, and keeps none."""
        ...

    def save_threads(self, threads: Sequence[StoryThread], made_with: str = "") -> None:
        """Replace the index of story threads, which were made of what was read after `all_claims` or `stale_threads`.

        `made_with` names what else they were made with; stored threads that were made with anything else lag behind.
        """
        ...

    def threads(self) -> Sequence[StoryThread]:
        """The index of story threads as last saved."""
        ...

    def n_threads(self) -> int:
        """How many `threads` there are; makes none of them."""
        ...

    def threads_of(self, article_id: str) -> Sequence[StoryThread]:
        """Those of `threads` that an article belongs to; makes no others."""
        ...

    def threads_stale(self, made_with: str | None = None) -> bool:
        """True when the saved threads lag behind; survives a kill.

        They lag when claims or corrections changed, or articles were updated or deleted, after the claims were read
        that the threads were made of, or when they were made with something else than `made_with`, where that is
        given. Saving the same claims again is no change.
        """
        ...

    def stale_threads(self, made_with: str | None = None) -> tuple[Sequence[StoryThread], frozenset[str] | None]:
        """The threads as last saved, and the clubs about which claims changed since: what must be made anew.

        None for the clubs when they are not known: many changed, the index was lost, or was made with something else.
        """
        ...

    def search(self, match: str, since: datetime | None = None, until: datetime | None = None) -> set[str]:
        """Ids of the articles whose text matches an FTS5 expression made by `query.fts`; indexes the pending first.

        Only those that sort between two times, more or less: others near to these may be among them.

        Raises:
            QueryError: the expression is not one.
        """
        ...

    def newest(self, match: str) -> Iterator[Headline]:
        """The headlines of all articles that match, newest first; who stops asking does not pay for the rest.

        Raises:
            QueryError: the expression is not one.
        """
        ...

    def ranked(self, match: str) -> Iterator[Headline]:
        """The same, the best match first; of very many the newest 10,000, then the older ones, newest first.

        Raises:
            QueryError: the expression is not one.
        """
        ...

    def index_texts(self, limit: int) -> int:
        """Put up to `limit` waiting texts into the search index, before `search` must; returns how many still wait."""
        ...

    # --- feeds: called by refreshing ---

    def feed_states(self) -> Mapping[str, Any]:
        """What was remembered of each feed, JSON values by feed name; derived, so losing it costs requests only."""
        ...

    def save_feed_states(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        """Remember some feeds' states, by their names; the others' stay."""
        ...

    def feed_entries(self, feed: str) -> Any:
        """What was remembered of a feed's entries, a JSON value; None for nothing. Losing it costs parsing only."""
        ...

    def save_feed_entries(self, feed: str, entries: Any) -> None:
        """Remember one feed's entries, where the disk allows it."""
        ...

    # --- files: called by importing ---

    def known_files(self) -> Mapping[str, Any]:
        """What was remembered of each imported file, JSON values by path; derived, so losing it costs reading only."""
        ...

    def save_known_files(self, files: Mapping[str, Any]) -> None:
        """Remember some files, where the disk allows it; the others stay."""
        ...

    # --- looks: called by the reader ---

    def looks(self) -> Mapping[str, Look]:
        """What threads' cards said when the user left them, by anchor; losing it costs a line on each card once."""
        ...

    def save_look(self, anchor: str, look: Look) -> None:
        """Remember what a thread's card said, in place of what was remembered under this anchor."""
        ...

    # --- hooks: called by refreshing ---

    def announced(self) -> Mapping[str, Look]:
        """What followed threads' cards said when the user's hook was told last, by anchor."""
        ...

    def save_announced(self, anchor: str, look: Look) -> None:
        """Remember what a thread's card said to the hook, in place of what was remembered under this anchor."""
        ...

    # --- sessions: called by the reader ---

    def last_session_at(self) -> datetime | None:
        """The end of the reader's last session, the start of one that was killed; None when there was none."""
        ...

    def save_session(self, at: datetime) -> None:
        """Remember that the reader is in use: at the beginning and at the end of a session."""
        ...

    # --- life ---

    def catch_up(self) -> bool:
        """Take over what other processes wrote since; True when anything changed.

        While one of them is writing, this waits a moment at most and leaves it for the next time.
        """
        ...

    @property
    def revision(self) -> int:
        """Grows with every change that this process knows of; equal revisions mean equal content."""
        ...

    def messages(self) -> list[str]:
        """What was recovered or found damaged since opening, one sentence each, for the user."""
        ...

    def fold_journals(self, stop: Callable[[], bool] | None = None) -> None:
        """Write those files anew whose journals are longer than themselves, so that they are read faster.

        Nothing changes, and nobody need call this. `stop` is asked between files.
        """
        ...

    def save_manifest(self) -> None:
        """Write down what a start would have to work out otherwise, where the disk allows it; `close` does it too."""
        ...

    def close(self) -> None: ...
