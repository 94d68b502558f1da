"""A form that was laid out for one local becomes another's without being laid out again."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import form_samples
import page as page_validation
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from form_samples import SURVEY, form
from pikepdf import Dictionary

from generators.brand.fonts import FAMILIES
from generators.brand.pdf_embedded import lean_letters, lean_typeface
from generators.brand.pdf_layout import AUTHOR, IDENTIFIER, filled
from generators.brand.pdf_objects import Body
from generators.brand.pdf_parts import OWN_STREAM, unpacked_parts
from generators.caching.store import Store
from generators.model import Brand, Kit
from generators.model.replacing import replace
from generators.writers.forms.writer import Press

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="30"><rect width="{wide}" height="30"/></svg>'


def kit_of(folder: Path, brand: Brand, wide: int = 0) -> Kit:
    made = form_samples.kit(form(SURVEY, {"privacy": "Only the coordinator."}))
    logo = folder / f"{wide}.svg" if wide else None
    if logo:
        logo.write_text(LOGO.format(wide=wide), encoding="utf-8")
    return replace(made, local=replace(made.local, brand=replace(brand, logo=logo, logo_alt="Two (2) waves")))


FIRST = Brand("Harbor Local 104", "#12335c", "#0f8f8a")
OTHERS = {
    "colors": (Brand("Harbor Local 104", "#f2b90f", "#5b2a86"), 90),
    "a name": (Brand("Żółw & (Söhne) <104>", "#12335c", "#0f8f8a"), 90),
    "a wide logo": (Brand("Harbor Local 104", "#12335c", "#0f8f8a"), 120),
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_local_has_its_own_file_without_a_layout_of_its_own(tmp_path: Path, other: str) -> None:
    brand, wide = OTHERS[other]
    store = Store(tmp_path / "cache")
    first, second = kit_of(tmp_path, FIRST, 90), kit_of(tmp_path, brand, wide)
    Press(first, tmp_path, store).fillable(first.forms[0])
    layouts = store.contents()["forms"].entries
    shared = Press(second, tmp_path, store).fillable(second.forms[0])
    assert store.contents()["forms"].entries == layouts
    assert shared == Press(second, tmp_path).fillable(second.forms[0]), "as if there had been no other"
    (tmp_path / "form.pdf").write_bytes(shared)
    assert page_validation.validate_pdf(str(tmp_path / "form.pdf"), profile="ua1").is_compliant
    with pikepdf.open(io.BytesIO(shared)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert str(pdf.docinfo.Author) == brand.name
        metadata = pdf.Root.Metadata.read_bytes().decode("utf-8")
        figures = [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
    assert not {AUTHOR, IDENTIFIER} & set(metadata.replace("<", ">").split(">"))
    assert "Two (2) waves" in figures


def test_a_name_in_another_script_is_in_the_file(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, replace(FIRST, name="محلي ١٠٤"))
    (tmp_path / "form.pdf").write_bytes(data := Press(kit, tmp_path).fillable(kit.forms[0]))
    assert page_validation.validate_pdf(str(tmp_path / "form.pdf"), profile="ua1").is_compliant
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Author) == "محلي ١٠٤"


CONTACT = "the mentors of local {0}"
NAMING = {
    "paragraph": "Give this form to **{who}**, please, _before_ the first Monday.\n\n",
    "list": "- Read it.\n- Give it to {who}.\n\n",
    "quotation": "> Ask {who}.\n\n",
}


def kit_naming(who: str, forms: Mapping[str, str], meta: Mapping[str, str]) -> Kit:
    named = (replace(form(body.format(who=who), meta), name=name) for name, body in forms.items())
    made = form_samples.kit(*named)
    variables = {**made.local.variables, "contact": {"name": who}}
    return replace(made, local=replace(made.local, brand=FIRST, variables=variables))


def written(kit: Kit, folder: Path, store: Store) -> list[bytes]:
    """Each form of a kit, in both sizes, and all as one."""
    press = Press(kit, folder, store)
    sized = [press.fillable(one, large=large) for one in kit.forms for large in (False, True)]
    return [*sized, press.for_a_pen()]


@pytest.mark.parametrize("layout", ["", "certificate"])
def test_a_form_whose_text_names_the_local_is_laid_out_once(tmp_path: Path, layout: str) -> None:
    forms = {name: text + "Name: ____\n" for name, text in NAMING.items()}
    first, second = (kit_naming(CONTACT.format(number), forms, {"layout": layout} if layout else {}) for number in "12")
    store = Store(tmp_path / "cache")
    written(first, tmp_path, store)
    layouts = store.contents()["forms"].entries
    shared = written(second, tmp_path, store)
    assert store.contents()["forms"].entries == layouts
    assert shared == written(second, tmp_path, Store(tmp_path / "empty")), "as if there had been no other"
    for data in shared:
        with pypdfium2.PdfDocument(data) as document:
            said = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
        assert "local 2" in said
        assert "local 1" not in said


def test_there_may_be_more_rooms_in_a_document_than_a_channel_of_a_color_has_values(tmp_path: Path) -> None:
    kit = kit_naming("somebody", {f"form-{number}": "Name: ____\n" for number in range(129)}, {})
    with pikepdf.open(io.BytesIO(Press(kit, tmp_path).for_a_pen())) as pdf:
        assert len(pdf.pages) > 2 * 128


def test_what_a_local_puts_in_is_packed_however_much_it_is(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, FIRST, 90)
    press = Press(kit, tmp_path)
    made, parts = press.filled(kit.forms[0]), press.parts()
    assert b"/FontDescriptor" not in made.whole
    more = {number: Body(b"(%d)" % number) for number in range(max(parts.shared) + 1, OWN_STREAM)}
    needs = tuple((*some, *more) for some in parts.needs)
    many = replace(parts, shared={**parts.shared, **more}, needs=needs)
    assert unpacked_parts(many.packed()) == many
    with pikepdf.open(io.BytesIO(filled(made.layout, many, press.imprint).whole)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert [str(pdf.get_object(number, 0)) for number in more] == [str(number) for number in more]
        assert len(more) > 200, "more than go into one object stream"


def test_what_a_local_says_stands_together_but_for_what_is_drawn(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, FIRST, 90)
    own = Press(kit, tmp_path).filled(kit.forms[0]).own
    assert b"Harbor Local 104" not in own, "all of it is packed"
    alone = own.split(b" 0 obj\n")[1:]
    assert all(b"\nstream\n" in one for one in alone)


def test_embedded_typefaces_hold_no_more_than_is_drawn(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, FIRST, 90)
    with pikepdf.open(io.BytesIO(Press(kit, tmp_path).fillable(kit.forms[0]))) as pdf:
        programs = [thing.FontFile2 for thing in pdf.objects if isinstance(thing, Dictionary) and "/FontFile2" in thing]
        typefaces = [TTFont(io.BytesIO(one.read_bytes())) for one in programs if "/Length1" not in one]
    assert len(typefaces) > 2
    for typeface in typefaces:
        assert set(typeface.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}


LETTERS = b"""%!PS-Adobe-3.0 Resource-CMap
%%DocumentNeededResources: procset CIDInit
%%IncludeResource: procset CIDInit
%%BeginResource: CMap Custom
%%Title: (Custom Adobe Identity 0)
%%Version: 1
%%EndComments
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
    /Registry (Adobe) def
    /Ordering (Identity) def
    /Supplement 0 def
end def
/CMapName /Custom def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
2 beginbfchar
<0001> <0046>
<0002> <00660069>
endbfchar
endcmap
%%EndResource
%%EOF
"""


def test_a_map_of_letters_says_the_same_in_less() -> None:
    lean = lean_letters(LETTERS)
    assert len(lean) < len(LETTERS) * 0.7
    (before,), (after,) = (re.findall(rb"beginbfchar(.*)endbfchar", one, re.DOTALL) for one in (LETTERS, lean))
    assert re.findall(rb"<(\w+)> ?<(\w+)>", after) == re.findall(rb"<(\w+)> ?<(\w+)>", before)
    assert lean_letters(lean).split() == lean.split()
    many = b"".join(b"<%04X> <%04X>\n" % (number, number + 64) for number in range(1, 250))
    sections = lean_letters(LETTERS.replace(b"<0001> <0046>\n", many))
    assert [int(number) for number in re.findall(rb"(\d+) beginbfchar", sections)] == [100, 100, 50]


@pytest.mark.parametrize("other", [b"1 beginbfrange\n<0001> <0003> <0041>\nendbfrange", b"/Identity-H usecmap"])
def test_a_map_that_says_more_stays_as_it_is(other: bytes) -> None:
    said = LETTERS.replace(b"2 beginbfchar", other + b"\n2 beginbfchar")
    assert lean_letters(said) == said


def test_a_typeface_without_its_names_draws_the_same() -> None:
    face = FAMILIES["Atkinson Hyperlegible"].faces[0]
    whole = (FAMILIES["Atkinson Hyperlegible"].folder / face.file).read_bytes()
    lean = lean_typeface(whole)
    before, after = TTFont(io.BytesIO(whole)), TTFont(io.BytesIO(lean), checkChecksums=2)
    assert set(before.reader.keys()) - set(after.reader.keys()) >= {"name", "post", "cmap"}
    for tag in after.reader.keys() - {"head"}:  # the font's own checksum stands in there
        assert after.reader[tag] == before.reader[tag]
    assert len(lean) % 4 == 0


def test_a_name_of_two_lines_is_laid_out_with_the_room_that_it_takes(tmp_path: Path) -> None:
    long = kit_of(tmp_path, replace(FIRST, name="The very long name of a local " * 6))
    store = Store(tmp_path / "cache")
    short = kit_of(tmp_path, FIRST)
    Press(short, tmp_path, store).fillable(short.forms[0])
    layouts = store.contents()["forms"].entries
    data = Press(long, tmp_path, store).fillable(long.forms[0])
    assert store.contents()["forms"].entries == layouts + 1
    assert data == Press(long, tmp_path).fillable(long.forms[0])


def test_what_is_drawn_has_the_colors_of_the_local(tmp_path: Path) -> None:
    kit = kit_of(tmp_path, Brand("Local 7", "#aa0000", "#00aa00"))
    with pypdfium2.PdfDocument(Press(kit, tmp_path).fillable(kit.forms[0])) as document:
        drawn = set(document[0].render(scale=1).to_pil().convert("RGB").get_flattened_data())
    assert (0, 170, 0) in drawn, "the accent under the masthead"
    assert not [color for color in drawn if color[0] in (253, 254) and color[2] in (1, 2, 7)], (
        "no color stands in for one"
    )
