"""The user's corrections as JSON objects."""

from __future__ import annotations

from touchline.exchange.json_values import SCHEMA, JsonObject, encodable
from touchline.model import Correction


def correction_json(rule_id: str, correction: Correction) -> JsonObject:
    """One correction as `thread correct list --json` prints it.

    `names` are those of "not the same person", `articles` the ids of every other rule; no `seats` mean everywhere.
    """
    told = [encodable(text) for text in (correction.of, correction.other) if text is not None]
    seats = [seat for seat in (correction.seat, correction.other_seat) if seat]
    of_names = correction.rule == "not the same person"
    return {
        "schema": SCHEMA,
        "id": rule_id,
        "rule": correction.rule,
        "articles": [] if of_names else told,
        "names": told if of_names else [],
        "seats": [{"club": encodable(seat.club), "squad": seat.squad, "role": seat.family} for seat in seats],
    }
