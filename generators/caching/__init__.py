"""What was made once is remembered on disk: a cache is a pure function's memory, keyed by all that it reads."""
