"""Takes over a folder of Markdown pages as they stand, with their pictures drawn anew and all else listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generators.importing.draft import Destination, Draft, DraftFile, Remark, kept_words, word_counts
from generators.importing.picture_files import DocumentPictures
from generators.packs.new_text import slug_of
from generators.reading.encoding import UnknownText, decoded
from generators.reading.files import is_portable
from generators.reading.pack_files import is_picture


def read_pages(name: str, files: Mapping[str, bytes], into: Destination) -> Draft:
    """The draft of the folder ``name``: pages keep their paths, so that the links between them still lead there."""
    remarks: list[Remark] = []
    start = into.pages if into.is_new else into.pages / (slug_of(name) or "pages")
    made: list[DraftFile] = []
    words, out = Counter[str](), Counter[str]()
    for path, data in files.items():
        if is_picture(path):
            continue
        if not path.lower().endswith((".md", ".markdown")) or not is_portable(PurePosixPath(path).name):
            remarks.append(Remark(path, "left-out", "this file is no page and no picture"))
            continue
        try:
            text = decoded(data)
        except UnknownText as fault:
            remarks.append(Remark(path, "left-out", f"{fault.message} ({fault.hint})"))
            continue
        words += word_counts(text)
        out += word_counts(text)
        made.append(DraftFile(into.free(start / PurePosixPath(path).with_suffix(".md")), text.encode()))
    made.extend(_pictures(files, start, into, remarks))
    return Draft(name, tuple(made), tuple(remarks), words.total(), kept_words(words, out))


def _pictures(
    files: Mapping[str, bytes], start: PurePosixPath, into: Destination, remarks: list[Remark]
) -> Iterator[DraftFile]:
    for path, data in files.items():
        if not is_picture(path):
            continue
        drawn = DocumentPictures(PurePosixPath(), {path: data}.get)
        made = drawn.file_of(path, path)
        remarks.extend(drawn.remarks)
        if made is None:
            continue
        (file,) = drawn.files.values()
        same = {".jpeg": ".jpg"}.get(PurePosixPath(path).suffix.lower(), PurePosixPath(path).suffix.lower())
        if same != made.suffix:
            remarks.append(
                Remark(
                    path, "look", f"its name ends with {PurePosixPath(path).suffix}, and it is now a {made.suffix} file"
                )
            )
        yield DraftFile(into.free(start / path), file.data)


__all__ = ["read_pages"]
