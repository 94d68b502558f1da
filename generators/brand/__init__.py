"""A local's look: its colors made readable, its typefaces, its drawings in its colors."""
