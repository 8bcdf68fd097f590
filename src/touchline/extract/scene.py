"""One article while it is read: sentences as tokens, and the persons, clubs and roles that tokens stand for.

The steps of the pipeline fill a `Scene` one after the other; it lives for one call of `extract` and is never shared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from touchline.extract.clubs import Club, ClubVia
from touchline.extract.language import Language
from touchline.extract.lines import Line
from touchline.extract.sentences import Sentence
from touchline.extract.tokens import Token
from touchline.extract.told import Told
from touchline.fold import fold
from touchline.model import Article, Claim, Role


@dataclass(slots=True)
class ClubMention:
    """A club's name at one place. `club` is None until, or unless, one candidate is left."""

    surface: str
    candidates: tuple[Club, ...]
    via: ClubVia
    club: Club | None
    squad: str = "first"


@dataclass(slots=True)
class RoleMention:
    """A phrase for a job at one place: "former interim head coach". `role` None: staff that claims leave out."""

    role: Role | None
    squad: str = "first"
    is_former: bool = False
    is_new: bool = False


@dataclass(slots=True)
class JobHeld:
    """That the article shows a person in a job, or as a former holder of it."""

    club: Club | None
    role: Role | None
    squad: str
    former: bool
    sentence: int
    via: str
    is_new: bool = False
    weak: bool = False
    """Tied to the club by a form that tells no job ("Ashby (Leeds)"); `role` is None."""
    club_open: bool = False
    """At a club that the text names, but by a name that may mean several ("the Blues boss"); `club` is None."""


@dataclass(slots=True)
class Person:
    """A person of the article: the fullest name so far, and what the article tells about him."""

    name: str
    words: tuple[str, ...]
    listed: bool = False
    """In coaches.toml, by full name, or by a surname that nobody else in it bears."""
    nationality: str | None = None
    born: int | None = None
    """Year of birth, as coaches.toml has it."""
    jobs: list[JobHeld] = field(default_factory=list)
    surname_only: bool = False
    """Listed by his surname alone, which others may bear."""
    was_player: bool = False
    unshown: bool = False
    """Known from coaches.toml only, in a text long enough to show what he is: he may play in it."""
    other_job: bool = False
    """Shown as a player, an owner, a pundit: no coach, unless a job says otherwise."""
    past_playing: bool = False
    """Too old on the article's day to be a player, as coaches.toml knows."""
    coaches: bool = False
    """Shown to coach by what he does, or by a phrase that is said of coaches only."""
    n_mentions: int = 0

    @property
    def is_coach(self) -> bool:
        """True when the article, or coaches.toml, shows this person to be a coach."""
        if self.coaches or any(job.role is not None for job in self.jobs):
            return True
        return self.listed and not self.other_job and (self.past_playing or not (self.was_player or self.unshown))


@dataclass(slots=True)
class Description:
    """What a phrase says about the person that it does not name ("the former Leeds boss", "he")."""

    clubs: tuple[Club, ...] = ()
    role: Role | None = None
    former: bool = False
    nationality: str | None = None
    age: int | None = None
    is_pronoun: bool = False
    is_speaker: bool = False


@dataclass(slots=True)
class SentenceScene:
    """A sentence and its tokens, names already in place of words."""

    sentence: Sentence
    words: list[Token]
    """The tokens as they were cut, before names took the place of words."""
    tokens: list[Token]
    _line: Line | None = None
    resolutions: dict[int, str] = field(default_factory=dict)
    """Why references of this sentence mean the persons that they mean, by start offset, for explanations."""

    @property
    def line(self) -> Line:
        """The tokens made ready for patterns. Persons may still be found for names; other changes need new tokens."""
        if self._line is None or self._line.tokens is not self.tokens:
            self._line = Line(self.tokens)
        return self._line


@dataclass(slots=True)
class Scene:
    """Everything known about one article at some step of the pipeline."""

    article: Article
    language: Language
    sentences: list[SentenceScene]
    people: list[Person] = field(default_factory=list)
    clubs: list[ClubMention] = field(default_factory=list)
    roles: list[RoleMention] = field(default_factory=list)
    descriptions: dict[tuple[int, int], Description] = field(default_factory=dict)
    """By sentence number and start offset of the token, until it is resolved."""

    voices: dict[tuple[int, int], int] = field(default_factory=dict)
    """Persons whom a club token took in ("Leeds chairman Tom Ashby"), by sentence number and start offset."""
    told: Told = field(default_factory=Told)
    """Who leaves and who comes where, as far as it has been judged."""
    claims: dict[tuple[int, int, str, Role, str], Claim] = field(default_factory=dict)
    """Claims by finding and person (by `id`), club, role and squad: findings are judged more than once.

    Those of the article's head, of which nothing else that is told makes history.
    """
    club_places: list[tuple[int, ClubMention]] = field(default_factory=list)
    """Where each club stands in the text, those inside persons' descriptions included."""
    known: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What `once` worked out."""

    unknown_clubs: dict[str, Club] = field(default_factory=dict)
    """Clubs that no file knows, by their folded name."""

    def unknown_club(self, name: str) -> Club:
        """The club of this name that no file knows; a shorter form of a name before it means the same club."""
        key = fold(name)
        longer = [club for known, club in self.unknown_clubs.items() if f" {key} " in f" {known} "]
        return longer[0] if len(longer) == 1 else self.unknown_clubs.setdefault(key, Club(name=" ".join(name.split())))

    def plain_words(self) -> set[str]:
        """The folded words of the sentences, outside names that are in place."""
        return {token.key for part in self.sentences for token in part.tokens if token.kind == "word"}

    def has_words(self, phrase: str) -> bool:
        """True when each folded word of the phrase is a word of a sentence, outside names of clubs."""
        return self.plain_words().issuperset(phrase.split())

    def person(self, token: Token) -> Person | None:
        """The person whom a person token stands for; None while nobody is found for it."""
        return self.people[token.ref] if token.kind == "person" and token.ref >= 0 else None

    def club(self, token: Token) -> ClubMention:
        """The mention that a club token stands for."""
        return self.clubs[token.ref]

    def role(self, token: Token) -> RoleMention:
        """The mention that a role token stands for."""
        return self.roles[token.ref]


_UNKNOWN: Any = object()
Of = ParamSpec("Of")
T = TypeVar("T")


def once(tell: Callable[Concatenate[Scene, Of], T]) -> Callable[Concatenate[Scene, Of], T]:
    """Let a question about the article or a sentence, that its names answer once all are placed, be answered once."""

    def answer(scene: Scene, /, *of: Of.args, **more: Of.kwargs) -> T:
        question = (tell, *of)
        found: T = scene.known.get(question, _UNKNOWN)
        if found is _UNKNOWN:
            found = scene.known[question] = tell(scene, *of, **more)
        return found

    return answer
