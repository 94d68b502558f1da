"""Whatever is written as settings: what is plainly right is what pydantic makes of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from setting_samples import TOLD, compare

from generators.reading.setting_keys import LocalKeys
from generators.reading.setting_rules import Keys, Kind, kinds

WORDS = st.one_of(st.sampled_from(TOLD), st.text(max_size=8))
ODD = st.one_of(WORDS, st.none(), st.integers(), st.lists(WORDS, max_size=2), st.dictionaries(WORDS, WORDS, max_size=2))


def written(kind: Kind) -> st.SearchStrategy[object]:
    """What may be written as a setting of this kind: mostly what could be right."""
    if kind.group:
        group = groups(kind.group)
        return st.one_of(group if kind.bare is kind.group else st.lists(group, max_size=2), st.just(""), ODD)
    names = st.sampled_from(("hall", "our_hall", "2nd", "a b"))
    right = {str: WORDS, dict[str, str]: st.dictionaries(names, WORDS, max_size=3)}.get(kind.bare, ODD)
    return st.one_of(right, right, st.lists(WORDS, max_size=3), ODD)


def groups(group: type[Keys]) -> st.SearchStrategy[dict[str, object]]:
    """What may be written as a group: some of its keys, seldom one that it does not have."""
    known = {key: written(kind) for key, kind in kinds(group).items()}
    some = st.fixed_dictionaries({}, optional=known)
    named = st.fixed_dictionaries({key: known[key] for key in ("name", "title", "date") if key in known}, optional={})
    return st.builds(lambda one, other: {**one, **other}, some, named)


@given(groups(LocalKeys))
def test_what_is_plainly_right_is_what_pydantic_makes_of_it(values: dict[str, object]) -> None:
    compare(values)
