"""Small handbooks of others, one for each plugin of MkDocs that many use, and how they are built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.model.problems import RefusedInput, rendered
from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest, Outcome

Files = Mapping[str, str]

PAGES = {
    "docs/index.md": "# Garden\n\nWelcome.\n",
    "docs/tools.md": "# Tools\n\nSee the [start](index.md).\n\n## Spade\n",
}


def settings(text: str = "", theme: str = "mkdocs") -> Files:
    """A handbook of two pages with these settings."""
    return {"mkdocs.yml": f"site_name: Allotments\ntheme: {{name: {theme}}}\n{text}", **PAGES}


BY_PLUGIN: Mapping[str, Files] = {
    "awesome-pages": {
        **settings("plugins: [awesome-pages]\n"),
        "docs/.pages": "nav:\n  - tools.md\n  - Beds: beds\n  - ...\n",
        "docs/beds/.pages": "arrange: [rose.md, bean.md]\n",
        "docs/beds/bean.md": "# Bean\n",
        "docs/beds/rose.md": "# Rose\n",
    },
    "blog": {
        **settings("plugins: [tags, blog]\n", "material"),
        "docs/blog/index.md": "# News\n",
        "docs/blog/posts/frost.md": "---\ndate:\n  created: 2024-01-31\n  updated: 2024-02-02\ncategories: [Weather]\n"
        "tags: [cold]\n---\n\n# Frost\n\nCover up.\n\n<!-- more -->\n\nWith [tools](../../tools.md#spade).\n",
        "docs/late.md": "# Late\n\nThe [frost](blog/posts/frost.md).\n",
    },
    "gen-files": {
        **settings("plugins:\n  - gen-files: {scripts: [make.py]}\n"),
        "make.py": "import mkdocs_gen_files\n\nwith mkdocs_gen_files.open('made/list.md', 'w') as file:\n"
        "    file.write('# List\\n\\n## Peas\\n')\n",
        "docs/more.md": "# More\n\n[Peas](made/list.md#peas)\n",
    },
    "git-revision-date-localized": settings(
        "plugins:\n  - git-revision-date-localized: {fallback_to_build_date: true, type: date, strict: false}\n"
    ),
    "glightbox": {
        **settings("plugins: [glightbox]\n"),
        "docs/bed.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        "docs/bed.md": "# Bed\n\n![A bed](bed.svg)\n",
    },
    "hooks": {
        **settings("hooks: [hook.py]\n"),
        "hook.py": "from mkdocs.structure.files import File\n\n\ndef on_files(files, config, **_):\n"
        "    made = '# Made\\n\\n<a id=here></a>\\n'\n"
        "    files.append(File.generated(config, 'made.md', content=made))\n    return files\n",
        "docs/more.md": "# More\n\nSee [made](made.md#here).\n",
    },
    "i18n": {
        **settings(
            "plugins:\n  - i18n:\n      languages:\n        - {locale: en, name: English, default: true}\n"
            "        - {locale: fr, name: Français}\n"
        ),
        "docs/index.fr.md": "# Jardin\n\nLes [outils](tools.md).\n",
    },
    "include-markdown": {
        **settings("plugins: [include-markdown]\n"),
        "RULES.md": "# Rules\n\n<!--start-->\nNo fires.\n<!--end-->\n",
        "docs/rules.md": '# Our rules\n\n{% include-markdown "../RULES.md" start="<!--start-->" end="<!--end-->" %}\n',
    },
    "literate-nav": {
        **settings("plugins: [literate-nav, section-index]\n", "material"),
        "docs/SUMMARY.md": "- [The tools](tools.md)\n- [Start](index.md)\n",
    },
    "macros": {
        **settings("plugins: [macros]\nextra: {town: Leeds}\n"),
        "main.py": "def define_env(env):\n    @env.macro\n    def to(page):\n        return f'[{page}]({page}.md)'\n",
        "docs/town.md": "---\nbeds: 3\n---\n\n# {{ town }}\n\n{{ beds }} beds, {{ to('tools') }}"
        "{% if false %} [no](gone.md){% endif %}\n",
    },
    "minify": settings("plugins:\n  - minify: {minify_html: true}\n"),
    "print-site": settings("plugins: [print-site]\n"),
    "redirects": settings("plugins:\n  - redirects:\n      redirect_maps: {old.md: tools.md}\n"),
    "tags": {
        **settings("plugins: [tags]\n", "material"),
        "docs/bean.md": "---\ntags: [green]\n---\n\n# Bean\n",
        "docs/tags.md": "# By tag\n\n<!-- material/tags -->\n",
    },
}
"""By the plugin that each is for."""

IN_MATERIAL = frozenset({"blog", "tags"})


def is_installed(plugin: str) -> bool:
    """Whether the tests have the plugin: not all of them come as wheels."""
    names = {point.name for point in entry_points(group="mkdocs.plugins")}
    return plugin in {*names, *IN_MATERIAL, "hooks"}


def write_handbook(folder: Path, files: Files) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def built(folder: Path, *, strict: bool = False, show_breakdowns: bool = False) -> tuple[Outcome | None, list[str]]:
    """What comes of building the site of a handbook below its ``out``, and what is said; None where it is refused."""
    request = BuildRequest(folder, folder / "out", (), ("site",), strict=strict, show_breakdowns=show_breakdowns)
    try:
        (outcome,) = build_kits(request, lambda _line: None)
    except RefusedInput as refusal:
        return None, [*rendered(refusal.problems)]
    return outcome, [*rendered(outcome.problems)]


def said_of(folder: Path, files: Files) -> list[str]:
    return built(write_handbook(folder, files))[1]


_PLAIN = """
import json, logging, os, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.disable(logging.CRITICAL)
for folder in json.load(sys.stdin):
    os.chdir(folder)
    config = load_config("mkdocs.yml", site_dir=os.path.join(folder, "plain"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
"""


def build_plainly(folders: list[Path]) -> None:
    """Has MkDocs alone build each handbook into its folder ``plain``, in one process for all."""
    subprocess.run(
        [sys.executable, "-c", _PLAIN],
        input=json.dumps([str(folder) for folder in folders]),
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        text=True,
        check=True,
        capture_output=True,
    )


def texts_of(site: Path) -> dict[str, str]:
    """The words of each page of a site, its menus among them, by path."""
    found: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        page: HtmlElement = lxml_html.document_fromstring(file.read_text(encoding="utf-8"))
        found[file.relative_to(site).as_posix()] = " ".join(page.text_content().split())
    return found
