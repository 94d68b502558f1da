"""The few words that a deck adds to its author's, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "dv", "ps", "sd", "ckb"})


@dataclass(frozen=True, slots=True)
class Words:
    """``{}`` stands for a number, a title, or minutes."""

    continued: str
    continued_again: str
    minutes: str
    activity: str
    discussion: str
    you_need: str
    goes_on: str
    part: str
    no_notes: str
    table_of: str


_ENGLISH = Words(
    continued="{} (continued)",
    continued_again="{} (continued {})",
    minutes="{} min",
    activity="Activity",
    discussion="Discuss",
    you_need="You need",
    goes_on="This slide goes on with “{}”.",
    part="Part {}: {}",
    no_notes="In your own words: “{}”",
    table_of="Table: {}",
)

_WORDS: Mapping[str, Words] = {
    "en": _ENGLISH,
    "es": Words(
        continued="{} (continuación)",
        continued_again="{} (continuación {})",
        minutes="{} min",
        activity="Actividad",
        discussion="Debate",
        you_need="Se necesita",
        goes_on="Esta diapositiva continúa «{}».",
        part="Parte {}: {}",
        no_notes="Con sus propias palabras: «{}»",
        table_of="Tabla: {}",
    ),
    "fr": Words(
        continued="{} (suite)",
        continued_again="{} (suite {})",
        minutes="{} min",
        activity="Activité",
        discussion="Débat",
        you_need="À prévoir",
        goes_on="Cette diapositive continue « {} ».",
        part="Partie {} : {}",
        no_notes="Avec vos propres mots : « {} »",
        table_of="Tableau : {}",
    ),
    "vi": Words(
        continued="{} (tiếp theo)",
        continued_again="{} (tiếp theo {})",
        minutes="{} phút",
        activity="Hoạt động",
        discussion="Thảo luận",
        you_need="Cần chuẩn bị",
        goes_on="Trang này tiếp tục “{}”.",
        part="Phần {}: {}",
        no_notes="Bằng lời của bạn: “{}”",
        table_of="Bảng: {}",
    ),
    "ar": Words(
        continued="{} (تابع)",
        continued_again="{} (تابع {})",
        minutes="{} دقيقة",
        activity="نشاط",
        discussion="نقاش",
        you_need="تحتاج إلى",
        goes_on="هذه الشريحة تتابع «{}».",
        part="الجزء {}: {}",
        no_notes="بكلماتك: «{}»",
        table_of="جدول: {}",
    ),
}


def words(lang: str) -> Words:
    """The words of a language, English where there are none."""
    return _WORDS.get(primary(lang), _ENGLISH)


def is_right_to_left(lang: str) -> bool:
    return primary(lang) in RIGHT_TO_LEFT


def primary(lang: str) -> str:
    """The language of a BCP 47 tag, without script and region."""
    return lang.split("-")[0].lower()
