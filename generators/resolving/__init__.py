"""What stands over what: a handbook and a local become one kit."""
