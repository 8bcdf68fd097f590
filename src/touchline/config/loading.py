"""The configuration of a folder; one without files is there at once."""

from __future__ import annotations

from pathlib import Path

from touchline.config.settings import Config

SETTINGS, FEEDS = "config.toml", "feeds.toml"


def load_config(folder: Path) -> Config:
    """Read `config.toml` and `feeds.toml` of a folder; either, or the folder, may be missing.

    A value or table that cannot be used is left out, with a warning that names file, line and what is wrong with it.

    Raises:
        ConfigError: a file is not TOML or cannot be read; it names the line.
    """
    if not any(_is_there(folder / name) for name in (SETTINGS, FEEDS)):
        return Config(folder=folder, lexicon_folder=folder / "lexicon")
    from touchline.config.reading import read_config

    return read_config(folder)


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        # Reading it tells what is wrong.
        return True
    return True
