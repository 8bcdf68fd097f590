"""Claims to changes to story threads and chains; pure functions of reports."""

from touchline.threads.build import build_seat, build_threads, newest_first
from touchline.threads.carousel import chains_among
from touchline.threads.chains import chain_of, join_chains
from touchline.threads.looks import look_of
from touchline.threads.naming import anchor_of, anchors_of
from touchline.threads.people import may_be, name_words
from touchline.threads.rebuild import Rebuilt, rebuild
from touchline.threads.rulings import Rulings, correction_key, correction_of
from touchline.threads.squads import with_squads
from touchline.threads.status import as_of

__all__ = [
    "Rebuilt",
    "Rulings",
    "anchor_of",
    "anchors_of",
    "as_of",
    "build_seat",
    "build_threads",
    "chain_of",
    "chains_among",
    "correction_key",
    "correction_of",
    "join_chains",
    "look_of",
    "may_be",
    "name_words",
    "newest_first",
    "rebuild",
    "with_squads",
]
