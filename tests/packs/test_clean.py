"""What a pack's HTML may hold on the site: all that Material and forms need, and nothing that runs, sends, or asks."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from hostile_html import ATTACKS, MARKDOWN_ATTACKS, dangers, elements
from mkdocs.config import load_config

from generators.packs.clean import NAME, cleaned
from generators.reading.links import is_safe_link, scheme_of

KEPT = [
    '<a href="https://fair.example/a?b=c&amp;d=e#f">x</a>',
    '<a href="mailto:a@b.example">x</a><a href="tel:555-0100">x</a><a href="../a.html#b" target="_blank">x</a>',
    '<img alt="x" src="../assets/a.svg" width="40" class="decorative">',
    '<div class="admonition tip"><p class="admonition-title">x</p></div>',
    '<details class="note" open=""><summary>x</summary></details>',
    '<div class="tabbed-set" data-tabs="1:2"><input checked="" id="__tabbed_1_1" name="__tabbed_1" type="radio"></div>',
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    '<span class="twemoji"><svg viewBox="0 0 24 24"><path d="M0 0h4"></path></svg></span>',
    '<table><thead><tr><th scope="col" style="text-align:left">x</th></tr></thead></table>',
    '<div class="grid cards"><ul><li><kbd class="key">x</kbd> <mark>y</mark> <abbr title="z">z</abbr></li></ul></div>',
    '<div role="group" aria-label="x" tabindex="0"></div>',
    '<textarea class="kit-input" id="field-a" name="a" rows="4" required="" aria-describedby="b"></textarea>',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_sends_or_asks_another_host(attack: str) -> None:
    assert set(dangers(cleaned(attack))) == set()
    assert "__config" not in cleaned(attack)


@pytest.mark.parametrize("attack", MARKDOWN_ATTACKS)
def test_neither_does_what_markdown_makes(attack: str, root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    extensions = [*config.markdown_extensions, NAME]
    html = markdown.markdown(attack, extensions=extensions, extension_configs=config.mdx_configs)
    assert set(dangers(html)) == set()


@pytest.mark.parametrize("html", KEPT)
def test_what_material_and_forms_need_stays_to_the_letter(html: str) -> None:
    def parts(text: str) -> list[tuple[str, dict[str, str]]]:
        return [(element.tag, dict(element.attrib)) for element in elements(text)]

    before = parts(html)
    after = [part for part in parts(cleaned(html)) if part[0] != "tbody"]
    assert before == after


def test_every_page_of_the_base_is_what_it_was(root: Path) -> None:
    """A local's site is cleaned as a whole, so the base must need nothing that cleaning takes."""
    config = load_config(str(root / "mkdocs.yml"))
    md = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    for file in sorted((root / "content").rglob("*.md")):
        html = md.reset().convert(file.read_text(encoding="utf-8").split("\n---\n", 1)[-1])
        before = [(element.tag, dict(element.attrib)) for element in elements(html)]
        after = [(element.tag, dict(element.attrib)) for element in elements(cleaned(html))]
        assert [part for part in before if part != ("p", {})] == [part for part in after if part != ("p", {})], file


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("https://a.example", "https"),
        ("HTTPS://a.example", "https"),
        ("//a.example/x", "https"),
        ("\\\\a.example/x", "https"),
        ("/\\a.example", "https"),
        (" java\nscript:x", "javascript"),
        ("c:/windows", "c"),
        ("../a.md#b", ""),
        ("#a:b", ""),
        ("?a:b", ""),
        ("", ""),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme


def test_links_lead_to_the_web_mail_telephone_and_the_kit_only() -> None:
    fair = ("https://a.example", "http://a.example", "mailto:a@b.example", "tel:1", "a.md", "#a")
    assert all(is_safe_link(address) for address in fair)
    assert not any(is_safe_link(address) for address in ("javascript:x", "data:x", "file:///x", "ftp://x", "sms:1"))
