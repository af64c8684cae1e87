"""What stemma keeps between runs."""
