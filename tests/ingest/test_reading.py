from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.ingest.builders import NOW, at, read_one
from touchline.errors import FormatError, RetrieveError
from touchline.ingest.reading import read_path

SEED = Path(__file__).resolve().parents[3] / "shared" / "material" / "seed-article.txt"
SUFFIXES = (".txt", ".md", ".html", ".xml", ".rss", ".json", "", ".bin")


def test_the_same_file_is_the_same_article_at_every_import_and_after_a_change(tmp_path: Path):
    first = read_one(tmp_path, "a.txt", "Pilbeam goes.")
    assert read_one(tmp_path, "a.txt", "Pilbeam goes.") == first
    assert read_one(tmp_path, "a.txt", "Pilbeam stays.").article_id == first.article_id
    assert read_one(tmp_path, "b.txt", "Pilbeam goes.").article_id != first.article_id


def test_a_file_is_the_same_whatever_path_leads_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "sub")
    expected = read_one(tmp_path, "a.txt", "Pilbeam goes.")
    monkeypatch.chdir(tmp_path / "sub")
    for path in (Path("../a.txt"), tmp_path / "link" / ".." / "a.txt"):
        assert read_path(path, now=NOW) == [expected]


def test_an_article_knows_its_path_feed_and_first_sight(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Pilbeam goes.")
    [article] = read_path(tmp_path / "a.txt", now=NOW, feed="Desk")
    assert (article.path, article.feed, article.first_seen_at) == (str(tmp_path.resolve() / "a.txt"), "Desk", NOW)


def test_a_name_that_is_no_utf8_can_be_stored(tmp_path: Path):
    article = read_one(tmp_path, "a\udcff.txt", "Pilbeam goes.")
    assert article.path is not None
    assert article.path.endswith("/a\ufffd.txt")


def test_addresses_that_are_not_of_the_web_are_left_out(tmp_path: Path):
    assert read_one(tmp_path, "a.txt", "url: javascript:alert(1)\nPilbeam goes.").url is None


def test_metadata_wins_over_the_detected_language(tmp_path: Path):
    english = "The coach will leave the club at the end of the season and it is not known who will follow him."
    assert read_one(tmp_path, "a.txt", english).language == "en"
    assert read_one(tmp_path, "b.txt", f"language: sv\n{english}").language == "sv"
    assert read_one(tmp_path, "c.txt", f"language: Klingon\n{english}").language == "en"


def test_too_large_a_file_is_refused(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Pilbeam goes.")
    with pytest.raises(RetrieveError, match="larger than"):
        read_path(tmp_path / "a.txt", now=NOW, max_bytes=5)


def test_an_image_named_as_text_is_refused(tmp_path: Path):
    with pytest.raises(FormatError, match=r"a\.txt is a PNG image"):
        read_one(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(64))


@pytest.mark.skipif(not SEED.exists(), reason="the material is not here")
def test_the_seed_article(tmp_path: Path):
    [article] = read_path(SEED, now=NOW)
    assert (article.published_at, article.date_from, article.title) == (at(2025, 5, 10), "text", None)
    assert article.text.startswith("After an impressive run")
    assert article.text.endswith("into a new era.")
    assert article.text.count("\n\n") == 9
    assert article.language == "en"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"<rss", ".rss")
@example(b"---\n&a [*a]\n---\n", ".md")
@example(b"---\n!!python/object:os.system x: 1\n---\nwords", ".md")
@example(b"<html><p>\xed\xa0\x80&#xd800;&#0;</p>", ".html")
@example(b'<?xml version="1.0" encoding="undefined"?><rss><channel><item><title>x', ".xml")
@example(b"<![<![<html><body>x", ".html")
@given(
    st.one_of(
        st.binary(max_size=400),
        st.builds(
            lambda start, rest: start + rest,
            st.sampled_from(
                [
                    b"<rss><channel><item><title>",
                    b"<html><body><p>",
                    b'{"items": [{',
                    b"---\ntitle: ",
                    b"+++\ntitle = ",
                    b"\xff\xfe",
                    b"<?xml version='1.0' encoding='",
                    b"<feed><entry><content type='xhtml'>",
                    b"date: ",
                    b"# ",
                ]
            ),
            st.binary(max_size=200),
        ),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
    st.sampled_from(SUFFIXES),
)
def test_any_bytes_are_articles_or_a_clear_refusal(tmp_path: Path, data: bytes, suffix: str):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    try:
        articles = read_path(path, now=NOW)
    except FormatError as error:
        assert str(error).startswith(path.name)
        return
    for article in articles:
        assert article.text.strip()
        assert article.body_start == 0 or article.text.startswith(article.title or "")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", article.text)
        "".join(filter(None, (article.text, article.publisher, article.author, article.url, article.path))).encode()


def test_text_files_need_none_of_the_slow_parsers(tmp_path: Path):
    (tmp_path / "a.txt").write_text("date 2025-05-10 The coach of the club is to leave it at the end of the season.")
    program = (
        "import sys, datetime, pathlib, touchline.ingest.refresh, touchline.ingest.retrieve, touchline.ingest.walk\n"
        "from touchline.ingest.reading import read_path\n"
        "assert read_path(pathlib.Path(sys.argv[1]), now=datetime.datetime.now(datetime.UTC))[0].language == 'en'\n"
        "slow = {'feedparser', 'trafilatura', 'lxml', 'bs4', 'urllib3', 'yaml', 'markdown_it', 'charset_normalizer'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "a.txt")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"
