"""What the base changed under a local's overrides since the local last looked."""
