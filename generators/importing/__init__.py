"""Word files, decks, web pages, and folders that people bring become pages, forms, and outlines, as drafts."""
