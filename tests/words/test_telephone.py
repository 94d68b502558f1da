"""A telephone number stands on one line, on slides as on pages."""

from __future__ import annotations

import pytest

from generators.words.telephone import unbroken


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("Call 555-0140 today", "Call 555\u20110140 today"),
        ("(555) 555-0140", "(555)\u00a0555\u20110140"),
        ("+1 555 555 0140.", "+1\u00a0555\u00a0555\u00a00140."),
        ("555-0140 or 555-0141", "555\u20110140 or 555\u20110141"),
    ],
)
def test_a_telephone_number_has_no_place_for_a_line_to_end(written: str, whole: str) -> None:
    assert unbroken(written) == whole


@pytest.mark.parametrize(
    "text",
    ["10-12 people", "2026-11-30/x", "pages 1-2 and 3-4", "local-104-3333333", "https://a.example/555-0140/x", ""],
)
def test_what_is_no_telephone_number_stays_as_it_is(text: str) -> None:
    assert unbroken(text) == text
