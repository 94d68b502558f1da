"""The theme has its words from the catalogue: from the kit's build, or from a copy for a plain build by MkDocs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generators.words.catalogue import languages, missing_words, words_of
from generators.writers.site.rendering import theme_words

FILE = Path("overrides/theme/partials/words.html")
HEAD = """\
{#-
  The theme's own words. What Material has a word for comes from its language files ("lang.t").
  A build of the kit hands them over in the site's language. The copies below are for plain `mkdocs build` alone, and
  are made from generators/words/languages/ by `python3 build.py test -- --golden -k theme_words`.
-#}
"""
FOOT = """\
{% set known = {COPIES} %}
{% set mine = (config.extra.kit or {}).words or known.get(config.theme.language[:2], words_en) %}
{% set english = (config.extra.kit or {}).english or [] %}
{#- What stands as text: in English where the site's language has no word of its own, and marked so. -#}
{% macro say(key) %}{% if key in english %}<span lang="en" dir="ltr">{{ mine[key] | e }}</span>\
{% else %}{{ mine[key] | e }}{% endif %}{% endmacro %}
{% macro t(key) %}{{ mine[key] | e }}{% endmacro %}
{% macro forms(key) %}{{ mine[key] | tojson | forceescape }}{% endmacro %}
"""
CALL = re.compile(r"""words\.(?:t|say|forms)\(["'](\w+)["'] *([~,)])""")


def copied() -> list[str]:
    """The languages that have every word of the site."""
    return [code for code in languages() if not any(name.startswith("site.") for name in missing_words(code))]


def template() -> str:
    copies = "".join(
        f"{{% set words_{code} = {json.dumps(theme_words(words_of(code)), indent=2, ensure_ascii=False)} %}}\n"
        for code in copied()
    )
    known = ", ".join(f'"{code}": words_{code}' for code in copied())
    return HEAD + copies + FOOT.replace("COPIES", known)


def test_the_copy_for_plain_builds_says_what_the_catalogue_says(root: Path, request: pytest.FixtureRequest) -> None:
    file = root / FILE
    if request.config.getoption("--golden"):
        file.write_text(template(), encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == template()


def test_every_word_that_a_template_asks_for_is_one_of_the_catalogue(root: Path) -> None:
    words = theme_words(words_of("en"))
    calls = [
        (file.name, *call)
        for file in (root / "overrides" / "theme").rglob("*.html")
        for call in CALL.findall(file.read_text(encoding="utf-8"))
    ]
    assert len(calls) > 30
    unknown = [
        (file, name)
        for file, name, after in calls
        if not (any(word.startswith(name) for word in words) if after == "~" else name in words)
    ]
    assert unknown == []
