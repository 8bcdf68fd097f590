"""HTML and links: acceptance cases 9 to 14 of docs/reliability.md."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.ingest.server import serving
from tests.tui.conftest import Opener, newsroom_of
from tests.tui.newsdesk import Desk, article
from touchline.safe import safe_link
from touchline.tui import browser

LONGEST_S = 5.0
LEFT_RUNNING = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
"""A browser is started and not waited for."""


def wait_for_text(path: Path) -> str:
    until = time.monotonic() + 20
    while not (path.exists() and path.read_text().endswith("end\n")):
        assert time.monotonic() < until, "the browser was not started"
        time.sleep(0.02)
    return path.read_text()


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    return path


def test_case_09_only_text_is_read_of_a_page_and_nothing_is_fetched_for_it(touchline, tmp_path: Path) -> None:
    with serving() as server:
        url = server.url
        page = tmp_path / "page.html"
        page.write_text(
            f"<html><head><title>Rain on the quay</title><meta http-equiv='refresh' content='0;url={url}/refresh'>"
            f"<link rel='stylesheet' href='{url}/style.css'><script src='{url}/a.js'></script>"
            f"<style>@import '{url}/b.css'; p {{color: red}}</style></head><body><article><p>It rained on the quay all "
            f"day, and nobody came to see the team train in it.</p><img src='{url}/pixel.gif' width=1 height=1>"
            f"<iframe src='{url}/frame'></iframe><script>alert('evil')</script><p>It rained in the evening, too.</p>"
            f"<img src='data:image/png;base64,{'A' * 500_000}'></article></body></html>"
        )
        (row,) = touchline("import", page, "--json").json()
        (shown,) = touchline("show", row["id"], "--json").json()
        touchline("list", "rained")
        assert server.requests == []
    assert "It rained on the quay" in shown["text"] and "in the evening" in shown["text"]
    for word in ("evil", "alert", "color", "import", "pixel", "base64", "AAAA"):
        assert word not in shown["text"]


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>"])
def test_case_10_text_below_fifty_thousand_elements_is_found(touchline, tmp_path: Path, opening: str) -> None:
    page = tmp_path / "deep.html"
    page.write_text(f"<html><title>Deeply</title><body><p>Rain fell.</p>{opening * 50_000}deepmost words</body></html>")
    ran = touchline("import", page, "--json")
    assert [row["status"] for row in ran.json()] == ["added"]
    assert "RecursionError" not in ran.err
    assert len(touchline("list", "deepmost", "--json").json()) == 1


@pytest.mark.parametrize("piece", ["<!--", "<![", "<!DOCTYPE", "<a "])
def test_case_11_unclosed_pieces_are_read_or_given_up_in_seconds(touchline, tmp_path: Path, piece: str) -> None:
    page = tmp_path / "open.html"
    page.write_text(f"<html><title>Open</title><body><p>Rain fell.</p>{piece * 50_000}")
    began_at = time.monotonic()
    (row,) = touchline("import", page, "--json").json()
    assert time.monotonic() - began_at < LONGEST_S
    assert row["status"] == "added" or row["reason"]


@pytest.mark.parametrize(
    "url",
    [
        *("-flag", "--x=y", "/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "ssh://-oProxyCommand=x"),
        *("smb://paper.example/x", "mailto:a@paper.example?attach=x", "%action", "https://me:key@paper.example/"),
        "https://paper.example/" + "a" * 2_048,
    ],
)
async def test_case_12_what_is_no_link_of_the_web_is_refused(
    open_reader: Opener, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    from dataclasses import replace

    assert safe_link(url) is None
    started: list[object] = []
    monkeypatch.setattr("touchline.tui.browser.subprocess.Popen", lambda command, **rest: started.append(command))
    one = replace(article("u", "2025-06-18", "Rain", "It rained."), url=url)
    async with open_reader(newsroom_of(Desk((one,), {}))) as reader:
        await reader.press("o")
        assert not started
        assert "link" in reader.screen.query_one("#keys").note[0].text


@LEFT_RUNNING
def test_case_12_a_browser_gets_exactly_one_argument(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    opener = script(tmp_path / "opener", f'echo "$#" > {told}; echo "$1" >> {told}; echo end >> {told}')
    monkeypatch.setenv("BROWSER", str(opener))
    link = safe_link("https://paper.example/a b?q=$(touch x)&r=`id`;'\"")
    assert link is not None
    browser.open_link(link)
    assert wait_for_text(told).splitlines() == ["1", link, "end"]


async def test_case_13_the_real_host_is_shown_before_a_link_opens(open_reader: Opener) -> None:
    from dataclasses import replace

    # The first letter is Cyrillic.
    body = "Rain. See https://b\u0430nk.example/ too."
    one = replace(article("u", "2025-06-18", "Go to bank.example", body), url="https://\u0430pple.example/login")
    async with open_reader(newsroom_of(Desk((one,), {}))) as reader:
        assert "https://xn--pple-43d.example/login" in reader.pane("#reading")
        await reader.press("semicolon")
        assert "xn--bnk-6cd.example" in reader.text()


def test_case_14_a_missing_browser_is_told_with_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("touchline.tui.browser.shutil.which", lambda name: None)
    sentence = browser.open_link("https://paper.example/a")
    assert sentence == "no browser found; the link is https://paper.example/a"


@LEFT_RUNNING
def test_case_14_a_noisy_browser_writes_nothing_onto_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told"
    noisy = script(tmp_path / "noisy", f"echo noise; echo noise >&2; read x; echo noise > /dev/tty; echo end > {told}")
    monkeypatch.setenv("BROWSER", str(noisy))
    browser.open_link("https://paper.example/a")
    wait_for_text(told)
    assert capfd.readouterr() == ("", "")
