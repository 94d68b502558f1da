"""The few words that forms add to an author's own, in the languages that the kit knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``page`` holds ``{page}`` and ``{pages}``, ``time`` holds ``{minutes}``, ``please_name`` holds ``{option}``."""

    required: str = "required"
    required_note: str = "Questions marked with * need an answer."
    optional: str = "Optional"
    privacy: str = "Who sees your answers"
    appendix: str = "Appendix"
    edition: str = "Edition"
    page: str = "Page {page} of {pages}"
    time: str = "{minutes} min"
    please_name: str = "{option}, please say which"
    contents: str = "Contents"
    all_forms: str = "Appendix kit"
    large_print: str = "Large print"


_WORDS: Mapping[str, Words] = {
    "en": Words(),
    "es": Words(
        required="obligatorio",
        required_note="Las preguntas marcadas con * necesitan respuesta.",
        optional="Opcional",
        privacy="Quién ve sus respuestas",
        appendix="Anexo",
        edition="Edición",
        page="Página {page} de {pages}",
        time="{minutes} min",
        please_name="{option}: diga cuál",
        contents="Índice",
        all_forms="Cuaderno de anexos",
        large_print="Letra grande",
    ),
    "fr": Words(
        required="obligatoire",
        required_note="Les questions marquées d\u2019un * demandent une réponse.",
        optional="Facultatif",
        privacy="Qui voit vos réponses",
        appendix="Annexe",
        edition="Édition",
        page="Page {page} sur {pages}",
        please_name="{option} : précisez",
        contents="Sommaire",
        all_forms="Cahier des annexes",
        large_print="Gros caractères",
    ),
    "de": Words(
        required="erforderlich",
        required_note="Fragen mit * brauchen eine Antwort.",
        optional="Freiwillig",
        privacy="Wer Ihre Antworten sieht",
        appendix="Anhang",
        edition="Ausgabe",
        page="Seite {page} von {pages}",
        time="{minutes} Min.",
        please_name="{option}, bitte angeben",
        contents="Inhalt",
        all_forms="Alle Formulare",
        large_print="Großdruck",
    ),
    "vi": Words(
        required="bắt buộc",
        required_note="Câu hỏi có dấu * cần được trả lời.",
        optional="Không bắt buộc",
        privacy="Ai xem câu trả lời của bạn",
        appendix="Phụ lục",
        edition="Ấn bản",
        page="Trang {page} / {pages}",
        time="{minutes} phút",
        please_name="{option}, xin ghi rõ",
        contents="Mục lục",
        all_forms="Bộ phụ lục",
        large_print="Chữ lớn",
    ),
    "ar": Words(
        required="مطلوب",
        required_note="الأسئلة المعلّمة بـ * تحتاج إلى إجابة.",
        optional="اختياري",
        privacy="من يرى إجاباتك",
        appendix="الملحق",
        edition="الإصدار",
        page="صفحة {page} من {pages}",
        time="{minutes} دقيقة",
        please_name="{option}، يرجى التوضيح",
        contents="المحتويات",
        all_forms="مجموعة الملاحق",
        large_print="خط كبير",
    ),
}


def words(language: str) -> Words:
    """The words of ``language`` (BCP 47), English where the kit has none."""
    return _WORDS.get(language.lower().split("-")[0], _WORDS["en"])
