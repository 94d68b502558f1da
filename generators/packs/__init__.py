"""What a local's pack may hold, and how it is read without being trusted."""
