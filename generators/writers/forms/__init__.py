"""Prints a kit's forms as fillable, tagged PDFs: on the local's paper, in its colors, in normal and large print."""

from generators.writers.forms.writer import prepare_forms, write_forms, write_large_print

__all__ = ["prepare_forms", "write_forms", "write_large_print"]
