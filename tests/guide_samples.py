"""A small workshop with all that its teaching guide shows, and how the page of that guide is read in the tests."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from deck_samples import deck
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.model import Deck

OUTLINE = """
# Why {minutes=2}

Here is *why*.

<!-- notes -->
Welcome.
<!-- /notes -->

## Draw your road {layout=activity minutes=7 materials="paper; markers"}

1. Draw a line

<!-- notes -->
**Say:** Draw. See [the survey](forms/visit-notes.md), [nothing](handbook/gone.md), or [this](https://example.org/a).

**Ask:** Who was there?

**Watch for:** The clock & <b>more</b>.
<!-- /notes -->

## Duties {minutes=3}

""" + "\n".join(f"- Duty {number}: {'a word or two of this duty ' * 4}" for number in range(9))

META = {"purpose": "To begin.", "room": "Chairs in a circle.", "materials": ["Name tags"], "handouts": ["visit-notes"]}


def talk(lang: str = "en", outline: str = OUTLINE) -> Deck:
    return deck(outline, lang, "talk", **{"start": "18:00", "audience": "stewards", **META})


def page_of(site: Path, name: str = "talk") -> HtmlElement:
    return lxml_html.document_fromstring((site / "guides" / f"{name}.html").read_text(encoding="utf-8"))


def of_class(name: str) -> str:
    """The XPath of every element of that class, at whatever depth."""
    return f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"


def found(page: HtmlElement, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], page.xpath(path))


def texts(page: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found(page, path)]


def section(page: HtmlElement, anchor: str) -> HtmlElement:
    (slide,) = found(page, f".//section[.//h3[@id='{anchor}']]")
    return slide
