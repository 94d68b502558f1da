"""A part of a page has what the page defines for it: where links lead, and what footnotes say."""

from __future__ import annotations

from deck_samples import deck_of_pages
from form_samples import form
from markdown_samples import lines
from sample import page, text_of

from generators.markdown.definitions import with_definitions
from generators.model import (
    FormProse,
    ListBlock,
    Nodes,
    Paragraph,
    Span,
)

PAGE = """# Kinds

## Links

See [the rules][rules], [Home], and note[^1].

## Order

Words[^far].

[rules]: https://example.org/rules
[home]: index.md
[^1]: The footnote

    goes on.
[^far]: Another.
"""


def part(*numbers: int) -> str:
    whole = lines(PAGE)
    return text_of(with_definitions(tuple(whole[number - 1] for number in numbers), whole))


def test_a_part_gets_what_it_uses_and_nothing_else() -> None:
    assert part(5).split("\n") == [
        "See [the rules][rules], [Home], and note[^1].",
        *("", "[rules]: https://example.org/rules"),
        *("", "[home]: index.md"),
        *("", "[^1]: The footnote", "", "    goes on."),
    ]
    assert part(9).split("\n") == ["Words[^far].", "", "[^far]: Another."]
    assert part(1) == "# Kinds"


def test_a_part_without_a_use_of_its_footnote_does_not_show_it() -> None:
    assert part(1, 13) == "# Kinds"
    assert part(9, 13, 16).split("\n") == ["Words[^far].", "[^far]: Another."]


LONG = """See [the
Rules][], [it][], and [^note].

[^note]: As in [far][], and [^more].
[^more]: The end.
[the rules]:
    https://example.org/rules
[it]: https://example.org/it
  'Its title'
[far]: https://example.org/far
[idle]: https://example.org/idle
"""


def test_a_definition_is_found_by_its_name_over_lines_and_brings_what_it_uses_itself() -> None:
    whole = lines(LONG)
    brought = text_of(with_definitions(whole[:2], whole)).split("\n")[2:]
    assert sorted(line for line in brought if line) == sorted(LONG.splitlines()[3:-1])


def test_a_heading_with_a_footnote_or_a_link_has_the_anchor_of_the_site() -> None:
    text = "# K\n\n## Pay[^1] and [rules][r]\n\nWords.\n\n[^1]: A note.\n[r]: https://example.org\n"
    talk = deck_of_pages("# A\n\n<!-- use: kinds.md#pay-and-rules -->", page(text, "kinds.md"))
    assert talk.slides[-1].title == "Pay¹ and rules"


def test_a_whole_page_stays_as_it_is() -> None:
    whole = lines(PAGE)
    assert with_definitions(whole, whole) == whole


def test_a_passage_on_a_slide_has_its_links_and_footnotes() -> None:
    outline = "## Own\n\nSee [them][x].\n\n## B\n<!-- use: kinds.md#links -->\n\n[x]: https://x.example"
    talk = deck_of_pages(outline, page(PAGE, "kinds.md"))
    own, used = talk.slides[-2:]
    assert links(own.body) == ["https://x.example"]
    assert links(used.body) == ["https://example.org/rules", "index.md"]
    assert isinstance(used.body[-1], ListBlock) and used.body[-1].items[0].blocks[0] == Paragraph(
        (Span("The footnote"),)
    )


def test_the_words_of_a_form_have_their_links() -> None:
    made = form("See [the rules][r].\n\nName: ____\n\n[r]: https://example.org/rules\n")
    (prose,) = [item for section in made.sections for item in section.items if isinstance(item, FormProse)]
    assert links(prose.nodes) == ["https://example.org/rules"]


def links(nodes: Nodes) -> list[str]:
    return [span.href for node in nodes if isinstance(node, Paragraph) for span in node.text if span.href]
