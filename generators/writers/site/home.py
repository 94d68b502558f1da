"""What the home page shows beside its author's words: the workshops that trainers take along."""

from __future__ import annotations

from collections.abc import Mapping

from generators.model import Deck
from generators.words.catalogue import say, words_of
from generators.writers.site import downloads
from generators.writers.site.generated import deck_path, guide_path, written
from generators.writers.site.views import SiteContext


def workshop_links(site: SiteContext) -> list[Mapping[str, object]]:
    """For each workshop its title and length, and where below the site its page, guide, and files stand, by label."""
    hidden = {line.text for line in site.kit.local.site.hide}
    return [_workshop_links(deck, site) for deck in site.kit.decks if deck_path(deck) not in hidden]


def _workshop_links(deck: Deck, site: SiteContext) -> Mapping[str, object]:
    words, files = words_of(deck.lang), downloads.of_deck(deck)
    guide = site.address(guide_path(deck)) if site.own_theme else files.guide.path
    return {
        "title": written(deck.title, deck.lang, site),
        "page": site.address(deck_path(deck)),
        "length": words.common.minutes.of(deck.minutes) if deck.minutes else "",
        "guide": {"label": say(words, "guide.title"), "address": guide, "is_file": not site.own_theme},
        "files": [
            {"label": say(words, "site.slides"), "address": files.slides.path},
            {"label": say(words, "guide.run_sheet"), "address": files.run_sheet.path},
        ],
    }
