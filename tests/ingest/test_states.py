from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.builders import NOW
from touchline.ingest.states import FeedState, state_as_json, state_from_json

TEXTS = st.none() | st.text(min_size=1)


@given(
    st.builds(
        FeedState,
        etag=TEXTS,
        last_modified=TEXTS,
        fingerprint=TEXTS,
        moved_to=TEXTS,
        asked_at=st.none() | st.just(NOW),
        not_before_at=st.none() | st.just(NOW),
        n_failures=st.integers(min_value=0),
        gone=st.booleans(),
    )
)
def test_states_survive_json(state: FeedState):
    assert state_from_json(json.loads(json.dumps(state_as_json(state)))) == state


def test_a_new_state_is_an_empty_object():
    assert state_as_json(FeedState()) == {}


@pytest.mark.parametrize(
    "value",
    [None, 3, [], "x", {"etag": 3}, {"n_failures": "2"}, {"asked_at": "soon"}, {"asked_at": "2025-05-10T00:00:00"}],
)
def test_what_is_not_understood_counts_as_never_asked(value: object):
    assert state_from_json(value) == FeedState()


def test_fields_of_newer_versions_are_passed_over():
    assert state_from_json({"etag": "x", "mood": "fine"}) == FeedState(etag="x")
