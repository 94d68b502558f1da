"""The language of forms: from lines as typed to fields, and to controls on a page."""
