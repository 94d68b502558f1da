"""A pack's drawings are rebuilt from their shapes, colors, and words; nothing else of the file is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.packs.drawings.document import UnusableDrawing
from generators.packs.drawings.drawing import rebuilt

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
    return rebuilt(f"{BOX}{inside}</svg>".encode())[0].decode()


def test_a_drawing_of_which_nothing_is_left_is_refused_and_not_published_empty() -> None:
    around = "<defs><clipPath id='c'><path d='M0 0h9v9z'/></clipPath></defs>"
    with pytest.raises(UnusableDrawing, match="nothing of it is left") as refused:
        drawing(f"{around}<g clip-path='url(#c)'><image href='data:image/png;base64,x'/></g>")
    assert "export the drawing as PNG" in refused.value.hint


def test_a_drawing_with_entities_is_refused_with_a_way_that_helps() -> None:
    with pytest.raises(UnusableDrawing, match="declares XML entities") as refused:
        rebuilt(b'<!DOCTYPE svg [<!ENTITY ns "http://ns.example/">]><svg xmlns="http://www.w3.org/2000/svg"/>')
    assert "Export As > SVG" in refused.value.hint


@pytest.mark.parametrize("styles", ["<style>.t{font:bold 40px Arial}</style>", "<text style='fill:red; font: 9px x'/>"])
def test_letters_that_lose_their_size_are_said(styles: str) -> None:
    assert rebuilt(f"{BOX}{styles}<text class='t'>A</text></svg>".encode())[1] == ("font",)
    assert rebuilt(f"{BOX}<style>.t{{-x-font:a; font-size: 9px}}</style><text>A</text></svg>".encode())[1] == ()


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
        ('<g clip-path="url(#a)"><rect width="1"/></g>', '<g clip-path="url(#a)"><rect width="1" /></g>'),
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
    made = drawing(inside)
    assert drawn in made
    assert "Jordan" not in made


def test_it_says_what_it_left_out() -> None:
    assert rebuilt(f"{BOX}<script/><rect onclick='x'/><filter/></svg>".encode())[1] == (
        "<filter>",
        "<script>",
        "onclick",
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "not well-formed"),
        (b"", "not well-formed"),
        (b"\x1f\x8b\x08", "not well-formed"),
        (b"<html/>", "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', "entities"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', "no usable size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "no usable size"),
        (BOX.encode() + b"<g>" * 60 + b"</g>" * 60 + b"</svg>", "nested more than 40"),
        (BOX.encode() + b"<rect/>" * SHAPES_LIMIT + b"</svg>", "more than 5000 shapes"),
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
    assert drawing("<g id='a'><use href='#a'/></g>").count("<g") < 5


def test_an_old_document_type_is_no_reason_to_refuse_a_drawing() -> None:
    old = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    made, left_out = rebuilt(f'{old}<svg xmlns="http://www.w3.org/2000/svg" width="4mm" height="2mm"/>'.encode())
    assert b'viewBox="0 0 4 2"' in made
    assert left_out == ()


def test_the_kits_own_drawings_lose_nothing(root: Path) -> None:
    for file in [*(root / "content").rglob("*.svg"), *(root / "overrides" / "locals").rglob("*.svg")]:
        assert rebuilt(file.read_bytes())[1] == (), file
