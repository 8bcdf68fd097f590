"""A digest as JSON and Markdown."""

from __future__ import annotations

from tests.present.test_digest import news, source
from touchline.exchange.digest import digest_json, digest_markdown


def test_json_tells_the_thread_and_what_is_new() -> None:
    made = digest_json(news(source("Named.", "https://example.org/a"), begun=True))
    assert (made["schema"], made["club"], made["incoming"]) == (1, "Real Madrid", "Xabi Alonso")
    assert (made["followed"], made["new_story"], made["new_articles"]) == (True, True, ["a"])
    assert made["news"] == ["in expected → confirmed (Alonso)", "1 new report"]
    assert made["sources"] == [
        {
            "article": "a",
            "date": "2025-05-25",
            "publisher": "The Whistle",
            "title": "A coach at last",
            "url": "https://example.org/a",
            "quote": "Named.",
        }
    ]


def test_markdown_links_the_sources() -> None:
    assert digest_markdown([news(source("*Named*.", "https://example.org/a"), source())]) == (
        "## Real Madrid · head coach: Ancelotti → Alonso, filled\n"
        "\n"
        "in expected → confirmed (Alonso) · 1 new report\n"
        "\n"
        "- [A coach at last](<https://example.org/a>) (The Whistle, 2025-05-25)\n"
        "\n"
        "  > \\*Named\\*.\n"
        "\n"
        "- A coach at last (The Whistle, 2025-05-25)\n"
    )
