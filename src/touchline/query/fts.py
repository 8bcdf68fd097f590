"""Text nodes of a query -> an FTS5 match expression.

The expressions use a small part of FTS5's language, so that a store without it can answer them as well: quoted tokens
of one word or several (a phrase), a star after a token for a beginning, `AND`, `OR`, binary `NOT`, parentheses around
every nested expression. Words are folded (`touchline.fold`), as the index must be.
"""

from __future__ import annotations

from touchline.fold import folded_words
from touchline.query.tree import And, Node, Not, Or, Phrase, Word


def is_text(node: Node) -> bool:
    """True when `fts` can express the node: words and phrases, joined, with no alternative that only denies."""
    match node:
        case Word() | Phrase():
            return True
        case Or(parts):
            return all(is_text(part) for part in parts)
        case And(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            denied = [part.part for part in parts if isinstance(part, Not)]
            return bool(wanted) and all(is_text(part) for part in (*wanted, *denied))
        case _:
            return False


def fts(node: Node, *, open_at: int | None = None) -> str:
    """The match expression of a node for which `is_text` holds; the word that begins at `open_at` becomes a beginning.

    Raises:
        ValueError: the node asks for more than text.
    """
    match node:
        case Word(text, prefix, at):
            return f'"{" ".join(folded_words(text))}"' + (" *" if prefix or at == open_at else "")
        case Phrase(text):
            return f'"{" ".join(folded_words(text))}"'
        case Or(parts):
            return " OR ".join(_nested(part, open_at) for part in parts)
        case And(parts) if is_text(node):
            wanted = " AND ".join(_nested(part, open_at) for part in parts if not isinstance(part, Not))
            denied = " OR ".join(_nested(part.part, open_at) for part in parts if isinstance(part, Not))
            return f"({wanted}) NOT ({denied})" if denied else wanted
        case _:
            raise ValueError(f"no text to search for: {node!r}")


def _nested(node: Node, open_at: int | None) -> str:
    made = fts(node, open_at=open_at)
    return made if isinstance(node, Word | Phrase) else f"({made})"
