"""Prints a kit's forms as fillable, tagged PDFs: on the local's paper, in its colors, in normal and large print."""

from generators.writers.forms.writer import write_forms

__all__ = ["write_forms"]
