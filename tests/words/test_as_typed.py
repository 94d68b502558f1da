"""What a local says of itself is found in text that has been set."""

from __future__ import annotations

import pytest

from generators.words.as_typed import as_typed


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Mary O\u2019Neil", "Mary O'Neil"),
        ("The \u201cNight\u201d Shift\u2019s Own", 'The "Night" Shift\'s Own'),
        ("\u00abLes Quais\u00bb", '"Les Quais"'),
        ("May \u2013 June \u2014 July \u2026", "May - June - July ..."),
        ("\u2068555\u00a00103\u2069", "555 0103"),
        ("plain -- words", "plain -- words"),
        ("\u0627\u0644\u0646\u0642\u0627\u0628\u0629 7", "\u0627\u0644\u0646\u0642\u0627\u0628\u0629 7"),
    ],
)
def test_words_are_those_that_somebody_typed(text: str, typed: str) -> None:
    assert as_typed(text) == typed
