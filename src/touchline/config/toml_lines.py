"""Where the tables and keys of a TOML text stand, for messages with lines and for edits that keep comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

At = tuple[str | int, ...]
"""Keys and, below an array of tables, positions: `("feed", 2, "url")`."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}\n]', re.DOTALL
)
_KEY = re.compile(r'\s*(?:"((?:\\.|[^"\\])*)"|\'([^\']*)\'|([A-Za-z0-9_-]+))\s*')


@dataclass(frozen=True, slots=True)
class Statement:
    """One table header or key with its value: code points `[start, end)` with the line's end; its line, from 1."""

    path: At
    start: int
    end: int
    line: int


def statements(text: str) -> list[Statement]:
    """The headers and keys of a TOML text that is known to be valid, in order; keys of inline tables are not told."""
    found: list[Statement] = []
    table: At = ()
    counts: dict[At, int] = {}
    line = 1
    for start, end in _logical_lines(text):
        chunk = text[start:end]
        blank = len(chunk) - len(chunk.lstrip())
        words = chunk[blank:]
        first_line = line + chunk[:blank].count("\n")
        line += chunk.count("\n")
        if not words or words.startswith("#"):
            continue
        if words.startswith("["):
            depth = 2 if words.startswith("[[") else 1
            path = table = _table_path(_keys(words[depth:]), counts, is_array=depth == 2)
        else:
            path = (*table, *_keys(words))
        found.append(Statement(path, start + blank, end, first_line))
    return found


def line_numbers(text: str) -> Mapping[At, int]:
    """The lines, from 1, on which tables and keys begin; where a table is written in pieces, the first."""
    lines: dict[At, int] = {}
    for statement in statements(text):
        for n_keys in range(1, len(statement.path) + 1):
            lines.setdefault(statement.path[:n_keys], statement.line)
    return lines


def _logical_lines(text: str) -> list[tuple[int, int]]:
    """Spans of the lines, where a string or a bracket that goes on over the line's end belongs to its first line."""
    spans, start, depth = [], 0, 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
        elif mark in ("]", "}"):
            depth -= 1
        elif mark == "\n" and depth == 0:
            spans.append((start, token.end()))
            start = token.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def _keys(words: str) -> tuple[str, ...]:
    import tomllib

    keys, at = [], 0
    while match := _KEY.match(words, at):
        basic, literal, bare = match.groups()
        keys.append(tomllib.loads(f'key = "{basic}"')["key"] if basic is not None else literal or bare or "")
        at = match.end()
        if words[at : at + 1] != ".":
            break
        at += 1
    return tuple(keys)


def _table_path(keys: tuple[str, ...], counts: dict[At, int], *, is_array: bool) -> At:
    path: At = ()
    for n_key, key in enumerate(keys, 1):
        path = (*path, key)
        if n_key == len(keys) and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
