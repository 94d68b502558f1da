"""Logos as drawing programs write them: made by the rules of each program's files, of our own shapes."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

from PIL import Image, ImageDraw

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BLUE, RED, GOLD = "#1F5A8C", "#C8502B", "#E8B23A"
DISC = "M60 10a50 50 0 1 0 .1 0z"
STAR = "M60 20l12 26 28 3-21 19 6 28-25-14-25 14 6-28-21-19 28-3z"
WAVE = "M10 90c20-20 30-20 50 0s30 20 50 0v20H10z"
ADOBE = """<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
	<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
	<!ENTITY ns_graphs "http://ns.adobe.com/Graphs/1.0/">
	<!ENTITY st0 "fill:#1F5A8C;">
]>"""


def picture(kind: str = "PNG", mode: str = "RGB") -> str:
    """A small picture as the address that holds it."""
    sheet = Image.new(mode, (60, 40), (200, 80, 43))
    ImageDraw.Draw(sheet).ellipse((10, 5, 40, 35), fill=(31, 90, 140))
    target = io.BytesIO()
    sheet.save(target, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(target.getvalue()).decode()}"


def svg(inside: str, root: str = 'viewBox="0 0 120 120"', before: str = "") -> str:
    return f"{before}<svg {SVG} {root}>{inside}</svg>"


def illustrator(inside: str, version: str = "25.0.0", doctype: str = "", root: str = "") -> str:
    head = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator: Adobe Illustrator {version}, SVG Export Plug-In -->\n'
    given = 'version="1.1" id="Layer_1" x="0px" y="0px" viewBox="0 0 120 120" xml:space="preserve"'
    return svg(inside, f'{given} style="enable-background:new 0 0 120 120;" {root}', f"{head}{doctype}\n")


def inkscape(inside: str, root: str = 'width="120" height="120" viewBox="0 0 120 120"') -> str:
    spaces = (
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns:cc="http://creativecommons.org/ns#"'
    )
    view = '<sodipodi:namedview id="base" pagecolor="#ffffff" inkscape:zoom="2"><inkscape:grid type="xygrid"/></sodipodi:namedview>'
    about = "<metadata><rdf:RDF><cc:Work rdf:about=''/></rdf:RDF></metadata>"
    return svg(f"{view}{about}{inside}", f'{spaces} {root} sodipodi:docname="logo.svg" inkscape:version="1.2"')


def corel(inside: str, styles: str) -> str:
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        "<!-- Creator: CorelDRAW 2020 -->\n"
    )
    root = (
        'xml:space="preserve" width="30mm" height="30mm" version="1.1" viewBox="0 0 120 120" xmlns:xodm="http://www.corel.com/'
        'coreldraw/odm/2003" style="shape-rendering:geometricPrecision; fill-rule:evenodd; clip-rule:evenodd"'
    )
    styled = f'<defs><style type="text/css">\n   <![CDATA[\n{styles}\n   ]]>\n  </style></defs>'
    return svg(f'{styled}<g id="Layer_x0020_1"><metadata id="CorelCorpID_0Corel-Layer"/>{inside}</g>', root, head)


def figma(inside: str, defs: str = "") -> str:
    return (
        f'<svg width="120" height="120" viewBox="0 0 120 120" fill="none" {SVG}>\n{inside}\n'
        f"<defs>\n{defs}</defs>\n</svg>\n"
    )


def of_illustrator() -> Iterator[tuple[str, str]]:
    defs = '<defs><circle id="SVGID_1_" cx="60" cy="60" r="50"/></defs>'
    use = '<use xlink:href="#SVGID_1_" style="overflow:visible;"/>'
    clip = f'<g>{defs}<clipPath id="SVGID_2_">{use}</clipPath><path style="clip-path:url(#SVGID_2_);fill:{RED};" d="M0 60h120v60H0z"/></g>'
    yield "illustrator classes", illustrator(
        f'<style type="text/css">\n\t.st0{{fill:{BLUE};}}\n\t.st1{{fill:none;stroke:{RED};stroke-width:8;stroke-miterlimit:10;}}\n'
        f'</style><path class="st0" d="{DISC}"/><circle class="st1" cx="60" cy="60" r="30"/>'
    )
    yield "illustrator clipping mask", illustrator(clip)
    yield "illustrator entities and switch", illustrator(
        '<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"><i:aipgfRef xlink:href="#adobe_illustrator_pgf"/>'
        f'</foreignObject><g i:extraneous="self"><path style="&st0;" d="{DISC}"/></g></switch><i:aipgf id="adobe_illustrator_pgf">eJzs</i:aipgf>',
        "17.0.0", ADOBE, 'xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns:graph="&ns_graphs;"',
    )  # fmt: skip
    yield "illustrator cls- classes", svg(
        f'<defs><style>.cls-1{{fill:url(#linear-gradient);}}.cls-1,.cls-2{{stroke-width:0px;}}.cls-2{{fill:{GOLD};}}</style>'
        f'<linearGradient id="linear-gradient" x1="10" y1="60" x2="110" y2="60" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="{BLUE}"/>'
        f'<stop offset="1" stop-color="{RED}"/></linearGradient></defs><path class="cls-1" d="{DISC}"/><path class="cls-2" d="{STAR}"/>',
        'id="Layer_2" data-name="Layer 2" viewBox="0 0 120 120"',
    )  # fmt: skip
    yield "illustrator isolated groups", svg(
        "<style>.cls-1{isolation:isolate;}.cls-2{mix-blend-mode:multiply;opacity:.75;}</style>"
        f'<g class="cls-1"><path fill="{GOLD}" d="{DISC}"/><g class="cls-2"><path fill="{BLUE}" d="{STAR}"/></g></g>'
    )
    yield "illustrator opacity mask", illustrator(
        '<defs><filter id="Adobe_OpacityMaskFilter" filterUnits="userSpaceOnUse" x="10" y="10" width="100" height="100">'
        '<feColorMatrix type="matrix" values="1 0 0 0 0  0 1 0 0 0  0 0 1 0 0  0 0 0 1 0"/></filter></defs>'
        '<mask maskUnits="userSpaceOnUse" x="10" y="10" width="100" height="100" id="SVGID_1_"><g style="filter:url(#Adobe_OpacityMaskFilter);">'
        '<linearGradient id="SVGID_2_" gradientUnits="userSpaceOnUse" x1="10" x2="110" y1="0" y2="0"><stop offset="0" style="stop-color:#FFFFFF"/>'
        '<stop offset="1" style="stop-color:#000000"/></linearGradient><rect width="120" height="120" style="fill:url(#SVGID_2_);"/></g></mask>'
        f'<path style="mask:url(#SVGID_1_);fill:{BLUE};" d="{DISC}"/>'
    )  # fmt: skip
    yield "illustrator pattern swatch", illustrator(
        '<pattern x="0" y="0" width="20" height="20" patternUnits="userSpaceOnUse" id="Dots" viewBox="0 -20 20 20" style="overflow:visible;"><g>'
        f'<polygon style="fill:none;" points="0,-20 20,-20 20,0 0,0"/><circle style="fill:{RED};" cx="10" cy="-10" r="6"/></g></pattern>'
        f'<path style="fill:url(#Dots);" d="{DISC}"/>'
    )
    yield "illustrator symbols", illustrator(
        f'<symbol id="Star" viewBox="0 0 120 120"><path style="fill:{GOLD};" d="{STAR}"/></symbol><path style="fill:{BLUE};" d="{DISC}"/>'
        '<use xlink:href="#Star" width="60" height="60" x="30" y="30" style="overflow:visible;"/>'
    )


def of_inkscape() -> Iterator[tuple[str, str]]:
    stops = f'<stop style="stop-color:{BLUE};stop-opacity:1" offset="0" id="stop1"/><stop style="stop-color:{GOLD};stop-opacity:1" offset="1" id="stop2"/>'
    chain = (
        f'<defs id="defs1"><linearGradient id="linearGradient1" inkscape:collect="always">{stops}</linearGradient>'
        '<linearGradient id="linearGradient3" xlink:href="#linearGradient2" gradientTransform="rotate(20)"/>'
        '<linearGradient inkscape:collect="always" xlink:href="#linearGradient1" id="linearGradient2" x1="10" y1="10" x2="110" y2="110" gradientUnits="userSpaceOnUse"/>'
        '<radialGradient id="radial" xlink:href="#linearGradient1" cx="60" cy="60" fx="45" fy="45" r="50" gradientUnits="userSpaceOnUse"/></defs>'
    )
    yield "inkscape gradient chain", inkscape(f'{chain}<path style="fill:url(#linearGradient3);stroke:none" d="{DISC}"/>')
    yield "inkscape radial by reference", inkscape(f'{chain}<path style="fill:url(#radial)" d="{DISC}"/>')
    yield "inkscape layers in mm", inkscape(
        f'<g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" transform="translate(-10,-20)"><g transform="scale(.3)"><path '
        f'style="fill:{BLUE};stroke:{RED};stroke-width:4;stroke-dasharray:12, 6" d="{DISC}" transform="translate(33.3 66.7)"/></g></g>',
        'width="36mm" height="36mm" viewBox="0 0 36 36"',
    )  # fmt: skip
    yield "inkscape hidden layer", inkscape(
        f'<g style="display:none"><rect width="120" height="120" fill="{RED}"/></g><g style="display:inline"><path d="{STAR}" fill="{BLUE}"/></g>'
    )
    yield "inkscape clones", inkscape(
        f'<g id="petal"><path d="M60 60q-12-30 0-50q12 20 0 50" style="fill:{RED}"/></g>'
        + "".join(f'<use xlink:href="#petal" transform="rotate({angle},60,60)" x="0" y="0" width="100%" height="100%"/>' for angle in range(60, 360, 60))
    )  # fmt: skip
    yield "inkscape blur", inkscape(
        '<defs><filter style="color-interpolation-filters:sRGB" id="filter1" x="-.2" y="-.2" width="1.4" height="1.4"><feGaussianBlur stdDeviation="4" '
        f'id="feGaussianBlur1"/></filter></defs><path style="fill:{BLUE};filter:url(#filter1)" d="{STAR}"/>'
    )
    yield "inkscape markers", inkscape(
        '<defs><marker id="Arrow" orient="auto-start-reverse" refX="0" refY="0" markerWidth="4" markerHeight="4" viewBox="0 0 6 6" style="overflow:visible">'
        f'<path d="M5.8 0L-2.9 5L-2.9 -5z" transform="scale(0.5)" style="fill:{RED};fill-rule:evenodd"/></marker></defs>'
        f'<path d="M20 100L60 30L100 100" style="fill:none;stroke:{BLUE};stroke-width:6;marker-start:url(#Arrow);marker-end:url(#Arrow);marker-mid:url(#Arrow)"/>'
    )
    yield "inkscape clip of a group", inkscape(
        f'<defs><clipPath clipPathUnits="userSpaceOnUse" id="clipPath1"><path id="p" d="{STAR}" transform="scale(1.1)"/></clipPath></defs>'
        f'<g clip-path="url(#clipPath1)"><rect width="120" height="60" style="fill:{BLUE}"/><rect y="60" width="120" height="60" style="fill:{GOLD}"/></g>'
    )
    yield "inkscape pattern by reference", inkscape(
        f'<defs><pattern id="base" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="4" height="8" style="fill:{BLUE}"/></pattern>'
        f'<pattern xlink:href="#base" id="turned" patternTransform="rotate(45)"/></defs><path style="fill:url(#turned)" d="{DISC}"/>'
    )
    yield "inkscape style sheet", inkscape(
        f'<style id="style1">.layer &gt; path:first-child {{ fill: {BLUE} }} path + path {{ fill: {GOLD} }}</style><g class="layer"><path d="{DISC}"/><path d="{STAR}"/></g>'
    )


def of_corel_and_affinity() -> Iterator[tuple[str, str]]:
    yield "coreldraw fil and str", corel(
        f'<path class="fil0" d="{DISC}"/><circle class="fil1 str0" cx="60" cy="60" r="34"/>',
        f"    .str0 {{stroke:{RED};stroke-width:7.62;stroke-miterlimit:22.9256}}\n    .fil1 {{fill:none}}\n    .fil0 {{fill:{BLUE};fill-rule:nonzero}}",
    )
    yield "coreldraw gradient and clip", corel(
        f'<defs><linearGradient id="id0" gradientUnits="userSpaceOnUse" x1="10" y1="60" x2="110" y2="60"><stop offset="0" style="stop-opacity:1; stop-color:{GOLD}"/>'
        f'<stop offset="1" style="stop-opacity:1; stop-color:{RED}"/></linearGradient><clipPath id="id1"><path d="{DISC}"/></clipPath></defs>'
        '<g style="clip-path:url(#id1)"><g><rect class="fil0" width="120" height="80"/></g></g>',
        "    .fil0 {fill:url(#id0)}",
    )
    given = (
        'width="100%" height="100%" viewBox="0 0 120 120" version="1.1" xml:space="preserve" xmlns:serif="http://www.serif.com/" '
        'style="fill-rule:evenodd;clip-rule:evenodd;stroke-linejoin:round;stroke-miterlimit:2;"'
    )
    yield "affinity", svg(
        f'<g id="Artboard1" transform="matrix(1,0,0,1,-5,5)" serif:id="Artboard 1"><path d="{DISC} {STAR}" style="fill:rgb(31,90,140);"/></g>', given
    )
    yield "affinity gradient", svg(
        f'<path d="{DISC}" style="fill:url(#_Linear1);"/><defs><linearGradient id="_Linear1" x1="0" y1="0" x2="1" y2="0" gradientUnits="userSpaceOnUse" '
        f'gradientTransform="matrix(100,0,0,100,10,60)"><stop offset="0" style="stop-color:rgb(31,90,140);stop-opacity:1"/><stop offset="1" '
        'style="stop-color:rgb(200,80,43);stop-opacity:1"/></linearGradient></defs>', given,
    )  # fmt: skip
    yield "affinity clip and image", svg(
        f'<clipPath id="_clip1"><path d="{DISC}"/></clipPath><g clip-path="url(#_clip1)"><use xlink:href="#_Image2" x="10" y="20" width="60px" height="40px" '
        f'transform="matrix(1.5,0,0,1.5,0,0)"/></g><defs><image id="_Image2" width="60px" height="40px" xlink:href="{picture()}"/></defs>', given,
    )  # fmt: skip


def of_figma_and_sketch() -> Iterator[tuple[str, str]]:
    yield "figma clip", figma(
        f'<g clip-path="url(#clip0_1_2)">\n<path d="{DISC}" fill="{BLUE}"/>\n<path fill-rule="evenodd" clip-rule="evenodd" d="{STAR}" fill="{GOLD}"/>\n</g>',
        '<clipPath id="clip0_1_2">\n<rect width="90" height="120" fill="white" transform="translate(20)"/>\n</clipPath>\n',
    )
    yield "figma wide colors", figma(
        f'<path d="{DISC}" fill="{BLUE}" style="fill:{BLUE};fill:color(display-p3 0.1216 0.3529 0.5490);fill-opacity:1;"/>'
    )
    yield "figma alpha mask", figma(
        f'<mask id="mask0_1_2" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="10" y="10" width="100" height="100">\n<path d="{DISC}" fill="#D9D9D9"/>\n</mask>'
        f'<g mask="url(#mask0_1_2)">\n<rect width="120" height="70" fill="{RED}"/></g>'
    )
    yield "figma drop shadow", figma(
        f'<g filter="url(#filter0_d_1_2)">\n<path d="{STAR}" fill="{BLUE}"/>\n</g>',
        '<filter id="filter0_d_1_2" x="0" y="0" width="120" height="120" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB">\n<feFlood flood-opacity="0" '
        'result="BackgroundImageFix"/>\n<feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hardAlpha"/>\n<feOffset dy="4"/>\n'
        '<feGaussianBlur stdDeviation="2"/>\n<feComposite in2="hardAlpha" operator="out"/>\n<feColorMatrix type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0.25 0"/>\n'
        '<feBlend mode="normal" in2="BackgroundImageFix" result="effect1"/>\n<feBlend mode="normal" in="SourceGraphic" in2="effect1" result="shape"/>\n</filter>\n',
    )
    yield "figma image fill", figma(
        f'<rect x="10" y="20" width="100" height="66" fill="url(#pattern0_1_2)"/>',
        '<pattern id="pattern0_1_2" patternContentUnits="objectBoundingBox" width="1" height="1">\n<use xlink:href="#image0_1_2" transform="scale(0.0166667 0.025)"/>\n</pattern>\n'
        f'<image id="image0_1_2" width="60" height="40" xlink:href="{picture()}"/>\n',
    )
    yield "figma variables", figma(
        f'<path d="{DISC}" fill="var(--fill-0, {BLUE})"/><path d="{STAR}" style="--accent:{GOLD};fill:var(--accent)"/>'
    )
    yield "figma angular gradient", figma(
        f'<path d="{DISC}" fill="url(#paint0_radial_1_2)"/>',
        '<radialGradient id="paint0_radial_1_2" cx="0" cy="0" r="1" gradientUnits="userSpaceOnUse" gradientTransform="translate(60 60) rotate(90) scale(50)">\n'
        f'<stop stop-color="{GOLD}"/>\n<stop offset="1" stop-color="{BLUE}" stop-opacity="0.5"/>\n</radialGradient>\n',
    )
    yield "sketch", svg(
        '<!-- Generator: Sketch 63.1 (92452) - https://sketch.com --><title>logo</title><desc>Created with Sketch.</desc><defs>'
        f'<path d="{DISC}" id="path-1"/><linearGradient x1="50%" y1="0%" x2="50%" y2="100%" id="linearGradient-3"><stop stop-color="{GOLD}" offset="0%"/>'
        f'<stop stop-color="{RED}" offset="100%"/></linearGradient></defs><g id="Page-1" stroke="none" stroke-width="1" fill="none" fill-rule="evenodd"><mask id="mask-2" fill="white">'
        f'<use xlink:href="#path-1"/></mask><use id="Mask" fill="{BLUE}" xlink:href="#path-1"/><rect fill="url(#linearGradient-3)" mask="url(#mask-2)" x="0" y="50" width="120" height="70"/></g>',
        'width="120px" height="120px" viewBox="0 0 120 120" version="1.1"',
    )  # fmt: skip
    yield "sketch shadow of a use", svg(
        '<defs><rect id="path-1" x="30" y="30" width="60" height="60" rx="12"/><filter x="-20%" y="-20%" width="140%" height="140%" filterUnits="objectBoundingBox" id="filter-2">'
        '<feOffset dx="0" dy="4" in="SourceAlpha" result="s"/><feGaussianBlur stdDeviation="3" in="s" result="b"/><feColorMatrix values="0 0 0 0 0   0 0 0 0 0   0 0 0 0 0  0 0 0 0.5 0" '
        f'type="matrix" in="b"/></filter></defs><g><use fill="black" filter="url(#filter-2)" xlink:href="#path-1"/><use fill="{BLUE}" xlink:href="#path-1"/></g>'
    )


def of_canva_and_others() -> Iterator[tuple[str, str]]:
    canva = 'width="160" zoomAndPan="magnify" viewBox="0 0 120 120" height="160" preserveAspectRatio="xMidYMid meet" version="1.0"'
    yield "canva image", svg(
        '<defs><clipPath id="b1"><path d="M 10 10 L 110 10 L 110 110 L 10 110 Z M 10 10 " clip-rule="nonzero"/></clipPath></defs><g clip-path="url(#b1)">'
        f'<g transform="matrix(2, 0, 0, 2, 0, 20)"><image x="0" y="0" width="60" xlink:href="{picture()}" height="40" preserveAspectRatio="xMidYMid meet"/></g></g>', canva,
    )  # fmt: skip
    yield "canva masked image", svg(
        '<defs><filter x="0%" y="0%" width="100%" height="100%" id="f1"><feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 1 0" color-interpolation-filters="sRGB"/></filter>'
        f'<mask id="m1"><g filter="url(#f1)"><rect x="-12" width="144" fill="#000000" y="-12" height="144" fill-opacity="0.8"/></g></mask></defs><g mask="url(#m1)">'
        f'<image width="60" height="40" transform="scale(2)" xlink:href="{picture("JPEG")}"/></g>', canva,
    )  # fmt: skip
    yield "canva glyphs", svg(
        f'<defs><g><g id="glyph-0-0"/><g id="glyph-0-1"><path d="M 0 0 L 10 -30 L 20 0 Z"/></g></g></defs><g fill="{RED}" fill-opacity="1"><g transform="translate(20, 80)"><g>'
        '<path d="M 0 0 L 10 -30 L 20 0 Z"/></g></g></g>'
        f'<g fill="{BLUE}"><use x="50" y="80" xlink:href="#glyph-0-1" xmlns:xlink="http://www.w3.org/1999/xlink"/></g>', canva,
    )  # fmt: skip
    yield "potrace", svg(
        '<metadata>\nCreated by potrace 1.16, written by Peter Selinger 2001-2019\n</metadata>\n<g transform="translate(0.000000,120.000000) scale(0.100000,-0.100000)"\n'
        f'fill="#000000" stroke="none">\n<path d="M600 1100 c-276 0 -500 -224 -500 -500 0 -276 224 -500 500 -500 276 0 500 224 500 500 0 276 -224 500 -500 500z m0 -300 l150 -300 -300 0 z"/>\n</g>',
        'version="1.0" width="120.000000pt" height="120.000000pt" viewBox="0 0 120.000000 120.000000" preserveAspectRatio="xMidYMid meet"',
        '<?xml version="1.0" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 20010904//EN"\n "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd">\n',
    )  # fmt: skip
    yield "libreoffice draw", svg(
        '<defs class="ClipPathGroup"><clipPath id="presentation_clip_path" clipPathUnits="userSpaceOnUse"><rect x="0" y="0" width="3000" height="3000"/></clipPath></defs>'
        '<g class="SlideGroup"><g id="container-id1"><g id="id1" class="Slide" clip-path="url(#presentation_clip_path)"><g class="Page"><g class="com.sun.star.drawing.CustomShape">'
        f'<rect class="BoundingBox" stroke="none" fill="none" x="300" y="300" width="2400" height="2400"/><path fill="rgb(31,90,140)" stroke="none" d="M 1500,2700 L 300,2700 1500,300 2700,2700 Z"/>'
        '<path fill="none" stroke="rgb(200,80,43)" stroke-width="100" stroke-linejoin="round" d="M 1500,2700 L 300,2700 1500,300 2700,2700 1500,2700 Z"/></g></g></g></g></g>',
        'version="1.2" width="30mm" height="30mm" viewBox="0 0 3000 3000" preserveAspectRatio="xMidYMid" fill-rule="evenodd" stroke-width="28.222" stroke-linejoin="round" '
        'xmlns:ooo="http://xml.openoffice.org/svg/export" xmlns:presentation="http://sun.com/xmlns/staroffice/presentation"',
    )  # fmt: skip
    yield "draw.io", svg(
        f'<defs/><g><rect x="10" y="10" width="100" height="60" rx="9" fill="{GOLD}" stroke="{BLUE}" pointer-events="all"/><path d="M 60 70 L 60 100" fill="none" stroke="{BLUE}" '
        'stroke-miterlimit="10" pointer-events="stroke"/></g>',
        'version="1.1" width="121px" height="121px" viewBox="-0.5 -0.5 121 121" style="background-color: rgb(255, 255, 255);"',
    )  # fmt: skip
    yield "boxy svg", svg(
        f'<rect x="35" y="35" width="50" height="50" style="fill: {BLUE}; transform-origin: 60px 60px;" transform="matrix(0.7071, 0.7071, -0.7071, 0.7071, 0, 0)"/>'
        f'<ellipse style="fill: {RED}; transform: translate(10px, 5px) rotate(45deg);" cx="60" cy="10" rx="20" ry="8"/>',
        'viewBox="0 0 120 120" xmlns:bx="https://boxy-svg.com"',
    )  # fmt: skip
    yield "svgo", svg(f'<path fill="{BLUE}" d="{DISC}"/><path fill="gold" d="{STAR}"/>', 'width="120" height="120" fill="none"')
    yield "inline icons", svg(f'<path d="{STAR}" stroke-linecap="round"/>', f'viewBox="0 0 120 120" fill="none" stroke="currentColor" stroke-width="6" color="{RED}"')
    yield "vectornator", svg(
        f'<defs/><g id="Layer"><path d="{DISC}" fill="{BLUE}" fill-rule="nonzero" opacity="1" stroke="none" vectornator:layerName="path"/></g>',
        'height="100%" stroke-miterlimit="10" style="fill-rule:nonzero;clip-rule:evenodd;stroke-linecap:round;stroke-linejoin:round;" version="1.1" viewBox="0 0 120 120" width="100%" '
        'xml:space="preserve" xmlns:vectornator="http://vectornator.io"',
    )  # fmt: skip
    yield "gravit", svg(
        f'<defs><clipPath id="_clipPath_a1"><rect width="120" height="120"/></clipPath></defs><g clip-path="url(#_clipPath_a1)"><path d="{STAR}" fill="rgb(31,90,140)" '
        'vector-effect="none" stroke-width="1"/></g>', 'style="isolation:isolate" viewBox="0 0 120 120" width="120pt" height="120pt"',
    )  # fmt: skip
    yield "cairo", svg(
        f'<g id="surface1"><path style=" stroke:none;fill-rule:nonzero;fill:rgb(12.156863%,35.294118%,54.901961%);fill-opacity:1;" d="{DISC}"/></g>',
        'width="120pt" height="120pt" viewBox="0 0 120 120" version="1.1"',
    )  # fmt: skip
    yield "matplotlib", svg(
        f'<defs><style type="text/css">*{{stroke-linejoin: round; stroke-linecap: butt}}</style></defs><g id="figure_1"><defs><path id="m1" d="M 0 5 L 5 -5 L -5 -5 z" style="stroke: {RED}"/></defs>'
        f'<path d="{WAVE}" style="fill: {BLUE}; stroke: {GOLD}; stroke-width: 3"/><g><use xlink:href="#m1" x="30" y="40" style="fill: {RED}; stroke: {RED}"/><use xlink:href="#m1" x="70" y="40" '
        f'style="fill: {RED}"/></g></g>', 'width="120pt" height="120pt" viewBox="0 0 120 120" version="1.1"',
    )  # fmt: skip


def of_hand_and_standard() -> Iterator[tuple[str, str]]:
    yield "css two steps and several classes", svg(
        f"<style>#logo path, g.a rect, rect.b.c {{ fill: {RED} }} g > .z {{ fill: {BLUE} !important }}</style>"
        '<g id="logo"><path d="M0 0h90v40H0z"/></g><rect class="b c" y="50" width="30" height="30"/><g><rect class="z" x="60" y="60" width="40" height="40" fill="red" style="fill:lime"/></g>'
    )
    yield "css variables on the root", svg(
        f"<style>:root {{ --main: {BLUE}; --soft: var(--main) }} .a {{ fill: var(--soft) }} .b {{ fill: var(--none, {GOLD}) }}</style><path class='a' d='{DISC}'/><path class='b' d='{STAR}'/>"
    )
    yield "css media", svg(
        f"<style>path{{fill:{BLUE}}}@media print{{path{{fill:red}}}}@media screen{{circle{{fill:{GOLD}}}}}</style><path d='{DISC}'/><circle cx='60' cy='60' r='20'/>"
    )
    yield "css colors", svg(
        '<rect width="60" height="60" fill="rgb(31 90 140 / 60%)"/><rect x="60" width="60" height="60" style="fill:hsl(14,65%,48%)"/>'
        '<rect y="60" width="60" height="60" style="fill:rgba(200,80,43,.5)"/><rect x="60" y="60" width="60" height="60" fill="#E8B23A80"/>'
    )
    yield "css geometry", svg(f"<style>circle{{r:40px;cx:60px;cy:60px;fill:{BLUE}}}rect{{width:30px;height:15px;x:45px;y:50px;fill:#fff}}</style><circle/><rect/>")
    yield "attribute selectors", svg(f'<style>[data-name="sea"] {{ fill: {BLUE} }} [id^="st"] {{ fill: {GOLD} }}</style><path data-name="sea" d="{WAVE}"/><path id="star" d="{STAR}"/>')
    yield "percentages", svg(f'<rect x="10%" y="10%" width="80%" height="80%" fill="{BLUE}"/><circle cx="50%" cy="50%" r="25%" fill="{GOLD}"/>')
    yield "units", svg(f'<rect x="2mm" y="2mm" width="20mm" height="60pt" fill="{BLUE}" stroke="{RED}" stroke-width="1mm"/>', 'width="32mm" height="32mm"')
    yield "shapes in links", svg(f'<a xlink:href="https://local104.example/" target="_blank"><path d="{DISC}" fill="{BLUE}"/><path d="{STAR}" fill="#fff"/></a>')
    yield "switch by language", svg(f'<switch><g systemLanguage="zz"><path d="{DISC}" fill="{RED}"/></g><g><path d="{STAR}" fill="{BLUE}"/></g></switch>')
    yield "nested svg", svg(f'<svg x="10" y="10" width="100" height="50" viewBox="0 0 120 120" preserveAspectRatio="xMinYMid slice"><path d="{DISC}" fill="{BLUE}"/></svg>')
    yield "other proportions", svg(f'<path d="{DISC}" fill="{BLUE}"/>', 'width="200" height="100" viewBox="0 0 120 120"')
    yield "stretched", svg(f'<path d="{DISC}" fill="{BLUE}"/>', 'width="200" height="100" viewBox="0 0 120 120" preserveAspectRatio="none"')
    yield "without a viewBox", svg(f'<path d="{DISC}" fill="{BLUE}"/>', 'width="120px" height="120px"')
    yield "round seal", svg(
        f'<circle cx="60" cy="60" r="55" fill="{BLUE}"/><defs><path id="ring" d="M60 60m-38 0a38 38 0 1 1 76 0a38 38 0 1 1 -76 0"/></defs><text font-family="Arial" font-size="14" fill="#fff" '
        'font-weight="bold"><textPath xlink:href="#ring" startOffset="2%">LOCAL 104 - WORKERS UNITED</textPath></text>' + f'<path d="{STAR}" transform="translate(30 30) scale(.5)" fill="{GOLD}"/>'
    )
    yield "font shorthand", svg(f'<style>.t{{font:italic bold 40px/1.2 Arial,sans-serif;fill:{BLUE}}}</style><text class="t" x="10" y="70">L104</text>')
    yield "spaces between words", svg(f'<text x="5" y="60" font-family="Arial" font-size="18" fill="{BLUE}"><tspan>One</tspan> <tspan fill="{RED}">Two</tspan> <tspan>3</tspan></text>')
    yield "gif inside", svg(f'<image width="120" height="80" href="{picture("GIF")}"/>')
    yield "webp inside", svg(f'<image x="10" y="10" width="100" href="{picture("WEBP")}"/>')
    yield "filter functions", svg(f'<path d="{STAR}" fill="{BLUE}" style="filter:blur(2px)"/>')
    yield "marker shorthand", svg(
        f'<marker id="dot" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="3" markerHeight="3"><circle cx="5" cy="5" r="5" fill="{RED}"/></marker>'
        f'<polyline points="20,100 60,20 100,100" fill="none" stroke="{BLUE}" stroke-width="6" style="marker:url(#dot)"/>'
    )
    yield "missing paint", svg(f'<path d="{DISC}" fill="url(#gone) {BLUE}"/><path d="{STAR}" fill="{GOLD}" clip-path="url(#gone)" mask="url(#lost)"/>')
    yield "inherited paint", svg(f'<g fill="{BLUE}" stroke="{RED}"><path d="{DISC}" stroke-width="4" fill-opacity="50%"/><path d="{STAR}" fill="inherit" stroke="none"/></g>')
    yield "utf-16", svg(f'<path d="{DISC}" fill="{BLUE}"/>', before='<?xml version="1.0" encoding="UTF-16"?>')


def logos() -> dict[str, str]:
    """All kinds, by what they are called."""
    families = (of_illustrator, of_inkscape, of_corel_and_affinity, of_figma_and_sketch, of_canva_and_others, of_hand_and_standard)
    return {name: drawing for family in families for name, drawing in family()}
