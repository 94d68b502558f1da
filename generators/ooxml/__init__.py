"""Office documents as packages of XML parts: what decks, templates, and run sheets share."""
