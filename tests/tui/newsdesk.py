"""A small newsroom for the tests of the reader: invented reports of one chain of vacancies, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from touchline.model import Article, Claim, Kind, Manner, Role, Span, Stage

NOW = datetime(2025, 6, 20, 9, 0, tzinfo=UTC)


def article(article_id: str, day: str | None, title: str, body: str, publisher: str = "The Whistle") -> Article:
    """An article of the test library; `day` is an ISO date."""
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Article(
        article_id=article_id,
        title=title,
        text=f"{title}\n\n{body}",
        published_at=published,
        date_from="text" if day else "none",
        first_seen_at=datetime(2025, 6, 19, tzinfo=UTC),
        publisher=publisher,
        url=f"https://example.org/{article_id}",
        language="en",
    )


def claim(
    of: Article,
    kind: Kind,
    person: str,
    club: str,
    stage: Stage | None,
    quote: str,
    *,
    denied: bool = False,
    manner: Manner | None = None,
    attribution: str | None = None,
) -> Claim:
    """A claim that the sentence `quote` of the article proves."""
    start = of.text.index(quote)
    return Claim(
        kind=kind,
        person=person,
        club=club,
        role=Role.HEAD_COACH,
        stage=stage,
        denied=denied,
        manner=manner,
        attribution=attribution,
        evidence=(Span(start, start + len(quote)),),
        quote=quote,
        rule="test-rule",
    )


@dataclass(frozen=True)
class Desk:
    """Articles and their claims."""

    articles: Sequence[Article]
    claims: dict[str, tuple[Claim, ...]]


def desk() -> Desk:
    """Brazil take Ancelotti, Real Madrid take Alonso, Leverkusen are left with a vacancy; and noise."""
    rumour = article(
        "a-rumour",
        "2025-04-28",
        "Brazil look to Madrid for a coach",
        "Brazil want Carlo Ancelotti, and talks have begun. Nobody has signed a thing.\n\n"
        "He has never hidden that the job tempts him.",
        "Corner Flag",
    )
    leaves = article(
        "b-leaves",
        "2025-05-09",
        "Alonso says goodbye",
        "Xabi Alonso will leave Bayer Leverkusen at the end of the season. He told the players in the morning.",
    )
    brazil = article(
        "c-brazil",
        "2025-05-12",
        "Brazil name Ancelotti as coach",
        "The federation spoke shortly after noon.\n\n"
        "Carlo Ancelotti will take charge of Brazil on 26 May. He leaves Real Madrid after the last match.\n\n"
        + "\n\n".join(f"Paragraph {n} of a long afternoon in Rio, with nothing new in it." for n in range(1, 30)),
        "CBF",
    )
    denial = article(
        "d-denial",
        "2025-05-13",
        "Klopp camp waves Madrid away",
        "Juergen Klopp will not be the next coach of Real Madrid, his agent said.",
        "Corner Flag",
    )
    madrid = article(
        "e-madrid",
        "2025-05-25",
        "Real Madrid present Alonso",
        "Real Madrid have appointed Xabi Alonso. He begins on 1 June and signed for three seasons.",
        "Real Madrid",
    )
    match = article("f-match", "2025-05-26", "Two late goals and a broken flag", "A match report without any news.")
    undated = article("g-undated", None, "An old page without a date", "Somebody saved this long ago.")
    hostile = [
        article("h-markup", "2025-05-02", "ARS 2 [/b] 0", "A body with [/b] and [@click=app.quit]x[/] in it."),
        article("i-click", "2025-05-01", "[@click=app.quit]x", "Nothing here may be clicked."),
        article("j-escape", "2025-04-30", "red \x1b[31mred\x1b]0;title\x07 bell", "Colours \x1b[41m and \u009b31m."),
        article("k-bidi", "2025-04-29", "left \u202etfel\u202c right", "More \u2066of\u2069 it."),
        article("l-wide", "2025-04-27", "監督交代 ⚽️ 新しい監督が就任 " * 6, "宽字符 👩‍👩‍👧‍👦 e\u0301e\u0301e\u0301."),
    ]
    claims = {
        "a-rumour": (
            claim(rumour, Kind.APPOINTMENT, "Carlo Ancelotti", "Brazil", Stage.TALKS, "Brazil want Carlo Ancelotti"),
        ),
        "b-leaves": (
            claim(
                leaves,
                Kind.DEPARTURE,
                "Xabi Alonso",
                "Bayer Leverkusen",
                Stage.CONFIRMED,
                "Xabi Alonso will leave Bayer Leverkusen at the end of the season.",
                attribution="Alonso",
            ),
        ),
        "c-brazil": (
            claim(
                brazil,
                Kind.APPOINTMENT,
                "Carlo Ancelotti",
                "Brazil",
                Stage.CONFIRMED,
                "Carlo Ancelotti will take charge of Brazil on 26 May.",
                attribution="the federation",
            ),
            claim(
                brazil,
                Kind.DEPARTURE,
                "Carlo Ancelotti",
                "Real Madrid",
                Stage.CONFIRMED,
                "He leaves Real Madrid after the last match.",
                manner=Manner.SIGNED_ELSEWHERE,
            ),
        ),
        "d-denial": (
            claim(
                denial,
                Kind.APPOINTMENT,
                "Juergen Klopp",
                "Real Madrid",
                None,
                "Juergen Klopp will not be the next coach of Real Madrid, his agent said.",
                denied=True,
                attribution="his agent",
            ),
        ),
        "e-madrid": (
            claim(
                madrid,
                Kind.APPOINTMENT,
                "Xabi Alonso",
                "Real Madrid",
                Stage.CONFIRMED,
                "Real Madrid have appointed Xabi Alonso.",
                attribution="the club",
            ),
        ),
    }
    return Desk((rumour, leaves, brazil, denial, madrid, match, undated, *hostile), claims)
