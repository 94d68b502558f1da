"""What the base has locked is seen by every reader of a local's site, or the site is not made."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sample import read, resolved, write, write_pack

from generators.checking.kit import check
from generators.writers.site import write_site

from .conftest import new_context

LOCKED = """\
<!-- locked: conduct -->

No harassment is tolerated *here*.

- Whoever is harmed may speak to the **steward**.
- Nobody is punished for it.

<!-- /locked -->"""
SENTENCES = (
    "No harassment is tolerated here.",
    "Whoever is harmed may speak to the steward.",
    "Nobody is punished for it.",
)

EXTENSIONS = "markdown_extensions:\n  - footnotes\n  - def_list\n  - pymdownx.details\n  - pymdownx.tasklist\n"


def within(opening: str, closing: str) -> str:
    return f"{opening}\n\n{LOCKED}\n\n{closing}"


def element(tag: str, attributes: str = "") -> str:
    """The passage as Markdown within an HTML element."""
    return within(f'<{tag} {attributes} markdown="1">', f"</{tag}>")


def indented(mark: str) -> str:
    return mark + "\n\n" + "\n".join(f"    {line}".rstrip() for line in LOCKED.split("\n"))


STYLES = (
    "display:none", "color:#fff;background:#fff", "font-size:0", "opacity:0", "position:absolute;left:-9999px",
    "clip-path:inset(100%)", "transform:scale(0)", "text-indent:-9999px", "height:0;overflow:hidden",
)  # fmt: skip
CLASSES = (
    "kit-visually-hidden", "kit-screen-only", "kit-spoken", "kit-for-others", "kit-hero__doors", "kit-skip", "sr-only",
    "headerlink", "for-trainer",
)  # fmt: skip
TAGS = (
    "template", "title", "svg", "video", "audio", "select", "details", "dialog", "noscript", "iframe", "object", "math",
    "textarea", "button", "canvas", "del", "s", "bdo", "datalist", "noframes", "xmp", "style", "script", "pre", "font",
    "svg><title", "select><option", "small><sub><small><sub", "section", "aside", "a", "h2",
)  # fmt: skip
ATTRIBUTES = (
    "hidden", 'hidden="until-found"', "inert", 'aria-hidden="true"', 'role="img" aria-label="x"', 'role="button"',
    'dir="rtl"', "popover", 'id="kit-search"', 'id="content" tabindex="-1"', 'width="0" height="0"',
)  # fmt: skip

TRICKS = {
    **{f"style {style}": element("div", f'style="{style}"') for style in STYLES},
    **{f"class {name}": element("div", f'class="{name}"') for name in CLASSES},
    **{f"a heading of the class {name}": f"## Ours {{ .{name} }}\n\n{LOCKED}" for name in CLASSES[-3:]},
    **{f"<{tag}>": within(f"<{tag}>", f"</{tag.partition('>')[0]}>") for tag in TAGS},
    **{f"<{tag}> in a block": within(f"<div><{tag}>", f"</{tag.partition('>')[0]}></div>") for tag in TAGS},
    **{f"attribute {one}": element("div", one) for one in ATTRIBUTES},
    "a summary": within("<details><summary>", "</summary></details>"),
    "a comment": within("<!--", "-->"),
    "a tag that does not end": f'<div title="\n\n{LOCKED}\n\n">',
    "an element that does not end": f"<div hidden>\n\n{LOCKED}",
    "a footnote that nobody cites": indented("[^1]: Ours"),
    "a footnote that somebody cites": "See[^1].\n\n" + indented("[^1]: Ours"),
    "a definition": "Ours\n" + indented(":   Words"),
    "a closed box": indented('??? note "Ours"'),
    "an open box": indented('???+ note "Ours"'),
    "a call-out": indented('!!! warning "Ours"'),
    "a call-out of a strange kind": indented('!!! hidden "Ours"'),
    "a second tab": '=== "One"\n\n    Other.\n\n' + indented('=== "Two"'),
    "ever narrower": "<blockquote>" * 12 + element("blockquote") + "</blockquote>" * 12,
    "a cell of a table": within('<table><tr><td width="1" markdown="1">', "</td></tr></table>"),
    "far to the right": within(f"<table><tr>{'<td>x</td>' * 99}<td markdown=1>", "</td></tr></table>"),
    "a heading": element("h6"),
    "a fence": within("```", "```"),
    "a link of a definition": f"{LOCKED}\n\n[here]: https://fair.example",
    "a section for others": f"## Ours {{ .for-trainer }}\n\n### More\n\n{LOCKED}",
    "a section after one for others": f"## Ours {{ .for-trainer }}\n\n## More\n\n{LOCKED}",
    "its own page": LOCKED,
    "far below": "Words.\n\n" * 300 + LOCKED,
    "notes": within("<!-- notes -->", "<!-- /notes -->"),
}

FAIR = {
    "its own page", "far below", "a call-out", "an open box", "a section after one for others", "<section>", "<aside>",
    "a link of a definition", "a second tab",
}  # fmt: skip
FOUL = {
    "<template>", "<title>", "<svg> in a block", "<video> in a block", "<del> in a block", "<select> in a block",
    "a closed box", "<details>", "attribute hidden", 'attribute aria-hidden="true"', "class kit-screen-only", "notes",
    "a cell of a table", "far to the right", "a heading",
    "a section for others", "ever narrower", "<small><sub><small><sub> in a block", "<bdo> in a block",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What became of each trick: ``refused`` with a message, or a page of the ``site``."""

    site: Path
    refused: dict[str, str]
    pages: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Made:
    folder = tmp_path_factory.mktemp("locked")
    kit = folder / "tests" / "kit"
    shutil.copytree(root / "overrides" / "theme", folder / "overrides" / "theme")
    shutil.copytree(root / "tests" / "kit", kit)
    settings = (kit / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[0]
    write(kit, {"mkdocs.yml": settings.replace("markdown_extensions:\n", EXTENSIONS)})
    paths = {f"handbook/trick-{number}.md": trick for number, trick in enumerate(TRICKS)}
    write(kit / "content", dict.fromkeys(paths, f"# Rules\n\n{LOCKED}\n"))
    pack = write_pack(kit, {f"content/{path}": f"# Rules\n\n{TRICKS[trick]}\n" for path, trick in paths.items()})
    write(pack, {"local.yml": 'name: Local 104\nbrand: {primary: "#ffffff", accent: "#ffffff"}\n'})
    refused: dict[str, str] = {}
    for _ in range(4):
        handbook, local, problems = read(kit)
        made = resolved(handbook, local, problems)
        if not problems.errors:
            check(made, problems)
        found = {one.place.file.rpartition("content/")[2]: one.message for one in problems.errors}
        assert found.keys() <= paths.keys(), found
        refused |= {paths[path]: message for path, message in found.items()}
        for path in found:
            (pack / "content" / path).unlink()
        if not found:
            break
    write_site(made, folder)
    pages = {trick: path.replace(".md", ".html") for path, trick in paths.items() if trick not in refused}
    return Made(folder / "site", refused, pages)


SEEN = """(sentences) => {
  const main = document.querySelector("main");
  const letters = (text) => text.replace(/[^\\p{L}]/gu, "");
  const shown = letters(main.innerText);
  const unseen = sentences.filter((sentence) => !shown.includes(letters(sentence)));
  const holds = (text) => sentences.some((sentence) => letters(text).includes(letters(sentence)));
  for (const one of [...main.querySelectorAll("*")].filter((one) => holds(one.textContent))) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const isFaint = style.opacity < 0.9 || style.visibility !== "visible" || parseFloat(style.fontSize) < 9;
    const isOutside = box.width < 40 || box.height < 10 || box.left < 0 || box.right > innerWidth + 1;
    const isStruck = style.textDecorationLine.includes("line-through") || style.clipPath !== "none";
    if (isFaint || isOutside || isStruck) unseen.push(one.outerHTML.slice(0, 80));
  }
  return unseen;
}"""
PUT_IN = """(article) => {
  const made = new DOMParser().parseFromString(article, "text/html").querySelector("main");
  document.querySelector("main").replaceWith(document.adoptNode(made));
}"""


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_each_trick_is_refused_or_shows_every_sentence(made: Made, browser: Browser, root: Path, medium: Any) -> None:
    """Without the site's scripts, which hide nothing but what is for other readers."""
    contrast = (root / "tests" / "browser" / "contrast.js").read_text(encoding="utf-8")
    settings = {"viewport": {"width": 360, "height": 800}, "bypass_csp": True, "java_script_enabled": True}
    with new_context(browser, **settings) as context:
        page = context.new_page()
        page.goto((made.site / "index.html").as_uri())
        page.emulate_media(media=medium)
        hidden = {}
        for trick, path in made.pages.items():
            page.evaluate(PUT_IN, (made.site / path).read_text(encoding="utf-8"))
            if unseen := page.evaluate(SEEN, list(SENTENCES)) + page.evaluate(contrast):
                hidden[trick] = unseen
    assert hidden == {}


def test_no_reader_has_it_folded(made: Made, browser: Browser) -> None:
    with new_context(browser) as context:
        page = context.new_page()
        page.add_init_script("localStorage.setItem('kit-reader', 'mentee')")
        for trick in (trick for trick in made.pages if "for-" in TRICKS[trick]):
            page.goto((made.site / made.pages[trick]).as_uri())
            expect(page.locator(".kit-for-others").first, trick).to_be_attached()
            assert page.evaluate(SEEN, list(SENTENCES)) == [], trick


def test_what_hides_it_is_refused_by_name_and_nothing_else_is(made: Made) -> None:
    assert made.pages.keys() >= FAIR and made.refused.keys() >= FOUL
    assert made.refused["<svg> in a block"].startswith("the locked passage 'conduct' stands in <svg>")
    assert "a box that is closed at first" in made.refused["a closed box"]
