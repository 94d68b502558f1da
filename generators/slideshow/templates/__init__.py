"""A local's own PowerPoint template: what it offers, and where each kind of slide stands on it."""
