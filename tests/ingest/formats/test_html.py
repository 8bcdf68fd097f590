from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ingest.builders import at, read_one
from touchline.errors import FormatError

FIRST = (
    "Example Rovers have sacked their head coach Tom Pilbeam two days after the cup defeat at Sample United, the club "
    "said in a statement on Saturday evening."
)
SECOND = (
    "Assistant Rita Quill takes charge for the last two matches of the season, while the board draws up a list of "
    "candidates for the summer."
)
BODY = f"""<header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>Pilbeam goes</h1><p>{FIRST}</p><p>{SECOND}</p>
<ul><li>A list by the end of May</li><li>An appointment in June</li></ul></article></main>
<aside>Most read</aside><footer>Copyright 2019 The Invented Post</footer>"""


def page(head: str = "", body: str = BODY, lang: str = ' lang="en-GB"') -> str:
    return f"<!DOCTYPE html>\n<html{lang}><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def test_the_main_text_is_read_and_what_stands_around_it_is_not(tmp_path: Path):
    article = read_one(tmp_path, "a.html", page("<title>Pilbeam goes | The Invented Post</title>"))
    assert (
        article.text == f"Pilbeam goes\n\n{FIRST}\n\n{SECOND}\n\n- A list by the end of May\n- An appointment in June"
    )
    assert article.language == "en"
    assert (article.published_at, article.date_from) == (None, "file time")


def test_meta_elements_tell_title_author_publisher_date_and_address(tmp_path: Path):
    head = """<title>ignored</title>
      <meta property="og:title" content="Rovers sack Pilbeam - The Invented Post">
      <meta property="og:site_name" content="The Invented Post">
      <meta name="author" content="Ada Writer">
      <meta property="article:published_time" content="2025-05-10T21:30:00+02:00">
      <link rel="canonical" href="https://www.post.example/sport/pilbeam">"""
    article = read_one(tmp_path, "2025-01-01.html", page(head))
    assert article.title == "Rovers sack Pilbeam"
    assert (article.author, article.publisher) == ("Ada Writer", "The Invented Post")
    assert (article.published_at, article.date_from) == (at(2025, 5, 10, 19, 30), "meta")
    assert article.url == "https://www.post.example/sport/pilbeam"


def test_structured_metadata_is_trusted_most(tmp_path: Path):
    posting = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "BreadcrumbList", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Pilbeam &amp; Rovers part",
                "datePublished": "2025-05-10",
                "author": [{"@type": "Person", "name": "Ada Writer"}, {"name": "Ben Scribe"}],
                "publisher": {"@type": "Organization", "name": "The Invented Post"},
                "mainEntityOfPage": {"@id": "https://post.example/1"},
                "inLanguage": "pt-PT",
            },
        ],
    }
    head = f"""<script type="application/ld+json">{{broken</script>
      <script type="application/ld+json">{json.dumps(posting)}</script>
      <meta property="og:title" content="Other"><meta name="date" content="2024-01-01">"""
    article = read_one(tmp_path, "a.html", page(head))
    assert (article.title, article.author) == ("Pilbeam & Rovers part", "Ada Writer, Ben Scribe")
    assert (article.publisher, article.language) == ("The Invented Post", "pt")
    assert (article.published_at, article.url) == (at(2025, 5, 10), "https://post.example/1")


def test_a_date_in_an_unknown_time_zone_is_read_without_a_word(tmp_path: Path):
    head = '<meta property="article:published_time" content="2025-05-10T21:30:00D02:00">'
    assert read_one(tmp_path, "a.html", page(head)).published_at == at(2025, 5, 10, 21, 30)


def test_without_a_site_name_the_domain_is_the_publisher(tmp_path: Path):
    head = '<link rel="canonical" href="https://www.post.example/sport/pilbeam">'
    assert read_one(tmp_path, "a.html", page(head)).publisher == "post.example"


def test_a_copyright_year_is_no_date_and_the_file_name_is_asked(tmp_path: Path):
    article = read_one(tmp_path, "2025-05-10-pilbeam.html", page())
    assert (article.published_at, article.date_from) == (at(2025, 5, 10), "file name")


def test_two_copies_of_one_address_are_one_article_but_front_pages_are_not(tmp_path: Path):
    named = page('<link rel="canonical" href="https://www.post.example/pilbeam/?utm_source=mail#top">')
    also = page('<meta property="og:url" content="http://post.example/pilbeam">')
    front = page('<link rel="canonical" href="https://www.post.example/">')
    assert read_one(tmp_path, "a.html", named).article_id == read_one(tmp_path, "b.html", also).article_id
    assert read_one(tmp_path, "c.html", front).article_id != read_one(tmp_path, "d.html", front).article_id


@pytest.mark.parametrize("element", ["div", "b", "ul><li", "section><p"])
def test_text_below_hundreds_of_nested_elements_is_found(tmp_path: Path, element: str):
    body = f"<article><p>{FIRST}</p>" + f"<{element}>" * 400 + f"<p>{SECOND}</p></article>"
    text = read_one(tmp_path, "a.html", page(body=body)).text
    assert FIRST in text
    assert SECOND in text


def test_a_page_with_little_text_is_read_as_it_stands(tmp_path: Path):
    article = read_one(tmp_path, "a.html", "<p>Pilbeam goes.<p>Quill comes.")
    assert article.text == "Pilbeam goes.\n\nQuill comes."


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("cp1252", ""),
        ("utf-16", ""),
        ("utf-8-sig", '<meta charset="latin1">'),
        ("cp1254", '<meta charset="windows-1254">'),
    ],
)
def test_encodings_of_pages(tmp_path: Path, encoding: str, declaration: str):
    words = "Müller führt Fenerbahçe – «ein Traum», sagte er am Freitag über das Angebot des Vereins."
    html = f"<html><head>{declaration}</head><body><p>{words}</p></body></html>"
    assert read_one(tmp_path, "a.html", html.encode(encoding)).text == words


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0031)https://post.example/sport/1 -->",
        "<!--\n Page saved with SingleFile \n url: https://post.example/sport/1 \n saved date: today\n-->",
    ],
)
def test_browsers_say_where_they_saved_a_page_from(tmp_path: Path, comment: str):
    html = page().replace("<html", f"{comment}\n<html")
    assert read_one(tmp_path, "a.html", html).url == "https://post.example/sport/1"


def test_a_giant_is_read_as_it_stands(tmp_path: Path):
    html = page("<title>Minutes of the season</title>", f"<p>{FIRST}</p>" * 15_000)
    article = read_one(tmp_path, "a.html", html)
    assert article.title == "Minutes of the season"
    assert article.body.count(FIRST) == 15_000


def test_an_xml_declaration_disturbs_nothing(tmp_path: Path):
    html = '<?xml version="1.0" encoding="utf-8"?>\n' + page("<title>Pilbeam goes</title>")
    assert read_one(tmp_path, "a.xhtml", html).body.startswith(FIRST)


def test_scripts_styles_and_hidden_parts_are_not_text(tmp_path: Path):
    html = "<body><script>no()</script><style>no{}</style><p hidden>no</p><noscript>no</noscript><p>Yes &amp; yes.</p>"
    assert read_one(tmp_path, "a.html", html).text == "Yes & yes."


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><head><title>Title alone</title></head><body> </body></html>"]
)
def test_a_page_without_text_is_refused(tmp_path: Path, html: str):
    with pytest.raises(FormatError, match=r"a\.html is a page without text"):
        read_one(tmp_path, "a.html", html)


def test_a_page_is_known_by_its_content(tmp_path: Path):
    assert read_one(tmp_path, "a.txt", page()).text.startswith("Pilbeam goes\n\nExample Rovers")
