"""A deck that somebody brings becomes an outline: nothing of it is lost silently, and it can be built at once."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from deck_samples import deck, every_layout, opened, sample_assets
from outlines import slides_of
from pptx import Presentation
from pptx.presentation import Presentation as OpenedPresentation
from presentation_samples import (
    BLANK,
    CONTENT,
    SECTION,
    TITLE,
    added,
    box,
    described,
    encrypted,
    picture,
    saved,
    trainers_deck,
    with_parts,
)
from sample import DIALECT, write, write_kit

from generators.importing.draft import Destination, Draft
from generators.importing.kinds import kind_of
from generators.importing.presentations import read_presentation
from generators.markdown.dialect import parse_inline, plain
from generators.model.problems import RefusedInput
from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest


def drafted(data: bytes, name: str = "talk.pptx") -> Draft:
    return read_presentation(name, data, Destination())


@cache
def whole() -> bytes:
    return saved(trainers_deck())


def outline(draft: Draft) -> str:
    return draft.files[0].data.decode()


def slides(text: str) -> dict[str, str]:
    """The slides of an outline by their headings, without their notes."""
    shown = re.sub(r"<!-- notes -->.*?<!-- /notes -->", "", text, flags=re.DOTALL)
    parts = re.split(r"^##? (.*)$", shown, flags=re.MULTILINE)
    return {title: body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def said(draft: Draft) -> str:
    return "\n".join(f"{remark.where}: {remark.what}: {remark.message}" for remark in draft.remarks)


@pytest.fixture(scope="module")
def trained() -> Draft:
    return drafted(whole(), "Safe at work.pptx")


def test_a_trainers_deck_comes_through_whole(trained: Draft) -> None:
    assert len(trainers_deck().slides) == 30
    assert trained.words_in > 600
    assert trained.words_kept >= 0.99 * trained.words_in


def test_it_can_be_built_at_once(trained: Draft, tmp_path: Path) -> None:
    root = write_kit(tmp_path / "kit", {str(file.path): file.data for file in trained.files})
    (outcome,) = build_kits(BuildRequest(root, tmp_path / "out", formats=("decks",)), lambda _line: None)
    assert outcome.built, outcome.problems
    assert {problem.code for problem in outcome.problems} <= {"slide-without-notes"}


def test_points_keep_their_levels_weight_and_links(trained: Draft) -> None:
    found = slides(outline(trained))
    assert found["What you will learn"] == (
        "- See a **hazard** before it hurts\n    - In the air\n    - Under your feet\n"
        "        - Water, oil, and cables\n"
        "- Write it down\n- Speak up together"
    )
    assert "[The law in plain words](https://law.example/safety?part=2)" in found["Where to read more"]
    assert found["Three steps"] == "1. Look at the place\n2. Write what you saw\n3. Tell somebody who must act"
    assert found["What to write down"].startswith("- The day and the hour\n- The place & the machine\n")


def test_looks_of_slides_are_kept(trained: Draft) -> None:
    text, found = outline(trained), slides(outline(trained))
    assert text.startswith("---\ntitle: Safe at work\nlang: en\n")
    assert "# Why safety\n\nWhat happens when nobody looks\n" in text
    assert "# What you can do {slide=no}\n\n## Three steps\n" in text
    assert found["Then and now"].count("\n---\n") == 1
    assert found["Two kinds of hazard"].startswith("### Sudden\n\n- A fall from a ladder")
    assert found["What a nurse told us"].startswith("> I lifted for twenty years")
    assert "## Thank you {layout=closing}" in text


def test_tables_charts_and_diagrams_become_what_an_outline_has(trained: Draft) -> None:
    found = slides(outline(trained))
    assert (
        "| Employer | pay for gloves &#124; boots | today |\n|  | repair ladders | Friday |"
        in found["Who must do what"]
    )
    assert "| Front desk | 12.5% | 10% |" in found["Injuries"].replace("13%", "12.5%")
    assert found["The way of a report"] == "- Notice the hazard\n    - Write down the time\n- Tell the steward"
    assert found["How loud is too loud?"] == "dose=noise·hours"


def test_what_has_no_place_is_listed(trained: Draft) -> None:
    listed, text = said(trained), outline(trained)
    for words in (
        "slide 17: left-out: a hidden slide; it says: “Only for the trainer The manager may be in the room”",
        "slide 21: left-out: a comment: “Ask Rosa for newer figures”",
        "slide 23: left-out: an embedded file (Excel)",
        "slide 24: left-out: a film",
        "lies elsewhere ('https://pictures.example/ladder.png'): nothing was fetched",
        "it is in the format EMF, which no browser shows",
        "“Local 104 health and safety” at the head or foot of",
        "appears one after the other, on slide 21",
        "a picture that is on 29 slides, as a logo is",
        "3 slides are called 'Around the building'",
    ):
        assert words in listed
    assert "Rosa" not in text
    assert "The manager" not in text


def test_a_file_name_is_no_description(trained: Draft) -> None:
    assert said(trained).count("has no description: write what it shows") == 3
    assert "![A corridor with a cable across it and a bucket beside the door](assets/" in outline(trained)
    assert "![IMG" not in outline(trained)


def test_notes_keep_their_paragraphs(trained: Draft) -> None:
    assert "<!-- notes -->\n\nSay: read the three aims.\n\nAsk: which of them is new?\n\n<!-- /notes -->" in outline(
        trained
    )


def test_boxes_are_read_as_people_read_them(trained: Draft) -> None:
    assert slides(outline(trained))["Lifting, step by step"].split("\n\n") == [
        "Bend your knees",
        "Hold it close",
        "Breathe out",
        "Turn with your feet",
    ]


def rebuilt(draft: Draft, folder: Path, **keys: str) -> list[str]:
    """What the imported deck shows when it is built again, a line each."""
    assets = {}
    for file in draft.files[1:]:
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
        assets[file.path.relative_to("content").as_posix()] = target
    head, body = outline(draft).removeprefix("---\n").split("---\n", 1)
    title = re.sub('^title: "?|"?$', "", head.split("\n")[0])
    return shown_by(opened(deck(body, title=title, **keys), assets=assets))


def shown_by(presentation: OpenedPresentation) -> list[str]:
    """Without the logo, which is a local's."""
    return [line for line in slides_of(presentation).splitlines() if not line.startswith("   Logo:")]


def test_each_of_our_own_layouts_comes_back_as_it_was(tmp_path: Path) -> None:
    first = opened(every_layout(), assets=sample_assets(write(tmp_path, {})))
    assert rebuilt(drafted(saved(first)), tmp_path, name="every-layout", audience="trainers") == shown_by(first)


def test_the_base_decks_come_back_as_they_were(base: Path, tmp_path: Path) -> None:
    """The same slides, titles, points, tables, pictures, and notes."""
    for file in sorted((base / "site/downloads/decks").glob("*.pptx")):
        draft = drafted(file.read_bytes(), file.name)
        assert draft.words_kept >= 0.99 * draft.words_in
        assert {remark.what for remark in draft.remarks} <= {"left-out"}
        assert rebuilt(draft, tmp_path) == shown_by(Presentation(str(file)))


@pytest.mark.parametrize("kind", ["slideshow", "template"])
def test_shows_and_templates_are_decks_too(kind: str) -> None:
    data = with_parts(
        saved(trainers_deck()), {"[Content_Types].xml": (b"presentation.main+xml", f"{kind}.main+xml".encode())}
    )
    assert drafted(data, "talk.ppsx").words_in > 600
    assert kind_of("talk.ppsx", data) == "pptx"


def test_a_deck_of_the_strict_edition_is_read_as_any_other() -> None:
    """The namespaces of ISO/IEC 29500-1, annex A."""
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            changed = re.sub(
                usual + rb"(officeDocument|presentationml|drawingml)/2006/", strict + rb"\1/", old.read(name)
            )
            made.writestr(name, old.read(name) if name.startswith(("[", "docProps")) else changed)
    assert outline(drafted(target.getvalue(), "Safe at work.pptx")) == outline(drafted(whole(), "Safe at work.pptx"))


def test_macros_stay_behind_and_are_named() -> None:
    data = with_parts(whole(), {}, {"ppt/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})
    assert "the deck: left-out: its macros" in said(drafted(data, "talk.pptm"))


LAUGHS = b'<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><p:sld'
SLIDE = "ppt/slides/slide1.xml"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"PK\x03\x04 and then nothing", "it is damaged"),
        (encrypted(), "it is locked with a password"),
        (whole()[:40_000], "it is damaged"),
        (with_parts(whole(), {SLIDE: (b"<p:sld", LAUGHS)}), "its XML declares entities"),
        (with_parts(whole(), {SLIDE: (b"<p:sld", b"<broken")}), "it is damaged"),
        (
            with_parts(whole(), {SLIDE: (b"p:cSld", b"p:other")}),
            "its slides are not as PowerPoint writes them",
        ),
        (with_parts(whole(), {}, {"bomb.xml": bytes(3_000_000)}), "grows beyond all measure"),
        (saved(Presentation()), "none of its slides shows words or pictures"),
    ],
    ids=["empty", "no zip", "locked", "cut off", "entities", "broken XML", "other elements", "bomb", "no slides"],
)
def test_hostile_and_damaged_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedInput, match=reason):
        drafted(data)


def test_a_deck_without_title_slide_is_called_by_its_file() -> None:
    made = Presentation()
    added(made, CONTENT, "First", "A point")
    draft = drafted(saved(made), "why_we-care.pptx")
    assert draft.files[0].path.as_posix() == "slides/why-we-care.md"
    assert "title: why we care\n" in outline(draft)
    assert "the deck has no title slide" in said(draft)


def test_numbers_in_boxes_of_their_own_stay_with_their_words() -> None:
    made = Presentation()
    slide = added(made, BLANK)
    box(slide, "Two steps", 0.5, 0.3, 8)
    for number, words in ((1, "Look"), (2, "Tell")):
        box(slide, words, 2, 1.0 + number * 2)
        box(slide, f"{number}.", 1, 1.0 + number * 2, 0.6)
    assert slides(outline(drafted(saved(made))))["Two steps"] == "1. Look\n2. Tell"


FIRST = "\u0623\u0648\u0644"


def test_a_deck_in_arabic_is_read_from_the_right() -> None:
    made = Presentation()
    slide = added(made, BLANK)
    for words, left in (("\u062b\u0627\u0646", 0.5), (FIRST, 5.5)):
        box(slide, words, left, 3)
    box(slide, "\u0639\u0646\u0648\u0627\u0646", 3, 0.3)
    for run in slide.element.iter("{*}r"):
        run.get_or_add_rPr().set("lang", "ar-SA")
    text = outline(drafted(saved(made)))
    assert "lang: ar\n" in text
    assert text.index(FIRST) < text.index("---\n\n\u062b\u0627\u0646")


def test_the_same_picture_is_one_file_and_a_cut_one_is_cut() -> None:
    made = Presentation()
    for cut in (0.0, 0.0, 0.5):
        slide = added(made, CONTENT, "A look", "At it")
        described(slide, picture(), "A blue wall")
        slide.shapes[-1].crop_left = cut
    draft = drafted(saved(made))
    assert [file.path.as_posix() for file in draft.files[1:]] == [
        "content/assets/talk/slide-1.png",
        "content/assets/talk/slide-3.png",
    ]


LETTERS = (
    "1. not a list|# no heading|- no point|a * b * c|_x_ and snake_case|{layout=title}|{{ local.name }}"
    "|<b>bold</b> & <!-- x -->|[a](b) and [x]: y|&amp; & &copy;|back\\slash|> said|+1 555|C# and F#|2024) was|`code`"
    "|![x](y)|!!! note|=== x|: term|~~x~~|http://a.example/_b_|[x] done|x^2^|***"
)


@pytest.mark.parametrize("words", LETTERS.split("|"))
def test_letters_that_mean_something_in_markdown_stay_letters(words: str) -> None:
    made = Presentation()
    added(made, TITLE, words, words)
    added(made, CONTENT, words, "plain")
    added(made, SECTION, words, words)
    draft = drafted(saved(made))
    heading = next(line for line in outline(draft).splitlines() if line.startswith("## "))
    assert plain(parse_inline(heading[3:], DIALECT)) == words
    again = deck(outline(draft).split("---\n", 2)[2])
    assert [slide.title for slide in again.slides[1:]] == [words, words]
    assert slides_of(opened(again)).count(words.removeprefix("• ")) >= 4
    assert io.BytesIO(draft.files[0].data).readline() == b"---\n"


def test_what_nobody_sees_is_listed_and_a_link_on_a_box_is_kept() -> None:
    made = Presentation()
    slide = added(made, CONTENT, "Seen", "A point")
    for words, left in (("Beside it", -5.0), ("Switched off", 1.0), ("Write to us", 1.0)):
        box(slide, words, left, 5)
    slide.shapes[-2].element.nvSpPr.cNvPr.set("hidden", "1")
    slide.shapes[-1].click_action.hyperlink.address = "https://us.example/"
    draft = drafted(saved(made))
    assert slides(outline(draft))["Seen"] == "- A point\n\n[Write to us](https://us.example/)"
    assert "slide 1: left-out: what is beside the slide: “Beside it”" in said(draft)
    assert "slide 1: left-out: what is hidden on the slide: “Switched off”" in said(draft)
    assert draft.words_kept == draft.words_in
