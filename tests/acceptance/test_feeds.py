"""Feeds: acceptance cases 15 to 33 of docs/reliability.md; all traffic stays on this computer."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.ingest.server import Server, reply, serving
from tests.ingest.test_faults import FAULTS, fetched
from touchline.ingest.answers import ReadTask
from touchline.ingest.draft import Document
from touchline.ingest.own_network import is_public
from touchline.ingest.refresh import FetchedFeed
from touchline.model import Article, FeedResult
from touchline.newsroom.limited import LimitedWorkers
from touchline.newsroom.refreshing import read_within_limits, refresh
from touchline.newsroom.room import Newsroom, open_newsroom
from touchline.newsroom.stories import story_threads
from touchline.newsroom.upkeep import drain

__all__ = ["fetched"]

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
ITEM = "<item><guid>{0}</guid><title>Report {0}</title><description>Rain in week {0}.</description>{1}</item>"


def rss(*items: str, title: str = "Hill", head: str = '<?xml version="1.0"?>') -> str:
    return f"{head}<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"


@dataclass
class Desk:
    """A library with feeds of one server; time goes on when `hours` says so."""

    folder: Path
    server: Server
    now: datetime = NOW

    def open(self, *names: str) -> Newsroom:
        (self.folder / "config").mkdir(exist_ok=True)
        config = self.folder / "config" / "feeds.toml"
        if not config.exists():
            config.write_text("".join(f'[[feed]]\nname = "{n}"\nurl = "{self.server.url}/{n}"\n' for n in names))
        return open_newsroom(self.folder / "library", self.folder / "config", clock=lambda: self.now)

    def refresh(self, *names: str, hours: float = 0) -> list[FeedResult]:
        self.now += timedelta(hours=hours)
        room = self.open(*names)
        try:
            return sorted(refresh(room), key=lambda result: result.feed)
        finally:
            room.close()

    def articles(self) -> list[Article]:
        room = self.open()
        found = [room.store.article(row.article_id) for row in room.store.headlines()]
        room.close()
        return [one for one in found if one]

    def answer(self, name: str, body: str | bytes = b"", code: int = 200, **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.server.answers[f"/{name}"] = reply(code, raw, **headers)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving() as server:
        yield Desk(tmp_path, server)


def read(raw: bytes) -> tuple[float, int, str]:
    """How long it takes to read an answer within limits, how many articles it has, and what is told of it."""
    task = ReadTask(feed="Hill", document=Document(raw=raw, name="Hill", address="https://hill.example/feed"), now=NOW)
    began_at = time.monotonic()
    with LimitedWorkers(1) as workers:
        reading = read_within_limits(workers, task)
    return time.monotonic() - began_at, len(reading.articles), reading.error or ""


SECRET = "the-secret-of-this-computer"


def test_case_15_entities_multiply_nothing_and_read_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    heads = [
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}<!ENTITY e "&l11;">]>',
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "{"q" * 100_000}">]>',
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file://{secret}">]>',
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "file://{secret}">%p;<!ENTITY e "x">]>',
        f'<?xml version="1.0"?><!DOCTYPE r SYSTEM "file://{secret}">',
    ]
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
    with serving() as server:
        heads.append(f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{server.url}/canary">]>')
        for head in heads:
            task = ReadTask(
                feed="Hill",
                document=Document(
                    raw=rss(ITEM.format(1, f"<author>&e;{include}</author>") + "&e;" * 2_000, head=head).encode(),
                    name="Hill",
                    address="https://hill.example/feed",
                ),
                now=NOW,
            )
            began_at = time.monotonic()
            with LimitedWorkers(1, max_memory=600_000_000) as workers:
                reading = read_within_limits(workers, task)
            assert time.monotonic() - began_at < 5
            assert SECRET not in repr(reading)
        assert server.requests == []


SLOW = {
    "newlines": b"\n" * 200_000 + rss(ITEM.format(1, "")).encode(),
    "comments": rss(ITEM.format(1, f"<content>{'&lt;!--' * 50_000}</content>")).encode(),
    "one token": rss(f"<item><guid>1</guid><title>{'x' * 12_000_000}</title></item>").encode(),
}


@pytest.mark.parametrize("name", SLOW)
def test_case_16_what_holds_a_parser_up_is_over_in_time_and_holds_nobody_else_up(name: str) -> None:
    gaps, over = [], threading.Event()

    def beat() -> None:
        last = time.monotonic()
        while not over.wait(0.005):
            gaps.append(time.monotonic() - last)
            last = time.monotonic()

    heart = threading.Thread(target=beat)
    heart.start()
    took_s, n_articles, told = read(SLOW[name])
    over.set()
    heart.join()
    assert took_s < 33
    assert n_articles or told
    # The scheduler of a busy machine takes some of these; a parser in this process takes hundreds of milliseconds.
    assert sum(gap > 0.1 for gap in gaps) <= len(gaps) // 100


FAULTS_OF = {
    17: ("bomb", "bomb-in-bomb", "deflate-bomb", "many-codings"),
    18: ("silence", "slow-status", "slow-headers", "slow-body", "slow-chunks", "stall", "one-endless-header"),
    20: ("loop", "to-itself", "to-file"),
    21: ("to-decimal", "to-mapped", "to-zero", "to-another-port"),
    26: ("reset", "nothing", "short-body", "cut-chunk", "bad-chunk", "cut-gzip", "no-http"),
    27: ("login", "image", "empty"),
}


@pytest.mark.parametrize("number", FAULTS_OF)
def test_cases_17_18_20_21_26_and_27_such_a_server_fails_alone_with_a_sentence(
    fetched: dict[str, FetchedFeed], number: int
) -> None:
    for name in FAULTS_OF[number]:
        assert (fetched[name].status, fetched[name].articles) == ("failed", ()), name
        assert re.search(FAULTS[name][1], fetched[name].error or ""), name
    # Its address is a private one, which the user named.
    assert (fetched["good"].status, len(fetched["good"].articles)) == ("ok", 1)


def test_case_19_too_much_is_refused_and_of_too_many_entries_the_first_are_kept(desk: Desk) -> None:
    desk.answer("long", b"<rss>" + b" " * 15_100_000)
    desk.answer("many", rss(*(ITEM.format(n, "") for n in range(20_000))))
    long, many = desk.refresh("long", "many")
    assert long.status == "failed" and "more than 15 MB" in (long.error or "")
    assert (many.status, many.n_added) == ("ok", 2_000)
    assert many.error == "many has 20,000 entries; the first 2,000 were read."


@pytest.mark.parametrize("target", ["ftp://hill.example/", "gopher://hill.example/", "data:text/xml,x", "file:///x"])
def test_case_20_no_redirect_leads_out_of_the_web(desk: Desk, target: str) -> None:
    desk.answer("a", code=302, Location=target)
    (result,) = desk.refresh("a")
    assert result.status == "failed" and "neither http nor https" in (result.error or "")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        *((one, False) for one in ("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1")),
        *((one, False) for one in ("::ffff:127.0.0.1", "fe80::1", "fd00::1", "100.64.0.1", "224.0.0.1")),
        *((one, True) for one in ("93.184.216.34", "2606:2800:220:1::1")),
    ],
)
def test_case_21_the_address_rule(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_case_22_a_permanent_move_is_kept_and_no_other(desk: Desk) -> None:
    desk.answer("a", rss(ITEM.format(1, "")))
    desk.refresh("a")
    (before,) = desk.articles()
    desk.answer("a", code=301, Location="/b")
    desk.answer("b", code=308, Location="/c")
    desk.answer("c", rss(ITEM.format(1, "")))
    (result,) = desk.refresh()
    assert (result.status, result.n_added) == ("moved", 0)
    config = desk.folder / "config" / "feeds.toml"
    assert f'url = "{desk.server.url}/c"' in config.read_text()
    desk.answer("c", code=307, Location="/d")
    desk.answer("d", rss(ITEM.format(1, ""), ITEM.format(2, "")))
    (result,) = desk.refresh()
    assert (result.status, result.n_added) == ("ok", 1)
    assert f'url = "{desk.server.url}/c"' in config.read_text()
    assert before.article_id in {one.article_id for one in desk.articles()}


def test_case_23_no_news_stores_nothing_and_an_unasked_304_breaks_nothing(desk: Desk) -> None:
    desk.answer("a", code=304)
    (unasked,) = desk.refresh("a")
    assert unasked.n_added == 0
    desk.answer("a", rss(ITEM.format(1, "")), ETag='"1"', Last_Modified="Sat, 10 May 2025 10:00:00 GMT")
    assert desk.refresh(hours=48)[0].n_added == 1
    desk.answer("a", code=304)
    (result,) = desk.refresh(hours=1)
    assert (result.status, result.n_added, result.n_updated) == ("not-modified", 0, 0)
    asked = desk.server.requests[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Sat, 10 May 2025 10:00:00 GMT")


@pytest.mark.parametrize(("code", "status"), [(410, "gone"), (404, "failed"), (500, "failed")])
def test_case_24_who_is_gone_is_asked_no_more_and_who_fails_later(desk: Desk, code: int, status: str) -> None:
    desk.answer("a", rss(ITEM.format(1, "")))
    desk.refresh("a")
    desk.answer("a", rss(ITEM.format(2, "")), code=code)
    assert [result.status for result in desk.refresh(hours=1)] == [status]
    n_asked = len(desk.server.requests)
    desk.refresh()
    assert len(desk.server.requests) == n_asked
    desk.refresh(hours=48)
    assert len(desk.server.requests) == n_asked + (code != 410)
    assert [one.title for one in desk.articles()] == ["Report 1"]


@pytest.mark.parametrize(
    ("asked", "hours"), [("120", 2 / 60), ("Sun, 01 Jun 2125 14:00:00 GMT", 24), ("1000000000000", 24), ("soon", 0)]
)
@pytest.mark.parametrize("code", [429, 503])
def test_case_25_a_server_that_asks_for_patience_gets_it_across_restarts(
    desk: Desk, code: int, asked: str, hours: float
) -> None:
    desk.answer("a", code=code, Retry_After=asked)
    assert desk.refresh("a")[0].status == "failed"
    desk.answer("a", rss(ITEM.format(1, "")))
    if hours:
        assert desk.refresh(hours=hours - 0.01)[0].status == "waiting"
        assert desk.refresh(hours=0.02)[0].status == "ok"
    else:
        assert desk.refresh(hours=0.01)[0].status == "waiting"
        assert desk.refresh(hours=1)[0].status == "ok"


def test_case_27_a_login_page_touches_no_stored_article(desk: Desk) -> None:
    desk.answer("a", rss(ITEM.format(1, "")))
    desk.refresh("a")
    before = desk.articles()
    desk.answer("a", "<!doctype html><html><body><form>Please log in</form></body></html>")
    (result,) = desk.refresh(hours=1)
    assert "not with a feed" in (result.error or "")
    assert desk.articles() == before


CYRILLIC = "\u0414\u043e\u0436\u0434\u044c \u0432 \u043f\u043e\u0440\u0442\u0443"


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251", "utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("header", ["text/xml", "text/xml; charset=iso-8859-1", "text/xml; charset=nonsense"])
def test_case_28_any_encoding_is_read_or_marked(desk: Desk, encoding: str, header: str) -> None:
    told = rss(f"<item><guid>1</guid><title>{CYRILLIC}</title></item>", head="<?xml version='1.0' encoding='{}'?>")
    desk.answer("a", told.format(encoding.removesuffix("-sig")).encode(encoding), Content_Type=header)
    (result,) = desk.refresh("a")
    assert (result.status, result.n_added) == ("ok", 1)
    if "iso-8859-1" not in header:
        assert [one.title for one in desk.articles()] == [CYRILLIC]


@pytest.mark.parametrize(
    ("items", "n"),
    [
        (["<item><title>Rain</title><description>One.</description></item>"], 1),
        (["<item><description>Two words.</description></item>", "<item><title>Sun</title></item>"], 2),
        (["<item><guid>same</guid><title>Rain</title></item>"] * 5, 1),
        (["<item><guid>{time}</guid><title>Rain</title><description>One.</description></item>"], 1),
    ],
)
def test_case_29_without_ids_or_with_new_ones_nothing_comes_twice(desk: Desk, items: list[str], n: int) -> None:
    counts = []
    for time_now in range(3):
        desk.answer("a", rss(*(item.replace("{time}", str(time_now)) for item in items)) + f"<!-- {time_now} -->")
        counts.append(desk.refresh("a", hours=1)[0].n_added)
    assert counts == [n, 0, 0]


def test_case_30_a_body_that_changes_each_time_is_one_article_that_stays_read(desk: Desk) -> None:
    for number in range(6):
        desk.answer("a", rss(ITEM.format(1, f"<author>A{number}</author>").replace("Rain in", f"Rain {number} in")))
        (result,) = desk.refresh("a", hours=1)
        assert (result.n_added, result.n_updated) == ((1, 0) if number == 0 else (0, 1))
    (one,) = desk.articles()
    assert "Rain 5 in" in one.text
    room = desk.open()
    assert len(room.store.headlines()) == 1
    assert not room.store.marks().is_read(one.article_id)


def test_case_31_odd_dates_are_kept_undated_and_in_a_stable_order(desk: Desk) -> None:
    dates = ["Fri, 01 Jan 2099 00:00:00 GMT", "9999-12-31", "0001-01-01", "Thu, 01 Jan 1970 00:00:00 GMT"]
    dates += ["\u0432\u0447\u0435\u0440\u0430", "31 Feb 2025", "Sat, 10 May 2025 10:00:00 +25:99", "", "soon"]
    desk.answer("a", rss(*(ITEM.format(n, f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates))))
    (result,) = desk.refresh("a")
    assert result.n_added == len(dates)
    orders = []
    for _ in range(2):
        articles = desk.articles()
        orders.append([one.article_id for one in articles])
        assert {one.first_seen_at for one in articles} == {NOW}
        assert all(one.published_at is None or one.published_at <= NOW for one in articles)
    assert orders[0] == orders[1]


def test_case_32_one_story_of_two_feeds_is_one_thread_with_both(desk: Desk) -> None:
    told = "Harbour Town have sacked manager Ole Brandt, the club announced on Friday."
    for name in ("a", "b"):
        item = f"<guid>{name}</guid><link>https://hill.example/1?utm_source={name}</link><title>{told}</title>"
        date = "<pubDate>Fri, 30 May 2025 10:00:00 GMT</pubDate>"
        desk.answer(name, rss(f"<item>{item}<description>{told}</description>{date}</item>", title=f"Post {name}"))
    desk.refresh("a", "b")
    room = desk.open()
    drain(room)
    (thread,) = story_threads(room)
    assert {room.store.article(one).publisher for one in thread.article_ids} == {"Post a", "Post b"}  # type: ignore[union-attr]


def test_case_33_a_hostile_json_feed_gives_its_good_entries_and_the_library_loads(desk: Desk) -> None:
    good = [{"id": str(n), "title": f"Report {n}", "content_text": "Rain."} for n in range(3)]
    bad = [
        '{"id": "s", "title": "lone \\ud83d surrogate", "content_text": "Rain."}',
        '{"id": "n", "title": "Number", "content_text": "Rain.", "date_published": NaN}',
        f'{{"id": {"9" * 5_000}, "title": "Long", "content_text": "Rain."}}',
        '{"id": [], "title": {}, "content_text": 7}',
        "null",
        '"text"',
        "[[[[]]]]",
    ]
    entries = ", ".join([*map(json.dumps, good), *bad])
    desk.answer("a", f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Hill", "items": [{entries}]}}')
    deep = '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000
    desk.answer("deep", deep)
    result, deeper = desk.refresh("a", "deep")
    assert (result.status, deeper.status) == ("ok", "failed")
    titles = {one.title for one in desk.articles()}
    assert titles >= {f"Report {n}" for n in range(3)}
    assert any("surrogate" in (title or "") for title in titles)
    for one in desk.articles():
        one.text.encode()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
@pytest.mark.parametrize(
    ("name", "is_trusted", "status"),
    [("IP:127.0.0.1", True, "ok"), ("IP:127.0.0.1", False, "failed"), ("DNS:other.example", True, "failed")],
)
def test_case_26_only_a_trusted_certificate_of_the_right_name_is_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_trusted: bool, status: str
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=test"]
    files = ["-addext", f"subjectAltName={name}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", *kind, *files], check=True, capture_output=True)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    desk.server.speak_tls(context)
    desk.answer("a", rss(ITEM.format(1, "")))
    (result,) = desk.refresh("a")
    assert result.status == status
    assert status == "ok" or "no valid certificate" in (result.error or "")
