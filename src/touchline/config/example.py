"""The example feeds.toml: what a new user begins with."""

from __future__ import annotations

from pathlib import Path

from touchline.config.feeds_file import FEEDS_FILE
from touchline.errors import ConfigError


def write_example(folder: Path) -> Path:
    """Copy the example feeds.toml into the config folder and return its path.

    Raises:
        ConfigError: there is a feeds.toml already (it is left as it is), or the folder cannot be written.
    """
    path = folder / FEEDS_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(example_text())
    except FileExistsError:
        raise ConfigError(f"{path} exists already and was left as it is") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror or error}") from error
    return path


def example_text() -> str:
    """The example feeds.toml: in an installed package beside the modules, in a checkout at its top."""
    from importlib import resources

    packaged = resources.files("touchline") / FEEDS_FILE
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[3] / FEEDS_FILE).read_text(encoding="utf-8")
