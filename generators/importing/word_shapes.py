"""What is drawn in a Word file: boxes of text, WordArt, groups of pictures, diagrams, shapes without words."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from generators.importing.draft import RemarkKind
from generators.importing.packages import OpenedPackage
from generators.importing.word_text import parts_by_relation, plain_paragraph, remove
from generators.ooxml.xml import Element, local_name, node, qualified

Said = tuple[RemarkKind, str]


def lift_shapes(story: Element, package: OpenedPackage) -> Iterator[Said]:
    """Puts the words and pictures of what is drawn into the text; yields what is to be said of it."""
    for fallback in list(story.iter("{*}Fallback")):
        remove(fallback)
    yield from _say_shapes(story)
    for drawing in list(story.iter(qualified("w:drawing"))):
        _part_pictures(drawing)
    yield from _lift_text_boxes(story)
    yield from _lift_word_art(story)
    yield from _lift_diagrams(story, package)


def _say_shapes(story: Element) -> Iterator[Said]:
    """Lines, arrows, and forms: whether they decorate or say something, only their author knows."""
    drawn = [one for one in story.iter("{*}wsp") if one.find("{*}txbx") is None]
    drawn = [one for one in drawn if not any(local_name(around) == "txbxContent" for around in one.iterancestors())]
    told = [text for one in dict.fromkeys(map(_frame, drawn)) if (text := _description(one))]
    if drawn:
        count = "a drawn shape" if len(drawn) == 1 else f"{len(drawn)} drawn shapes"
        which = f': "{" … ".join(told)[:200]}"' if told else ""
        yield "left-out", f"{count} without words (lines, arrows, forms); save as a picture what matters{which}"


def _frame(shape: Element) -> Element:
    """The drawing that holds a shape."""
    return next((one for one in shape.iterancestors() if local_name(one) in ("drawing", "pict")), shape)


def _description(drawing: Element) -> str:
    about = next(drawing.iter("{*}docPr"), None)
    return " ".join((about.get("descr") or "").split()) if about is not None else ""


def _part_pictures(drawing: Element) -> None:
    """Each picture of a group gets a run of its own: pandoc reads one of each drawing, and none beside a box."""
    pictures = list(drawing.iter("{*}pic"))
    parent = drawing.getparent()
    is_group = next(drawing.iter("{*}wgp", "{*}wpc"), None) is not None
    if not is_group or not pictures or parent is None:
        return
    for picture in pictures:
        made = deepcopy(drawing)
        data, about = next(made.iter("{*}graphicData"), None), next(made.iter("{*}docPr"), None)
        own = next(picture.iter("{*}cNvPr"), None)
        if data is None:
            continue
        data[:] = [picture]
        if about is not None:
            about.set("descr", (own.get("descr") if own is not None else None) or _description(drawing))
        parent.addprevious(node("w:r", {}, made))
    if next(drawing.iter(qualified("w:txbxContent")), None) is None:
        parent.remove(drawing)


def _lift_text_boxes(story: Element) -> Iterator[Said]:
    """Behind the paragraph that holds the box: pandoc reads the box or the paragraph, and loses the other."""
    boxes = list(story.iter(qualified("w:txbxContent")))
    frames: list[Element] = []
    for box in reversed(boxes):
        holder = _holder(box)
        if holder is None:
            continue
        for block in reversed(list(box)):
            holder.addnext(block)
        frames.append(_frame(box))
    for frame in frames:
        remove(frame)
    if boxes:
        stands = "one text box stands" if len(boxes) == 1 else f"{len(boxes)} text boxes stand"
        yield "changed", f"{stands} in the text now, behind the paragraph with the box: look at the order"


def _lift_word_art(story: Element) -> Iterator[Said]:
    """Words that older programs drew along a line."""
    paths = [one for one in story.iter("{*}textpath") if (one.get("string") or "").strip()]
    for path in reversed(paths):
        holder = _holder(path)
        if holder is not None:
            holder.addnext(plain_paragraph(path.get("string", "")))
    if paths:
        yield "changed", f"words that were drawn (WordArt) are text now: {len(paths)}"


def _lift_diagrams(story: Element, package: OpenedPackage) -> Iterator[Said]:
    """The words of a diagram as lines behind it; which shape leads to which is lost, and said."""
    targets = parts_by_relation(package)
    for one in list(story.iter("{*}relIds")):
        part = f"word/{targets.get(one.get(qualified('r:dm'), ''), '')}"
        holder = _holder(one)
        if part not in package or holder is None:
            continue
        points = (
            "".join(text.text or "" for text in point.iter(qualified("a:t")))
            for point in package.xml(part).iter("{*}pt")
        )
        for text in reversed([text for text in points if text.strip()]):
            holder.addnext(plain_paragraph(f"• {text}"))
        yield (
            "changed",
            "a diagram (SmartArt) became a list of its words: draw it anew as a picture if its shape matters",
        )


def _holder(element: Element) -> Element | None:
    """The paragraph in which something stands."""
    return next(element.iterancestors(qualified("w:p")), None)
