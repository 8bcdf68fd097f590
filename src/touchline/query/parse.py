"""The text of a query -> its tree.

Grammar, loosest first: `query = all ("or" all)*`, `all = one+`, `one = "~" one | "(" query ")" | leaf`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from touchline.errors import QueryError
from touchline.fold import folded_words
from touchline.query.tree import (
    FIELDS,
    FLAGS,
    And,
    Field,
    FieldName,
    Flag,
    Node,
    Not,
    Op,
    Or,
    Phrase,
    Query,
    Tag,
    Word,
)
from touchline.query.values import nearest, read_value

MAX_LEAVES = 200
MAX_DEPTH = 40

_SPACE = re.compile(r"\s+")
_QUOTED = re.compile(r'["“”]((?:[^"“”\\]|\\.)*)["“”]', re.DOTALL)
_FIELD = re.compile(r"([^\W\d_]+)(:|>=|<=|=|>|<)")
_BARE = re.compile(r'[^\s()"“”]+')
_NAME = re.compile(r"[^\W_][\w./+-]*")


def parse(text: str) -> Query:
    """Read a query; an empty text is a query that matches everything.

    Raises:
        QueryError: it cannot be read; `at` is the code point where it goes wrong.
    """
    parser = _Parser(text)
    root = parser.query(depth=0)
    if parser.at < len(text):
        raise QueryError("this ) closes nothing", parser.at)
    if root is None and parser.dropped is not None:
        raise QueryError("there is no letter or digit to look for", parser.dropped)
    return Query(text, root, parser.open_at)


def quoted(text: str) -> str:
    """A text as the value of a field or as a phrase, whatever it contains."""
    return '"' + re.sub(r'(["“”\\])', r"\\\1", text) + '"'


@dataclass(slots=True)
class _Parser:
    text: str
    at: int = 0
    n_leaves: int = 0
    dropped: int | None = None
    open_at: int | None = None

    def query(self, depth: int) -> Node | None:
        """Alternatives up to the text's end or a closing parenthesis; None when there is nothing to look for."""
        found: list[Node] = []
        alternative = self._all(depth)
        while True:
            found += [alternative] if alternative else []
            at = self.at
            if not self._take_or():
                break
            alternative = self._all(depth)
            if alternative is None or not found:
                raise QueryError("“or” needs something on both sides", at)
        return _joined(Or, found)

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while self._skip_space() and self.text[self.at] != ")" and not self._sees_or():
            part = self._one(depth)
            parts += [part] if part else []
        return _joined(And, parts)

    def _one(self, depth: int) -> Node | None:
        at, negated = self.at, False
        while self.text.startswith("~", self.at):
            self.at += 1
            negated = not negated
        if self.at > at and (self.at == len(self.text) or self.text[self.at] in ") \t\n"):
            raise QueryError("~ needs something right behind it", at)
        node = self._group(depth + 1) if self.text[self.at] == "(" else self._leaf()
        return Not(node) if negated and node else node

    def _group(self, depth: int) -> Node | None:
        at = self.at
        if depth > MAX_DEPTH:
            raise QueryError(f"more than {MAX_DEPTH} parentheses inside one another", at)
        self.at += 1
        node = self.query(depth)
        if self.at >= len(self.text):
            raise QueryError("this ( is not closed", at)
        self.at += 1
        if node is None and self.dropped is None:
            raise QueryError("there is nothing in these parentheses", at)
        return node

    def _leaf(self) -> Node | None:
        self.n_leaves += 1
        if self.n_leaves > MAX_LEAVES:
            raise QueryError(f"a query can have {MAX_LEAVES} words at most", self.at)
        at = self.at
        field = _FIELD.match(self.text, at)
        if field and (field[1].casefold() in FIELDS or self._looks_like_field(field)):
            leaf: Node | None = self._field(field, at)
        elif self.text[at] in '"“”':
            phrase = self._quoted()
            leaf = Phrase(phrase, at) if folded_words(phrase) else None
        else:
            leaf = self._bare(at)
        if leaf is None:
            self.dropped = at
        closed = self.text[self.at - 1] in '"“”'
        self.open_at = at if self.at == len(self.text) and not closed else None
        return leaf

    def _looks_like_field(self, field: re.Match[str]) -> bool:
        # "Alonso: I go" and "2:1" are words; "clubb:x" is a field gone wrong.
        after = self.text[field.end() : field.end() + 1]
        return bool(after) and not after.isspace()

    def _field(self, field: re.Match[str], at: int) -> Field:
        name, op = field[1].casefold(), cast(Op, field[2])
        if name not in FIELDS:
            raise QueryError(f"there is no field {name!r}{nearest(name, FIELDS)}, or quote the words", at)
        self.at = field.end()
        value_at = self.at
        if self.text[value_at : value_at + 1] in ('"', "“", "”"):
            value = self._quoted()
        else:
            bare = _BARE.match(self.text, value_at)
            value = bare[0] if bare else ""
            self.at = bare.end() if bare else value_at
        if not value.strip():
            raise QueryError(f"{name}{op} needs a value right behind it", at)
        return read_value(cast(FieldName, name), op, value.strip(), at, value_at)

    def _bare(self, at: int) -> Node | None:
        match = _BARE.match(self.text, at)
        word = match[0] if match else self.text[at]
        self.at = at + len(word)
        if word.startswith("#"):
            name = word[1:].casefold()
            if not _NAME.fullmatch(name):
                raise QueryError("# needs a tag right behind it: letters, digits and - _ . / +", at)
            return Tag(name, at)
        if word in FLAGS:
            return Flag(word, at)
        text = word.rstrip("*")
        return Word(text, len(text) < len(word), at) if folded_words(text) else None

    def _quoted(self) -> str:
        match = _QUOTED.match(self.text, self.at)
        if not match:
            raise QueryError("this quotation mark is not closed", self.at)
        self.at = match.end()
        return re.sub(r'\\(["“”\\])', r"\1", match[1])

    def _skip_space(self) -> bool:
        """Move to the next token; False at the end."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.at < len(self.text)

    def _sees_or(self) -> bool:
        bare = _BARE.match(self.text, self.at)
        return bare is not None and bare[0] in ("or", "OR")

    def _take_or(self) -> bool:
        if self._skip_space() and self._sees_or():
            self.at += 2
            self.open_at = None
            return True
        return False


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else [part])
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)
