"""What stands on each slide: layouts, measured text, and split slides, shared by the decks and their guides."""
