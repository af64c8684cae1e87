"""The language tools: parser and embedder, found in installed packages, hash-checked, loaded once, passed in."""
