"""The gate for text and links from outside, on their way to a terminal.

Whatever an article, a feed, a file name or an error message says passes here before it is shown: no control character,
no escape sequence, nothing that reorders or hides what stands around it. Terminals obey escape sequences wherever
they stand: in titles, authors, file names and link addresses.
"""

from __future__ import annotations

import re
from functools import lru_cache

MAX_LINK = 2048
"""Longest link, in code points, before and after it is written in full."""
MAX_MARKS = 4
"""Most combining marks on one letter: more of them run over the neighbouring rows."""
TAB = "    "

_CONTROL = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_BREAK = r"\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"
_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BROKEN = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17)
)
# Invisible format characters, tag characters and fillers. The emoji and ideographic variation selectors of plane 14
# go too: text is as readable without them, and hidden messages are made of them.
_INVISIBLE = (
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Joiners shape letters in Arabic, Indic and other joining scripts, and hold emoji together; elsewhere they only hide.
_JOINING_SCRIPT = r"\u0600-\u061b\u061d-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u1810-\u18af"
_EMOJI = r"\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_MARK = (
    r"\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_STRAY_JOINER = rf"(?<![{_JOINING_SCRIPT}])(?!(?<=[{_EMOJI}\ufe0f])\u200d[{_EMOJI}])[\u200c\u200d]"
_MARK_RUN = rf"([{_MARK}\u200c\u200d]{{{MAX_MARKS}}})[{_MARK}\u200c\u200d]+"

# Whole escape sequences. A string sequence (OSC, DCS, ...) without its end loses only its introducer, so that no one
# can make the rest of an article disappear. The one-character forms need a parameter or a plain-ASCII body: UTF-8 that
# was read as Latin-1 is full of them ("â\x80\x9d"), and its words must not be taken for a body.
_ESCAPES = r"""(?x)
    \x1b [\]PX^_] [^\x07\x1b\x9c]* (?: \x07 | \x1b\\ | \x9c )
    | \x1b \[ [0-?]* [ -/]* [@-~]?
    | \x1b [ -/]* [0-~]?
    | \x9b [0-?]+ [ -/]* [@-~]?
    | \x9d \d{1,4} ; [^\x07\x1b\x9c\x9d]* (?: \x07 | \x1b\\ | \x9c )
    | [\x90\x98\x9e\x9f] [ -~]* (?: \x07 | \x1b\\ | \x9c )
"""
_BREAKS = f"[{_BREAK}]+"
_LINE_END = r"\r\n|[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]"
_DROPPED = f"[{_CONTROL}{_BIDI}{_INVISIBLE}]+"
_BROKEN_ONE = f"[{_BROKEN}]"
_SHOWN_AS_SPACE = rf"[\t\r\x1f{_INVISIBLE}]|{_STRAY_JOINER}"
_SHOWN_AS_LINE_END = r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_SHOWN_AS_BROKEN = f"[{_CONTROL}{_BIDI}{_BROKEN}]"

_UNSAFE = rf"(?!\n)[{_BREAK}{_CONTROL}{_BIDI}{_BROKEN}{_INVISIBLE}]|{_STRAY_JOINER}|{_MARK_RUN}"

# Nearly every text has nothing but letters, punctuation and symbols of these ranges, where nothing is ever unsafe; so
# this one pattern is compiled at once, and `re` compiles those above when a text needs them.
_UNUSUAL = re.compile(
    r"[^\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u05be-\u05ff\u1e00-\u200a\u2010-\u2027\u202f-\u205f"
    r"\u20a0-\u20cf\u2100-\u27bf]"
)


def safe(text: str) -> str:
    """Make one harmless line of a text: what cannot be shown is removed, line ends and tabs become one space.

    The result is the text itself where nothing is wrong with it, and `safe(safe(text)) == safe(text)`.
    """
    if "\n" not in text and _is_clean_block(text):
        return text
    return _clean(re.sub(_BREAKS, " ", re.sub(_ESCAPES, "", text)))


def safe_block(text: str) -> str:
    r"""Make a harmless text of several lines: as `safe`, but every kind of line end becomes "\n", a tab four spaces."""
    if _is_clean_block(text):
        return text
    lines = re.split(_LINE_END, re.sub(_ESCAPES, "", text))
    return "\n".join(_clean(line.replace("\t", TAB).replace("\x1f", " ")) for line in lines)


def safe_same_length(text: str) -> str:
    r"""Make a harmless text of the same number of code points, so that spans into the one fit the other.

    Every forbidden code point is replaced one for one: by "\n" where it ends a line, by a space where it is white or
    invisible, else by U+FFFD. The words of an escape sequence stay, harmless without its first character.
    """
    if _is_clean_block(text):
        return text
    text = re.sub(_SHOWN_AS_LINE_END, "\n", re.sub(_SHOWN_AS_SPACE, " ", text))
    text = re.sub(_SHOWN_AS_BROKEN, "\ufffd", text)
    return re.sub(_MARK_RUN, lambda run: run[1] + "\ufffd" * (run.end() - run.end(1)), text)


def _is_clean_block(text: str) -> bool:
    return not _UNUSUAL.search(text) or not re.search(_UNSAFE, text)


def _clean(text: str) -> str:
    # The order makes it idempotent: a run of marks may come together only when what stood between them is gone.
    text = re.sub(_STRAY_JOINER, "", re.sub(_BROKEN_ONE, "\ufffd", re.sub(_DROPPED, "", text)))
    return re.sub(_MARK_RUN, r"\1", text)


@lru_cache(maxsize=4096)
def safe_link(url: str) -> str | None:
    """Make a link that may be opened and shown: ASCII, with the host as it really is; None where it must not be.

    Only http and https with a host and without a user name, at most 2,048 code points, without control or invisible
    characters, percent-encoded ones included.
    """
    from urllib.parse import quote, unquote, urlsplit, urlunsplit

    url = url.strip()
    if len(url) > MAX_LINK or not _is_clean_block(url) or re.search(r"[\x00-\x1f\x7f-\x9f]", unquote(url)):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    host = _real_host(host)
    if host is None:
        return None
    netloc = host if port is None else f"{host}:{port}"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    query, fragment = (quote(part, safe="/%:@!$&'()*+,;=~?") for part in (parts.query, parts.fragment))
    link = urlunsplit((parts.scheme, netloc, path, query, fragment))
    return link if len(link) <= MAX_LINK else None


_HOST = re.compile(
    r"(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?"
)


def _real_host(host: str) -> str | None:
    """The host as it is looked up, lower case and in ASCII; None where it is no host name or address."""
    if ":" in host:
        import ipaddress

        try:
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            return None
    if not host.isascii():
        try:
            host = ".".join(_ascii_label(label) for label in re.split("[.\u3002\uff0e\uff61]", host))
        except UnicodeError:
            return None
    host = host.lower()
    return host if re.fullmatch(_HOST, host) else None


def _ascii_label(label: str) -> str:
    # The codec knows the rules of 2003, by which "ß" and final "ς" become other letters and so another host.
    if "ß" in label or "ς" in label:
        import unicodedata

        return "xn--" + unicodedata.normalize("NFKC", label).lower().encode("punycode").decode("ascii")
    return label.encode("idna").decode("ascii")
