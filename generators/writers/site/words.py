"""The words that generated pages use, by language; English stands in where a language has none."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

_ENGLISH = {
    "workshops": "Workshops",
    "downloads": "Downloads",
    "forms": "Forms",
    "minutes": "minutes",
    "minute": "minute",
    "slides": "slides",
    "for": "For",
    "powerpoint": "Slides",
    "open_guide": "Teach from the guide, slide by slide",
    "on_this_site": "on this site",
    "all_forms": "All forms in one file, to print",
    "pdf": "Fillable PDF",
    "large_print": "Large print",
    "print": "Print this page",
    "appendix": "Appendix",
    "privacy": "Who sees this",
    "at_a_glance": "Slides at a glance",
    "handouts_lead": "Print one for each participant before the workshop.",
    "downloads_lead": "Everything in this kit to take along, print, or put on a stick.",
    "workshops_lead": "Slide decks with speaker notes, ready to teach in PowerPoint, Keynote, or LibreOffice.",
    "forms_lead": "Fill them in on a screen, or print them and use a pen.",
    "workshop": "Workshop",
    "form": "Form",
    "book": "Whole handbook on one page",
    "book_lead": "Every chapter in order, set for paper. Print it, or save it as a PDF from the print dialog.",
    "handbook": "Handbook",
    "other_site": "another website",
    "edition": "Edition",
    "purpose": "What it is for",
    "what_you_need": "What you need",
    "readers_mentee": "mentees",
    "readers_mentor": "mentors",
    "readers_coordinator": "coordinators",
    "readers_trainer": "trainers",
}

_SPANISH = {
    "workshops": "Talleres",
    "downloads": "Descargas",
    "forms": "Formularios",
    "minutes": "minutos",
    "minute": "minuto",
    "slides": "diapositivas",
    "for": "Para",
    "powerpoint": "Diapositivas",
    "open_guide": "Enseñe con la guía, diapositiva por diapositiva",
    "on_this_site": "en este sitio",
    "all_forms": "Todos los formularios en un archivo, para imprimir",
    "pdf": "PDF para rellenar",
    "large_print": "Letra grande",
    "print": "Imprimir esta página",
    "appendix": "Apéndice",
    "privacy": "Quién ve esto",
    "at_a_glance": "Las diapositivas de un vistazo",
    "handouts_lead": "Imprima una para cada participante antes del taller.",
    "downloads_lead": "Todo lo que puede llevarse de este manual, para imprimir o guardar.",
    "workshops_lead": "Presentaciones con notas, listas para enseñar. Se abren con PowerPoint, Keynote o LibreOffice.",
    "forms_lead": "Rellénelos en pantalla o imprímalos y use un bolígrafo.",
    "workshop": "Taller",
    "form": "Formulario",
    "book": "Todo el manual en una página",
    "book_lead": "Todos los capítulos en orden, listos para el papel. Imprímalo o guárdelo como PDF.",
    "handbook": "Manual",
    "other_site": "otro sitio web",
    "edition": "Edición",
    "purpose": "Para qué sirve",
    "what_you_need": "Lo que necesita",
    "readers_mentee": "aprendices",
    "readers_mentor": "mentores",
    "readers_coordinator": "coordinadores",
    "readers_trainer": "instructores",
}

_BY_LANGUAGE: Mapping[str, Words] = {"en": _ENGLISH, "es": _SPANISH}


def words_of(language: str) -> Words:
    """The words for ``language`` (BCP 47)."""
    return {**_ENGLISH, **_BY_LANGUAGE.get(language.lower().split("-")[0], {})}
