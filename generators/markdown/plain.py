"""The Markdown extension that lets plain ``mkdocs build`` show the base kit: variables filled, notes left out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from generators.model import NOWHERE, Line, Namespace
from generators.model.problems import Problems
from generators.reading import files, marks, variables, yaml_text
from generators.reading.local_settings import merged, namespace, said

BEFORE_ALL_OTHERS = 200
"""Priority: the text must be final before any other preprocessor reads it."""


class PlainExtension(Extension):
    """Option ``settings``: the file whose values fill the variables; without it only notes are left out."""

    def __init__(self, **options: Any) -> None:
        self.config = {"settings": ["", "the kit's overrides/local.yml"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        file = os.fspath(self.getConfig("settings"))
        values = _values(Path(file)) if file else {}
        md.preprocessors.register(_PlainText(values), "kit_plain", BEFORE_ALL_OTHERS)


class _PlainText(Preprocessor):
    def __init__(self, values: Namespace) -> None:
        super().__init__()
        self._values = values

    def run(self, lines: list[str]) -> list[str]:
        addressed = tuple(Line(text, NOWHERE) for text in lines)
        shown = marks.without_marks(marks.without_notes(marks.separated(addressed)))
        return [line.text for line in variables.filled(shown, self._values, Problems())]


def _values(file: Path) -> Namespace:
    if not file.is_file():
        return {}
    problems = Problems()
    text = "\n".join(line.text for line in files.read_lines(file, file.name, problems))
    document = yaml_text.read(text, file.name, 1, problems, as_text=True)
    keys = merged({}, document, problems) if document else None
    return said(namespace(keys, "base"), keys.language) if keys else {}
