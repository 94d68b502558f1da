"""The path itself, and how its work is spread over processes."""
