"""What volunteers mean is what every output shows, however it was typed; each kind is tried with its neighbors."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pikepdf
import pypdf
import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from PIL import Image
from pptx import Presentation
from pptx.slide import Slide
from slip_samples import KIT, SETTINGS, Files, pack

from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest

Shared = Callable[[str, Callable[[Path], None]], Path]

NAME = "第 104 分会"
SITE = "https://local77.example/mentoring/"
NOTES = "\n\n<!-- notes -->\n\n**Say:** {said}\n\n<!-- /notes -->\n\n"
SEEN = NOTES.format(said="Look.")


def photo() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (64, 48), "#357").save(target, "PNG")
    return target.getvalue()


def head(title: str, *keys: str) -> str:
    return "\n".join(("---", f"title: {title}", *keys, "---", "", ""))


DECK = head("Try", "minutes: 7", "audience: Members", "purpose: To try.") + "".join(
    f"## {title} {{ minutes = “1” }}\n\n{body}{NOTES.format(said=said)}"
    for title, body, said in (
        ("Order", "First, the table:\n\n| Day | Place |\n| --- | --- |\n| Monday | Hall |\n\nThen sign here.", "x"),
        ("Part 1", "1. First\n2. Second", "x"),
        ("Part 2", "3. Third\n4. Fourth", "x"),
        ("Bring", "Bring to the meeting:\n- pens\n- paper", "x"),
        ("Links", "- [Visits](handbook/visits.md)\n- [The notes](forms/visit-notes.md)", f"See [us]({SITE}?a=1&b=2)."),
        ("Encoded", "![Board](assets/my%20photo%20(1).png)", "x"),
        ("Angle", "![Board](<assets/my photo (1).png>)", "x"),
    )
)
CHINESE = head("我们工会的师徒计划", "lang: zh", "minutes: 1", "audience: 会员", "purpose: 试一试。") + (
    "## 为什么要师徒制\uff1f {minutes=1}\n\n- 每月见面两次" + NOTES.format(said="大家好。")
)
LISTS = """Bring to the meeting:
- pens
- paper

Then do this:
1. sign in
2. sit down

- Outer
  - Inner
- Next

1. Step one
   - with three
2. Step two

   A paragraph under it.

3. Step three

Have some coffee.

5. Fifth
6. Sixth

•\tdots of Word
•\tand tabs

●\tsolid
\t○\thollow
\t■\tsquare
●\tsolid again

1.\u00a0with a blank
2.\u00a0that never breaks
"""
DRAWN = """Name: ____________________   Phone: (___) ___-____

Which shift do you work?
() Day   () Evening   () Night

Which days?
- [ ] Monday
- [x] Tuesday

Languages? ☐ English ☐ 中文

Meals\uff1f
\uff08 \uff09Yes
\uff08 \uff09No

Tools?
\uf0a8 Saw
\uf0a8 Plane

Date: __/__/____

Since: mm/dd/yyyy

Ride……………

Please read and agree: [ ] I agree

**E-mail (we do not share it):** \\_\\_\\_\\_\\_

Address: ____ City: ____
"""
WORD = """<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
 <tr><td width=200><p class=MsoNormal><span style="color:red">Month</span></p></td><td>What<o:p></o:p></td></tr>
 <tr><td>Sept</td><td>Pairing</td></tr>
</table>

Below the table.
"""
FILES: Files = {
    "local.yml": SETTINGS.replace("Local 77", NAME).replace("  ", "\t").replace("Ana", "“Ana”") + f"url: {SITE}\n",
    "content/handbook/lists.md": "\n\n" + head("Lists", "after: handbook/visits.md") + f"# Lists\n\n{LISTS}",
    "content/handbook/word.md": f"—\ntitle: Word\nafter: handbook/visits.md\n—\n\n# Word\n\n{WORD}",
    "content/handbook/utf16.md": (head("Größe") + "# Größe\n\nÜbergröße, Straße.\n").encode("utf-16"),
    "content/handbook/alerts.md": head("Avisos", "lang: es") + "# Avisos\n\n> [!NOTE]\n> Hola\n\n!!! tip\n    Bien\n",
    "content/handbook/photos.md": head("Photos")
    + "# Photos\n\n![Board](../assets/my%20photo%20(1).png)\n\n![Board](<../assets/my photo (1).png>)\n\n"
    "[The notes](../forms/visit%2Dnotes.md)\n",
    "content/handbook/photos.md~": "x",
    "content/handbook/said.md": head("Said") + "# Said\n\nHello.\n\n<!-- Notes -->\nsecret\n<!-- /NOTES -->\n",
    "content/forms/ride-share.md": head("Ride share", "audience: [mentee]", "privacy: Read by us.")
    + f"# Ride\n\n{DRAWN}",
    "assets/my photo (1).png": photo(),
    "slides/order.md": DECK,
    "slides/chinese.md": CHINESE,
}


@pytest.fixture(scope="session")
def built(shared: Shared) -> Path:
    """The site of a pack whose every file is typed in a way that people type, with all that it offers."""

    def build(folder: Path) -> None:
        request = BuildRequest(KIT, folder / "dist", (pack(folder, FILES),))
        (outcome,) = build_kits(request, lambda _line: None)
        assert outcome.built, outcome.problems

    return shared("slips", build) / "dist" / "acme" / "site"


def elements(built: Path, page: str, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], lxml_html.document_fromstring((built / page).read_text("utf-8")).xpath(path))


def article(built: Path, page: str) -> HtmlElement:
    return elements(built, page, "//article")[0]


def items(built: Path, page: str) -> list[str]:
    return [" ".join(item.text_content().split()) for item in article(built, page).iter("li")]


def test_a_list_is_one_however_it_stands(built: Path) -> None:
    assert items(built, "handbook/lists.html") == [
        *("pens", "paper", "sign in", "sit down", "Outer Inner", "Inner", "Next", "Step one with three", "with three"),
        *("Step two A paragraph under it.", "Step three", "Fifth", "Sixth", "dots of Word", "and tabs"),
        *("solid hollow square", "hollow square", "square", "solid again"),
        *("with a blank", "that never breaks"),
    ]


def test_a_list_that_goes_on_counts_on(built: Path) -> None:
    starts = [made.get("start") for made in article(built, "handbook/lists.html").iter("ol")]
    assert starts == [None, None, "5", None]


def test_words_table_keeps_its_words_and_the_page_its_frame(built: Path) -> None:
    shown = article(built, "handbook/word.html")
    assert [cell.text_content().strip() for cell in shown.iter("td")] == ["Month", "What", "Sept", "Pairing"]
    assert "Below the table." in shown.text_content() and "red" not in lxml_html.tostring(shown, encoding="unicode")
    assert len(elements(built, "handbook/word.html", "//main//article")) == 1
    assert elements(built, "handbook/word.html", "//footer[not(ancestor::article)]")


@pytest.mark.parametrize(("page", "title"), [("lists", "Lists"), ("word", "Word"), ("utf16", "Größe")])
def test_front_matter_is_read_behind_blank_lines_dashes_and_in_another_encoding(
    built: Path, page: str, title: str
) -> None:
    file = (built / f"handbook/{page}.html").read_text("utf-8")
    assert f"<title>{title} " in file and "after: handbook" not in file and "title: " not in file


def test_a_box_has_a_title_in_the_language_of_its_page(built: Path) -> None:
    titles = elements(built, "handbook/alerts.html", "//article//p[@class='admonition-title']")
    assert [title.text_content() for title in titles] == ["Nota", "Consejo"]


def test_notes_in_large_letters_stay_the_trainers(built: Path) -> None:
    assert "secret" not in (built / "handbook/said.html").read_text("utf-8")


def test_an_encoded_address_is_the_file(built: Path) -> None:
    shown = article(built, "handbook/photos.html")
    assert {picture.get("src") for picture in shown.iter("img")} == {"../assets/my%20photo%20%281%29.png"}
    assert [link.get("href") for link in shown.iter("a") if link.text == "The notes"] == ["../forms/visit-notes.html"]


def slides(built: Path, deck: str) -> list[Slide]:
    return list(Presentation(str(built / f"downloads/decks/{deck}.pptx")).slides)


def shown_on(slide: Slide) -> list[str]:
    """The words of each shape between the title, and the foot with its number."""
    shapes: list[Any] = list(slide.shapes)[1:-2]
    return [shape.text_frame.text if shape.has_text_frame else "TABLE" for shape in shapes]


def test_text_below_a_table_comes_after_it(built: Path) -> None:
    order = [text for slide in slides(built, "order")[1:3] for text in shown_on(slide)]
    assert order == ["First, the table:", "TABLE", "Then sign here."]


def test_a_list_goes_on_counting_on_the_next_slide(built: Path) -> None:
    with zipfile.ZipFile(built / "downloads/decks/order.pptx") as file:
        parts = [file.read(f"ppt/slides/slide{number}.xml").decode() for number in (4, 5)]
    assert ["startAt" in part for part in parts] == [False, True] and 'startAt="3"' in parts[1]


def test_a_list_right_below_words_is_one_on_a_slide(built: Path) -> None:
    (slide,) = (slide for slide in slides(built, "order") if slide.shapes.title and slide.shapes.title.text == "Bring")
    assert shown_on(slide) == ["Bring to the meeting:\npens\npaper"]


def addresses(slide: Slide) -> list[str]:
    return sorted(relation.target_ref for relation in slide.part.rels.values() if relation.is_external)


def test_links_of_a_slide_and_of_its_notes_lead_to_the_site(built: Path) -> None:
    (slide,) = (slide for slide in slides(built, "order") if slide.shapes.title and slide.shapes.title.text == "Links")
    assert addresses(slide) == [f"{SITE}forms/visit-notes.html", f"{SITE}handbook/visits.html"]
    notes = [relation.target_ref for relation in slide.notes_slide.part.rels.values() if relation.is_external]
    assert notes == [f"{SITE}?a=1&b=2"]
    with pikepdf.open(built / "downloads/guides/order.pdf") as guide:
        linked = {str(note.A.URI) for sheet in guide.pages for note in sheet.get("/Annots", []) if "/A" in note}
    assert f"{SITE}?a=1&b=2" in linked


def text_of(file: Path) -> str:
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(file).pages)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("guides/chinese.pdf", ("我们工会的师徒计划", "每月见面两次", "大家好。", "会员")),
        ("guides/order.pdf", (NAME, "Then sign here.")),
        ("forms/ride-share.pdf", (NAME, "中文")),
        ("forms/ride-share-large-print.pdf", (NAME, "中文")),
    ],
)
def test_letters_of_any_script_are_printed_as_they_are(built: Path, file: str, words: tuple[str, ...]) -> None:
    said = text_of(built / "downloads" / file)
    assert [word for word in words if word not in said] == [] and "???" not in said


LINES = {"name", "phone", "date", "since", "ride", "e-mail-we-do-not-share-it", "address", "city"}
CHOICES = {
    *("which-shift-do-you-work", "meals", "which-days-monday", "which-days-tuesday", "languages-english"),
    *("languages-中文", "tools-saw", "tools-plane", "please-read-and-agree-i-agree"),
}


def test_what_is_drawn_as_a_question_is_one_on_paper(built: Path) -> None:
    fields = pypdf.PdfReader(built / "downloads/forms/ride-share.pdf").get_fields() or {}
    found = {name: str(field["/FT"]) for name, field in fields.items() if "/FT" in field}
    assert found == {**dict.fromkeys(LINES, "/Tx"), **dict.fromkeys(CHOICES, "/Btn")}


def test_and_on_the_page(built: Path) -> None:
    shown = article(built, "forms/ride-share.html")
    controls = {control.get("name") for control in shown.iter("input", "textarea") if control.get("name")}
    assert controls == LINES | CHOICES
    ids = [element.get("id") for element in elements(built, "forms/ride-share.html", "//*[@id]")]
    assert len(ids) == len(set(ids))
    assert "____" not in shown.text_content() and "☐" not in shown.text_content()


def test_a_form_without_an_appendix_is_offered_and_collected_like_any_other(built: Path) -> None:
    assert "ride-share.pdf" in (built / "downloads.html").read_text("utf-8")
    report = json.loads((built.parent / "report.json").read_text("utf-8"))
    assert "ride-share" in json.dumps(report)
