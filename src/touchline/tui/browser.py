"""Opening a link in the user's browser without a shell, and without letting the browser write on the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def open_link(link: str) -> str:
    """Open a link that passed `safe_link`; returns the sentence to show."""
    command = _browser()
    if command is None:
        return f"no browser found; the link is {link}"
    try:
        subprocess.Popen(
            [command, link],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{command} does not start ({error.strerror}); the link is {link}"
    return f"opened {link}"


def _browser() -> str | None:
    """The program that opens links: the first of $BROWSER that exists, else the platform's."""
    wanted = os.environ.get("BROWSER", "").split(os.pathsep)
    for name in (*wanted, "open" if sys.platform == "darwin" else "xdg-open"):
        if name and (found := shutil.which(name)):
            return found
    return None
