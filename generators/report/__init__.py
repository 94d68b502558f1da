"""What a build says of itself, for programs and for people."""
