"""Lines of Markdown become the document tree, with the very extensions that the site uses."""
