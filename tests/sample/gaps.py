"""Prints the differences between the sample library and its golden file as not_yet.toml has them: to see what is left.

`python -m tests.sample.gaps`
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.golden.changes import differences, load_golden, tell, unexpected
from tests.golden.sets import SAMPLE


def main() -> None:
    """Import the sample library and print what is told otherwise than the golden file states."""
    golden = load_golden(SAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        told = tell(SAMPLE, golden, Path(folder))
    gaps = {key: sorted(differences(change, told)) for key, change in sorted(golden.changes.items())}
    gaps["unexpected"] = sorted(unexpected(golden, told))
    for key, lines in gaps.items():
        if lines:
            print(f"\n{key} = [")
            for line in lines:
                print(f"    {json.dumps(line, ensure_ascii=False)},")
            print("]")


if __name__ == "__main__":
    main()
