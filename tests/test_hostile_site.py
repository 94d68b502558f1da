"""A pack full of attacks, published with the kit's own theme: what a reader's computer is asked to do."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from hostile_html import ATTACKS, MARKDOWN_ATTACKS, dangers
from lxml import html as lxml_html
from lxml.html import HtmlElement
from sample import write

from generators.model.replacing import replace
from generators.pipeline.build import build_kits
from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest


@dataclass(frozen=True, slots=True)
class Published:
    """What the sample kit made of a pack full of attacks; ``refused`` are the pages that it would not take."""

    folder: Path
    base: Path
    refused: dict[str, str]

    def pages(self, folder: Path) -> Iterator[tuple[str, HtmlElement]]:
        for file in sorted((folder / "site").rglob("*.html")):
            yield file.name, lxml_html.document_fromstring(file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Published:
    folder = tmp_path_factory.mktemp("hostile")
    kit = folder / "tests" / "kit"
    shutil.copytree(root / "overrides" / "theme", folder / "overrides" / "theme")
    shutil.copytree(root / "tests" / "kit", kit)
    pack = write(kit / "overrides" / "locals" / "mallory", hostile_files())
    refused: dict[str, str] = {}
    while found := errors(kit, pack):
        refused |= found
        for file in found:
            (kit / file).unlink()
    request = BuildRequest(kit, folder / "dist", (pack,))
    for outcome in (*build_kits(request, lambda _: None), *build_kits(replace(request, packs=()), lambda _: None)):
        assert outcome.built, [one for one in outcome.problems if one.severity == "error"]
    return Published(folder / "dist" / "mallory", folder / "dist" / "base", refused)


def errors(kit: Path, pack: Path) -> dict[str, str]:
    (checked,) = check_kits(BuildRequest(kit, kit, (pack,)))
    return {problem.place.file: problem.message for problem in checked.problems if problem.severity == "error"}


def hostile_files() -> dict[str, str | bytes]:
    """A page for each attack, and attacks wherever else a pack may put words."""
    pages = {f"content/handbook/attack-{number}.md": text for number, text in enumerate([*ATTACKS, *MARKDOWN_ATTACKS])}
    return {
        "local.yml": SETTINGS,
        **{path: f"# Page\n\n{text}\n" for path, text in pages.items()},
        "content/handbook/title.md": f"---\n{HEAD}Words.\n",
        "content/handbook/heading.md": HEADING,
        "content/handbook/braces.md": BRACES,
        "content/forms/attack.md": f"---\nform: true\n{HEAD}# Form\n\n{FORM}\n",
        "slides/attack.md": f"---\nminutes: 5\n{HEAD}## Slide {{minutes=5}}\n\n{SLIDE}\n",
        "examples/first-visit.md": "<p onclick=alert(1)>x</p> <iframe src=https://evil.example></iframe>\n",
        "assets/logo.svg": LOGO,
    }


SETTINGS = """\
name: "Mallory </title><script>alert(1)</script>"
union: "\\"><img src=x onerror=alert(1)>"
brand:
  logo: assets/logo.svg
  logo_alt: "\\" onerror=alert(1) x=\\""
contact: {name: "<script>alert(1)</script>", phone: "\\" onclick=alert(1)", address: "{{ 7 * 7 }}"}
site:
  title: "</title><script>alert(1)</script>"
  headline: "<img src=x onerror=alert(1)>"
  footer: "<script>x</script>"
variables: {visit_length: "<b onclick=alert(1)>an hour</b> {{ local.name }} ](javascript:alert(1))"}
"""
HEAD = """\
title: \\" onload=alert(1) &lt;script&gt; x=\\"
description: "\\" onload=alert(1) x=\\"<script>"
---

"""
HEADING = "# <img src=x onerror=alert(1)> &lt;script&gt;alert(1)&lt;/script&gt;\n\n## `<i>`\n"
BRACES = "# {{ 7 * 7 }}\n\n{{ ''.__class__ }} {% for a in b %} {{ local.name | upper }}\n"
SLIDE = "<script>alert(1)</script> [x](javascript:alert(1)) <a onclick=alert(1) href=vbscript:x>y</a> {{ 7 * 7 }}"
FORM = 'Name "onclick=alert(1)": ____ {hint="<script>alert(1)</script>"}\n\n<script>alert(1)</script>'
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">
<script>alert(1)</script><image href="https://evil.example/x.png"/><circle r="3"/></svg>"""


def test_what_is_refused_leads_somewhere_that_no_link_or_picture_may(published: Published) -> None:
    assert len(published.refused) > 10
    assert {message.split(" '")[0] for message in published.refused.values()} == {
        "no link may lead to", "the picture", "there is no file", "holds the control character U+0001",
    }  # fmt: skip


def test_no_page_runs_sends_or_asks_another_host(published: Published) -> None:
    for name, page in published.pages(published.folder):
        article = page.xpath("//main")[0]
        assert list(dangers(lxml_html.tostring(article, encoding="unicode"))) == [], name


def test_every_page_has_the_scripts_and_styles_of_the_base_and_no_more(published: Published) -> None:
    def active(folder: Path) -> set[tuple[str, ...]]:
        return {
            (
                str(element.tag),
                (element.text or "").strip(),
                (element.get("src") or element.get("href") or "").strip("./"),
            )
            for _, page in published.pages(folder)
            for element in page.xpath("//script | //style | //link | //iframe | //object | //base")
        }

    def handlers(folder: Path) -> set[str]:
        return {
            str(name) for _, page in published.pages(folder) for name in page.xpath("//@*[starts-with(name(), 'on')]")
        }

    assert active(published.folder) <= active(published.base)
    assert handlers(published.folder) == set()


def test_names_are_letters_and_nothing_is_evaluated(published: Published) -> None:
    pages = dict(published.pages(published.folder))
    assert "</title><script>alert(1)</script>" in pages["index.html"].xpath("//title")[0].text
    assert "{{ 7 * 7 }}" in pages["braces.html"].xpath("//h1")[0].text_content()
    assert "{% for a in b %} {{ local.name | upper }}" in pages["braces.html"].xpath("//main")[0].text_content()


def test_no_deck_or_form_opens_anything(published: Published) -> None:
    decks = list((published.folder / "site" / "downloads" / "decks").glob("*.pptx"))
    forms = list((published.folder / "site" / "downloads" / "forms").glob("*.pdf"))
    assert decks and forms
    for deck in decks:
        with zipfile.ZipFile(deck) as parts:
            words = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".rels", ".svg")))
        assert b"javascript" not in words and b"evil.example" not in words and b"onload" not in words
    for form in forms:
        with pikepdf.open(form) as pdf:
            actions = [
                str(item.get("/S")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item
            ]
        assert not {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR"} & set(actions)


def test_the_logo_is_the_clean_copy_everywhere(published: Published) -> None:
    for file in (published.folder / "site").rglob("*.svg"):
        assert "alert" not in file.read_text(encoding="utf-8"), file
