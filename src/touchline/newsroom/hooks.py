"""The commands of config.toml that are told what is new: articles from feeds, and stages of followed threads.

A hook is a program with arguments, started without a shell; one JSON object stands on its standard input. What it
prints goes nowhere, and what outlives the time limit is ended.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from touchline.errors import TouchlineError
from touchline.exchange import headline_json, stage_json, thread_json
from touchline.model import Look, StoryThread
from touchline.newsroom.looking import known_under
from touchline.newsroom.room import Newsroom
from touchline.newsroom.stories import story_threads, threads_of
from touchline.threads import anchor_of, look_of

MOST_RUNS = 50
"""A refresh that brings more new articles than this runs the hook for the newest ones only."""


def tell_new(room: Newsroom, article_ids: Sequence[str]) -> list[str]:
    """Run `on_new` for new articles, the oldest first; a sentence for what went wrong, each said once.

    Claims and threads are told where they are made already.
    """
    hooks = room.config.hooks
    if not (hooks and hooks.on_new and article_ids):
        return []
    rows = room.store.headlines_of(article_ids)[:MOST_RUNS]
    problems = []
    for row in reversed(rows):
        thread_ids = [thread.thread_id for thread in threads_of(room, row.article_id)]
        event = {**headline_json(row, room.store.marks(), thread_ids), "event": "new"}
        problems.append(_run(hooks.on_new, event, hooks.timeout_s))
    return _each_once(problems)


def tell_stages(room: Newsroom) -> list[str]:
    """Run `on_stage` for every followed thread whose stages, people or status are not those that were told last.

    A thread that was never told of is only remembered. What was told is remembered before its hook runs, so that
    nothing is told twice. Returns a sentence for what went wrong, each said once.
    """
    hooks = room.config.hooks
    if not (hooks and hooks.on_stage):
        return []
    told = room.store.announced()
    problems = []
    for thread in story_threads(room, followed_only=True):
        key = known_under(thread, told)
        now = look_of(thread, room.now())
        if key and _stages(told[key]) == _stages(now):
            continue
        with suppress(TouchlineError):  # a full disk: better told twice than not
            room.store.save_announced(key or anchor_of(thread), now)
        if key:
            problems.append(_run(hooks.on_stage, _stage_event(thread, told[key]), hooks.timeout_s))
    return _each_once(problems)


def _stages(look: Look) -> tuple[object, ...]:
    return look.status, look.out.stage, look.out.person, look.into.stage, look.into.person


def _stage_event(thread: StoryThread, before: Look) -> dict[str, object]:
    return {**thread_json(thread), "event": "stage", "before": stage_json(before)}


def _run(command: Sequence[str], event: dict[str, object], timeout_s: int) -> str | None:
    """Run one hook to its end; a sentence when it failed."""
    import orjson

    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return f"the hook {command[0]!r} of config.toml cannot be started: {reason}"
    try:
        process.communicate(orjson.dumps(event) + b"\n", timeout=timeout_s)
    except subprocess.TimeoutExpired:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return f"the hook {command[0]!r} of config.toml did not end within {timeout_s} s and was stopped"
    if process.returncode:
        return f"the hook {command[0]!r} of config.toml ended with exit code {process.returncode}"
    return None


def _each_once(problems: Sequence[str | None]) -> list[str]:
    return list(dict.fromkeys(filter(None, problems)))
