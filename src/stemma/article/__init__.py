"""The ground floor: what can be known from one article alone."""
