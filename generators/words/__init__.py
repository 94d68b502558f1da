"""The words that outputs add to an author's own, a file for each language, and which way each language is written."""
