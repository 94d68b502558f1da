"""A deck as it is taught: its outline, its schedule, and the guide that a trainer holds."""
