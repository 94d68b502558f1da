"""Compiled templates on disk: never trusted blindly, and of use to those alone who would have compiled the same."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from generators.caching import templates as compiled
from generators.caching.folder import HOUR
from generators.caching.templates import TemplateCache
from generators.pipeline import temporary_files


def test_a_site_needs_no_folder_for_compiled_templates(tmp_path: Path) -> None:
    templates = jinja2.DictLoader({"page": "{{ words }}"})
    environment = jinja2.Environment(loader=templates, bytecode_cache=TemplateCache(tmp_path / "gone"))
    assert environment.get_template("page").render(words="Here") == "Here"


def rendered_in(folder: Path) -> str:
    """What somebody else's template of the same name would say is ``There``."""
    templates = jinja2.DictLoader({"page": "{{ words }}"})
    fresh = jinja2.Environment(loader=templates, bytecode_cache=TemplateCache(folder))
    return fresh.get_template("page").render(words="Here")


def forged(folder: Path) -> Path:
    """A compiled template in the place of another, below the digest that is right for it."""
    assert rendered_in(folder) == "Here"
    (kept,) = folder.iterdir()
    cache, environment = TemplateCache(folder), jinja2.Environment()
    bucket = cache.get_bucket(environment, "page", None, "{{ words }}")
    bucket.code = compile(environment.compile("There", raw=True), "page", "exec")
    cache.dump_bytecode(bucket)
    assert rendered_in(folder) == "There", "who can write as this user can change the program, too"
    return kept


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such owners")
def test_a_compiled_template_that_somebody_else_wrote_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert rendered_in(tmp_path) == "Here"


def _as_link(file: Path) -> None:
    file.rename(file.parent.parent / "elsewhere")
    file.symlink_to(file.parent.parent / "elsewhere")


def _as_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _as_huge(file: Path) -> None:
    os.truncate(file, compiled.LARGEST + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such links and pipes")
@pytest.mark.parametrize("spoil", [_as_link, _as_pipe, _as_folder, _as_huge])
def test_what_is_no_plain_file_in_the_place_of_one_is_neither_run_nor_waited_for(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    (tmp_path / "kept").mkdir()
    spoil(forged(tmp_path / "kept"))
    assert rendered_in(tmp_path / "kept") == "Here"


def test_a_compiled_template_that_was_spoiled_is_not_run(tmp_path: Path) -> None:
    templates = jinja2.DictLoader({"page": "{{ words }}"})

    def rendered() -> str:
        fresh = jinja2.Environment(loader=templates, bytecode_cache=TemplateCache(tmp_path))
        return fresh.get_template("page").render(words="Here")

    assert rendered() == "Here"
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for place in (0, len(whole) // 2, -1):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        for content in (bytes(spoiled), whole[:place], b""):
            kept.write_bytes(content)
            assert rendered() == "Here"
            assert kept.read_bytes() == whole


def test_a_compiled_template_is_for_environments_of_one_kind(tmp_path: Path) -> None:
    templates = jinja2.DictLoader({"page": "{% if words %}\n<p>{{ words }}</p>\n{% endif %}"})

    def rendered(*, autoescape: bool, trim_blocks: bool) -> str:
        cache = TemplateCache(tmp_path)
        made = jinja2.Environment(
            loader=templates, bytecode_cache=cache, autoescape=autoescape, trim_blocks=trim_blocks
        )
        return made.get_template("page").render(words="<b>")

    assert rendered(autoescape=False, trim_blocks=False) == "\n<p><b></p>\n"
    assert rendered(autoescape=True, trim_blocks=False) == "\n<p>&lt;b&gt;</p>\n"
    assert rendered(autoescape=True, trim_blocks=True) == "<p>&lt;b&gt;</p>\n"


class Compiling(jinja2.Environment):
    """Counts what it compiles."""

    compiled = 0

    def compile(self, *source: Any, **how: Any) -> Any:
        self.compiled += 1
        return super().compile(*source, **how)


def test_a_copy_of_a_template_is_not_compiled_again_and_errors_name_the_copy(tmp_path: Path) -> None:
    def failing(place: str) -> tuple[int, str]:
        file = tmp_path / place / "page.html"
        file.parent.mkdir()
        file.write_text("{{ words }}\n{{ 1 // zero }}", encoding="utf-8")
        cache = TemplateCache(tmp_path)
        made = Compiling(loader=jinja2.FileSystemLoader(file.parent), bytecode_cache=cache)
        with pytest.raises(ZeroDivisionError) as error:
            made.get_template("page.html").render(zero=0)
        last = error.traceback[-1]
        assert Path(last.path) == file and last.lineno == 1, "counted from 0"
        return made.compiled, str(last.path)

    (first, one), (second, other) = failing("theme"), failing("copy")
    assert (first, second) == (1, 0) and one != other


def test_a_template_that_changed_is_compiled_again(tmp_path: Path) -> None:
    def rendered(text: str) -> str:
        made = jinja2.Environment(loader=jinja2.DictLoader({"page": text}), bytecode_cache=TemplateCache(tmp_path))
        return made.get_template("page").render()

    assert [rendered(text) for text in ("old", "new", "old")] == ["old", "new", "old"]


def test_what_a_killed_program_left_half_written_goes_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = list[Path]()
    monkeypatch.setattr(Path, "replace", lambda file, _place: left.append(file))
    monkeypatch.setattr(temporary_files, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(temporary_files, "store_folder", lambda: tmp_path / "store")
    (tmp_path / "store").mkdir()
    assert rendered_in(tmp_path / "templates") == "Here"
    assert left[0].parent == tmp_path / "templates"
    os.utime(left[0], (time.time() - 2 * HOUR,) * 2)
    with temporary_files.own_temporary_folder():
        assert [*(tmp_path / "templates").iterdir()] == []
