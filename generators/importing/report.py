"""The report of an import: for each document and page what came, what did not, and where to look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from generators.importing.draft import DestinationKind, Draft, DraftFile, Remark
from generators.importing.markdown_writer import escaped
from generators.importing.new_folder import menu_lines, titles_of

_SAID = {"look": "Look at", "changed": "Changed", "left-out": "Left out"}
_FIELD = re.compile(r"_{4,}|^(?:\[ \]|\( \)) ", re.MULTILINE)


def report_text(
    drafts: Sequence[Draft],
    place_of: Callable[[PurePosixPath], PurePosixPath],
    kind: DestinationKind,
    problems: Sequence[str],
) -> str:
    """The report as Markdown; ``problems`` are lines that ``check`` prints of the folder."""
    lines = ["# What was imported", ""]
    for draft in drafts:
        lines.extend([*_document(draft, place_of), ""])
    if problems:
        lines.extend(["## What check says of the pages", "", *(f"- {escaped(problem)}" for problem in problems), ""])
    if kind == "handbook":
        pages = [page for draft in drafts for page in titles_of(draft)]
        lines.extend(
            [
                "## For your menu",
                "",
                "If your mkdocs.yml has a list `nav:`, add these lines where the pages belong:",
                "",
            ]
        )
        lines.extend(["```yaml", menu_lines(pages), "```", ""])
    lines.append("This file is for you alone: delete it when you have looked at everything.")
    return "\n".join(lines) + "\n"


def words_line(draft: Draft) -> str:
    """How many words came through, in words."""
    if not draft.words_in:
        return "no words in it"
    share = 100 * draft.words_kept / draft.words_in
    shown = "all" if draft.words_kept == draft.words_in else f"{int(share * 10) / 10:g} %"
    return f"{draft.words_kept:,} of {draft.words_in:,} words came through ({shown})"


def counts_line(draft: Draft) -> str:
    """What was made of a document, in words."""
    pages = [file for file in draft.files if file.path.suffix == ".md"]
    forms = [file for file in pages if file.path.parts[:2] == ("content", "forms")]
    outlines = [file for file in pages if file.path.parts[0] == "slides"]
    others = len(pages) - len(forms) - len(outlines)
    counts = (
        (others, "page"),
        (len(forms), "form"),
        (len(outlines), "outline"),
        (len(draft.files) - len(pages), "picture"),
    )
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count) or "nothing"


def _document(draft: Draft, place_of: Callable[[PurePosixPath], PurePosixPath]) -> Iterator[str]:
    yield f"## {escaped(draft.source)}"
    yield ""
    yield f"{counts_line(draft)}; {words_line(draft)}."
    yield ""
    yield "| File | Title | What is on it |"
    yield "| --- | --- | --- |"
    titles = dict(titles_of(draft))
    for file in draft.files:
        if file.path.suffix == ".md":
            title = escaped(titles.get(file.path, "")).replace("|", "\\|")
            yield f"| `{place_of(file.path)}` | {title} | {_held(file)} |"
    for what, said in _SAID.items():
        remarks = [remark for remark in draft.remarks if remark.what == what]
        if remarks:
            yield ""
            yield f"### {said}"
            yield ""
            yield from map(_remark, remarks)


def _held(file: DraftFile) -> str:
    text = file.data.decode("utf-8", "replace")
    body = text.split("\n---\n", 1)[-1]
    counts = (
        (len(re.findall(r"\w+", body)), "word"),
        (len(re.findall(r"^#{2,} ", body, re.MULTILINE)), "heading"),
        (len(re.findall(r"^\| *-{3}", body, re.MULTILINE)), "table"),
        (len(re.findall(r"!\[", body)), "picture"),
        (len(_FIELD.findall(body)) if file.path.parts[:2] == ("content", "forms") else 0, "blank"),
    )
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count)


def _remark(remark: Remark) -> str:
    return f"- {escaped(remark.where)}: {escaped(remark.message)}"
