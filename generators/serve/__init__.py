"""A preview on this computer alone: every saved change is seen in the open page, and so is what is wrong with it."""

from generators.serve.preview import Preview
from generators.serve.server import AddressInUse

__all__ = ["AddressInUse", "Preview"]
