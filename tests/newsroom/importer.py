"""Imports a folder with two worker processes and small writes, telling what is stored; it is killed in the middle.

`python -m tests.newsroom.importer FOLDER`: tells the workers' process ids, then each article that is durable.
"""

from __future__ import annotations

import sys
from pathlib import Path

from touchline.newsroom import files_read, importing, workers
from touchline.newsroom.room import open_newsroom


def run(folder: Path) -> None:
    workers.n_cores = lambda: 2
    files_read.MIN_FOR_WORKERS, files_read.GROUP, importing.BATCH_S = 1, 4, 0.01
    start = workers.Workers._start

    def start_and_tell(self: workers.Workers) -> workers._Worker | None:
        worker = start(self)
        assert worker
        print("worker", worker._process.pid, flush=True)
        return worker

    workers.Workers._start = start_and_tell  # type: ignore[method-assign]
    room = open_newsroom(folder / "library", folder / "config")
    for result in importing.import_paths(room, [folder / "files"]):
        print(result.status, Path(result.path).stem, result.article_id, flush=True)
    room.close()
    print("done", flush=True)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
