"""The gate: what reaches a terminal, and which links open."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.safe import MAX_LINK, MAX_MARKS, safe, safe_block, safe_link, safe_same_length

NASTY = [
    *("\x1b[31m", "\x1b]0;title\x07", "\x1b]52;c;QUJD\x1b\\", "\x9b1m", "\x9d0;x\x9c", "\x90q\x9c", "\x1bPq\x1b\\"),
    *("\u202e", "\u2066", "\u200e", "\ufeff", "\u200b", "\u200d", "\u200c", "\U000e0041", "\ud800", "\u061c"),
    *("\u0301\u0301\u0301", "\ufe0f", "👩", "क", "\u0651", "\r\n", "\t", "\x85", "\u2028", "a", "\x1b", "[", "]0;"),
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(NASTY), max_size=12).map("".join))

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain words, with é and 中文", "Plain words, with é and 中文"),
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;new title\x07b", "ab"),
        ("a\x1b]52;c;QUJD\x1b\\b", "ab"),
        ("a\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x1bPq#0~\x1b\\b", "ab"),
        ("a\x1b_apc\x9cb", "ab"),
        ("a\x1b]0;no end of it", "a0;no end of it"),
        ("a\x1b(Bb\x1bcd", "abd"),
        ("a\x1b", "a"),
        ("a\x1b[", "a"),
        ("a\x9b31mb", "ab"),
        ("a\x9d0;title\x9cb", "ab"),
        ("a\x90q~\x9cb", "ab"),
        ("mojibake â\x80\x9dsaidâ\x80\x9c stays", "mojibake âsaidâ stays"),
        ("bell\x07 back\x08 del\x7f nul\x00", "bell back del nul"),
        ("gpj\u202efdp.exe", "gpjfdp.exe"),
        ("\u2066isolate\u2069 \u200emark\u200f \u061c", "isolate mark "),
        ("zero\u200bwidth\u2060join\ufeff", "zerowidthjoin"),
        ("Trainer\xadwechsel", "Trainerwechsel"),
        ("one\r\ntwo\tthree\n\nfour", "one two three four"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("lone \ud83d surrogate", "lone \ufffd surrogate"),
        ("tags \U000e0041\U000e0042\U000e007f", "tags "),
        (FAMILY, FAMILY),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("\u0645\u06cc\u200c\u0631\u0648\u062f", "\u0645\u06cc\u200c\u0631\u0648\u062f"),
        ("क्\u200dष", "क्\u200dष"),
        ("pay\u200dpal \u200cx", "paypal x"),
        ("Z" + "\u0301" * 300 + "algo", "Z" + "\u0301" * MAX_MARKS + "algo"),
        ("ARS 2 [/b] 0", "ARS 2 [/b] 0"),
    ],
)
def test_safe_line(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_safe_returns_clean_text_itself() -> None:
    text = "Léon Måns took over on 3 May — «at once», he said"
    assert safe(text) is text
    assert safe_block(text) is text
    assert safe_same_length(text) is text


def test_block_keeps_lines() -> None:
    assert safe_block("a\r\nb\rc\x85d\u2028e\n\nf\tg\x1b[2Jh") == "a\nb\nc\nd\ne\n\nf    gh"
    assert safe_block("a\nb") == "a\nb"


def test_same_length_keeps_offsets() -> None:
    text = "He\x1b[31m said\u202e:\tgone\u200b.\r\nNow\u2028then \ud800"
    shown = safe_same_length(text)
    assert shown == "He\ufffd[31m said\ufffd: gone . \nNow\nthen \ufffd"
    assert len(shown) == len(text)
    assert safe_same_length("x" + "\u0301" * 6) == "x" + "\u0301" * 4 + "\ufffd\ufffd"


def test_every_code_point_alone_and_between_letters() -> None:
    for code in (*range(0x20000), *range(0x2FF00, 0x30000), *range(0xE0000, 0xE1000), *range(0x10FF00, 0x110000)):
        text = f"a{chr(code)}b"
        shown = safe_same_length(text)
        assert shows_nothing_forbidden(shown, allowed="\n"), hex(code)
        assert shows_nothing_forbidden(safe(text)), hex(code)
        assert (safe_block(text) == text) == (shown == text), hex(code)


def shows_nothing_forbidden(text: str, allowed: str = "") -> bool:
    for at, char in enumerate(text):
        kind = unicodedata.category(char)
        joiner = char in "\u200c\u200d" and at > 0 and ord(text[at - 1]) > 0xA8
        visible_format = char in "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
        egyptian = "\U00013430" <= char <= "\U0001345f" or char in "\U000110bd\U000110cd"
        if (
            kind in ("Cc", "Cf", "Cs", "Zl", "Zp")
            and char not in allowed
            and not (joiner or visible_format or egyptian)
        ):
            return False
    return True


@given(texts)
def test_safe_properties(text: str) -> None:
    shown = safe(text)
    assert shows_nothing_forbidden(shown)
    assert safe(shown) == shown
    assert len(shown) <= len(text)
    shown.encode()


@given(texts)
def test_block_properties(text: str) -> None:
    shown = safe_block(text)
    assert shows_nothing_forbidden(shown, allowed="\n")
    assert safe_block(shown) == shown
    shown.encode()


@given(texts)
def test_same_length_properties(text: str) -> None:
    shown = safe_same_length(text)
    assert len(shown) == len(text)
    assert shows_nothing_forbidden(shown, allowed="\n")
    for before, after in zip(text, shown, strict=True):
        assert after in (before, " ", "\n", "\ufffd")


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://paper.example/a?b=c&d=%C3%A9#e", "https://paper.example/a?b=c&d=%C3%A9#e"),
        (" http://paper.example \n", "http://paper.example"),
        ("HTTPS://Paper.Example/A", "https://paper.example/A"),
        ("https://paper.example:8443/x", "https://paper.example:8443/x"),
        ("https://paper.example/two words/é", "https://paper.example/two%20words/%C3%A9"),
        ('https://paper.example/a\\b"<>', "https://paper.example/a%5Cb%22%3C%3E"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://аррӏе.example/", "https://xn--80ak6aa92e.example/"),
        ("http://127.0.0.1/x", "http://127.0.0.1/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
    ],
)
def test_links_that_open(url: str, link: str) -> None:
    assert safe_link(url) == link


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/etc/passwd",
        "-flag",
        "--new-window=x",
        "%action",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ssh://-oProxyCommand=x",
        "smb://paper.example/x",
        "mailto:a@paper.example?attach=x",
        "http://",
        "https:///path",
        "https://user@paper.example/",
        "https://user:pass@paper.example/",
        "https://good.example\\@evil.example/",
        "https://paper.example/\x1b]52;c;x\x07",
        "https://paper.example/a\r\nb",
        "https://paper.example/a%0d%0ab",
        "https://paper.example/%1b[2J",
        "https://paper.example/%C2%9B2J",
        "https://paper.example/\u202egpj",
        "https://paper.example/\ud800",
        "https://paper.example:99999/",
        "https://paper.example:x/",
        "https://[::1/",
        "https://[zz]/",
        "https://-x.example/",
        "https://a..example/",
        "https://pa per.example/",
        "https://paper%2eexample/",
        "https://good.example\uff0fevil.example/",
        "https://" + "a" * 64 + ".example/",
        "https://paper.example/" + "a" * MAX_LINK,
        "https://paper.example/" + "é" * (MAX_LINK // 2),
    ],
)
def test_links_that_do_not_open(url: str) -> None:
    assert safe_link(url) is None


@given(st.one_of(texts, texts.map("https://paper.example/{}".format), texts.map("https://{}/x".format)))
def test_link_properties(url: str) -> None:
    link = safe_link(url)
    if link is not None:
        assert link.isascii()
        assert link.isprintable()
        assert " " not in link
        assert link.startswith(("http://", "https://"))
        assert safe_link(link) == link
