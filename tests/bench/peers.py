"""The nearest tools, as far as they are installed: what each is called, and the command with which it does our work."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

Command = list[str]

_READ_FIELDS = """
import sys
from pathlib import Path
from pypdf import PdfReader
for file in sorted(Path(sys.argv[1]).glob("*.pdf")):
    for name, field in (PdfReader(file).get_fields() or {}).items():
        print(file.name, name, field.get("/V"), sep=",")
"""

_HUGO = 'baseURL = "/"\ntitle = "Book"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
_HUGO_PAGE = (
    "<!doctype html><title>{{ .Title }}</title><nav>{{ range .Site.RegularPages }}"
    '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav><main>{{ .Content }}</main>'
)
"""The least of layouts with a menu, since Hugo has none of its own."""


_PLAIN_EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.tasklist"),
)
"""Those of ``mkdocs.yml`` that are not the kit's own."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool; ``command`` makes its command of the folder that is worked on and of a folder to write into.

    It is ``installed`` or left out, and said to be.
    """

    name: str
    installed: bool
    command: Callable[[Path, Path], Command]


def site_peers() -> tuple[Peer, ...]:
    """Those that make a website of a handbook's folder."""
    has_sphinx = find_spec("sphinx") is not None and find_spec("myst_parser") is not None
    return (
        Peer("MkDocs", find_spec("mkdocs") is not None, _mkdocs),
        Peer("Zensical", find_spec("zensical") is not None, _zensical),
        Peer("Sphinx", has_sphinx, _sphinx),
        Peer("Hugo", shutil.which("hugo") is not None, _hugo),
    )


def slide_peers() -> tuple[Peer, ...]:
    """Those that make a PowerPoint file of an outline."""
    return (Peer("pandoc", bool(pandoc()), _pandoc),)


def reading_peers() -> tuple[Peer, ...]:
    """Those that read the fields of filled forms."""
    return (
        Peer("pypdf", find_spec("pypdf") is not None, lambda work, _out: [*_python("-c", _READ_FIELDS), str(work)]),
    )


def pandoc() -> str:
    """The path of pandoc, the system's or the one that comes as a package; "" without it."""
    if found := shutil.which("pandoc"):
        return found
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return ""


def installed(peers: Sequence[Peer], said: Callable[[str], None]) -> Iterator[Peer]:
    """Those of ``peers`` that can be run here; the others are named."""
    for peer in peers:
        if peer.installed:
            yield peer
        else:
            said(f"  {peer.name}: not installed")


def _python(*arguments: str) -> Command:
    return [sys.executable, *arguments]


def _mkdocs(work: Path, out: Path) -> Command:
    return _python("-m", "mkdocs", "build", "-q", "-f", str(work / "mkdocs.yml"), "-d", str(out))


def _zensical(work: Path, out: Path) -> Command:
    """It knows neither our settings' tags nor our extensions, and has no option for where to write."""
    settings = work / "zensical.yml"
    listed = "".join(f"  - {name}\n" for name in _PLAIN_EXTENSIONS)
    written = f"site_name: Book\ndocs_dir: content\nsite_dir: {out}\nmarkdown_extensions:\n{listed}"
    settings.write_text(written, encoding="utf-8", newline="\n")
    return _python("-m", "zensical", "build", "-f", str(settings))


def _sphinx(work: Path, out: Path) -> Command:
    options = ("-D", "extensions=myst_parser", "-D", "root_doc=index", "-D", "myst_heading_anchors=3")
    return _python("-m", "sphinx", "-q", "-b", "html", "-C", *options, str(work / "content"), str(out))


def _hugo(work: Path, out: Path) -> Command:
    """It takes ``index.md`` for one page that holds all files beside it, and ``_index.md`` for that of a folder."""
    place = out.with_name(f"{out.name}-hugo")
    (place / "layouts" / "_default").mkdir(parents=True, exist_ok=True)
    (place / "hugo.toml").write_text(_HUGO, encoding="utf-8", newline="\n")
    for layout in ("single", "list"):
        (place / "layouts" / "_default" / f"{layout}.html").write_text(_HUGO_PAGE, encoding="utf-8", newline="\n")
    shutil.copytree(work / "content", place / "content", dirs_exist_ok=True)
    for index in list((place / "content").rglob("index.md")):
        index.replace(index.with_name("_index.md"))
    return ["hugo", "--quiet", "-s", str(place), "-d", str(out)]


def _pandoc(work: Path, out: Path) -> Command:
    out.mkdir(parents=True, exist_ok=True)
    return [pandoc(), "--sandbox", str(work / "outline.md"), "-o", str(out / "deck.pptx")]
