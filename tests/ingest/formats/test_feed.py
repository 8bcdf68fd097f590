from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.builders import NOW, at, read, read_one
from touchline.errors import FormatError
from touchline.ingest.draft import Document
from touchline.ingest.reading import read_entries

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Invented Post &amp;amp; Co</title>
  <link>https://post.example/</link>
  <atom:link rel="self" href="https://post.example/feed.xml"/>
  <language>en-gb</language>
  <item>
    <title>Pilbeam &amp;amp; Rovers: it is &lt;b&gt;over&lt;/b&gt;</title>
    <guid isPermaLink="false">post-1</guid>
    <link>/a/1</link>
    <pubDate>Sat, 10 May 2025 21:30:00 +0200</pubDate>
    <dc:creator>Ada Writer</dc:creator>
    <description>Short.</description>
    <content:encoded>
      <![CDATA[<p>The board met.</p><script>no()</script><ul><li>One</li><li>Two</li></ul>]]>
    </content:encoded>
  </item>
  <item>
    <description>No title, no id, no date: a note of the desk.</description>
  </item>
  <item><title>Second use of an id</title><guid>post-1</guid></item>
  <item><guid>empty</guid></item>
  <item><title>ARS 2 [/b] 0</title><link>https://post.example/a/2</link><pubDate>yesterday</pubDate></item>
</channel></rss>
"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
  <title>Beispielzeitung</title><id>urn:feed</id>
  <entry>
    <id>urn:1</id><title type="html">Trainer &amp;lt;geht&amp;gt;</title>
    <link href="https://zeitung.example/1"/>
    <updated>2025-05-10T10:00:00Z</updated>
    <source><title>Nachbarblatt</title></source>
    <content type="xhtml">
      <div xmlns="http://www.w3.org/1999/xhtml"><p>Erster <b>Absatz</b>.</p><p>Zweiter.</p></div>
    </content>
  </entry>
</feed>
"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://rdf.example/"><title>Old Wire</title><link>https://rdf.example/</link></channel>
  <item rdf:about="https://rdf.example/1"><title>Quill takes over</title><link>https://rdf.example/1</link>
    <dc:date>2025-05-10</dc:date><description>For now.</description></item>
</rdf:RDF>
"""


def test_every_entry_of_an_rss_file_is_an_article(tmp_path: Path):
    first, second, third = read(tmp_path, "a.xml", RSS)
    assert first.title == "Pilbeam & Rovers: it is over"
    assert first.body == "The board met.\n\n- One\n- Two"
    assert (first.published_at, first.date_from) == (at(2025, 5, 10, 19, 30), "feed")
    assert (first.publisher, first.author) == ("The Invented Post & Co", "Ada Writer")
    assert (first.url, first.language) == ("https://post.example/a/1", "en")
    assert first.path == f"{tmp_path.resolve()}/a.xml#1"
    assert (second.title, second.text) == (None, "No title, no id, no date: a note of the desk.")
    assert (second.published_at, second.date_from) == (None, "none")
    assert (third.text, third.published_at) == ("ARS 2 [/b] 0", None)


def test_ids_of_entries_are_those_of_the_feeds_own_address_wherever_the_file_is(tmp_path: Path):
    (tmp_path / "b").mkdir()
    here, there = read(tmp_path, "a.xml", RSS), read(tmp_path / "b", "other.rss", RSS)
    assert [article.article_id for article in here] == [article.article_id for article in there]
    assert len({article.article_id for article in here}) == 3


def test_ids_of_a_saved_feed_without_an_address_are_those_of_its_path(tmp_path: Path):
    one, again = read_one(tmp_path, "a.xml", ATOM), read_one(tmp_path, "a.xml", ATOM)
    other = read_one(tmp_path, "b.xml", ATOM)
    assert one.article_id == again.article_id != other.article_id


def test_atom_with_markup_and_the_publisher_that_it_quotes(tmp_path: Path):
    article = read_one(tmp_path, "a.atom", ATOM)
    assert (article.title, article.body) == ("Trainer <geht>", "Erster Absatz.\n\nZweiter.")
    assert (article.publisher, article.language) == ("Nachbarblatt", "de")
    assert (article.published_at, article.date_from) == (at(2025, 5, 10, 10, 0), "feed")


def test_rdf(tmp_path: Path):
    article = read_one(tmp_path, "a.rdf", RDF)
    assert (article.text, article.publisher) == ("Quill takes over\n\nFor now.", "Old Wire")
    assert article.published_at == at(2025, 5, 10)


@pytest.mark.parametrize(
    "data",
    [
        RSS.encode("utf-16"),
        RSS.replace("utf-8", "iso-8859-1").encode("latin-1"),
        b"\xef\xbb\xbf" + RSS.encode(),
        b"\n" * 50_000 + RSS.replace('<?xml version="1.0" encoding="utf-8"?>', "").encode(),
        b"<!-- saved -->\n" + RSS.partition("?>")[2].encode(),
    ],
    ids=["utf-16", "latin-1", "bom", "newlines", "comment"],
)
def test_the_same_feed_in_other_bytes(tmp_path: Path, data: bytes):
    assert read(tmp_path, "a.txt", data)[0].title == "Pilbeam & Rovers: it is over"


def test_a_broken_feed_gives_what_can_be_saved(tmp_path: Path):
    broken = RSS.replace("</channel></rss>", "<item><title>cut & of")
    assert read(tmp_path, "a.xml", broken)[0].title == "Pilbeam & Rovers: it is over"


@pytest.mark.parametrize("link", ["http://[::1", "https://[*a]/"])
def test_a_link_that_is_no_address_is_left_out(tmp_path: Path, link: str):
    for channel, entry in ((link, "/a"), ("https://post.example/", link)):
        feed = f"<rss><channel><link>{channel}</link><item><title>T</title><link>{entry}</link></item></channel></rss>"
        assert read_one(tmp_path, "a.rss", feed).url is None


def test_control_characters_that_a_lenient_parser_lets_through_are_dropped(tmp_path: Path):
    feed = b"<rss><channel><item><title>o\x1b[2Jne &</title><description>t\x1bw<b>o</b>&#27;</description></item>"
    assert read_one(tmp_path, "a.rss", feed).text == "o[2Jne &\n\ntwo"
    link = read_one(
        tmp_path, "b.rss", b"<rss><channel><item><title>a & b</title><link>https://po\x1bst.example/1</link>"
    )
    assert (link.url, link.publisher) == ("https://post.example/1", "post.example")


def test_an_epoch_number_is_read_as_seconds(tmp_path: Path):
    feed = "<rss><channel><item><title>T</title><pubDate>1746835200</pubDate></item></channel></rss>"
    assert read_one(tmp_path, "a.rss", feed).published_at == at(2025, 5, 10)


def test_a_date_in_the_future_is_no_date(tmp_path: Path):
    feed = "<rss><channel><item><title>T</title><pubDate>1 Jan 2099</pubDate></item></channel></rss>"
    article = read_one(tmp_path, "a.rss", feed)
    assert (article.published_at, article.date_from) == (None, "none")


def test_a_body_that_repeats_its_title_is_not_told_twice(tmp_path: Path):
    entry = "<title>T one</title><description>&lt;h1&gt;T one&lt;/h1&gt;Body.</description>"
    feed = f"<rss><channel><item>{entry}</item></channel></rss>"
    assert read_one(tmp_path, "a.rss", feed).text == "T one\n\nBody."


def test_a_saved_feed_without_entries_is_refused_and_an_answer_without_is_not(tmp_path: Path):
    empty = "<rss version='2.0'><channel><title>Quiet</title></channel></rss>"
    with pytest.raises(FormatError, match=r"a\.rss is a feed without entries"):
        read(tmp_path, "a.rss", empty)
    answer = Document(raw=empty.encode(), name="Quiet", address="https://quiet.example/feed")
    assert read_entries(answer, feed_address="https://quiet.example/feed", now=NOW)[1] == []


def test_an_answer_is_told_by_the_subscribed_address_and_gives_the_same_ids_as_the_saved_file(tmp_path: Path):
    answer = Document(raw=RSS.encode(), name="Post", address="https://cdn.example/7", media_type="application/rss+xml")
    _, articles = read_entries(answer, feed_address="https://post.example/feed.xml", now=NOW, feed="Post")
    assert [article.article_id for article in articles] == [a.article_id for a in read(tmp_path, "a.xml", RSS)]
    assert {(article.feed, article.path) for article in articles} == {("Post", None)}


@pytest.mark.parametrize("data", ["<rss>", "<html><body>Please log in</body></html>", "plain words", "<other/>"])
def test_an_answer_that_is_no_feed_is_refused(data: str):
    with pytest.raises(FormatError, match="Post"):
        read_entries(Document(raw=data.encode(), name="Post"), feed_address="https://post.example/f", now=NOW)


def test_entities_do_not_multiply(tmp_path: Path):
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    feed = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss><channel><item><title>T &l9;</title></item></channel></rss>'
    try:
        articles = read(tmp_path, "a.xml", feed)
    except FormatError:
        return
    assert all(len(article.text) < 1_000 for article in articles)


def test_entities_do_not_read_files(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    feed = (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
        "<rss><channel><item><title>T &x;</title></item></channel></rss>"
    )
    assert all("secret" not in article.text for article in read(tmp_path, "a.xml", feed))
