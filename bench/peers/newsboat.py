"""newsboat on the same articles: its cache filled from local files, never from the network."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pyte

from bench.corpus import SEED, VERSION, corpus
from bench.corpus.files import write_feeds
from bench.readers import Reader, environ, showing
from bench.terminal import Seen

CONFIG = """\
auto-reload no
refresh-on-startup no
cleanup-on-quit no
confirm-exit no
max-items 0
bind-key j down
"""
ALL = "All articles"
FOCUS = "blue"
"""The ground of the row that newsboat stands on, in its standard colours."""


@dataclass(frozen=True, slots=True)
class Newsboat:
    """A filled cache."""

    program: str
    folder: Path

    def command(self, urls: str = "urls") -> list[str]:
        """newsboat with this cache and list of feeds."""
        files = {"-C": "config", "-u": urls, "-c": "cache.db"}
        return [self.program, *(part for flag, name in files.items() for part in (flag, str(self.folder / name)))]

    def feed_list(self) -> Reader:
        """What it opens with: its feeds, counted."""
        return Reader(
            name="newsboat's feed list",
            command=self.command(),
            environ=environ(self.folder),
            shows=showing("Your feeds ("),
            ready=on_row(1),
            obeyed=on_row(2),
        )

    def all_articles(self) -> Reader:
        """The same with a list of all articles as its first feed, which Enter opens."""
        return Reader(
            name="newsboat's list of all articles",
            command=self.command("urls-all"),
            environ=environ(self.folder),
            shows=showing("Your feeds ("),
            ready=on_row(1),
            obeyed=on_row(2),
        )


def version() -> str | None:
    """newsboat's version; None where it is not installed."""
    program = shutil.which("newsboat")
    if program is None:
        return None
    told = subprocess.run([program, "-v"], check=True, capture_output=True, text=True).stdout
    return told.split()[1]


def newsboat(folder: Path, n_articles: int) -> Newsboat | None:
    """newsboat with the corpus in its cache, made once; None where it is not installed."""
    program = shutil.which("newsboat")
    if program is None:
        return None
    made = Newsboat(program, folder)
    stamp, wanted = folder / "made-by-bench", f"{VERSION} {SEED} {n_articles}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return made
    shutil.rmtree(folder, ignore_errors=True)
    feeds = write_feeds((told.article for told in corpus(n_articles)), folder / "feeds")
    addresses = "".join(f"file://{path.resolve()}\n" for path in feeds)
    everything = f'"query:{ALL}:unread = \\"yes\\" or unread = \\"no\\""\n'
    for name, text in (("config", CONFIG), ("urls", addresses), ("urls-all", everything + addresses)):
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run([*made.command(), "-x", "reload"], check=True, env=environ(folder), stdout=subprocess.DEVNULL)
    stamp.write_text(wanted, encoding="utf-8")
    return made


def on_row(row: int) -> Seen:
    """newsboat stands on a row of its list; 1 is the first below the title."""

    def seen(screen: pyte.Screen) -> bool:
        return bool(screen.buffer[row][2].bg == FOCUS)

    return seen
