"""Times a form's PDF against WeasyPrint, which makes one of the form's own web page, as a browser prints it."""

from __future__ import annotations

import contextlib
import io
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ParamSpec

from PIL import ImageFile

from generators.model import Form, Kit
from generators.model.replacing import replace
from generators.writers.forms.writer import Press

Work = ParamSpec("Work")


def seconds(work: Callable[Work, object], *given: Work.args, **named: Work.kwargs) -> float:
    """How long ``work`` takes by the clock on the wall."""
    started = time.perf_counter()
    work(*given, **named)
    return time.perf_counter() - started


HOW_TO_GET_PANGO = (
    "on Debian and Ubuntu 'apt install libpangoft2-1.0-0', on macOS 'brew install pango', on Windows the Pango of MSYS2"
)


class NoPeer(Exception):
    """WeasyPrint cannot be run here; the text says why, and what to do."""


Printer = Callable[[Path], bytes]


@dataclass(frozen=True, slots=True)
class FormTimes:
    """Seconds that one form takes, as the mean of all forms of a kit and the median of all rounds."""

    ours: float
    theirs: float


def form_times(kit: Kit, site: Path, rounds: int) -> FormTimes:
    """Both sides in this process, in turn, with fonts loaded and one round before those that count.

    ``site`` is the folder of the kit's site. Each round of ours prints another local's forms, so that no layout is
    there already.

    Raises:
        NoPeer: WeasyPrint cannot be run here.
    """
    printer = peer()
    pages = [page_of(form, site) for form in kit.forms]
    pairs = [(seconds(print_all, local), seconds(_each, printer, pages)) for local in _locals(kit, rounds + 1)]
    ours, theirs = (statistics.median(side[1:]) / len(pages) for side in zip(*pairs, strict=True))
    return FormTimes(ours, theirs)


def page_of(form: Form, site: Path) -> Path:
    """The web page of a form, whatever kind of addresses the site has."""
    plain = site / Path(form.page.path).with_suffix(".html")
    return plain if plain.is_file() else plain.with_suffix("") / "index.html"


def peer() -> Printer:
    """What makes a web page a tagged PDF with fields, fonts found once.

    Raises:
        NoPeer: WeasyPrint is not installed, or not what it needs from the system.
    """
    try:
        # It would tell of a missing library on standard output, and has Pillow take broken pictures for whole ones.
        with contextlib.redirect_stdout(io.StringIO()), _pillow_as_it_was():
            from weasyprint import HTML
            from weasyprint.text.fonts import FontConfiguration
    except ImportError as error:
        raise NoPeer("WeasyPrint is not installed: 'build.py bench' does that") from error
    except OSError as error:
        raise NoPeer(f"WeasyPrint needs the library Pango from the system: {HOW_TO_GET_PANGO}") from error
    fonts = FontConfiguration()

    def printed(page: Path) -> bytes:
        return bytes(HTML(str(page)).write_pdf(font_config=fonts, pdf_forms=True, pdf_variant="pdf/ua-1"))

    return printed


@contextlib.contextmanager
def _pillow_as_it_was() -> Iterator[None]:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def print_all(kit: Kit) -> Sequence[bytes]:
    """Each form of the kit as a fillable PDF, in its normal print."""
    with TemporaryDirectory(prefix="kit-bench-") as folder:
        press = Press(kit, Path(folder))
        return [press.fillable(form) for form in kit.forms]


def _locals(kit: Kit, count: int) -> Iterator[Kit]:
    for number in range(count):
        brand = replace(kit.local.brand, name=f"{kit.local.brand.name}, {number}")
        yield replace(kit, local=replace(kit.local, brand=brand))


def _each(printer: Printer, pages: Sequence[Path]) -> Sequence[bytes]:
    return [printer(page) for page in pages]
