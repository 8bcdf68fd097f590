"""Invented texts for the benchmarks: a match, coaching news, and repetition that means harm."""

from __future__ import annotations

from datetime import UTC, datetime

from touchline.model import Article

PUBLISHED = datetime(2025, 5, 10, tzinfo=UTC)

MATCH = """\
Rain fell on the harbour end all afternoon, and the first half had few chances. Hull pressed high; Leeds
kept the ball among their back four and waited. After twenty minutes a corner from the right found Daniel
Moss at the far post, whose header struck the bar and bounced clear. The crowd of 23,000 sang on regardless.

The visitors grew in confidence. Their captain, Ruben Falk, sent a low shot past the upright from the edge
of the area, and minutes later Piet Jansen drew a fine save with a free kick that dipped over the wall. "We
knew the pitch would be heavy," said Falk. "You cannot play pretty football on days like this."

Early in the second half the home side scored. A throw near the corner flag was flicked on twice, and Moss
turned the ball in from six yards. It was his eleventh goal of the season and his third against the same
opponents. Leeds answered with a spell of pressure: two shots were blocked, one went just over, and a
penalty appeal was waved away by referee Anna Lindqvist.

An equaliser arrived ten minutes from time. Jansen slipped a pass between two defenders, and substitute Milo
Hart finished calmly with his weaker foot. Both teams had openings in added time, the best of which fell to
Moss, whose volley flew wide.

The point keeps Hull in ninth place, four points above the bottom three with five matches to play. Leeds
travel to Norwich on Tuesday, while Hull meet Coventry at home. Falk received his fifth yellow card and
misses that game through suspension.
"""

NEWS = """\
Leeds United sack manager Tom Ashby after nine defeats

Leeds United have sacked manager Tom Ashby after a run of nine defeats. The club confirmed on Friday that
the 46-year-old had been relieved of his duties with immediate effect. His assistant Jonas Berg will take
charge of the team until the end of the season, and the board hope to appoint a successor before the summer.

Hull City head coach Ruben Falk is the favourite to replace Ashby, according to the Northern Courier. Falk,
who took over at Hull in October 2023, has also been linked with Norwich City, whose manager Piet Jansen
resigned last week. "I am the coach of Hull and I am staying," Falk said. Hull chairman Anna Lindqvist has
insisted that no club has been in contact.

Former Coventry boss Daniel Moss has ruled himself out of the running. Moss, who left Coventry by mutual
consent in March, has agreed to become the new head coach of Watford and is expected to be unveiled on
Monday. He will succeed Milo Hart, who was dismissed after only 98 days in charge.

Middlesbrough have named Karl Ekman as their interim manager. Ekman replaces Owen Pryce, who stepped down on
Thursday for personal reasons. Pryce had been set to leave at the end of the season when his contract
expires, but brought his departure forward. Middlesbrough are in talks with Luis Prado about the vacant job,
though Prado is not interested in a short-term deal, his agent told the Northern Courier.

Elsewhere, Stoke City have parted company with manager Ian Rudge. Derby County deny that they have
approached Rudge, who could be offered the job at Preston if Aldo Bini is sacked. Preston said that Bini
retains their full support and that he has signed a new contract until 2027. Sunderland captain Sam Reed
will take over as player-coach of the under-21 side.

Norwich are believed to have held talks with Swansea City boss Henrik Dahl about succeeding Jansen. Dahl was
appointed by Swansea in 2022 and had a spell as caretaker at Cardiff before that. "He has not asked to
leave," said a Swansea spokesman. The Norwich board will interview two more candidates next week, among them
Bristol City coach Mark Ives and former Burnley manager Joe Carr.
"""

HOSTILE = (
    "Leeds manager Tom Ashby, who was sacked by ",
    "who said that he ",
    "...",
    "\n\x0b",
    "\"'",
    "has been ",
    "A. ",
)
"""Pieces that, repeated, would make a careless engine slow."""


def article(text: str) -> Article:
    """An English article of the benchmarks' day; its first line is the title where a blank line follows."""
    title, blank, _ = text.partition("\n\n")
    return Article(
        article_id="bench",
        title=title if blank and "\n" not in title and len(title) < 100 else None,
        text=text,
        published_at=PUBLISHED,
        date_from="text",
        first_seen_at=PUBLISHED,
        language="en",
    )


def of_length(text: str, size: int) -> str:
    """The text, repeated and cut to `size` characters."""
    return (text * (size // len(text) + 1))[:size]
