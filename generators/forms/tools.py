"""The tools under a form on a web page: download, print, save, open, keep, delete; hidden until a script works them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class ToolWords:
    """``opened`` holds ``{count}``, ``other_form`` holds ``{form}``."""

    title: str = "Your answers"
    promise: str = "Your answers stay on this device. Nothing is sent anywhere."
    pdf: str = "Download as PDF"
    print: str = "Print"
    save: str = "Save my answers"
    open: str = "Open saved answers"
    delete: str = "Delete my answers"
    keep: str = "Keep my answers on this device"
    keep_hint: str = (
        "They stay in this browser until you delete them. Leave this off on a computer or phone that others use."
    )
    confirm: str = "Delete all answers on this page and on this device? This cannot be undone."
    deleted: str = "Your answers are deleted from this page and from this device."
    opened: str = "Opened: {count} answers."
    other_form: str = "That file holds answers to another form ({form})."
    unreadable: str = "That file holds no saved answers."
    no_room: str = "This browser does not let the page keep answers. Save them to a file before you close it."
    no_pdf: str = "The PDF could not be made. Please print the page instead."
    kept: str = "Your answers are now kept in this browser."
    forgotten: str = "Your answers are kept until you close this tab."


_WORDS: Mapping[str, ToolWords] = {
    "en": ToolWords(),
    "es": ToolWords(
        title="Sus respuestas",
        promise="Sus respuestas se quedan en este dispositivo. No se envía nada.",
        pdf="Descargar como PDF",
        print="Imprimir",
        save="Guardar mis respuestas",
        open="Abrir respuestas guardadas",
        delete="Borrar mis respuestas",
        keep="Conservar mis respuestas en este dispositivo",
        keep_hint=(
            "Se quedan en este navegador hasta que las borre. "
            "No lo active en una computadora o un teléfono que usen otras personas."
        ),
        confirm="¿Borrar todas las respuestas de esta página y de este dispositivo? No se puede deshacer.",
        deleted="Sus respuestas se han borrado de esta página y de este dispositivo.",
        opened="Abierto: {count} respuestas.",
        other_form="Ese archivo tiene respuestas de otro formulario ({form}).",
        unreadable="Ese archivo no tiene respuestas guardadas.",
        no_room="Este navegador no permite conservar respuestas. Guárdelas en un archivo antes de cerrarlo.",
        no_pdf="No se pudo crear el PDF. Imprima la página.",
        kept="Sus respuestas se conservan ahora en este navegador.",
        forgotten="Sus respuestas se conservan hasta que cierre esta pestaña.",
    ),
    "fr": ToolWords(
        title="Vos réponses",
        promise="Vos réponses restent sur cet appareil. Rien n\u2019est envoyé.",
        pdf="Télécharger en PDF",
        print="Imprimer",
        save="Enregistrer mes réponses",
        open="Ouvrir des réponses enregistrées",
        delete="Supprimer mes réponses",
        keep="Garder mes réponses sur cet appareil",
        keep_hint=(
            "Elles restent dans ce navigateur jusqu\u2019à leur suppression. "
            "Ne cochez pas sur un ordinateur ou un téléphone partagé."
        ),
        confirm="Supprimer toutes les réponses de cette page et de cet appareil ? C\u2019est définitif.",
        deleted="Vos réponses sont supprimées de cette page et de cet appareil.",
        opened="Ouvert : {count} réponses.",
        other_form="Ce fichier contient les réponses d\u2019un autre formulaire ({form}).",
        unreadable="Ce fichier ne contient pas de réponses enregistrées.",
        no_room="Ce navigateur ne permet pas de garder les réponses. Enregistrez-les avant de le fermer.",
        no_pdf="Le PDF n\u2019a pas pu être créé. Imprimez la page.",
        kept="Vos réponses sont maintenant gardées dans ce navigateur.",
        forgotten="Vos réponses sont gardées jusqu\u2019à la fermeture de cet onglet.",
    ),
}

_MESSAGES = ("confirm", "deleted", "opened", "other_form", "unreadable", "no_room", "no_pdf", "kept", "forgotten")
_BUTTONS = ("pdf", "print", "save", "open", "delete")


def tools_html(language: str) -> str:
    """The tools with their words in ``language`` (BCP 47), English where the kit has none."""
    known = language.lower().split("-")[0]
    words, other = (_WORDS[known], "") if known in _WORDS else (_WORDS["en"], ' lang="en" dir="ltr"')
    messages = "".join(f' data-{key.replace("_", "-")}="{escape(getattr(words, key))}"' for key in _MESSAGES)
    buttons = "".join(
        f'<button type="button" class="kit-button{"" if key == "pdf" else " kit-button--quiet"}" data-tool="{key}">'
        f"{escape(getattr(words, key))}</button>"
        for key in _BUTTONS
    )
    return (
        '<section class="kit-form-tools kit-screen-only" aria-labelledby="kit-form-tools-title" data-search-exclude'
        f"{other}{messages} hidden>"
        f'<p class="kit-form-tools__title" id="kit-form-tools-title">{escape(words.title)}</p>'
        f"<p>{escape(words.promise)}</p>"
        f'<div class="kit-form-tools__buttons">{buttons}</div>'
        '<button type="button" role="switch" aria-checked="false" class="kit-switch" id="kit-keep" '
        f'aria-describedby="kit-keep--hint">{escape(words.keep)}</button>'
        f'<p class="kit-hint" id="kit-keep--hint">{escape(words.keep_hint)}</p>'
        '<p class="kit-form-tools__status" role="status"></p></section>'
    )
