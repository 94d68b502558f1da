"""Compiled templates, kept on disk for later processes: to compile one takes many times what filling it in does."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from generators.caching.folder import cache_folder, read_own, write_whole

LARGEST = 4_000_000
"""Bytes of one; the kit's largest takes a hundredth of that."""


def template_cache() -> jinja2.BytecodeCache | None:
    """Compiled templates on disk, keyed by their name and text; None where the folder cannot be written."""
    try:
        folder = cache_folder() / "templates"
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return TemplateCache(folder)


class TemplateCache(jinja2.BytecodeCache):
    """Compiled templates in a ``folder``, each below a digest of itself: byte code that was spoiled ends Python.

    It is run as it stands, so that what another user wrote is not read: many may share a folder on a network.

    Nothing is kept where the folder cannot be written, as on a full or a read-only disk.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """That of one text in one kind of environment, wherever it stands: a copy of a theme is compiled already.

        How blanks and values are treated is compiled in, as is what extensions read.
        """
        treated = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
        known = (name, treated, environment.keep_trailing_newline, sorted(environment.extensions), source)
        key = hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()
        bucket = Bucket(environment, key, key)
        self.load_bytecode(bucket)
        if bucket.code is not None and filename is not None:  # which errors name
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads a compiled template, if it is there and whole."""
        with suppress(OSError):
            digest, code = _divided(read_own(self._file(bucket), LARGEST))
            if digest == self._digest(bucket, code):
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes a compiled template, if it can be written."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            write_whole(self._file(bucket), self._folder, self._digest(bucket, code) + code)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"

    def _digest(self, bucket: Bucket, code: bytes) -> bytes:
        return hashlib.sha256(bucket.key.encode() + b"\0" + code).digest()


def _divided(entry: bytes) -> tuple[bytes, bytes]:
    """The digest, and what it is one of."""
    size = hashlib.sha256().digest_size
    return entry[:size], entry[size:]
