"""Bytes -> text: byte order marks, declared encodings, UTF-8, UTF-16, and a guess as the last resort."""

from __future__ import annotations

import codecs
import re

from touchline.errors import FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"bplist00", "a web archive of Safari"),
)
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_PLAIN = re.compile(r"[\w\s.,;:!?'\"()“”‘’«»–—-]")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.IGNORECASE)
_SAMPLE = 65_536
_HEAD = 4_096
_FOREIGN = re.compile(r"[^\x00-\x7f]")
# What western European papers print; without the letters that stand where Turkish (ğ ı ş) and Polish have theirs.
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœŠšŽž¡¿ªº«»“”„‘’‚‹›–—…•·°´§©®™€£½\u00a0\u00ad"
)
# Guessing among all encodings of the world reads "Alonso’s" as Chinese or Mac Icelandic; these are what papers used.
_GUESSES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "koi8_r",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "gb18030",
    "big5",
]


def decode(raw: bytes, name: str) -> str:
    """Decode the bytes of a text file; `name` is for the message.

    Raises:
        FormatError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if b"\0" in raw[:_SAMPLE]:
        encoding_without_mark = _utf16_without_mark(raw)
        if encoding_without_mark:
            return raw.decode(encoding_without_mark, "replace")
    refuse_binary(raw, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_guess(raw), "replace")


def decode_page(raw: bytes, name: str) -> str:
    """Decode the bytes of an HTML page, which may declare its encoding in its first bytes.

    UTF-8 that is valid wins over a declared one-byte encoding: pages are often converted without their declaration.

    Raises:
        FormatError: the bytes are no text.
    """
    declared = _declared(raw)
    if declared is None or raw.startswith(tuple(mark for mark, _ in _MARKS)):
        return decode(raw, name)
    refuse_binary(raw, name)
    for encoding in (declared, "utf-8") if _is_multibyte(declared) else ("utf-8", declared):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(declared, "replace")


def refuse_binary(raw: bytes, name: str) -> None:
    """Refuse images, archives and the like, and bytes with more control characters than a slip.

    Raises:
        FormatError: says what the file is.
    """
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise FormatError(f"{name} is {what}, not an article that touchline can read.")
    sample = raw[:_SAMPLE]
    # One stray control character is a slip of some editor; a hundredth of the text is no text.
    if len(sample) - len(sample.translate(None, _CONTROL)) > 1 + len(sample) // 100:
        raise FormatError(f"{name} is a binary file, not text.")


def _utf16_without_mark(raw: bytes) -> str | None:
    """Tell UTF-16 without a mark by trying both orders: the right one gives letters, the wrong one exotic signs."""
    head = raw[: _HEAD - _HEAD % 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        n_latin = sum(char < "\u0250" and bool(_PLAIN.match(char)) for char in text)
        n_plain = sum(bool(_PLAIN.match(char)) for char in text)
        if text and n_plain > 0.95 * len(text) and n_latin > 0.1 * len(text):
            return encoding
    return None


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_HEAD])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        b"".decode(name)  # refuses codecs that are not for text, such as "hex"
    except LookupError:
        return None
    if name.startswith(("utf-16", "utf-32", "utf-7")):
        return None  # a page whose declaration could be read as ASCII is in none of these
    return "cp1252" if name in {"iso8859-1", "ascii"} else name  # as browsers read them


def _is_multibyte(encoding: str) -> bool:
    return encoding.startswith(("gb", "big5", "hz", "euc", "shift", "iso2022", "cp93", "cp94", "cp95"))


def _guess(raw: bytes) -> str:
    """Guess the encoding of bytes that are not valid UTF-8: broken UTF-8, western European, then any other."""
    sample = raw[:_SAMPLE]
    as_utf8 = sample.decode("utf-8", "replace")
    n_broken = as_utf8.count("\ufffd")
    n_foreign = len(_FOREIGN.findall(as_utf8)) - n_broken
    if n_foreign > 4 * n_broken:
        return "utf-8"
    as_western = sample.decode("cp1252", "replace")
    foreign = _FOREIGN.findall(as_western)
    if len(foreign) < len(as_western) / 4 and all(char in _WESTERN for char in foreign):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSES).best()
    return best.encoding if best else "cp1252"
