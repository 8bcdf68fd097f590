"""What a pattern says apart from names: stretches of words that a sentence must hold whoever is named in it.

What is a name, only the whole article tells. So a sentence without a pattern's stretches needs no reading of the
article. ("'s" is none: "his" may come to read as "Ashby's".)
"""

from __future__ import annotations

from functools import lru_cache

from touchline.extract.nodes import Choice, Gap, Many, Node, Rest, Sequent, Slot, Test, Word, starts_of
from touchline.extract.tokens import POSSESSIVE


def stretches_of(sequence: Sequent) -> tuple[Sequent, ...]:
    """The stretches of a pattern, each cut off at the first name."""
    found: list[Sequent] = []
    begins = True
    for at, node in enumerate(sequence):
        if _is_open(node):
            begins = True
        elif begins and not _may_be_left_out(node) and node != Word(POSSESSIVE):
            stretch = _cut(sequence[at:])
            if isinstance(node, Test) or starts_of(stretch) is not None:
                found.append(stretch)
                begins = False
    return tuple(found)


def _is_open(node: Node) -> bool:
    return isinstance(node, Gap | Slot)


def _may_be_left_out(node: Node) -> bool:
    return isinstance(node, Many) or (isinstance(node, Choice) and not all(node.options))


def _cut(sequence: Sequent) -> Sequent:
    cut: list[Node] = []
    for node in sequence:
        if _is_open(node):
            return (*cut, Rest(isinstance(node, Slot)))
        cut.append(_cut_node(node))
    return tuple(cut)


@lru_cache(maxsize=1 << 12)
def _cut_node(node: Node) -> Node:
    if isinstance(node, Choice | Many):
        options = tuple(_cut(option) for option in node.options)
        return node if options == node.options else type(node)(options)
    return node
