"""Boxes, choices, and scales as Google Docs, pandoc, and other programs export what somebody typed."""

from __future__ import annotations

import pytest
from form_samples import field, form

from generators.model import FormProse


@pytest.mark.parametrize(
    "text",
    [
        "New?\n\\[ \\] Yes\n\\[ \\] No",
        "New?\n- \\[ \\] Yes\n- \\[ \\] No",
        "New?\n\\- \\[\u00a0\\] Yes\n\\- \\[\u00a0\\] No",
        "New?\\\n\\[ \\] Yes\\\n\\[ \\] No",
        "New?\\\n[ ] Yes\\\n[ ] No\\",
        "**New? [ ] Yes [ ] No**",
    ],
)
def test_boxes_are_read_as_programs_export_them(text: str) -> None:
    made = field(text)
    assert (made.kind, made.label, [option.label for option in made.options]) == ("checks", "New?", ["Yes", "No"])


def test_a_choice_and_a_scale_are_read_as_programs_export_them() -> None:
    assert field("New?\n\\( \\) Yes   \\( \\) No").kind == "radio"
    made = field('How was it? {low="Poor" high="Great"}\n\\(1\\) \\(2\\) \\(3\\)')
    assert (made.kind, len(made.options)) == ("scale", 3)


def test_a_bracket_that_alone_stands_behind_a_backslash_is_one() -> None:
    assert isinstance(form("Write \\[ ] or \\( ) by hand.\n\nName: ____").sections[0].items[0], FormProse)
