"""Describing an origin in one line: what a reader needs to weigh it.

Neutral wording (Reuters Handbook of Journalism, "Sourcing"): who spoke, in public or to whom; how an outlet calls the
sources it does not name; whether the outlet's own report is in the collection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from stemma.data import table, words
from stemma.story.origins.finding import Found

_SHOWN = 3  # descriptions of unnamed sources


def describe(origin: Found, texts: Mapping[str, str]) -> str:
    """One line on an origin, as a reader can use it."""
    if origin.kind == "interview":
        return (
            f"{origin.name}, to {' and '.join(sorted(origin.to))}" if origin.to else f"{origin.name}, in an interview"
        )
    if origin.kind == "official":
        return f"{origin.name}, in public" if origin.public else f"{origin.name}, as quoted"
    if origin.kind == "document":
        return f"{origin.name} (a document)"
    if origin.kind == "observation":
        return f"{origin.name}, whose reporters saw it"
    if not origin.homes:
        return f"{origin.name}, credited; its own report is not in the collection"
    called = _unnamed(origin, texts)
    if not called:
        return f"{origin.name}, {'from sources it does not name' if origin.unnamed else 'its own reporting'}"
    more = f" and {len(called) - _SHOWN} more" if len(called) > _SHOWN else ""
    return f"{origin.name}, from unnamed sources: {'; '.join(called[:_SHOWN])}{more}"


def _unnamed(origin: Found, texts: Mapping[str, str]) -> list[str]:
    """What an outlet calls the people it does not name, each once; "the official" after "an official" is no other."""
    nouns = frozenset(table("en/source_nouns.toml")["unnamed"])
    out: dict[str, str] = {}
    for span in sorted(origin.unnamed):
        wording = " ".join(texts[span.article][span.start : span.end].split()).split(",")[0]
        plain = re.sub(r"^(?:the|an?|one|another)\s+", "", wording, flags=re.IGNORECASE).lower()
        head = re.split(r"\s(?:of|in|at|with|for|from|on|to|who|that|close|familiar|involved|following)\b", plain)[0]
        noun = head.split()[-1] if head.split() else ""
        if noun in words("en/function_words.txt"):
            continue
        if not {noun, noun.removesuffix("s"), re.sub(r"ies$", "y", noun)} & nouns:
            continue
        if not any(set(plain.split()) <= set(k.split()) for k in out):
            out = {k: v for k, v in out.items() if not set(k.split()) < set(plain.split())}
            article = "" if noun.endswith("s") or noun == "people" else "an " if plain[0] in "aeiou" else "a "
            shown = re.sub(r"^[Tt]he\s+", article, wording)
            opening = shown.split()[0].lower() in words("en/function_words.txt")
            out[plain] = shown[:1].lower() + shown[1:] if opening else shown
    return list(out.values())
