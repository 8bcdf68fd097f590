"""Keeps the README in step with the code: `python -m tools.readme` writes its key table and takes its pictures."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from touchline.config import load_config
from touchline.newsroom.room import Newsroom
from touchline.newsroom.sample import import_sample, sample_clock
from touchline.store.memory import MemoryStore
from touchline.tui.app import TouchlineApp
from touchline.tui.keys import TABLE

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SHOTS = (
    ("stories", ["j", "j", "j"]),
    ("thread", ["slash", *"club:real coach:alonso", "enter", "G", "c"]),
    ("changes", ["5"]),
)
"""Name of each picture and the keys that lead to it from the first screen."""


def key_table() -> str:
    """The key table of the README in Markdown, made from `tui.keys`."""
    rows = ["| key | what it does |", "| --- | --- |"]
    group = ""
    for key in TABLE:
        if key.group != group:
            group = key.group
            rows.append(f"| **{group}** | |")
        shown = " ".join(f"`{name}`" for name in key.shown.split()).replace("|", r"\|")
        rows.append(f"| {shown} | {key.help} |")
    return "\n".join(rows)


def with_key_table(readme: str) -> str:
    """The README's text with its key table made anew."""
    table = f"<!-- keys -->\n{key_table()}\n<!-- /keys -->"
    return re.sub(r"<!-- keys -->.*<!-- /keys -->", lambda _: table, readme, flags=re.DOTALL)


async def take_pictures() -> None:
    """Take an SVG picture of each screen of `SHOTS`, on the sample library."""
    with tempfile.TemporaryDirectory() as scratch:
        room = Newsroom(store=MemoryStore(), config=load_config(Path(scratch)), clock=sample_clock())
        import_sample(room)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for name, keys in SHOTS:
            app = TouchlineApp(room)
            async with app.run_test(size=(120, 34)) as pilot:
                for key in keys:
                    await pilot.press(key)
                    await pilot.pause(0.3 if len(key) > 1 or key.isdigit() else 0.01)
                await pilot.pause(1.5)
                picture = app.export_screenshot(title="touchline")
            (PICTURES / f"{name}.svg").write_text(re.sub(r"[ \t]+\n", "\n", picture), encoding="utf-8")


def main() -> None:
    """Write the key table and take the pictures."""
    readme = ROOT / "README.md"
    readme.write_text(with_key_table(readme.read_text(encoding="utf-8")), encoding="utf-8")
    asyncio.run(take_pictures())


if __name__ == "__main__":
    main()
