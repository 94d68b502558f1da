"""The words that a teaching guide adds to its author's, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Braces hold what is filled in: a number of minutes, of people, of copies, or of the page."""

    guide: str = "Teaching guide"
    minutes: str = "{} min"
    length: str = "{} minutes"
    length_short: str = "Min"
    clock: str = "Clock"
    when: str = "When"
    length_label: str = "How long"
    audience: str = "For whom"
    people: str = "Planned for"
    people_count: str = "{} people"
    purpose: str = "Purpose"
    room: str = "Room"
    materials: str = "Bring"
    handouts: str = "Handouts"
    copies: str = "{} copies"
    appendix: str = "Appendix {}"
    run_sheet: str = "Run sheet"
    opening: str = "Opening"
    slide: str = "Slide"
    what: str = "What"
    how: str = "How"
    talk: str = "Talk"
    activity: str = "Activity"
    discussion: str = "Discussion"
    slide_by_slide: str = "Slide by slide"
    say: str = "Say"
    ends: str = "End"
    page: str = "Page {page} of {pages}"
    picture: str = "Slide {}: {}"
    you_need: str = "You need"
    my_notes: str = "My notes"
    about_deck: str = "About this workshop"
    back_to_run_sheet: str = "Back to the run sheet"
    slide_words: str = "Words on the slide"


_WORDS: Mapping[str, Words] = {
    "en": Words(),
    "es": Words(
        guide="Guía didáctica",
        length="{} minutos",
        clock="Hora",
        when="Cuándo",
        length_label="Duración",
        audience="Para quién",
        people="Previsto para",
        people_count="{} personas",
        purpose="Propósito",
        room="Sala",
        materials="Traer",
        handouts="Hojas para repartir",
        copies="{} copias",
        appendix="Apéndice {}",
        run_sheet="Horario",
        opening="Apertura",
        slide="Diap.",
        what="Qué",
        how="Cómo",
        talk="Charla",
        activity="Actividad",
        discussion="Debate",
        slide_by_slide="Diapositiva por diapositiva",
        say="Diga",
        ends="Fin",
        page="Página {page} de {pages}",
        picture="Diapositiva {}: {}",
        you_need="Se necesita",
        my_notes="Mis notas",
        about_deck="Sobre este taller",
        back_to_run_sheet="Volver al horario",
        slide_words="Texto de la diapositiva",
    ),
    "fr": Words(
        guide="Guide d\u2019animation",
        length="{} minutes",
        clock="Heure",
        when="Quand",
        length_label="Durée",
        audience="Pour qui",
        people="Prévu pour",
        people_count="{} personnes",
        purpose="But",
        room="Salle",
        materials="À apporter",
        handouts="À distribuer",
        copies="{} exemplaires",
        appendix="Annexe {}",
        run_sheet="Déroulé",
        opening="Ouverture",
        slide="Diapo",
        what="Quoi",
        how="Comment",
        talk="Exposé",
        activity="Activité",
        discussion="Débat",
        slide_by_slide="Diapositive par diapositive",
        say="Dites",
        ends="Fin",
        page="Page {page} sur {pages}",
        picture="Diapositive {} : {}",
        you_need="À prévoir",
        my_notes="Mes notes",
        about_deck="À propos de cet atelier",
        back_to_run_sheet="Retour au déroulé",
        slide_words="Texte de la diapositive",
    ),
    "vi": Words(
        guide="Hướng dẫn giảng dạy",
        minutes="{} phút",
        length_short="Phút",
        length="{} phút",
        clock="Giờ",
        when="Khi nào",
        length_label="Thời lượng",
        audience="Dành cho",
        people="Dự kiến",
        people_count="{} người",
        purpose="Mục đích",
        room="Phòng",
        materials="Cần mang",
        handouts="Tài liệu phát",
        copies="{} bản",
        appendix="Phụ lục {}",
        run_sheet="Lịch trình",
        opening="Mở đầu",
        slide="Trang",
        what="Nội dung",
        how="Cách làm",
        talk="Trình bày",
        activity="Hoạt động",
        discussion="Thảo luận",
        slide_by_slide="Từng trang một",
        say="Hãy nói",
        ends="Kết thúc",
        page="Trang {page}/{pages}",
        picture="Trang {}: {}",
        you_need="Cần chuẩn bị",
        my_notes="Ghi chú của tôi",
        about_deck="Về buổi tập huấn này",
        back_to_run_sheet="Trở lại lịch trình",
        slide_words="Chữ trên trang chiếu",
    ),
    "ar": Words(
        guide="دليل التدريس",
        minutes="{} دقيقة",
        length_short="دقيقة",
        length="{} دقيقة",
        clock="الساعة",
        when="متى",
        length_label="المدة",
        audience="لمن",
        people="العدد المتوقع",
        people_count="{} شخصًا",
        purpose="الغرض",
        room="القاعة",
        materials="أحضر",
        handouts="أوراق للتوزيع",
        copies="{} نسخة",
        appendix="الملحق {}",
        run_sheet="جدول السير",
        opening="الافتتاح",
        slide="الشريحة",
        what="ماذا",
        how="كيف",
        talk="شرح",
        activity="نشاط",
        discussion="نقاش",
        slide_by_slide="شريحة بعد شريحة",
        say="قل",
        ends="النهاية",
        page="صفحة {page} من {pages}",
        picture="الشريحة {}: {}",
        you_need="تحتاج إلى",
        my_notes="ملاحظاتي",
        about_deck="عن هذه الورشة",
        back_to_run_sheet="العودة إلى جدول السير",
        slide_words="نص الشريحة",
    ),
}


def words(lang: str) -> Words:
    """The words of a language, English where there are none."""
    return _WORDS.get(lang.split("-")[0].lower(), _WORDS["en"])
