"""PowerPoint files made by hand for the tests: a trainer's deck of thirty slides that holds all that decks hold."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as OpenedPresentation
from pptx.util import Inches

TITLE, CONTENT, SECTION, TWO, COMPARISON, TITLE_ONLY, BLANK, CAPTION = range(8)
"""The layouts of python-pptx's own template, which are PowerPoint's of 2007."""

SHIFT = "the night shift"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_ALL = f'xmlns:a="{_A}" xmlns:p="{_P}" xmlns:r="{_R}" xmlns:dgm="{_DGM}"'


def saved(opened: OpenedPresentation) -> bytes:
    target = io.BytesIO()
    opened.save(target)
    return target.getvalue()


def picture(color: str = "steelblue", size: tuple[int, int] = (320, 200), kind: str = "PNG") -> io.BytesIO:
    target = io.BytesIO()
    Image.new("RGB", size, color).save(target, kind)
    target.seek(0)
    return target


def added(opened: OpenedPresentation, layout: int, title: str = "", body: str = "", notes: str = "") -> Any:
    """A slide; each tab at the start of a line of ``body`` is a level."""
    slide = opened.slides.add_slide(opened.slide_layouts[layout])
    if title and slide.shapes.title is not None:
        slide.shapes.title.text_frame.text = title
    if body:
        write(slide.placeholders[1].text_frame, body)
    if notes:
        write(slide.notes_slide.notes_text_frame, notes)
    return slide


def write(frame: Any, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.level = len(line) - len(line.lstrip("\t"))
        for part, words in enumerate(line.lstrip("\t").split("*")):
            paragraph.add_run().text = words
            paragraph.runs[-1].font.bold = True if part % 2 else None


def box(slide: Any, text: str, left: float, top: float, width: float = 3.0, height: float = 1.0) -> None:
    """A text box; sizes in inches."""
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    write(shape.text_frame, text)


def described(slide: Any, data: io.BytesIO, words: str, left: float = 5.5, width: float = 3.5) -> None:
    shape = slide.shapes.add_picture(data, Inches(left), Inches(2), Inches(width))
    shape._element.nvPicPr.cNvPr.set("descr", words)


def marked(slide: Any, xml: str) -> None:
    """Puts a shape that python-pptx has no call for on a slide."""
    slide.shapes._spTree.append(etree.fromstring(xml.replace("ALL", _ALL, 1)))


def attached(slide: Any, kind: str, name: str, data: str) -> Any:
    """A part beside the slide; its relationship."""
    part = Part(PackURI(f"/ppt/{name}"), "application/xml", slide.part.package, data.encode())
    return slide.part.relate_to(part, kind)


def chart(slide: Any) -> None:
    figures: Any = CategoryChartData(number_format="0%")  # type: ignore[no-untyped-call]
    figures.categories = ["Warehouse", "Kitchen", "Front desk"]
    figures.add_series("Injured last year", (0.25, 0.5, 0.125))
    figures.add_series("Injured this year", (0.2, 0.3, 0.1))
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    made = slide.shapes.add_chart(kind, Inches(1), Inches(2), Inches(7), Inches(4), figures).chart
    made.has_title = True
    made.chart_title.text_frame.text = "Injuries for each department"


def diagram(slide: Any) -> None:
    """SmartArt: two points, of which the first has one below."""
    texts = ["Notice the hazard", "Write down the time", "Tell the steward"]
    points = "".join(
        f'<dgm:pt modelId="{number}"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for number, text in enumerate(texts, 1)
    )
    ends = ((0, 1, 0), (1, 2, 0), (0, 3, 1))
    links = "".join(
        f'<dgm:cxn modelId="1{end}" srcId="{start}" destId="{end}" srcOrd="{order}"/>' for start, end, order in ends
    )
    data = (
        f'<dgm:dataModel {_ALL}><dgm:ptLst><dgm:pt modelId="0" type="doc"/>{points}</dgm:ptLst>'
        f"<dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    )
    relationship = attached(slide, RELATIONSHIP_TYPE.DIAGRAM_DATA, "diagrams/data1.xml", data)
    marked(
        slide,
        '<p:graphicFrame ALL><p:nvGraphicFramePr><p:cNvPr id="20" name="Diagram 1"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="900000" y="1800000"/><a:ext cx="6000000" cy="3000000"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{_DGM}"><dgm:relIds r:dm="{relationship}" r:lo="" r:qs="" r:cs=""/>'
        "</a:graphicData></a:graphic></p:graphicFrame>",
    )


EQUATION = (
    '<mc:AlternateContent ALL xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="a14" xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"><p:sp><p:nvSpPr>'
    '<p:cNvPr id="30" name="TextBox 1"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" '
    'y="4000000"/><a:ext cx="4000000" cy="600000"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a14:m>'
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>dose=noise·hours</m:t></m:r>'
    "</m:oMath></a14:m></a:p></p:txBody></p:sp></mc:Choice><mc:Fallback><p:sp><p:nvSpPr>"
    '<p:cNvPr id="30" name="TextBox 1"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp></mc:Fallback>'
    "</mc:AlternateContent>"
)
MOVES = (
    '<p:timing ALL><p:tnLst><p:par><p:cTn id="1"><p:childTnLst><p:animEffect transition="in"><p:cBhvr><p:cTn id="2"/>'
    '<p:tgtEl><p:spTgt spid="2"/></p:tgtEl></p:cBhvr></p:animEffect></p:childTnLst></p:cTn></p:par></p:tnLst>'
    "</p:timing>"
)
COMMENT = (
    f'<p:cmLst {_ALL}><p:cm authorId="0" idx="1"><p:pos x="1" y="1"/><p:text>Ask Rosa for newer figures</p:text></p:cm>'
    "</p:cmLst>"
)
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def named_sections(opened: OpenedPresentation, *sections: tuple[str, Any]) -> None:
    """Gives slides to sections, each from its slide on."""
    listed = "".join(
        f'<p14:section name="{name}" id="{{0000000{number}-0000-0000-0000-000000000000}}"><p14:sldIdLst>'
        f'<p14:sldId id="{slide.slide_id}"/></p14:sldIdLst></p14:section>'
        for number, (name, slide) in enumerate(sections, 1)
    )
    xml = (
        f'<p:extLst {_ALL}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14="{_P14}">'
        f"{listed}</p14:sectionLst></p:ext></p:extLst>"
    )
    opened.element.append(etree.fromstring(xml))


def trainers_deck() -> OpenedPresentation:
    """Thirty slides of a workshop on safety at work."""
    opened = Presentation()
    begun = _beginning(opened)
    named_sections(opened, *begun, ("What you can do", _middle(opened)), ("Figures and law", _end(opened)))
    for slide in opened.slides:
        slide.shapes.add_picture(picture("darkred", (90, 60)), Inches(9.2), Inches(0.1), Inches(0.6))
        _add_foot(slide)
    return opened


def _add_foot(slide: Any) -> None:
    for number, (kind, text) in enumerate((("ftr", "Local 104 health and safety"), ("sldNum", "7"))):
        marked(
            slide,
            f'<p:sp ALL><p:nvSpPr><p:cNvPr id="{60 + number}" name="Foot {number}"/><p:cNvSpPr/><p:nvPr>'
            f'<p:ph type="{kind}" idx="{11 + number}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
            f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>",
        )


def _beginning(opened: OpenedPresentation) -> list[tuple[str, Any]]:
    first = added(opened, TITLE, "Safe at work", "A workshop for stewards and members", "Welcome everyone at the door.")
    section = added(opened, SECTION, "Why safety", "What happens when nobody looks")
    added(
        opened,
        CONTENT,
        "What you will learn",
        "See a *hazard* before it hurts\n\tIn the air\n\tUnder your feet\n\t\tWater, oil, and cables\n"
        "Write it down\nSpeak up together",
        "Say: read the three aims.\nAsk: which of them is new?",
    )
    links = added(opened, CONTENT, "Where to read more", "The law in plain words\nOur own pages")
    links.placeholders[1].text_frame.paragraphs[0].runs[0].hyperlink.address = "https://law.example/safety?part=2"
    two = added(opened, TWO, "Then and now", "One fan for the hall\nGloves were bought by hand")
    write(two.placeholders[2].text_frame, "A fan at every bench\nGloves lie by the door")
    compared = added(opened, COMPARISON, "Two kinds of hazard", "Sudden")
    for index, text in (
        (2, "A fall from a ladder\nA hand in a press"),
        (3, "Slow"),
        (4, "Noise for years\nDust in the lungs"),
    ):
        write(compared.placeholders[index].text_frame, text)
    quoted = added(opened, CAPTION, "")
    opened.slide_layouts[CAPTION].name = "Quote with Caption"
    quoted.shapes.title.text_frame.text = "What a nurse told us"
    write(quoted.placeholders[1].text_frame, "I lifted for twenty years and nobody showed me how.")
    write(quoted.placeholders[2].text_frame, "\u2013 A nurse from the county hospital")
    photo = added(opened, CONTENT, "A corridor on an ordinary day", "What do you see?\nWho walks here?")
    described(photo, picture(), "A corridor with a cable across it and a bucket beside the door")
    return [("Default Section", first), ("Why we care about safety", section)]


def _middle(opened: OpenedPresentation) -> Any:
    start = added(opened, CONTENT, "Three steps", "", "Steps first:\nlook\nwrite\ntell")
    write(
        start.placeholders[1].text_frame, "1. Look at the place\n2. Write what you saw\n3. Tell somebody who must act"
    )
    added(
        opened,
        CONTENT,
        "What to write down",
        "• The day and the hour\n• The place & the machine\n• Who was there {all of them}",
    )
    diagram(added(opened, TITLE_ONLY, "The way of a report"))
    shown = added(opened, BLANK)
    described(shown, picture("olive"), "Two people lift a box together, with straight backs", 1, 7)
    nameless = added(opened, BLANK)
    box(nameless, "Lifting, step by step", 0.5, 0.4, 8)
    box(nameless, "Bend your knees", 0.5, 2)
    box(nameless, "Hold it close", 0.5, 3.5)
    box(nameless, "Breathe out", 5.5, 2)
    box(nameless, "Turn with your feet", 5.5, 3.5)
    for name in ("IMG_2043.JPG", "", "Picture 7"):
        slide = added(opened, CONTENT, "Around the building", f"A picture called {name or 'nothing'}")
        described(slide, picture(("navy", "teal", "maroon")[len(name) % 3], (300 + len(name), 200)), name)
    _add_hidden_and_grouped(opened)
    return start


def _add_hidden_and_grouped(opened: OpenedPresentation) -> None:
    hidden = added(opened, CONTENT, "Only for the trainer", "The manager may be in the room")
    hidden._element.set("show", "0")
    grouped = added(opened, TITLE_ONLY, "Who does what")
    for number, text in enumerate(("Members report", "Stewards write", "The committee decides")):
        group = grouped.shapes.add_group_shape()
        group.shapes.add_textbox(Inches(0.5 + 3 * number), Inches(2), Inches(2.5), Inches(1)).text_frame.text = text
    grouped.notes_slide.notes_text_frame.text = "Point at each box while you speak."


def _end(opened: OpenedPresentation) -> Any:
    start = added(opened, TITLE_ONLY, "Injuries", "", "Give people a minute with the figures.")
    chart(start)
    _add_table(added(opened, TITLE_ONLY, "Who must do what"))
    moving = added(opened, CONTENT, "One after the other", "First the noise\nThen the dust")
    moving._element.append(etree.fromstring(MOVES.replace("ALL", _ALL)))
    attached(moving, RELATIONSHIP_TYPE.COMMENTS, "comments/comment1.xml", COMMENT)
    equation = added(opened, TITLE_ONLY, "How loud is too loud?")
    marked(equation, EQUATION)
    embedded = added(opened, CONTENT, "The sheet for your notes", "Print it before you go")
    embedded.shapes.add_ole_object(
        io.BytesIO(b"no sheet"), "Excel.Sheet.12", Inches(5), Inches(4), icon_file=picture("gray", (64, 64))
    )
    film = added(opened, CONTENT, "See it once", "Watch the ladder")
    film.shapes.add_movie(
        io.BytesIO(b"no film"), Inches(5), Inches(3), Inches(3), Inches(2), picture("black"), "video/mp4"
    )
    for text in ("What will you look at tomorrow?\nWhom will you tell?", "What did you find?\nWho helped?"):
        added(opened, CONTENT, "Your turn", text, f"Walk around. Ask {SHIFT} too.")
    long = "\n".join(
        f"Point {number}: look at the ladders, the lamps, and the doors of hall {number} before you begin"
        for number in range(1, 15)
    )
    added(opened, CONTENT, "The whole list", long, "Nobody reads this aloud.")
    _add_unusable_pictures(added(opened, CONTENT, "Pictures from elsewhere", "Two of them are not in the file"))
    added(opened, CONTENT, "If somebody is hurt", "Help first\nCall second\nWrite *last*, and *the same day*")
    added(opened, TITLE, "Thank you", "safety@local104.example")
    return start


def _add_unusable_pictures(slide: Any) -> None:
    """One on another computer, and one in a format of Windows."""
    relationship = slide.part.relate_to(
        "https://pictures.example/ladder.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    emf = Part(PackURI("/ppt/media/image99.emf"), "image/x-emf", slide.part.package, EMF)
    for number, attribute in enumerate(
        (f'r:link="{relationship}"', f'r:embed="{slide.part.relate_to(emf, RELATIONSHIP_TYPE.IMAGE)}"')
    ):
        marked(
            slide,
            f'<p:pic ALL><p:nvPicPr><p:cNvPr id="{40 + number}" name="Picture" descr="A ladder against a wall"/>'
            f"<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip {attribute}/><a:stretch/></p:blipFill><p:spPr>"
            '<a:xfrm><a:off x="5000000" y="2000000"/><a:ext cx="3000000" cy="2000000"/></a:xfrm></p:spPr></p:pic>',
        )


EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)


def _add_table(slide: Any) -> None:
    table = slide.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(7), Inches(3)).table
    rows = (
        ("Who", "Must", "Until"),
        ("Employer", "pay for gloves | boots", "today"),
        ("", "repair ladders", "Friday"),
        ("Union", "ask", "always"),
    )
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))


def with_parts(data: bytes, changed: dict[str, tuple[bytes, bytes]], new: dict[str, bytes] | None = None) -> bytes:
    """The package with one text put for another in some of its parts, and with ``new`` parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            before, after = changed.get(name, (b"", b""))
            made.writestr(name, old.read(name).replace(before, after) if before else old.read(name))
        for name, part in (new or {}).items():
            made.writestr(name, part)
    return target.getvalue()


def encrypted() -> bytes:
    """The beginning of a file that is locked with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
