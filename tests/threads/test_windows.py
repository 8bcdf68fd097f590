from __future__ import annotations

from pathlib import Path

from touchline.threads import windows

DOCS = Path(__file__).parents[2] / "docs" / "threads.md"


def test_the_manual_names_every_window_with_its_days() -> None:
    text = DOCS.read_text(encoding="utf-8")
    named = {name: value for name, value in vars(windows).items() if name.endswith("_DAYS")}
    assert named
    for name, days in named.items():
        assert f"| `{name}` | {days} |" in text
