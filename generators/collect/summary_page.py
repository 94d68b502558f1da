"""The report as one page that needs nothing else, runs nothing, and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generators.brand.palette import Palette
from generators.collect.summary import SMALLEST_GROUP, FormSummary

_TEMPLATES = Path(__file__).parent


def summary_page(
    forms: Sequence[FormSummary],
    reasons: Sequence[str],
    title: str,
    palette: Palette,
    *,
    show_small_groups: bool,
) -> str:
    """The page as HTML. ``reasons`` say why each file that is not counted was not, without naming it."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    colors = {name: value for name, value in asdict(palette).items() if isinstance(value, str)}
    # the style's hash stands in the page's policy: it is rendered first, and put in byte for byte
    style = environment.get_template("summary.css.jinja").render(colors=colors)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("summary.html.jinja").render(
        title=title,
        forms=forms,
        people=sum(form.people for form in forms),
        reasons=sorted(Counter(reasons).items()),
        smallest=SMALLEST_GROUP,
        show_small_groups=show_small_groups,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
