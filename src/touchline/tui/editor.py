"""feeds.toml in the user's own editor, which gets the terminal meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

from textual.app import App, SuspendNotSupported

from touchline.errors import ConfigError, TouchlineError

if TYPE_CHECKING:
    from touchline.newsroom.room import Newsroom

_FALLBACK = "vi"


def edit_feeds(app: App[Any], room: Newsroom) -> tuple[str, bool]:
    """Open feeds.toml in $VISUAL, $EDITOR or vi, and read it again; a sentence, and whether it is a warning.

    Where there is no feeds.toml yet, the example is written first. The file that was read last counts until the new
    one can be read.
    """
    from touchline.config import write_example

    path = room.config_folder / "feeds.toml"
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or _FALLBACK) or [_FALLBACK]
    try:
        if not path.exists():
            write_example(room.config_folder)
        with app.suspend():
            subprocess.run([*command, str(path)], check=False)
        room.reload_config()
    except SuspendNotSupported:
        return f"this terminal cannot be lent to an editor: edit {path} elsewhere, then press R", True
    except OSError as error:
        return f"the editor {command[0]!r} cannot be started: {error.strerror}; set EDITOR to another one", True
    except ConfigError as error:
        return f"the feeds stay as they were: {_short(error, room)}", True
    except TouchlineError as error:
        return str(error), True
    warnings = room.config.warnings
    if warnings:
        return _short(warnings[0], room) + (f" (and {len(warnings) - 1} more)" if len(warnings) > 1 else ""), True
    n = len(room.config.feeds)
    return f"feeds.toml names {n:,} {'feed' if n == 1 else 'feeds'}", False


def _short(told: object, room: Newsroom) -> str:
    """A message with the files' names alone: there is one line to tell it in."""
    return str(told).replace(f"{room.config_folder}{os.sep}", "")
