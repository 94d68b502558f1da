"""Filled forms become tables and a report: from PDFs, saved answers, folders, and archives."""

from generators.collect.collecting import Collected, CollectRequest, Remark, collect
from generators.collect.known_forms import KnownForms, known_forms

__all__ = ["CollectRequest", "Collected", "KnownForms", "Remark", "collect", "known_forms"]
