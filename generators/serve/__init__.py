"""A preview on this machine alone: builds, serves, and shows every change, or what is wrong with it, as it is saved."""

from generators.serve.preview import Preview, Say

__all__ = ["Preview", "Say"]
