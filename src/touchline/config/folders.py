"""Where the library and the configuration are, unless the command line says otherwise."""

from __future__ import annotations

import os
from pathlib import Path


def default_library_folder() -> Path:
    """The folder that TOUCHLINE_LIBRARY names, else `touchline` in the platform's user data folder."""
    named = os.environ.get("TOUCHLINE_LIBRARY")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("touchline", appauthor=False)


def default_config_folder() -> Path:
    """The folder that TOUCHLINE_CONFIG names, else `touchline` in the platform's user config folder."""
    named = os.environ.get("TOUCHLINE_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("touchline", appauthor=False)
