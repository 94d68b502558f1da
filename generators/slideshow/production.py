"""What a kit gives its decks: the layouts of the language, the font, the pictures, the cover's lines, the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.model import Deck, Kit
from generators.slideshow.compose import Setting, own_layouts
from generators.slideshow.metrics import deck_family, width
from generators.slideshow.words import is_right_to_left

if TYPE_CHECKING:
    from generators.slideshow.templates.template import Template


def setting_of(deck: Deck, kit: Kit) -> Setting:
    """All that composing ``deck`` needs of its kit."""
    brand = kit.local.brand
    template = own_template(deck, kit)
    return Setting(
        layouts=template.layouts if template else own_layouts(deck.lang),
        family=template.family if template else deck_family(brand.font),
        assets=kit.assets,
        cover=tuple(line for line in (brand.name, deck.audience) if line),
        logo=brand.logo,
        logo_alt=brand.logo_alt or brand.name,
    )


def own_template(deck: Deck, kit: Kit) -> Template | None:
    """The local's own template, if it has one; that it can be used was checked before anything is written."""
    file = kit.local.brand.template
    if file is None:
        return None
    # Kits without a template need not wait for the libraries that read one.
    from generators.slideshow.templates.template import template_of

    return template_of(file, rtl=is_right_to_left(deck.lang))


def footer_of(deck: Deck, kit: Kit) -> str:
    """What stands at the foot of every slide: as much as the template's narrowest foot has room for."""
    template = own_template(deck, kit)
    whole = f"{kit.local.brand.name} · {deck.title}"
    return _fitting(whole, deck.title, kit.local.brand.name, template) if template else whole


def _fitting(whole: str, title: str, name: str, template: Template) -> str:
    from generators.slideshow.templates.styles import INSET

    feet = [layout.footing for layout in template.layouts.values() if layout.footing and layout.footing.footer_index]
    cuts = (f"{name[:length].rstrip()} …" for length in range(len(name) - 1, 0, -1))

    def fits(text: str) -> bool:
        wide = width(text, template.family, bold=False)
        return all(wide * foot.size <= foot.footer.width - 2 * INSET for foot in feet)

    return next((text for text in (whole, title, name, *cuts) if fits(text)), name)
