"""Lines of text: where they come from, what is marked in them, and how values are written into them."""
