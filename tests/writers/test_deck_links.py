"""A link of an outline opens the local's site from a deck, a guide, and a run sheet, or names the page; a dead one
is told."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from pptx import Presentation
from sample import complaints, resolved, write_kit

from generators.checking.kit import check
from generators.decks.teaching.guide import guide_of
from generators.model import Kit
from generators.model.problems import Problems
from generators.reading.source import read_handbook
from generators.writers.deck.pictures import bitmap
from generators.writers.deck.writer import deck_file
from generators.writers.guide.run_sheet import run_sheet_files
from generators.writers.guide.writer import guide_pdfs

SITE = "https://local.example/mentoring"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1"/></svg>'
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": "site_name: S\ndocs_dir: content\nuse_directory_urls: false\nstrict: true\n"
    "markdown_extensions: [attr_list, kit_fields]\n"
    "theme: {name: null, custom_dir: overrides/theme, kit: true}\n",
    "content/handbook/kinds.md": "# Kinds of *mentoring*\n\n## Six kinds\n\nA\n",
    "content/handbook/paar übung.md": "# Pairs\n\nA\n",
    "content/forms/survey.md": "---\nappendix: A\ntitle: Survey\n---\n# Survey\n\nName: ____\n",
    "content/assets/my file.pdf": "",
    "content/assets/my board (1).png": bitmap(SVG.encode(), 100),
    "overrides/local.yml": "name: Local 000\n",
}
OUTLINE = "---\ntitle: Try\nhandouts: [survey]\n---\n\n## Slide\n\n{shown}\n\n<!-- notes -->\n{said}\n<!-- /notes -->\n"


def kit_of(root: Path, shown: str, said: str = "Hello.", url: str = f"{SITE}/") -> tuple[Kit, list[str]]:
    """The kit with a deck of one slide, and what is wrong with it."""
    files = {**FILES, "slides/try.md": OUTLINE.format(shown=shown, said=said)}
    files["overrides/local.yml"] = f"name: Local 000\nurl: {url}\n" if url else "name: Local 000\n"
    problems = Problems()
    handbook = read_handbook(write_kit(root, files), problems)
    kit = resolved(handbook, handbook.defaults, problems)
    check(kit, problems)
    return kit, [line for line in complaints(problems) if "try.md" in line]


def links_in(kit: Kit) -> dict[str, list[tuple[str, str]]]:
    """The words and address of each live link, on slides and in notes."""
    opened = Presentation(io.BytesIO(deck_file(kit.decks[0], kit)))
    found: dict[str, list[tuple[str, str]]] = {"slides": [], "notes": []}
    for slide in opened.slides:
        shapes = [shape for shape in slide.shapes if shape.has_text_frame]
        for where, frames in (
            ("slides", [s.text_frame for s in shapes]),
            ("notes", [slide.notes_slide.notes_text_frame]),
        ):
            runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
            found[where] += [(run.text, run.hyperlink.address) for run in runs if run.hyperlink.address]
    return found


def words_of_slide(kit: Kit) -> str:
    opened = Presentation(io.BytesIO(deck_file(kit.decks[0], kit)))
    return " ".join(shape.text_frame.text for shape in opened.slides[1].shapes if shape.has_text_frame)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("[k](handbook/kinds.md)", f"{SITE}/handbook/kinds.html"),
        ("[k](handbook/kinds.md#six-kinds)", f"{SITE}/handbook/kinds.html#six-kinds"),
        ("[**k**][ref]\n\n[ref]: handbook/kinds.md", f"{SITE}/handbook/kinds.html"),
        ('<a href="handbook/kinds.md">k</a>', f"{SITE}/handbook/kinds.html"),
        ("[k](index.md)", f"{SITE}/index.html"),
        ("[k](forms/survey.md)", f"{SITE}/forms/survey.html"),
        ("[k](handbook/paar%20%C3%BCbung.md)", f"{SITE}/handbook/paar%20%C3%BCbung.html"),
        ("[k](<handbook/paar übung.md>)", f"{SITE}/handbook/paar%20%C3%BCbung.html"),
        ("[k](assets/my%20file.pdf)", f"{SITE}/assets/my%20file.pdf"),
        ("[k](downloads/decks/try.pptx)", f"{SITE}/downloads/decks/try.pptx"),
        ("<https://a.example/?a=1&b=2>", "https://a.example/?a=1&b=2"),
        ("[k](HTTPS://a.example/)", "HTTPS://a.example/"),
        ("[k](mailto:a@b.example)", "mailto:a@b.example"),
        ("[k](tel:+15550100)", "tel:+15550100"),
    ],
)
def test_a_link_is_live_on_the_slide_in_the_notes_and_in_the_printed_guide(
    tmp_path: Path, written: str, address: str
) -> None:
    kit, wrong = kit_of(tmp_path, written, f"**Say:** See {written}")
    assert wrong == []
    assert [[link for _, link in links] for links in links_in(kit).values()] == [[address], [address]]
    printed = guide_pdfs(kit)[kit.decks[0].name]
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        annotations = [one for page in pdf.pages for one in page.get("/Annots", [])]
        assert address in {str(one.A.URI) for one in annotations}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("See [six kinds](handbook/kinds.md#six-kinds).", "See six kinds (see: Kinds of mentoring)."),
        ("See [the **kinds of mentoring**](handbook/kinds.md).", "See the kinds of mentoring."),
        ("See [this](forms/survey.md).", "See this (see: Survey)."),
        ("See [a file](assets/my%20file.pdf).", "See a file."),
    ],
)
def test_without_an_address_of_the_site_the_words_say_which_page_is_meant(
    tmp_path: Path, written: str, said: str
) -> None:
    kit, wrong = kit_of(tmp_path, written, f"**Say:** {written}", url="")
    assert wrong == []
    assert links_in(kit) == {"slides": [], "notes": []}
    assert said in words_of_slide(kit)


def test_handouts_lead_to_the_pages_of_their_forms(tmp_path: Path) -> None:
    kit, _ = kit_of(tmp_path, "Words")
    (sheet,) = run_sheet_files([guide_of(kit.decks[0], kit)], kit.local.brand, "letter")
    with zipfile.ZipFile(io.BytesIO(sheet)) as file:
        root = etree.fromstring(file.read("word/_rels/document.xml.rels"))
    targets = [one.get("Target") for one in root if one.get("Type", "").endswith("/hyperlink")]
    assert targets == [f"{SITE}/forms/survey.html"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[k](handbook/gone.md)", "link to a missing page 'handbook/gone.md'"),
        ('<a href="handbook/gone.md">k</a>', "link to a missing page 'handbook/gone.md'"),
        ("[k](../content/handbook/kinds.md)", "link to a missing page '../content/handbook/kinds.md'"),
        ("[k](forms/surveys.md)", "link to a missing page 'forms/surveys.md' (did you mean 'forms/survey.md'?)"),
        ("[k](handbook/kinds.md#seven)", "'handbook/kinds.md' has no heading or passage '#seven'"),
        ("[k](assets/my%20files.pdf)", "there is no file 'assets/my files.pdf' (did you mean 'assets/my%20file.pdf'?)"),
        ("[k](handbook/kinds/)", "there is no file 'handbook/kinds' (write 'handbook/kinds.md')"),
    ],
)
def test_a_dead_link_is_told_at_its_line_once(tmp_path: Path, written: str, message: str) -> None:
    _, on_slide = kit_of(tmp_path / "a", f"- x\n- {written}")
    assert [line.startswith(f"slides/try.md:9: {message}") for line in on_slide] == [True], on_slide
    _, said = kit_of(tmp_path / "b", "x", f"**Say:** {written}")
    assert [line.startswith(f"slides/try.md:11: {message}") for line in said] == [True], said


def test_a_link_to_a_heading_beside_it_leads_to_the_page_that_the_passage_is_of(tmp_path: Path) -> None:
    text = "# K\n\n<!-- slide: part -->\n## Part\n\nSee [kinds](#six).\n<!-- /slide -->\n\n## Six\n\nA\n"
    write_kit(tmp_path, {"content/handbook/used.md": text})
    kit, wrong = kit_of(tmp_path, "<!-- use: handbook/used.md#part -->")
    assert wrong == []
    assert links_in(kit)["slides"] == [("kinds", f"{SITE}/handbook/used.html#six")]


@pytest.mark.parametrize("written", ["assets/my%20board%20(1).png", "<assets/my board (1).png>"])
def test_a_picture_is_found_by_its_name_and_by_its_address(tmp_path: Path, written: str) -> None:
    kit, wrong = kit_of(tmp_path, f"![A board]({written})")
    assert wrong == []
    opened = Presentation(io.BytesIO(deck_file(kit.decks[0], kit)))
    assert any(hasattr(shape, "image") for shape in opened.slides[1].shapes)
