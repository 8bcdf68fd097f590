from __future__ import annotations

import pytest

from tests.ingest.builders import document
from touchline.errors import FormatError
from touchline.ingest.formats import FORMATS, TEXT, choose_format


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "Pilbeam goes.", "text"),
        ("a", "Pilbeam goes.", "text"),
        ("St. Pauli", "Pilbeam goes.", "text"),
        ("a.md", "Pilbeam goes.", "Markdown"),
        ("A.HTML", "Pilbeam goes.", "HTML page"),
        ("a.xml", "Pilbeam goes.", "feed"),
        ("a.json", "[]", "JSON Feed"),
        ("a.txt", "<!DOCTYPE html><p>x", "HTML page"),
        ("a.xml", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>\n<html xmlns='y'>", "HTML page"),
        ("a.html", "<?xml version='1.0'?><!-- a - b --><rss version='2.0'>", "feed"),
        ("a.txt", "\ufeff\n<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("a.txt", "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "feed"),
        ("a.txt", "<!DOCTYPE rss [<!ENTITY x 'y'>]><rdf:RDF >", "feed"),
        ("a.txt", '{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', "JSON Feed"),
        ("a.txt", "{braces are text}", "text"),
        ("a.txt", "---\ntitle: x\n---\nbody", "Markdown"),
        ("a.txt", "+++\r\ntitle = 'x'\r\n+++\r\nbody", "Markdown"),
        ("a.txt", "---\nA ruler, and then: prose.\n\nNo second ruler.", "text"),
        ("a.txt", "<3 from the fans", "text"),
        ("a.txt", "The <html> element", "text"),
    ],
)
def test_content_is_asked_first_then_the_suffix(name: str, content: str, expected: str):
    assert choose_format(document(content, name)).name == expected
    assert choose_format(document(content.encode("utf-16"), name)).name == expected


def test_every_format_is_found_by_some_suffix_but_text():
    assert all(known.suffixes and known.looks_like for known in FORMATS)
    assert (TEXT.suffixes, TEXT.looks_like) == ((), None)


def test_a_list_of_feeds_is_no_article():
    with pytest.raises(FormatError, match="a list of feeds"):
        choose_format(document("<?xml version='1.0'?>\n<opml version='2.0'><body/></opml>", "feeds.opml"))
