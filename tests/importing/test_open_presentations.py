"""A presentation of LibreOffice becomes an outline, as one of PowerPoint does."""

from __future__ import annotations

import io
import zipfile

import pytest
from presentation_samples import encrypted, picture

from generators.importing.draft import Destination, Draft
from generators.importing.kinds import READERS, kind_of
from generators.model.problems import RefusedInput

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("presentation", "presentation"),
        ("style", "style"),
        ("svg", "svg-compatible"),
        ("table", "table"),
        ("text", "text"),
    )
)
STYLES = """<office:automatic-styles>
<style:style style:name="T1"><style:text-properties fo:font-weight="bold" fo:language="es"/></style:style>
<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style></office:automatic-styles>"""


PLACE = 'svg:x="1cm" svg:y="1cm" svg:width="9cm" svg:height="2cm"'


def frame(kind: str, body: str) -> str:
    of_kind = f'presentation:class="{kind}"' if kind else ""
    return f"<draw:frame {of_kind} {PLACE}>{body}</draw:frame>"


def words(kind: str, *paragraphs: str) -> str:
    said = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return frame(kind, f"<draw:text-box>{said}</draw:text-box>")


STEPS = """<draw:text-box><text:list text:style-name="L1"><text:list-item><text:p>Mira <text:span
text:style-name="T1">bien
</text:span></text:p><text:list><text:list-item><text:p>arriba</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Escribe a <text:a xlink:href="https://ley.example/x">la ley</text:a></text:p></text:list-item>
</text:list></draw:text-box>"""
TABLE = """<table:table><table:table-row><table:table-cell><text:p>Quién</text:p></table:table-cell><table:table-cell>
<text:p>Qué</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Rosa</text:p>
</table:table-cell><table:table-cell><text:p>mide</text:p></table:table-cell></table:table-row></table:table>"""
IMAGE = '<draw:image xlink:href="Pictures/one.png"/><svg:desc>Una escalera rota</svg:desc>'
FAR = '<draw:image xlink:href="https://far.example/one.png"/>'
PAGES = (
    words("title", "Trabajo seguro") + words("subtitle", "Un taller"),
    words("title", "Tres pasos")
    + frame("outline", STEPS)
    + words("page-number", "2")
    + f"<presentation:notes>{words('notes', 'Lee despacio.', 'Pregunta.')}</presentation:notes>",
    words("title", "Quién hace qué") + frame("", TABLE),
    words("title", "Mira esto") + frame("", IMAGE) + frame("", FAR),
)
HIDDEN = f'<draw:page draw:style-name="dp2">{words("title", "No para todos")}</draw:page>'


def odp(*pages: str, hidden: str = "") -> bytes:
    shown = "".join(f"<draw:page>{page}</draw:page>" for page in pages) + hidden
    content = (
        f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink">{STYLES}'
        f"<office:body><office:presentation>{shown}</office:presentation></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.presentation")
        file.writestr("content.xml", content)
        file.writestr("Pictures/one.png", picture().getvalue())
    return target.getvalue()


def drafted(data: bytes) -> Draft:
    return READERS[kind_of("taller.odp", data)]("taller.odp", data, Destination())


OUTLINE = """
Un taller

## Tres pasos

1. Mira **bien**
    - arriba
2. Escribe a [la ley](https://ley.example/x)

<!-- notes -->

Lee despacio.

Pregunta.

<!-- /notes -->

## Quién hace qué

| Quién | Qué |
| --- | --- |
| Rosa | mide |

## Mira esto

![Una escalera rota](assets/taller/slide-4.png)
"""


def test_a_presentation_of_libreoffice_becomes_an_outline() -> None:
    draft = drafted(odp(*PAGES, hidden=HIDDEN))
    head, text = draft.files[0].data.decode().rsplit("---\n", 1)
    assert text == OUTLINE
    assert head.startswith("---\ntitle: Trabajo seguro\nlang: es\n")
    assert draft.words_kept == draft.words_in > 25
    listed = [f"{remark.where}: {remark.what}: {remark.message}" for remark in draft.remarks]
    assert listed == [
        "slide 4: left-out: a picture: it lies elsewhere ('https://far.example/one.png'), and nothing was fetched",
        "slide 5: left-out: a hidden slide; it says: “No para todos”",
    ]


@pytest.mark.parametrize(
    "data", [encrypted(), odp(), odp(words("title", "x"))[:300]], ids=["locked", "empty", "cut off"]
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedInput):
        drafted(data)
