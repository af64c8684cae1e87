"""Outlets: what people leave out of an outlet's name.

"Radio Selm" is Selm, "Orlan Wire" is Orlan: the word that only says what kind of outlet it is goes. The last word of a
newspaper's name does not ("the Selm Times" is the Times, and Selm a town); its town does ("the Selm Evening Times" is
the Evening Times).
"""

from __future__ import annotations

import re

from stemma.data import members

_LEAST = 4  # letters a part of a name must have to stand for it


def short_names(name: str) -> tuple[str, ...]:
    """The names under which an outlet goes besides its full name, the longest first."""
    parts = re.sub(r"^(?:the|The|THE)\s+", "", name.strip()).split()
    out = []
    if len(parts) > 1 and parts[0].lower() in members("outlet_words.toml", "plain_first"):
        out.append(parts[1:])
    if len(parts) > 2 and parts[-1].lower() in members("outlet_words.toml", "last"):
        out.append(parts[1:])
    rest = parts
    while len(rest) > 1 and rest[-1].lower() in members("outlet_words.toml", "plain_last"):
        rest = rest[:-1]
        out.append(rest)
    return tuple(" ".join(words) for words in out if sum(map(len, words)) >= _LEAST)
