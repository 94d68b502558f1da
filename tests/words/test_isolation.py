"""Inside of text from right to left, what has an order of its own keeps it, and all else stays with its text."""

from __future__ import annotations

import pytest

from generators.words.isolation import END, LEFT_TO_RIGHT, isolated


@pytest.mark.parametrize(
    "own",
    [
        "555-010-0177",
        "+1 (555) 010-0199",
        "555-0177",
        "\u0665\u0665\u0665-\u0660\u0661\u0667-\u0660\u0661\u0669\u0669",
        "2026-03-09",
        "12 Main St, Suite 2",
        "12-A/7",
        "A4",
        "a-1@b.example",
        "https://local.example/a?b=1",
        "www.local.example",
    ],
)
def test_numbers_addresses_and_codes_are_isolated(own: str) -> None:
    assert isolated(f"اتصل بـ {own}، ثم") == f"اتصل بـ {LEFT_TO_RIGHT}{own}{END}، ثم"


@pytest.mark.parametrize(
    "text", ["من 10-12 شخصا", "18:30 \u2013 19:00", "2025 2026 2027", "مرحبا", "كلمة Union هنا", "", "٣ دقائق"]
)
def test_counts_spans_and_words_go_with_their_text(text: str) -> None:
    assert isolated(text) == text
