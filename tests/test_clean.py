"""What a pack's HTML may hold on the site: all that Material and forms need, and nothing that runs, sends, or asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from mkdocs.config import load_config

from generators.addresses import is_in_kit, is_safe_link, scheme_of
from generators.clean import NAME, cleaned

RUNS = {"script", "iframe", "object", "embed", "base", "meta", "link", "style", "math", "template", "button", "animate"}
SENDS = {"style", "ping", "action", "formaction", "srcset", "srcdoc", "xlink:href"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=a.png onerror=alert(1) alt=x>",
    "<svg onload=alert(1)><script>alert(1)</script><path d='M0 0'/></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><rect/></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1)></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mi><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example/x.swf></object><embed src=x>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css)</style>",
    "<p style='background:url(https://evil.example/x.png)'>x</p>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<body onload=alert(1)><p onclick=alert(1)>x</p>",
    "<details ontoggle=alert(1) open>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<form action=https://evil.example><input type=submit formaction=https://evil.example></form>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href=vbscript:x>x</a><a href=data:text/html,x>x</a><a href=file:///etc/passwd>x</a>",
    "<a ping=https://evil.example href=https://fair.example>x</a>",
    "<img src=https://evil.example/pixel.png alt=x>",
    "<img src=//evil.example/pixel.png alt=x>",
    "<img src='\\\\evil.example/pixel.png' alt=x>",
    "<img src='/\t/evil.example/pixel.png' alt=x>",
    "<img src=data:image/svg+xml,x alt=x>",
    "<img srcset='https://evil.example/pixel.png 2x' alt=x>",
    "<video poster=https://evil.example/p.png src=https://evil.example/v.mp4></video>",
    "<svg><rect fill='url(https://evil.example/p.svg#a)'/></svg>",
    "<svg><image href=https://evil.example/p.png /><use href=https://evil.example/p.svg#a /></svg>",
    "<template><script>alert(1)</script></template>",
    "<p id=__config>{}</p><form id=x><input name=action></form>",
]

MARKDOWN_ATTACKS = [
    "[x](javascript:alert(1))",
    "[x](<java&#115;cript:alert(1)>)",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "![x](https://evil.example/pixel.png)",
    "text\n{: onclick=alert(1) }",
    "# x {: onclick=alert(1) style='background:url(//evil.example/x)' }",
    "![x](a.png){: onerror=alert(1) }",
    '<div markdown="1" onclick=alert(1)>\n*x* <script>alert(1)</script>\n</div>',
    "```html\n<script>alert(1)</script>\n```\n\n<script>alert(1)</script>",
    "Name: ____\n\n<script>alert(1)</script>",
    "<svg onload=alert(1)>\n</svg>",
]

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


def elements(html: str) -> Iterator[HtmlElement]:
    for element in lxml_html.fragment_fromstring(html, create_parent="div").iter():
        if isinstance(element.tag, str):
            yield element


def dangers(html: str) -> Iterator[str]:
    """Whatever in ``html`` could run, send, or ask another host."""
    for element in elements(html):
        if element.tag in RUNS or (element.tag == "form" and element.get("method") != "dialog"):
            yield f"<{element.tag}>"
        yield from (name for name in element.attrib if name.startswith("on") or name in SENDS)
        yield from (value for value in (element.get("src"), element.get("poster")) if value and not is_in_kit(value))
        yield from (value for value in (element.get("href"),) if value and not is_safe_link(value))
        yield from (value for value in (element.get("fill"),) if value and "url" in value)


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
