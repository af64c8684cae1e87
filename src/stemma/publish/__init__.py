"""A dossier as page, JSON, Markdown and the formats of other tools."""
