"""The middle floor: what needs all articles of a story."""
