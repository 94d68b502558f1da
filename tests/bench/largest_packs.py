"""Makes packs at the bounds of what a pack may hold, and says what each uses of the time and memory that it may take.

Run it by hand after a change to a bound: ``.venv/bin/python tests/bench/largest_packs.py``. Half of either is the most.
"""

from __future__ import annotations

import io
import resource
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from generators.packs.limits import FIELDS, LINES_OF_FILE, SLIDES, SLIDES_OF_DECK, TEXT_OF_PACK
from generators.pipeline.bounded_process import MEMORY, SECONDS
from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest

ROOT = Path(__file__).resolve().parents[2]
NOTES = "<!-- notes -->\nSay this.\n<!-- /notes -->\n"
WORDS = "Ask your mentor what [the hall](../index.md) **expects** of an apprentice, and *write it down*.\n\n"


def long_texts() -> Mapping[str, str | bytes]:
    """As much text as a pack may hold, over pages as long as they may be."""
    page = "# A long page\n\n" + (WORDS * ((LINES_OF_FILE - 10) // 2))
    number = TEXT_OF_PACK // len(page)
    return {f"content/own/page-{count}.md": page.replace("long", f"long {count}", 1) for count in range(number)}


def tables() -> Mapping[str, str | bytes]:
    """As much text as a pack may hold, in tables."""
    page = "# Numbers\n\n| a | b | c | d |\n| - | - | - | - |\n" + "| one | **two** | three | four |\n" * (
        LINES_OF_FILE - 10
    )
    return {f"content/own/page-{count}.md": page for count in range(TEXT_OF_PACK // len(page))}


def many_fields() -> Mapping[str, str | bytes]:
    """As many fields as a pack may have beside the base's."""
    head = "---\ntitle: Form {0}\nappendix: X\naudience: mentee\nprivacy: Nobody.\n---\n# Form {0}\n\n"
    each = 100
    return {
        f"content/forms/form-{form}.md": head.format(form)
        + "".join(f"Question {form} {n}: ____\n\n" for n in range(each))
        for form in range((FIELDS - 400) // each)
    }


def many_slides() -> Mapping[str, str | bytes]:
    """As many slides as a pack may have beside the base's."""
    slide = f"## A slide\n\n- Say one thing\n- Say another thing\n\n{NOTES}\n"
    number = (SLIDES - 150) // (SLIDES_OF_DECK - 10)
    return {f"slides/deck-{n}.md": f"---\ntitle: Deck {n}\n---\n{slide * (SLIDES_OF_DECK - 10)}" for n in range(number)}


def long_slides() -> Mapping[str, str | bytes]:
    """A deck whose slides have to be divided."""
    text = "- Ask your mentor what the hall expects of an apprentice, and write it down at once\n" * 100
    return {"slides/deck.md": "---\ntitle: Deck\n---\n" + f"## A slide\n\n{text}\n{NOTES}\n" * 25}


def photos() -> Mapping[str, str | bytes]:
    """As many pixels as a pack may have, in the formats of cameras and screens."""
    made: dict[str, str | bytes] = {}
    noise = Image.effect_noise((1000, 750), 60).convert("RGB")
    for name, kind, width, number in (("JPEG", "jpg", 8900, 3), ("PNG", "png", 3600, 2), ("WEBP", "webp", 3900, 1)):
        target = io.BytesIO()
        noise.resize((width, width * 3 // 4)).save(target, name, quality=60, progressive=True)
        made |= {f"assets/{kind}-{n}.{kind}": target.getvalue() for n in range(number)}
    return made


def drawing() -> Mapping[str, str | bytes]:
    """A logo of as many shapes as a drawing may have."""
    shapes = "".join(f'<circle cx="{n % 70}" cy="{n // 70}" r="9" fill-opacity="0.1"/>' for n in range(4900))
    logo = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 70 70">{shapes}</svg>'
    return {"assets/logo.svg": logo, "local.yml": "name: Harbor\nbrand: {logo: assets/logo.svg, logo_alt: Harbor}\n"}


PACKS: tuple[Callable[[], Mapping[str, str | bytes]], ...] = (
    long_texts,
    tables,
    many_fields,
    many_slides,
    long_slides,
    photos,
    drawing,
)


def build(pack: Path, out: Path) -> None:
    (outcome,) = build_kits(BuildRequest(ROOT, out, (pack,)), lambda _line: None)
    errors = [problem for problem in outcome.problems if problem.severity == "error"]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
    shares = f"{seconds:5.1f} s ({seconds / SECONDS:.0%}) {memory / 1e6:5.0f} MB ({memory / MEMORY:.0%})"
    sys.stdout.write(f"{pack.name:12} {shares} {errors[:1] or ''}\n")


def written(make: Callable[[], Mapping[str, str | bytes]], pack: Path) -> None:
    for path, content in {"local.yml": "name: Harbor\n", **make()}.items():
        file = pack / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def alone(work: Callable[..., None], *arguments: object) -> None:
    """In a process of its own, so that its memory is not counted with another's: a new one begins with its parent's."""
    process = get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()


def main(names: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for make in PACKS:
            pack = Path(folder, make.__name__.replace("_", "-"))
            if names and pack.name not in names:
                continue
            started = time.monotonic()
            alone(written, make, pack)
            alone(build, pack, Path(folder, "out"))
            sys.stdout.write(f"{'':12} in {time.monotonic() - started:.0f} s\n")
            sys.stdout.flush()
            shutil.rmtree(Path(folder, "out"), ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
