"""Words made comparable, for the gate's measures: no accents, no case, no little words, no endings."""

from __future__ import annotations

import re
import unicodedata


def plain(text: str) -> str:
    """Letters without accents and in lower case, everything else a space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", bare)


_EMPTY = {"the", "and", "for", "with", "from", "that", "this", "which", "who", "its", "their", "his", "her"}
_EMPTY |= {"was", "were", "has", "have", "had", "not", "but", "are"}


def words(text: str) -> set[str]:
    """The content words of `text`, cut to five letters so that forms of one word agree."""
    return {w[:5] for w in plain(text).split() if (len(w) > 2 or w.isdigit()) and w not in _EMPTY}
