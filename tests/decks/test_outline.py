"""A deck's outline becomes slides, and every mistake in it names its file and line."""

from __future__ import annotations

import pytest
from sample import above, messages

from generators.decks.teaching.outline import read_deck
from generators.markdown.dialect import Dialect, plain
from generators.model import Deck, Extension, Line, Lines, Outline, OutlineFrontMatter, Page, Paragraph, Place, Slide
from generators.model.problems import Problems
from generators.model.replacing import replace

DIALECT = Dialect((Extension("attr_list"), Extension("admonition")))


def numbered(text: str, file: str) -> Lines:
    return tuple(Line(line, Place(file, number)) for number, line in enumerate(text.splitlines(), 1))


def page(path: str, text: str) -> Page:
    file = f"content/{path}"
    return Page(path, "en", numbered(text, file), place=Place(file, 1))


def read(text: str, *pages: Page, **keys: object) -> tuple[Deck, list[str]]:
    problems, file = Problems(), "slides/talk.md"
    front = above(OutlineFrontMatter, {"title": "A talk", **keys}, file, problems)
    outline = Outline("talk.md", "en", numbered(text, file), front, Place(file, 1))
    deck = read_deck(outline, {item.path: item for item in pages}, DIALECT, problems)
    return deck, messages(problems.found)


def words(nodes: object) -> str:
    assert isinstance(nodes, tuple)
    return " / ".join(plain(node.text) for node in nodes if isinstance(node, Paragraph))


NOTED = "\n<!-- notes -->\nSay it.\n<!-- /notes -->\n"
KINDS = page(
    "handbook/kinds.md",
    """# Kinds
<!-- slide: peer -->
## Peer mentoring {minutes=4}
Two people of equal standing.
<!-- notes -->
Ask who has a peer.
<!-- /notes -->
<!-- /slide -->
## Mentoring circle
One mentor, several mentees.
### Its limit
Less time for each.
## Mentoring circle
A second one.
""",
)


@pytest.mark.parametrize(
    "second", ["## Two {minutes=1}", "Two {minutes=1}\n--", "Two {minutes=1}\n-------", "  ## Two {minutes=1}"]
)
@pytest.mark.parametrize("first", ["# Part", "Part\n==", " Part\n="])
def test_a_heading_of_an_outline_may_be_written_in_each_way_that_pages_know(first: str, second: str) -> None:
    deck, found = read(f"{first}\n\n{second}\nwords{NOTED}")
    assert [(slide.layout, slide.title) for slide in deck.slides[1:]] == [("section", "Part"), ("", "Two")]
    assert (deck.slides[2].minutes, words(deck.slides[2].body), found) == (1, "words", [])


@pytest.mark.parametrize("text", ["a\nb\n---", "a\n\n---", "- a\n---", "```\na\n--\n```", "| a |\n| - |"])
def test_a_line_below_other_text_makes_no_slide(text: str) -> None:
    deck, _ = read(f"## One\n\n{text}\n{NOTED}")
    assert [slide.title for slide in deck.slides[1:]] == ["One"]


def test_a_deck_opens_with_a_title_slide_made_of_its_front_matter_and_preamble() -> None:
    deck, _ = read(f"Welcome.\n{NOTED}\n## One\nText\n{NOTED}", minutes="0", audience="members", handouts=["survey"])
    cover, one = deck.slides
    assert (deck.name, deck.audience, deck.handouts) == ("talk", "members", ("survey",))
    assert (cover.layout, cover.title, words(cover.body), words(cover.notes)) == (
        "title",
        "A talk",
        "Welcome.",
        "Say it.",
    )
    assert (one.layout, one.title, words(one.body), words(one.notes)) == ("", "One", "Text", "Say it.")


def test_an_authors_own_title_slide_takes_the_place_of_the_made_one() -> None:
    deck, _ = read("## Hello {layout=title}\nWe begin")
    assert [slide.title for slide in deck.slides] == ["Hello"]


def test_a_section_is_a_slide_and_opens_a_section_of_the_deck() -> None:
    deck, found = read(f"# Why {{minutes=1}}\nFirst part\n## One\nText{NOTED}")
    section, one = deck.slides[1:]
    assert (section.layout, section.section, section.minutes, words(section.body)) == (
        "section",
        "Why",
        1,
        "First part",
    )
    assert one.section == ""
    assert found == []


def test_a_section_without_a_slide_of_its_own_is_opened_by_the_next_slide() -> None:
    deck, _ = read(f"# Why {{slide=no}}\n## One\nText{NOTED}")
    assert [(slide.title, slide.section) for slide in deck.slides[1:]] == [("One", "Why")]


def test_attributes_of_a_heading_are_the_slides() -> None:
    deck, _ = read(f'## Draw it {{layout=activity minutes=7 materials="paper; markers"}}\nSteps{NOTED}')
    slide = deck.slides[1]
    assert (slide.layout, slide.minutes, dict(slide.attributes)) == ("activity", 7, {"materials": "paper; markers"})


def test_a_passage_under_a_heading_gives_its_text_and_notes_but_not_its_heading() -> None:
    deck, _ = read("## Equals\n<!-- use: handbook/kinds.md#peer -->", KINDS)
    slide = deck.slides[1]
    assert (slide.title, words(slide.body), words(slide.notes)) == (
        "Equals",
        "Two people of equal standing.",
        "Ask who has a peer.",
    )
    assert slide.minutes == 4


def test_a_use_alone_in_a_section_is_a_slide_titled_by_the_passages_heading() -> None:
    first, second = "handbook/kinds.md#peer {layout=key-point}", "handbook/kinds.md#mentoring-circle"
    deck, found = read(f"# Kinds\n<!-- use: {first} -->\n<!-- use: {second} -->", KINDS)
    peer, circle = deck.slides[2:]
    assert (peer.title, peer.layout, peer.minutes) == ("Peer mentoring", "key-point", 4)
    assert (circle.title, words(circle.body)) == (
        "Mentoring circle",
        "One mentor, several mentees. / Less time for each.",
    )
    assert found == [
        "slides/talk.md:3: warning: the slide 'Mentoring circle' has no notes "
        "(say what the trainer says between '<!-- notes -->' and '<!-- /notes -->')"
    ]


def test_a_use_with_attributes_of_its_own_after_a_slide_is_a_slide_of_its_own() -> None:
    deck, _ = read(f"## One\nText{NOTED}\n<!-- use: handbook/kinds.md#peer {{minutes=3}} -->", KINDS)
    assert [(slide.title, slide.minutes, words(slide.body)) for slide in deck.slides[1:]] == [
        ("One", None, "Text"),
        ("Peer mentoring", 3, "Two people of equal standing."),
    ]


def test_a_use_right_under_a_heading_gives_its_attributes_to_the_slide() -> None:
    deck, _ = read("## One {minutes=5}\n<!-- use: handbook/kinds.md#peer {layout=statement minutes=3} -->", KINDS)
    assert [(slide.title, slide.layout, slide.minutes) for slide in deck.slides[1:]] == [("One", "statement", 5)]


def test_a_section_of_a_page_is_found_by_the_sites_own_anchor() -> None:
    deck, _ = read("# K\n<!-- use: handbook/kinds.md#mentoring-circle_1 -->", KINDS)
    assert words(deck.slides[2].body) == "A second one."


def test_an_empty_heading_takes_the_passages_title_and_keeps_its_own_attributes() -> None:
    deck, _ = read("## One\nText\n## {minutes=9}\n<!-- use: handbook/kinds.md#peer -->", KINDS)
    assert [(slide.title, slide.minutes) for slide in deck.slides[2:]] == [("Peer mentoring", 9)]


def test_headings_inside_notes_open_no_slide() -> None:
    deck, _ = read("## One\nText\n<!-- notes -->\n## Not a slide\n<!-- /notes -->")
    assert [slide.title for slide in deck.slides] == ["A talk", "One"]


def test_an_unquoted_clock_time_is_understood() -> None:
    assert read("", start="9:30")[0].start == "09:30"
    assert read("", start="18:30")[0].start == "18:30"


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        ("## A\n<!-- use: handbook/kind.md#peer -->", "2: there is no page 'handbook/kind.md'"),
        ("## A\n<!-- use: handbook/kind.md#peer -->", "(did you mean 'handbook/kinds.md'?)"),
        ("## A\n<!-- use: handbook/kinds.md#pear -->", "2: content/handbook/kinds.md has no passage or section 'pear'"),
        ("## A\n<!-- use: handbook/kinds.md#pear -->", "(did you mean 'peer'?)"),
        ("## A\n<!-- use: handbook/kinds.md -->", "2: '<!-- use: handbook/kinds.md -->' names no passage"),
        ("## A {layout=activty}\nText", "1: there is no layout 'activty' (did you mean 'activity'?)"),
        ("## A {minute=7}\nText", "1: a slide has no attribute 'minute' (did you mean 'minutes'?)"),
        ("## A {minutes=seven}\nText", "1: 'seven' is no number of minutes (write 'minutes=7')"),
        ("## A {minutes=0}\nText", "1: '0' minutes are no length"),
        ("## A {minutes=-5}\nText", "1: '-5' minutes are no length"),
        ("# Part {minutes=1441}\nText", "1: '1441' minutes are no length: a day has 1440"),
        ("# P\n<!-- use: handbook/kinds.md#peer {minutes=0} -->", "2: '0' minutes are no length"),
        ("\n## A", "2: the slide 'A' is empty"),
        ("\n## A", "(write something under its heading, or give it {layout=title-only})"),
        ("## A\n\n![](road.svg)", "3: the picture 'road.svg' has no words for those who cannot see it"),
        ("##\nText", "1: the slide has no title (write '## A title' above it)"),
        ("## A\n<!-- notes -->\nText", "2: '<!-- notes -->' is never closed"),
    ],
)
def test_a_mistake_in_an_outline_names_its_line_and_what_to_do(outline: str, message: str) -> None:
    assert any(line.startswith("slides/talk.md:") and message in line for line in read(outline, KINDS)[1])


@pytest.mark.parametrize("inside", ["- Look: ![](road.svg)", "> ![](road.svg)", '!!! tip "See"\n\n    ![](road.svg)'])
def test_a_picture_inside_a_list_a_quote_or_a_box_needs_words_too(inside: str) -> None:
    _, found = read(f"## A\n\n{inside}\n\n<!-- notes -->\nSay it.\n<!-- /notes -->")
    (line,) = [number for number, text in enumerate(f"## A\n\n{inside}".splitlines(), 1) if "road" in text]
    assert [text.partition(" has")[0] for text in found] == [f"slides/talk.md:{line}: the picture 'road.svg'"]


def test_pictures_of_one_name_are_told_apart() -> None:
    outline = "\n\n\n## A\n\n![good words](a/x.svg)\n\ntext\n\n![](b/x.svg)\n\n> ![x.svg](c.svg)\n\n![](d/x.svg)"
    found = [line for line in read(outline)[1] if "no words" in line]
    assert [line.partition(" has ")[0] for line in found] == [
        "slides/talk.md:10: the picture 'b/x.svg'",
        "slides/talk.md:14: the picture 'd/x.svg'",
    ]


def test_what_a_use_shows_stands_in_its_page_and_tells_which_way_it_came() -> None:
    deck, _ = read(
        "## A\n\n<!-- use: handbook/kinds.md#peer -->\n\n<!-- use: handbook/kinds.md#mentoring-circle -->", KINDS
    )
    slide = deck.slides[1]
    first, *_, last = (*slide.body, *slide.notes)
    assert (first.place, first.place.via) == (Place("content/handbook/kinds.md", 4), Place("slides/talk.md", 3))
    assert (last.place, last.place.via) == (Place("content/handbook/kinds.md", 6), Place("slides/talk.md", 3))


def test_the_slides_minutes_must_sum_to_the_decks() -> None:
    _, found = read(f"## A {{minutes=7}}\nText{NOTED}", minutes=90)
    assert found == [
        "slides/talk.md:3: the deck promises 90 minutes, its slides take 7 "
        "(change 'minutes:' here or the {minutes=…} of the slides)"
    ]


def test_a_length_that_is_none_is_told_once_and_not_added_up() -> None:
    _, found = read(f"## A {{minutes=0}}\nText{NOTED}\n## B {{minutes=3}}\nText{NOTED}", minutes=5)
    assert len(found) == 1


def test_thirds_of_a_minute_add_up() -> None:
    thirds = "".join(f"## A{number} {{minutes=0.3333}}\nText{NOTED}\n" for number in range(3))
    assert read(thirds, minutes=1)[1] == []


def test_slides_of_more_than_a_day_are_several_decks() -> None:
    _, found = read("".join(f"## A{number} {{minutes=500}}\nText{NOTED}\n" for number in range(3)))
    assert found == [
        "slides/talk.md:1: the slides take 1500 minutes together, and a day has 1440 (make an outline of each day)"
    ]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"minutes": "long"}, "3: 'long' is no number of minutes (write 'minutes: 90')"),
        ({"start": "noon"}, "3: 'noon' is no clock time (write start: \"09:00\")"),
        ({"title": ""}, "2: the outline has no title (add 'title: …' between the '---' lines at the top)"),
    ],
)
def test_a_mistake_in_the_front_matter_is_a_problem(keys: dict[str, object], message: str) -> None:
    assert read("", **keys)[1] == [f"slides/talk.md:{message}"]


def test_a_slide_that_says_the_same_to_two_locals_is_the_very_same() -> None:
    lines = numbered(
        "Cover\n\n## Who\n\n- One\n\n## Call\n\n- NAME\n\n## Peers\n\n<!-- use: handbook/kinds.md#peer -->\n", "talk.md"
    )

    def named(texts: Lines, name: str) -> Lines:
        return tuple(
            Line(text.text.replace("NAME", name), text.place) if "NAME" in text.text else text for text in texts
        )

    def slides(name: str) -> tuple[Slide, ...]:
        front = above(OutlineFrontMatter, {"title": "A talk"}, "talk.md", Problems())
        outline = Outline("talk.md", "en", named(lines, name), front, lines[0].place)
        kinds = replace(KINDS, lines=named((*KINDS.lines, CLOSING), name))
        return read_deck(outline, {kinds.path: kinds}, DIALECT, Problems()).slides

    shared = [one is other for one, other in zip(slides("A"), slides("B"), strict=True)]
    assert shared == [True, True, False, True], "the cover, who, whom to call, and peers of a page that names the local"


CLOSING = Line("Ask NAME.", Place("content/handbook/kinds.md", 99))
