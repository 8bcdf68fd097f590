from __future__ import annotations

import pytest

from touchline.extract import load_rulebook
from touchline.extract.rulebook import Rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook()
