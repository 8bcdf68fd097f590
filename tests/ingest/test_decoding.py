from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.errors import FormatError
from touchline.ingest.decoding import decode, decode_page

WESTERN = (
    "Alonso’s “dream” – a £5m move",
    "El técnico español volverá, según él: «así será», con la afición a su lado.",
    "O treinador não confirmou a saída; a direção procura sucessão.",
    "Der Trainer verlässt München, für die Nachfolge gibt es drei Männer.",
    "L'entraîneur a été limogé après la défaite, où était-il ?",
    "Müller geht",
)


@pytest.mark.parametrize("text", WESTERN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_western_text_is_read_in_every_encoding(text: str, encoding: str):
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Fenerbahçe’nin yeni teknik direktörü için görüşmeler sürüyor. İstanbul'da ığdır şampiyonluğu", "cp1254"),
        ("Новый тренер клуба подписал контракт до конца сезона. Президент доволен.", "cp1251"),
        ("Новый тренер клуба подписал контракт до конца сезона. Президент доволен.", "koi8_r"),
    ],
)
def test_other_alphabets_are_guessed(text: str, encoding: str):
    assert decode(text.encode(encoding), "a.txt") == text


def test_marks_of_utf_16_decide_the_order():
    assert decode(codecs.BOM_UTF16_BE + "Tor".encode("utf-16-be"), "a") == "Tor"
    assert decode(codecs.BOM_UTF16_LE + "Tor".encode("utf-16-le"), "a") == "Tor"


def test_a_few_broken_bytes_in_utf8_stay_a_few():
    data = "Ancelotti’s “last” game, it’s said – café".encode() + b"\xe2\x80"
    assert decode(data, "a") == "Ancelotti’s “last” game, it’s said – café\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4,
        b"\x1f\x8b\x08" + bytes(range(256)),
        b"{\\rtf1 words}",
        bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 100,
        b"words and a lot of \x00\x00\x00\x00\x00\x00\x00\x00\x00 zero bytes",
    ],
)
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(FormatError, match=r"^a\.txt is "):
        decode(data, "a.txt")
    with pytest.raises(FormatError, match=r"^a\.txt is "):
        decode_page(data, "a.txt")


def test_one_stray_control_character_is_a_slip():
    assert decode(b"words \x07 and more words", "a") == "words \x07 and more words"


@pytest.mark.parametrize("name", ["no-such-charset", "hex", "utf-16", "undefined"])
def test_a_declared_encoding_that_cannot_be_is_passed_over(name: str):
    assert decode_page(f"<meta charset={name}><p>é".encode(), "a").endswith("é")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes):
    for read in (decode, decode_page):
        try:
            assert isinstance(read(data, "a"), str)
        except FormatError as error:
            assert str(error).startswith("a is ")
