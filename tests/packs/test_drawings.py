"""A pack's drawings are rebuilt from their shapes, colors, and words; nothing else of the file is kept."""

from __future__ import annotations

import base64
import io
import re
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from sample import seconds_of

from generators.packs.drawings.document import UnusableDrawing
from generators.packs.drawings.drawing import rebuilt
from generators.packs.limits import DRAWING

BOX = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'

SVG_ATTACKS = [
    "<script>alert(1)</script>",
    "<script href='https://evil.example/x.js'/>",
    "<rect onclick='alert(1)' width='1' height='1'/>",
    "<a xlink:href='javascript:alert(1)'><rect width='1' height='1'/></a>",
    "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject>",
    "<image xlink:href='https://evil.example/x.png'/>",
    "<image href='data:image/svg+xml,x'/>",
    "<use xlink:href='https://evil.example/x.svg#a'/>",
    "<rect fill='url(https://evil.example/x.svg#a)' width='1' height='1'/>",
    "<rect style='fill:url(//evil.example/x)' width='1' height='1'/>",
    "<style>rect{fill:url(https://evil.example/x)} @import 'https://evil.example/x.css';</style><rect width='1'/>",
    "<set attributeName='href' to='javascript:alert(1)'/>",
    "<animate attributeName='x' onbegin='alert(1)'/>",
    "<filter id='a'><feImage href='https://evil.example/x.png'/></filter>",
    "<handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='load'>alert(1)</handler>",
    "<iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example'/>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
]


def drawing(inside: str) -> str:
    return rebuilt(f"{BOX}{inside}</svg>".encode()).data.decode()


VISIBLE = "<rect width='9' height='9'/>"


def test_a_drawing_of_which_nothing_is_left_is_refused_and_not_published_empty() -> None:
    around = "<defs><clipPath id='c'><path d='M0 0h9v9z'/></clipPath></defs>"
    with pytest.raises(UnusableDrawing, match="nothing of it is left") as refused:
        drawing(f"{around}<g clip-path='url(#c)'><image href='data:image/png;base64,x'/></g>")
    assert "export the drawing as PNG" in refused.value.hint


NOTHING = {
    "empty": "",
    "no paint": "<rect width='9' height='9' fill='none'/>",
    "far away": "<rect x='900' width='9' height='9'/>",
    "hidden": "<g style='display:none'><rect width='9' height='9'/></g>",
    "clear": "<g opacity='0'><rect width='9' height='9'/></g>",
    "only lent": "<defs><rect id='a' width='9' height='9'/></defs>",
    "clipped away": "<clipPath id='c'/><rect width='9' height='9' clip-path='url(#c)'/>",
    "only HTML": (
        "<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>Local 104</p></foreignObject>"
    ),
}


@pytest.mark.parametrize("inside", NOTHING.values(), ids=NOTHING)
def test_a_drawing_that_shows_nothing_is_an_error(inside: str) -> None:
    with pytest.raises(UnusableDrawing, match="nothing of it is left") as refused:
        drawing(inside)
    assert "plain SVG" in refused.value.hint


ENTITIES = {
    "of another": '<!ENTITY a "b"><!ENTITY c "&a;&a;">',
    "of a file": '<!ENTITY a SYSTEM "file:///etc/passwd">',
    "of an address": '<!ENTITY a PUBLIC "x" "http://evil.example/x">',
    "of the declaration": '<!ENTITY % a "b">',
    "of markup": "<!ENTITY a '<rect/>'>",
    "of great length": f'<!ENTITY a "{"b" * 200_000}">',
    "of no text": '<!NOTATION n SYSTEM "x"><!ENTITY a SYSTEM "b" NDATA n>',
}


@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES)
def test_an_entity_that_is_more_than_a_short_text_is_refused_with_a_way_that_helps(declared: str) -> None:
    with pytest.raises(UnusableDrawing, match="XML entities that are more than plain text") as refused:
        rebuilt(f"<!DOCTYPE svg [{declared}]>{BOX}<text>&a;&a;&a;</text></svg>".encode())
    assert "Export As > SVG" in refused.value.hint


def test_an_entity_that_is_short_text_is_read_wherever_it_stands() -> None:
    declared = '<!DOCTYPE svg [<!ENTITY st0 "fill:#F00;"><!ENTITY n "104">]>'
    made = rebuilt(f"{declared}{BOX}<text y='9' font-family='Arial' style='&st0;'>&n;</text></svg>".encode())
    assert b'fill="#F00">104<' in made.data


LOST = {
    "<filter>": (
        "<filter id='f'><feTurbulence baseFrequency='.1'/></filter><rect width='5' height='5' filter='url(#f)'/>"
    ),
    "<foreignObject>": "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>A</p></foreignObject>",
    "<flowRoot>": "<flowRoot><flowPara>A</flowPara></flowRoot>",
    "<animate>": "<animate attributeName='x' to='9'/>",
    "<image>": "<image href='local.png' width='9' height='9'/>",
    "@font-face": "<style>@font-face{font-family:A;src:url(a.woff)}</style>",
    "@import": "<style>@import 'a.css';</style>",
    "@media": "<style>@media (prefers-color-scheme: dark){rect{fill:#fff}}</style>",
    "clip-path": "<rect width='5' height='5' style='clip-path:circle(50%)'/>",
    "vector-effect": "<rect width='5' height='5' vector-effect='non-scaling-stroke'/>",
    "stroke-width": "<rect width='5' height='5' style='stroke-width:calc(1px + 2px)'/>",
    "the typeface Futura": "<text y='9' style=\"font:9px 'Futura', sans-serif\">A</text>",
    "transform": "<rect width='5' height='5' style='transform:rotate3d(1,1,1,45deg)'/>",
}


@pytest.mark.parametrize(("part", "inside"), LOST.items(), ids=LOST)
def test_what_some_program_cannot_show_is_named_with_its_line(part: str, inside: str) -> None:
    made = rebuilt(f"{BOX}\n{VISIBLE}\n{inside}\n</svg>".encode())
    assert list(made.left_out) == [part]
    assert made.left_out[part] == (1 if "typeface" in part else 3)


@pytest.mark.parametrize("attack", SVG_ATTACKS)
def test_a_drawing_runs_nothing_and_asks_nobody(attack: str) -> None:
    made = drawing(f"{attack}<circle r='2'/>")
    assert "evil" not in made
    assert "script" not in made
    assert "alert" not in made
    assert '<circle r="2" />' in made


@pytest.mark.parametrize(
    ("inside", "drawn"),
    [
        ('<path d="M0 0h4" fill="#f00" stroke-width="2"/>', '<path d="M0 0h4" fill="#f00" stroke-width="2" />'),
        ("<title>A ship</title>", "<title>A ship</title>"),
        ('<text x="1">Local <tspan font-size="2">104</tspan></text>', '<tspan font-size="2">104</tspan>'),
        (
            '<clipPath id="a"><path d="M1 1"/></clipPath><g clip-path="url(#a)"><rect width="1"/></g>',
            '<g clip-path="url(#a)"><rect width="1" /></g>',
        ),
        ('<rect style="fill:#0f0; stroke : none" width="1"/>', '<rect width="1" fill="#0f0" stroke="none" />'),
        ("<style>.a,.b{fill:#00f}/*x*/</style><rect class='b'/>", '<rect fill="#00f" />'),
        ("<style>#n{opacity:.5}</style><rect id='n'/>", '<rect id="n" opacity=".5" />'),
        (
            '<rect id="n" width="1"/><use href="#n" x="3" y="4"/>',
            '<g transform="translate(3 4)"><rect width="1" /></g>',
        ),
        (
            '<defs><symbol id="n" viewBox="0 0 1 1"/></defs><use xlink:href="#n" width="5"/>',
            'viewBox="0 0 1 1" width="5"',
        ),
        ('<sodipodi:x xmlns:sodipodi="urn:x"/><metadata>by Jordan Doe</metadata><path d="M1 1"/>', '<path d="M1 1" />'),
        ('<path stroke-dasharray="4 0.5" d="M1 1"/>', 'stroke-dasharray="4 0.5"'),
    ],
)
def test_a_drawing_keeps_its_shapes_colors_and_words(inside: str, drawn: str) -> None:
    made = drawing(VISIBLE + inside)
    assert drawn in made
    assert "Jordan" not in made


def test_it_says_what_it_left_out() -> None:
    made = rebuilt(f"{BOX}<script/>\n<rect onclick='x' width='9' height='9'/><filter/></svg>".encode())
    assert made.left_out == {"<filter>": 2, "<script>": 1, "onclick": 2}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "not well-formed"),
        (b"", "not well-formed"),
        (b"\x1f\x8b\x08", "compressed drawing"),
        (b"%PDF-1.7 x", "it is a PDF"),
        ("<svg>".encode("utf-32"), "."),
        (b'<?xml version="1.0" encoding="zip"?><svg/>', "its encoding 'zip' is not known"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\xff</svg>', "its text is not what it says"),
        (BOX.encode() + b"<i:a/></svg>", "unbound prefix"),
        (b"<html/>", "no SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', "no usable size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "no usable size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1000"/>', "far longer than wide"),
        (BOX.encode() + b"<g>" * 60 + b"</g>" * 60 + b"</svg>", "nested more than 40"),
        (BOX.encode() + b"<rect/>" * DRAWING.shapes + b"</svg>", "more than 5000 shapes"),
        (BOX.encode() + b'<path id="a" d="%b"/>' % (b"M1 1" * 5000) + b'<use href="#a"/>' * 200 + b"</svg>", "2 MB"),
    ],
)
def test_a_file_that_cannot_be_drawn_safely_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnusableDrawing, match=why):
        rebuilt(data)


def test_uses_of_uses_end() -> None:
    twenty_times = [f"<use href='#g{n - 1}'/>" * 20 for n in range(9)]
    with pytest.raises(UnusableDrawing, match="shapes"):
        drawing("".join(f"<g id='g{n}'>{uses}</g>" for n, uses in enumerate(twenty_times)))
    assert drawing(f"{VISIBLE}<g id='a'><use href='#a'/></g>").count("<g") < 5


def chain(kind: str, use: str, breadth: int, levels: int = 6) -> str:
    """Things of one kind within one another, so that each level is drawn ``breadth`` times as often."""
    held = [
        f"<{kind} id='n{level + 1}' width='9' height='9'>"
        + f"<path d='M0 0h9v9z' {use}='url(#n{level})'/>" * breadth
        + f"</{kind}>"
        for level in range(levels)
    ]
    return (
        f"<{kind} id='n0' width='9' height='9'><path d='M0 0h9v9z'/></{kind}>{''.join(held)}<path "
        f"d='M0 0h9v9z' {use}='url(#n{levels})'/>"
    )


TOO_MUCH = {
    "masks": chain("mask", "mask", 10),
    "clipping paths": chain("clipPath", "clip-path", 10),
    "patterns": chain("pattern", "fill", 10),
    "inherited patterns": chain("pattern", "fill", 10).replace(
        "<path d='M0 0h9v9z' fill='url(#n6)'/>", "<g fill='url(#n6)'><path d='M0 0h9v9z'/></g>"
    ),
    "markers": chain("marker", "marker-mid", 10),
    "masks within themselves": (
        "<mask id='m'><path d='M0 0h9v9z' mask='url(#m)'/></mask><path d='M0 0h9v9z' mask='url(#m)'/>"
    ),
    "patterns within one another": (
        "<pattern id='a' width='9' height='9'><path d='M0 0h9v9z' fill='url(#b)'/></pattern>"
        "<pattern id='b' width='9' height='9'><path d='M0 0h9v9z' fill='url(#a)'/></pattern>"
        "<path d='M0 0h9v9z' fill='url(#a)'/>"
    ),
    "a chain of masks": chain("mask", "mask", 1, 300),
    "markers of long lines": "<marker id='a'><g>"
    + "<path d='M0 0h9'/>" * 100
    + f"</g></marker><path marker-mid='url(#a)' d='M0 0{'h1 ' * 900}'/>",
    "blurred shapes": "<filter id='f'><feGaussianBlur stdDeviation='3'/></filter>"
    + "<path d='M0 0h9v9z' filter='url(#f)'/>" * 50,
    "faded groups": "<g opacity='.5'><path d='M0 0h9v9z'/></g>" * 1500,
    "letters": f"<text y='9'>{'A' * 6000}</text>",
    "repeated letters": f"<text id='t' y='9'>{'A' * 600}</text>" + "<use href='#t'/>" * 10,
    "parts": "<g>" * 30 + "</g>" * 30 + "<metadata>" + "<a/>" * 30_000 + "</metadata>",
    "selectors": "<style>x " + "g " * 14 + "rect{fill:red}</style>" + "<g>" * 35 + "<rect/>" * 500 + "</g>" * 35,
    "rules": "<style>" + ".a{fill:red}" * 6000 + "</style>",
    "a sheet": f"<style>{'a{}' * 200_000}</style>",
    "a style": f"<rect style='{'fill:red;' * 5000}'/>",
    "a far arc": "<path d='M6 1a1e9 5 0 1 0 .1 0z'/>",
    "a world": "<g transform='scale(1e5)'><g transform='matrix(1e5 0 0 1e5 0 0)'><circle r='5'/></g></g>",
    "a huge tile": "<pattern id='p' width='1e5' height='1e5' patternUnits='userSpaceOnUse'>"
    "<path d='M0 0h9v9z'/></pattern><path d='M0 0h9v9z' fill='url(#p)'/>",
    "a lent world": "<g transform='scale(900)'><path d='M0 0h9v9z' mask='url(#m)'/></g>"
    "<mask id='m'><circle r='90000'/></mask>",
    "brackets": f"<rect style='fill:{'(' * 4000}'/>",
}


@pytest.mark.parametrize("inside", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_would_keep_a_program_busy_is_refused_before_any_sees_it(inside: str) -> None:
    refused: list[str] = []

    def refuse(much: str) -> None:
        with pytest.raises(UnusableDrawing) as told:
            drawing(much)
        refused.append(str(told.value))

    assert seconds_of(partial(refuse, inside)) < 30 * seconds_of(partial(drawing, "<path d='M0 0h9v9z'/>" * 4500))
    assert "nothing of it is left" not in refused[0]


def test_variables_that_hold_one_another_end() -> None:
    doubled = "".join(f"--v{n + 1}:var(--v{n}) var(--v{n});" for n in range(60))
    made = drawing(
        f"<style>g{{--v0:red;--a:var(--b);--b:var(--a);{doubled}}}</style>"
        "<g><rect style='fill:var(--v60, #f00);stroke:var(--a, #00f)' width='9' height='9'/></g>"
    )
    assert 'fill="#f00" stroke="#00f"' in made


def test_dashes_without_end_are_left_out() -> None:
    made = rebuilt(f"{BOX}<path stroke='red' stroke-dasharray='.0001' d='M0 0h9000v9'/></svg>".encode())
    assert list(made.left_out) == ["stroke-dasharray"]
    assert b"dash" not in made.data


def test_an_old_document_type_is_no_reason_to_refuse_a_drawing() -> None:
    old = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1in" height="0.5in"><rect width="9" height="9"/></svg>'
    made = rebuilt(f"{old}{svg}".encode())
    assert b'viewBox="0 0 96 48" width="96" height="48"' in made.data
    assert made.left_out == {}


def test_a_picture_inside_a_drawing_loses_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    target = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(target, "JPEG", exif=exif)
    data = target.getvalue() + b"and what nobody sees"
    made = drawing(f"<image href='data:image/jpeg;base64,{base64.b64encode(data).decode()}'/>")
    address = re.search(r'xlink:href="data:image/jpeg;base64,([^"]*)"', made)
    assert address
    assert 'width="40" height="20"' in made
    assert not any(word in base64.b64decode(address[1]) for word in (b"Secret", b"nobody"))


def test_the_kits_own_drawings_lose_nothing(root: Path) -> None:
    for file in [*(root / "content").rglob("*.svg"), *(root / "overrides" / "locals").rglob("*.svg")]:
        assert rebuilt(file.read_bytes()).left_out == {}, file
