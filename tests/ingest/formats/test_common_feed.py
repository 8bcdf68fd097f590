"""What is read without feedparser is what feedparser reads."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.errors import FormatError
from touchline.ingest.draft import Document, Draft
from touchline.ingest.formats.common_feed import read_common
from touchline.ingest.formats.feed import _drafts, _parsed

CASES = sorted((Path(__file__).parent.parent / "entries").glob("*.case"))
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
)
RSS = f"<rss version='2.0' {NAMESPACES}><channel>{{}}</channel></rss>"
ATOM = f"<feed xmlns='http://www.w3.org/2005/Atom' {NAMESPACES}>{{}}</feed>"


def as_read(document: Document) -> tuple[list[Draft] | None, list[Draft] | None]:
    """The drafts of the common shapes, None where they are left to feedparser, and feedparser's."""
    common, parsed = read_common(document), None
    try:
        answer = _parsed(document)
        parsed = list(_drafts(answer["entries"], answer["feed"], document.address))
    except FormatError:
        pass
    return list(_drafts(common["entries"], common["feed"], document.address)) if common else None, parsed


def document(text: str | bytes, media_type: str | None = "application/rss+xml") -> Document:
    raw = text if isinstance(text, bytes) else text.encode()
    return Document(raw=raw, name="Post", address="https://post.example/feed", media_type=media_type)


TEXTS = st.sampled_from(
    [
        "",
        " ",
        "Pilbeam goes",
        "A & B <i>c</i>",
        "<p>One.</p><p>Two &amp; three.</p>",
        "<p>One.</p>\n\n<br/>Two",
        "5 < 6 > 4 &nbsp; &copy;",
        "Málaga — señor",
        "MÃ¡laga",
        "caf\x85",
        "“quoted”",
        "ещё",
    ]
) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
ADDRESSES = st.sampled_from(
    ["https://post.example/1", "/a/1", "1", "https://post.example/?a=1&b=2"] * 5
    + ["", "http:////x/y", "a b", "?x&copy;=1"]
)
DATES = st.sampled_from(
    ["Sat, 10 May 2025 10:00:00 GMT", "2025-05-10T10:00:00Z", "10. Mai 2025"] * 5
    + ["", "soon", "Sat May 10 10:00:00 2025"]
)
NAMES = st.sampled_from(["", "Ada Writer", "desk@post.example (The desk)", "Ada & Ben", "The desk (sport)"])


@st.composite
def element(draw: st.DrawFn, name: str, is_atom: bool) -> str:
    local = name.rpartition(":")[2]
    attributes = ""
    if name in ("link", "atom:link") and draw(st.booleans()):
        rel = draw(st.sampled_from(["", " rel='alternate'", " rel='self'", " rel='enclosure' type='audio/mpeg'"]))
        return f"<{name}{rel} href={quoteattr(draw(ADDRESSES))}/>"
    if local in ("link", "guid", "id"):
        text = draw(ADDRESSES)
        if local == "guid":
            attributes = draw(
                st.sampled_from(["", ' isPermaLink="false"', ' isPermaLink="true"', ' ispermalink="false"'])
            )
    elif local in ("pubDate", "date", "published", "updated"):
        text = draw(DATES)
    elif name == "author" and is_atom:
        return f"<author><name>{escape(draw(NAMES))}</name></author>"
    elif local in ("author", "creator"):
        text = draw(NAMES)
    elif name in ("media:content", "media:thumbnail"):
        inside = draw(st.sampled_from(["", "<media:credit>C</media:credit>", "<media:title>T</media:title>"]))
        return f"<{name} url='u'>{inside}</{name}>"
    else:
        text = draw(TEXTS)
        if draw(st.integers(0, 19)) == 0:
            attributes = draw(
                st.sampled_from(
                    [' type="html"', ' type="text"', ' type="xhtml"', ' type="image/png"', ' xml:lang="es"']
                )
            )
        if "]]>" not in text and draw(st.booleans()):
            return f"<{name}{attributes}><![CDATA[{text}]]></{name}>"
    return f"<{name}{attributes}>{escape(text)}</{name}>"


RSS_PARTS = [
    *("title", "link", "guid", "description", "content:encoded", "pubDate", "dc:date", "author", "dc:creator"),
    *("category", "media:content", "media:thumbnail", "media:title", "atom:link", "slash:comments", "source", "odd"),
]
ATOM_PARTS = [
    "title",
    "id",
    "link",
    "summary",
    "content",
    "published",
    "updated",
    "author",
    "category",
    "rights",
    "odd",
]


@st.composite
def feeds(draw: st.DrawFn) -> str:
    form, tag, parts = draw(st.sampled_from([(RSS, "item", RSS_PARTS), (ATOM, "entry", ATOM_PARTS)]))
    head = draw(
        st.lists(
            st.sampled_from(
                [
                    "<title>The Post &amp; Co</title>",
                    "<link>https://post.example/</link>",
                    "<language>en-gb</language>",
                    "<atom:link rel='self' href='https://post.example/f'/>",
                    "<image><title>Logo</title><link>x</link><url>y</url></image>",
                    "<description>Words</description>",
                ]
            ),
            max_size=5,
            unique=draw(st.integers(0, 9)) > 0,
        )
    )
    body = ""
    for _ in range(draw(st.integers(1, 3))):
        # Few twice, and the rare ones rarely, so that most feeds are common.
        common, rare = parts[: parts.index("category") + 1], parts[parts.index("category") + 1 :]
        names = draw(st.lists(st.sampled_from(common), max_size=6, unique=draw(st.integers(0, 9)) > 0))
        names += draw(st.lists(st.sampled_from(rare), max_size=1 if draw(st.integers(0, 3)) == 0 else 0))
        entry = "".join(draw(element(name, form is ATOM)) for name in draw(st.permutations(names)))
        body += f"<{tag}>{entry}</{tag}>"
    return form.format("".join(head) + body)


@settings(max_examples=300, deadline=None)
@given(feeds())
def test_it_reads_what_feedparser_reads(text: str):
    common, parsed = as_read(document(text))
    assert common is None or common == parsed


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_also_in_odd_entries(path: Path):
    for answer in path.read_text("utf-8").split("---\n")[1:]:
        common, parsed = as_read(document(answer))
        assert common is None or common == parsed


@pytest.mark.parametrize(
    "text",
    [
        RSS.format(
            "<title>The Post</title><link>https://post.example/</link><language>en</language>"
            "<atom:link rel='self' href='https://post.example/f'/>"
            "<item><title>A &amp; B</title><link>https://post.example/1</link><guid isPermaLink='false'>1</guid>"
            "<description><![CDATA[<p>Words</p>]]></description><content:encoded>More words</content:encoded>"
            "<pubDate>Sat, 10 May 2025 10:00:00 GMT</pubDate><dc:creator>Ada</dc:creator><dc:creator>Ben</dc:creator>"
            "<media:content url='x'><media:credit>C</media:credit></media:content><category>Sport</category></item>"
            "<item><guid>https://post.example/2</guid><title>Two</title></item>"
        ),
        ATOM.replace("<feed ", "<feed xml:lang='de' ").format(
            "<title type='text'>Blatt</title><link rel='self' href='https://post.example/f'/>"
            "<entry><id>urn:1</id><title type='html'>Eins &amp;amp; zwei</title><link href='https://post.example/1'/>"
            "<updated>2025-05-10T10:00:00Z</updated><author><name>Ada</name></author>"
            "<content type='html'>&lt;p&gt;Wörter&lt;/p&gt;</content></entry>"
        ),
    ],
    ids=["rss", "atom"],
)
def test_common_feeds_need_no_feedparser(text: str):
    common, parsed = as_read(document(text))
    assert common is not None
    assert common == parsed
    assert all(draft.title and draft.url for draft in common)


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        (RSS.format("<item><title>Málaga</title></item>").encode("latin-1"), None),
        (RSS.format("<item><title>Málaga</title></item>"), "text/xml; charset=iso-8859-1"),
        ('<?xml version="1.0" encoding="koi8-r"?>' + RSS.format("<item><title>T</title></item>"), None),
        ("<!DOCTYPE rss [<!ENTITY x 'y'>]>" + RSS.format("<item><title>&x;</title></item>"), None),
        (RSS.format("<item><title>cut"), None),
        (RSS.format("<item><title>&nbsp;</title></item>"), None),
        (RSS.format("<item><title>T</title><source url='x'>Wire</source></item>"), None),
        (RSS.format("<title>One</title><title>Two</title>"), None),
        ("<html><head><title>T</title></head></html>", None),
        (b"\xff\xfe<\x00r\x00s\x00s\x00", None),
    ],
)
def test_what_is_not_common_is_left_to_feedparser(text: str | bytes, media_type: str | None):
    assert read_common(document(text, media_type)) is None
