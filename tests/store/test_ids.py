"""The index of ids, against a dictionary of sets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchline.store import ids as module
from touchline.store.ids import MAX_FOUND, IdIndex

IDS = st.sampled_from(
    [f"{number * 0x1111_1111_1111_111:016x}" for number in range(12)] + ["a1", "a20", "ABCDEF0123456789"]
)
MONTHS = st.sampled_from(["2025-03", "2025-04", "2025-05"])
STEPS = st.one_of(
    st.tuples(st.just("put"), IDS, MONTHS),
    st.tuples(st.just("drop"), IDS, MONTHS),
    st.tuples(st.just("replace"), st.lists(IDS, max_size=5), MONTHS),
    st.tuples(st.just("save"), st.none(), st.none()),
)


@given(st.lists(STEPS, max_size=40))
@settings(deadline=None)
def test_any_changes(steps: list[tuple[str, str | list[str] | None, str | None]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MIN_MERGE", 3)
        index, model = IdIndex(), dict[str, set[str]]()
        for step, what, month in steps:
            if step == "save":
                if not any(len(months) > 1 for months in model.values()):
                    content = index.to_bytes()
                    assert index.is_as_loaded
                    index = IdIndex(lambda content=content: content)  # type: ignore[misc]
                    assert index.is_as_loaded
                continue
            assert month is not None
            if step == "replace":
                assert isinstance(what, list)
                index.replace(month, what)
                for months in model.values():
                    months.discard(month)
                for one in what:
                    model.setdefault(one, set()).add(month)
            elif isinstance(what, str):
                (index.put if step == "put" else index.drop)(what, month)
                months = model.setdefault(what, set())
                (months.add if step == "put" else months.discard)(month)
            model = {one: months for one, months in model.items() if months}
            for one in ("0" * 16, "f" * 16, "a1", *model):
                assert (one in index) == (one in model)
                assert index.month(one) in model.get(one, {None})
        for prefix in ("", "1", "11111", "a", "a2", "f" * 16, "A", "x", "0" * 17):
            assert index.find(prefix) == sorted(one for one in model if one.startswith(prefix))[:MAX_FOUND]


def test_a_hundred_thousand_are_one_megabyte() -> None:
    index = IdIndex()
    for number in range(100_000):
        index.put(f"{number * 0x9E37_79B9_7F4A_7C15 % 2**64:016x}", f"20{number % 60:02d}-01")
    content = index.to_bytes()
    assert len(content) < 1_010_000
    again = IdIndex(lambda: content)
    assert again.month(f"{77 * 0x9E37_79B9_7F4A_7C15 % 2**64:016x}") == "2017-01"
