"""The language of a PDF, and the way that its pages are read, said in whole: Typst knows no script of a language."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from generators.words.direction import Tag, direction


def layout_language(language: str) -> dict[str, str | None]:
    """As much of a language tag (BCP 47) as Typst takes: ``language``, and ``region`` where it has two letters."""
    tag = Tag.parsed(language)
    return {"language": tag.language, "region": tag.region if len(tag.region) == 2 else None}


def in_language(laid_out: bytes, language: str, parts: Iterable[str] = ()) -> bytes:
    """The PDF that Typst made, saying that it is in ``language`` (BCP 47), with ``parts`` in these languages.

    Typst tells the direction by the language alone, so that Punjabi in India runs from right to left. A PDF that says
    what is right is given back as it is. Keys: ISO 32000-1, 7.7.2, 12.2, and 14.9.2.
    """
    with pikepdf.open(io.BytesIO(laid_out)) as pdf:
        if not say_language(pdf, language, parts):
            return laid_out
        target = io.BytesIO()
        pdf.save(
            target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, fix_metadata_version=False
        )
        return target.getvalue()


def say_language(pdf: Pdf, language: str, parts: Iterable[str] = ()) -> bool:
    """Makes ``pdf`` say what ``in_language`` says; whether it said something else."""
    wrong = [said for said in _due(pdf, language, parts) if said[0].get(said[1]) != said[2]]
    for holder, key, value in wrong:
        holder[key] = value
    if wrong:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:language"] = {language}
    return bool(wrong)


def _due(pdf: Pdf, language: str, parts: Iterable[str]) -> Iterator[tuple[Object, str, Object]]:
    """What is to be said in ``pdf``: where, under which key, and what."""
    yield pdf.Root, "/Lang", String(language)
    way = Name.R2L if direction(language) == "rtl" else Name.L2R
    yield pdf.Root.ViewerPreferences, "/Direction", way
    shortened = _shortened(parts)
    if not shortened:
        return
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/S" in thing and str(thing.get("/Lang", "")) in shortened:
            yield thing, "/Lang", String(shortened[str(thing.Lang)])


def _shortened(languages: Iterable[str]) -> Mapping[str, str]:
    """The languages that Typst cannot say in whole, by what it says.

    Where it says the same for two, as for ``es`` and ``es-419``, their parts look alike: what it says stays.
    """
    by_short: defaultdict[str, set[str]] = defaultdict(set)
    for language in languages:
        by_short["-".join(part for part in layout_language(language).values() if part)].add(language)
    return {short: tags.pop() for short, tags in by_short.items() if len(tags) == 1 and short not in tags}
