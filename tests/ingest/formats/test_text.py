from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.builders import at, read_one
from touchline.errors import FormatError

BODY = "Example Rovers have parted with Tom Pilbeam.\n\nRita Quill takes over for now."


@pytest.mark.parametrize(
    "head",
    [
        "date 2025-05-10 ",
        " date 2025-05-10 ",
        "\n date 2025-05-10 ",
        "date 2025-05-10\n",
        "date: 2025-05-10\n\n",
        "Date: 10 May 2025\n",
        "DATE: May 10, 2025 ",
        "date: 10/05/2025\n",
        "\ufeffdate: 2025-05-10\r\n\r\n",
    ],
)
def test_a_date_before_the_first_word_or_on_its_own_line_is_no_part_of_the_text(tmp_path: Path, head: str):
    article = read_one(tmp_path, "a.txt", head + BODY)
    assert article.text == BODY
    assert article.title is None
    assert article.published_at == at(2025, 5, 10)
    assert article.date_from == "text"
    assert article.headline == "Example Rovers have parted with Tom Pilbeam"


def test_a_title_stands_before_the_body_in_the_text(tmp_path: Path):
    article = read_one(tmp_path, "a.txt", f"date: 2025-05-10\ntitle:  Rovers  part with Pilbeam \n\n{BODY}\n")
    assert article.title == "Rovers part with Pilbeam"
    assert article.text == f"Rovers part with Pilbeam\n\n{BODY}"
    assert article.body == BODY


def test_the_title_may_come_first_and_on_the_line_of_the_date(tmp_path: Path):
    first = read_one(tmp_path, "a.txt", f"title: A title\ndate: 2025-05-10\n{BODY}")
    same_line = read_one(tmp_path, "b.txt", f"date 2025-05-10 title: A title\n{BODY}")
    for article in (first, same_line):
        assert (article.title, article.body, article.published_at) == ("A title", BODY, at(2025, 5, 10))


def test_all_keys_of_the_head_are_read(tmp_path: Path):
    head = "Title: T\nPublisher: The Post\nAuthor: A. Writer\nURL: https://post.example/a\nLanguage: pt-BR"
    article = read_one(tmp_path, "a.txt", f"{head}\n\n{BODY}")
    assert article.publisher == "The Post"
    assert article.author == "A. Writer"
    assert article.url == "https://post.example/a"
    assert article.language == "pt"
    assert article.body == BODY


def test_a_file_without_a_head_is_all_body(tmp_path: Path):
    article = read_one(tmp_path, "a.txt", BODY)
    assert (article.title, article.text, article.published_at, article.date_from) == (None, BODY, None, "file time")
    assert article.publisher is None


def test_a_title_alone_is_an_article(tmp_path: Path):
    article = read_one(tmp_path, "a.txt", "date: 2025-05-10\ntitle: Pilbeam goes\n")
    assert (article.text, article.body, article.headline) == ("Pilbeam goes", "", "Pilbeam goes")


@pytest.mark.parametrize("words", ["unknown", "Unknown", "undated"])
def test_a_date_that_is_said_to_be_unknown_is_asked_of_no_file_name(tmp_path: Path, words: str):
    article = read_one(tmp_path, "2025-05-10-a.txt", f"date: {words}\n{BODY}")
    assert (article.published_at, article.date_from, article.text) == (None, "none", BODY)


def test_an_unknown_date_may_stand_before_the_first_word(tmp_path: Path):
    assert read_one(tmp_path, "a.txt", f"date: unknown {BODY}").text == BODY


def test_the_file_name_dates_an_article_that_does_not_say(tmp_path: Path):
    article = read_one(tmp_path, "2025-05-10-pilbeam.txt", BODY)
    assert (article.published_at, article.date_from) == (at(2025, 5, 10), "file name")


def test_a_date_in_the_future_is_no_date(tmp_path: Path):
    article = read_one(tmp_path, "a.txt", f"date: 2099-01-01\n{BODY}")
    assert (article.published_at, article.date_from, article.text) == (None, "file time", BODY)


def test_a_date_line_that_cannot_be_read_leaves_the_article_undated(tmp_path: Path):
    article = read_one(tmp_path, "a.txt", f"date: some day in May\ntitle: T\n{BODY}")
    assert (article.title, article.body, article.published_at) == ("T", BODY, None)


@pytest.mark.parametrize(
    "prose",
    [
        "Date with destiny: Pilbeam returns to the Park.",
        "Title race over, says Pilbeam.",
        "Dates have been set for the play-offs.",
        "Author of the winner was a substitute.",
    ],
)
def test_prose_that_begins_like_a_head_stays(tmp_path: Path, prose: str):
    assert read_one(tmp_path, "a.txt", prose).text == prose


def test_wrapped_lines_stay_and_newlines_and_blank_lines_become_plain(tmp_path: Path):
    article = read_one(tmp_path, "a.txt", "One line\r\nwrapped.  \r\n \r\n\r\n\r\nNext\rlast\u2028end\n\n")
    assert article.text == "One line\nwrapped.\n\nNext\nlast\nend"


def test_control_characters_go_and_letters_stay_as_they_are(tmp_path: Path):
    decomposed = "Cafe\u0301 na\xefve 👍🏽 «ok»"
    article = read_one(tmp_path, "a.txt", f"{decomposed}\x00\x1b[2J\x9b tab\there and some more words to read")
    assert article.text == f"{decomposed}[2J tab\there and some more words to read"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"date: 2025-05-10\n"])
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes):
    with pytest.raises(FormatError, match=r"a\.txt (is empty|holds no text)"):
        read_one(tmp_path, "a.txt", data)
